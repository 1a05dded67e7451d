"""The section of rounds of allotting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.sales.allotting import lists
from desktop.sales.allotting.actions import reckon
from desktop.sales.allotting.papers import allotting_sheet
from desktop.ui.book.book import Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"allotround", "allotline", "orderline", "salesorder"})


class AllottingBook(MovingBook):
    """Who gets how much of goods that are short, typed in place where it is decided otherwise."""

    icon = "merge"
    listing = lists.ROUNDS
    remembers = ("rule", "deposits_first", "cartons", "decided_by")
    paper = (N_("Allotting sheet…"), allotting_sheet)
    children = (Child(lists.LINES, grid=True, hidden=("order_line_id",)),)

    def defaults(self) -> Mapping[str, Any]:
        """Goods of today."""
        return {"state": "draft", "made_on": today(), "deposits_first": True}

    def tools(self) -> Sequence[Tool]:
        """Reckon it from the orders that wait."""
        return (Tool(N_("Reckon by the rule"), "refresh", self.reckon), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The rule in words, with what each gets."""
        return ((N_("Allotting sheet"), partial(PaperTab, self.context, allotting_sheet, READ)), *super().extra_tabs())

    def reckon(self) -> None:
        """Allot the goods by the rule, in place of what stands here."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: reckon(context.db, number), lambda n: context.message(
                ngettext("{n} order line waits for it", "{n} order lines wait for it", n).format(n=n), undo=True)))
