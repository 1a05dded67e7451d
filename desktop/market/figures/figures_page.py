"""The sections of market figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.market.figures import lists
from desktop.market.figures.hints import figure_hints
from desktop.market.figures.maps import figure_map
from desktop.market.figures.papers import survey_sheet
from desktop.regions.map_tab import MapTab
from desktop.ui.book.book import Book, Tab
from desktop.ui.book.paper_tab import PaperTab

FIGURES = frozenset({"marketfigure", "region"})
READ = frozenset({"marketfigure", "marketsurvey", "marketcapacity", "region"})


class FiguresBook(Book):
    """What is known of a market, figure by figure."""

    icon = "chart"
    listing = lists.FIGURES
    remembers = ("region_id", "crop_id", "year", "source", "taken_by", "confidence")
    bulk = ("confidence", "standing", "source", "taken_on", "taken_by")
    doubts = staticmethod(figure_hints)

    def extra_tabs(self) -> Sequence[Tab]:
        """The same figure of all regions on a map."""
        return ((N_("County map"), partial(MapTab, self.context, figure_map, FIGURES)), *super().extra_tabs())

    def record_shown(self, _record: Record | None) -> None:
        """What it is called follows from indicator and crop."""
        self.fields.show_only({"called"})


class SurveysBook(Book):
    """The survey sheet of a region."""

    icon = "document"
    listing = lists.SURVEYS
    paper = (N_("Survey sheet…"), survey_sheet)
    remembers = ("region_id", "crop_id", "surveyed_by")

    def defaults(self) -> Mapping[str, Any]:
        """A survey of today."""
        return {"surveyed_on": today()}

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet as it will be printed."""
        return ((N_("Survey sheet"), partial(PaperTab, self.context, survey_sheet, READ)), *super().extra_tabs())
