"""The section of recalls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from desktop.core.i18n import N_
from desktop.sales.lots.recall_lists import NOTICES, RECALLS
from desktop.sales.lots.recall_reports import recall_notices, recall_sheet
from desktop.sales.lots.recalling import enter_dealers, told_today
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"labelrecall", "recallnotice", "dealer"})


class RecallsBook(Book):
    """What was called back, with a notice to each dealer who got it."""

    icon = "warning"
    listing = RECALLS
    paper = (N_("Recall sheet…"), recall_sheet)
    bulk = ("due_on", "decided_by")
    children = (Child(NOTICES, grid=True),)

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet and the letters as they will be printed."""
        return ((N_("Recall sheet"), partial(PaperTab, self.context, recall_sheet, READ)),
                (N_("Letters to the dealers"), partial(PaperTab, self.context, recall_notices, READ)), *super().extra_tabs())

    def tools(self) -> Sequence[Tool]:
        """The dealers by the trace, and that they were told."""
        return (Tool(N_("Enter the dealers"), "group", partial(self._do, enter_dealers)),
                Tool(N_("All told today"), "check", partial(self._do, told_today)))

    def _do(self, action: Callable[[Any, int], str]) -> None:
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: action(context.db, number), partial(context.message, undo=True)))
