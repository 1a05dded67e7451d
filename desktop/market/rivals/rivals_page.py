"""The sections of rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.market.rivals import lists
from desktop.market.rivals.papers import price_sheet_of, ranking_sheet, rival_sheet
from desktop.market.rivals.suspects import suspect_sheet
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"rivalfirm", "rivalvariety", "pricesighting", "variety", "marketranking", "rankline", "priceline"})


class RivalsBook(Book):
    """Who else sells here, and what we do about it."""

    icon = "warning"
    listing = lists.RIVALS
    paper = (N_("Sheet of the rival…"), rival_sheet)
    children = (Child(lists.RIVAL_VARIETIES, grid=True), Child(lists.SIGHTINGS, parent="firm_id"))

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet as it will be printed."""
        return ((N_("Sheet of the rival"), partial(PaperTab, self.context, rival_sheet, READ)), *super().extra_tabs())


class SightingsBook(Book):
    """What rivals' seed costs, as it was seen."""

    icon = "view"
    listing = lists.SIGHTINGS
    paper = (N_("Prices of rivals…"), price_sheet_of)
    remembers = ("region_id", "shop", "seen_by", "source", "confidence", "dealer_id")
    bulk = ("confidence", "source", "seen_by", "firm_id", "region_id")

    def defaults(self) -> Mapping[str, Any]:
        """A sighting of today."""
        return {"seen_on": today()}

    def extra_tabs(self) -> Sequence[Tab]:
        """All prices as they will be printed."""
        return ((N_("Prices of rivals"), partial(PaperTab, self.context, price_sheet_of, READ)),
                (N_("Check of the goods"), partial(PaperTab, self.context, suspect_sheet, READ)), *super().extra_tabs())

    def tools(self) -> Sequence[Tool]:
        """The sheet on which goods that look wrong are checked."""
        return (Tool(N_("Check of the goods…"), "print", self.preview_check), *super().tools())

    def preview_check(self) -> None:
        """Preview the check of the goods of this sighting."""
        from desktop.ui.preview.preview import Preview

        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: Preview(self.context, self.record.label() if self.record else "", lambda: suspect_sheet(
                db, number), kind="price_sightings.suspect_sheet").show())


class RankingsBook(Book):
    """Who sells how much of a market."""

    icon = "sort"
    listing = lists.RANKINGS
    paper = (N_("Quarterly ranking…"), ranking_sheet)
    remembers = ("crop_id", "unit", "made_by")
    children = (Child(lists.RANK_LINES, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A ranking of this quarter."""
        return {"made_on": today(), "year": today().year, "quarter": str((today().month + 2) // 3)}

    def extra_tabs(self) -> Sequence[Tab]:
        """The table as it will be printed."""
        return ((N_("Quarterly ranking"), partial(PaperTab, self.context, ranking_sheet, READ)), *super().extra_tabs())
