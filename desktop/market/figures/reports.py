"""The documents of market figures that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Report, coded, of_document
from desktop.market.figures.model import MarketSurvey
from desktop.market.figures.papers import survey_sheet

SURVEY_REPORT = Report("market-survey", "code", of_document(
    lambda db, args: survey_sheet(db, coded(db, MarketSurvey, args.code))))
