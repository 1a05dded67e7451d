"""Farmers' cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.service import cases, lists
from desktop.ui.book.book import Tool
from desktop.ui.book.moving import MovingBook


class CasesBook(MovingBook):
    """Farmers' problems, what was advised, what came of it."""

    icon = "phone"
    listing = lists.CASES
    remembers = ("region_id", "crop_id", "variety_id", "stage")
    bulk = ("region_id", "crop_id", "variety_id", "lot", "dealer_id", "cause", "follow_up_on")

    def defaults(self) -> Mapping[str, Any]:
        """A case of today."""
        return {"state": "open", "reported_on": today()}

    def on_day(self, day: date) -> Mapping[str, Any]:
        """A case reported that day."""
        return {"reported_on": day}

    def tools(self) -> Sequence[Tool]:
        """Quick entry at the field edge; what becomes of a case."""
        return (Tool(N_("Photo and note…"), "photo", self.quick, needs_record=False), *super().tools(),
                Tool(N_("Make an article"), "document", self.make_article),
                Tool(N_("Make a complaint"), "warning", self.make_complaint))

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """Similar cases before the moves."""
        return ((N_("Similar cases"), self._make_similar), *super().extra_tabs())

    def _make_similar(self) -> QWidget:
        from desktop.service.similar_tab import SimilarTab

        return SimilarTab(self.context)

    def quick(self) -> None:
        """A photo and a note, the rest later."""
        from desktop.service.quick_case_widget import QuickCaseDialog

        self.settle(lambda: QuickCaseDialog(self.context, self.window()).open())

    def make_article(self) -> None:
        """Put the answer into the library."""
        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: self.context.tasks.run(lambda: cases.make_article(db, number), self._made("article")))

    def make_complaint(self) -> None:
        """Open a complaint from the case."""
        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.settle(lambda: self.context.tasks.run(lambda: cases.make_complaint(db, number), self._made("complaint")))

    def _made(self, table: str) -> Callable[[Record], None]:
        def show(record: Record) -> None:
            self.context.open(table, record.id)
            self.context.message(_("Made: {name}").format(name=record.label()), undo=True)

        return show
