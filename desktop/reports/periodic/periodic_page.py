"""The sections of periodic reports and their templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record, table_of
from desktop.reports.periodic import actions, lists, plain
from desktop.reports.periodic.paper import report_paper, since_paper
from desktop.reports.periodic.states import KINDS, SEASON
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.moving import VersionedBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"periodreport", "reporttext", "reportplan", "reportlayout", "layoutsection", "layoutfigure", "visit",
                  "shipmentline", "payment", "farmercase", "complaint", "trainingevent", "participant", "diversioncase",
                  "salesorder", "orderline", "salestarget", "fieldevent"})


def last_week() -> date:
    """A day of the week before this one: on Monday its report is written."""
    return today() - timedelta(days=7)


class ReportsBook(VersionedBook):
    """Day, week, month and longer reports, from being begun to being handed in."""

    icon = "report"
    listing = lists.REPORTS
    paper = (N_("Report…"), report_paper)
    remembers = ("to_whom", "person_id")
    down = (250, 390)
    children = (Child(lists.TEXTS, grid=True), Child(lists.PLAN, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A report of this week."""
        return {"kind": "week", "starts_on": today(), "state": "draft"}

    def tools(self) -> Sequence[Tool]:
        """Begin one, fill it, copy it as text."""
        kinds = [Tool(KINDS.labels[kind], "add", partial(self.begin, kind), needs_record=False)
                 for kind in KINDS if kind != SEASON]
        kinds.insert(1, Tool(N_("Report of last week"), "add", partial(self.begin, "week", last_week), needs_record=False))
        return (Tool(N_("Write one"), "add", self.new_record, needs_record=False, menu=tuple(kinds)),
                Tool(N_("Fill it"), "refresh", self.fill),
                Tool(N_("As text"), "copy", self.go_to_form, menu=(
                    Tool(N_("The whole report"), "copy", self.copy_report),
                    Tool(N_("Morning message"), "copy", partial(self.copy_message, plain.morning)),
                    Tool(N_("Evening message"), "copy", partial(self.copy_message, plain.evening)))),
                *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The report as it will be printed, what changed since, before the moves."""
        return ((N_("Report as printed"), partial(PaperTab, self.context, report_paper, READ)),
                (N_("Changed since"), partial(PaperTab, self.context, since_paper, READ)), *super().extra_tabs())

    def begin(self, kind: str, day: Callable[[], date] = today) -> None:
        """Begin the report of a period, filled, and show it; show the one that is there."""
        context = self.context
        self.settle(lambda: context.tasks.run(lambda: actions.begin(context.db, kind, day()), self._show))

    def _show(self, made: Record) -> None:
        self.context.open(table_of(type(made)).name, made.id)

    def fill(self) -> None:
        """Bring in what was written since."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(
                lambda: actions.fill(context.db, number),
                lambda n: context.message(ngettext("{n} line brought in", "{n} lines brought in", n).format(n=n),
                                          undo=bool(n))))

    def copy_report(self) -> None:
        """Put the report on the clipboard as plain text."""
        if self.record is not None:
            number = self.record.id
            self._copy(lambda db: plain.report_text(db, number))

    def copy_message(self, maker: Callable[[Database, date], str]) -> None:
        """Put the message of the morning or the evening of the report's day (today for longer ones) on the clipboard."""
        record: Any = self.record
        if record is not None:
            day = record.starts_on if record.kind == "day" else today()
            self._copy(lambda db: maker(db, day))

    def _copy(self, maker: Callable[[Database], str]) -> None:
        """Make a text beside the window, once what is typed is settled, and put it on the clipboard."""
        context = self.context

        def read() -> None:
            context.tasks.read(lambda: maker(context.db), self._copied)

        self.settle(read)

    def _copied(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self.context.message(_("Copied: paste it into WeChat."))


class LayoutsBook(Book):
    """Which sections and figures the company wants in its reports."""

    icon = "document"
    listing = lists.LAYOUTS
    children = (Child(lists.SECTIONS, grid=True), Child(lists.FIGURES, grid=True))

    def tools(self) -> Sequence[Tool]:
        """The usual sections, to be changed."""
        return (Tool(N_("Write the usual sections"), "list", self.write_usual),)

    def write_usual(self) -> None:
        """Write the usual sections and figures into a template that has none."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(
                lambda: actions.write_usual(context.db, number),
                lambda n: context.message(ngettext("{n} line added", "{n} lines added", n).format(n=n), undo=bool(n))))
