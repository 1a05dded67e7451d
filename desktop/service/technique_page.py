"""The technique library: sheets with their calendar of measures, and the answers that proved themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.core.settings import office
from desktop.service import announcement, lists
from desktop.service.technique_report import sheet_of_this_year
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.moving import VersionedBook
from desktop.ui.look.markup import Markup


class SheetsBook(VersionedBook):
    """Technique sheets."""

    icon = "document"
    listing = lists.SHEETS
    paper = (N_("Technique sheet…"), sheet_of_this_year)
    remembers = ("crop_id", "region_id", "season", "water")
    bulk = ("crop_id", "region_id", "season", "water", "source")
    doubts = staticmethod(announcement.body_doubts)
    children = (Child(lists.STEPS, grid=True),)

    def record_shown(self, record: Record | None) -> None:
        """Show the text of the sheet as it is meant."""
        super().record_shown(record)
        body = self.fields.widget("body")
        if isinstance(body, QPlainTextEdit) and body.document().findChild(Markup) is None:
            Markup(body)

    def defaults(self) -> Mapping[str, Any]:
        """A draft of today."""
        return {"state": "draft", "made_on": today(), "made_by": office(self.context.db, "manager")}

    def tools(self) -> Sequence[Tool]:
        """The sheet on paper, the next version, the way to another state."""
        return (Tool(N_("Sheet for print…"), "print", self.print_record), *super().tools(),
                Tool(N_("The year's summary…"), "report", self.summary, needs_record=False))

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """The calendar with this year's days, before the moves."""
        return ((N_("Calendar"), self._make_calendar), *super().extra_tabs())

    def _make_calendar(self) -> QWidget:
        from desktop.service.calendar_tab import CalendarTab

        return CalendarTab(self.context)

    def print_record(self) -> None:
        """Preview the sheet with this year's days."""
        from desktop.ui.preview.preview import Preview

        if self.record is not None:
            db, number = self.context.db, self.record.id
            Preview(self.context, self.record.label(), lambda: sheet_of_this_year(db, number),
                    "technique sheet").show()

    def summary(self) -> None:
        """Preview the technique of the last year that has any, region by region."""
        from desktop.service.technique_summary import last_year, technique_summary
        from desktop.ui.preview.preview import Preview

        db = self.context.db

        def show(year: int) -> None:
            Preview(self.context, _("Technique {year}: summary by region").format(year=year),
                    lambda: technique_summary(db, year), "technique summary").show()

        self.context.tasks.read(lambda: last_year(db), show)


class ArticlesBook(Book):
    """The library of answers."""

    icon = "list"
    listing = lists.ARTICLES
    remembers = ("crop_id",)
