"""The section of planting conditions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.core.i18n import N_
from desktop.market.climate import lists
from desktop.market.climate.papers import conditions_sheet
from desktop.ui.book.book import Book, Child, Tab
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"weatherstation", "weatheryear", "varietyregion", "variety"})


class StationsBook(Book):
    """Weather of many years, and what may be grown by it."""

    icon = "season"
    listing = lists.STATIONS
    paper = (N_("Planting conditions…"), conditions_sheet)
    remembers = ("frost_limit",)
    children = (Child(lists.WEATHER_YEARS),)

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet as it will be printed."""
        return ((N_("Planting conditions"), partial(PaperTab, self.context, conditions_sheet, READ)), *super().extra_tabs())
