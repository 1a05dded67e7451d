"""The sections of key figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.core.records import Record, table_of
from desktop.reports.kpi import actions, lists
from desktop.reports.kpi.papers import kpi_sheet
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab


class KpiBook(MovingBook):
    """What a person is to reach in a period, and the marks."""

    icon = "chart"
    listing = lists.SHEETS
    paper = (N_("Sheet of key figures…"), kpi_sheet)
    remembers = ("kind", "judge", "region_id")
    down = (250, 390)
    children = (Child(lists.LINES, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A sheet of this month."""
        return {"starts_on": today(), "state": "draft"}

    def tools(self) -> Sequence[Tool]:
        """What was reached from the records, the next sheet."""
        return (Tool(N_("Take from the records"), "refresh", self.take),
                Tool(N_("Sheet of the next period"), "add", self.make_next), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet as it will be printed, before the moves."""
        return ((N_("Sheet as printed"), partial(PaperTab, self.context, kpi_sheet, frozenset({"kpisheet", "kpiline"}))),
                *super().extra_tabs())

    def take(self) -> None:
        """Write what was reached into the lines."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(
                lambda: actions.take(context.db, number),
                lambda n: context.message(ngettext("{n} figure taken", "{n} figures taken", n).format(n=n), undo=bool(n))))

    def make_next(self) -> None:
        """Make the sheet of the period after and show it."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: actions.next_sheet(context.db, number), self._show))

    def _show(self, made: Record) -> None:
        self.context.open(table_of(type(made)).name, made.id)


class KpiFiguresBook(Book):
    """All lines of all sheets: the figures of a person over the year, each opened to its rows."""

    icon = "list"
    listing = lists.ALL_LINES
