"""The documents of rivals that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Report, coded, of_document
from desktop.market.rivals.model import MarketRanking, RivalFirm
from desktop.market.rivals.papers import price_sheet, ranking_sheet, rival_sheet

RIVAL_REPORTS = (
    Report("rival", "code", of_document(lambda db, args: rival_sheet(db, coded(db, RivalFirm, args.code)))),
    Report("rival-prices", "", of_document(lambda db, args: price_sheet(db, args.day))),
    Report("market-ranking", "code", of_document(lambda db, args: ranking_sheet(db, coded(db, MarketRanking, args.code)))),
)
