"""Complaints about seed, and who received which lot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.service import claims, lists
from desktop.service.complaint_model import Complaint
from desktop.service.complaint_report import complaint_file
from desktop.service.letter_names import LETTERS
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.owned_list import OwnedList


def _variety_of(complaint: Record) -> Mapping[str, Any]:
    return {"variety_id": getattr(complaint, "variety_id", None)}


class ComplaintsBook(MovingBook):
    """Complaints with evidence, samples, inspections, readings, costs."""

    icon = "warning"
    listing = lists.COMPLAINTS
    paper = (N_("Complaint file…"), complaint_file)
    remembers = ("region_id", "crop_id", "variety_id", "owner")
    bulk = ("region_id", "crop_id", "variety_id", "lot", "dealer_id", "severity", "owner")
    children = (
        Child(lists.EVIDENCE, grid=True, files=True),
        Child(lists.SAMPLES, grid=True, files=True),
        # Three of the six fields of an inspection are texts of several lines: a form of its own.
        Child(lists.INSPECTIONS, files=True),
        Child(lists.READINGS, grid=True, files=True),
        Child(lists.COSTS, grid=True),
        Child(lists.DELIVERIES, title=N_("Deliveries of the lot"), parent="lot", key="lot", grid=True, defaults=_variety_of),
    )

    def defaults(self) -> Mapping[str, Any]:
        """A complaint of today."""
        return {"state": "received", "received_on": today()}

    def tools(self) -> Sequence[Tool]:
        """Readings, loss, the file on paper, the way to another state."""
        letters = tuple(Tool(title, "report", partial(self.letter, kind)) for kind, title in LETTERS.items())
        return (Tool(N_("Complaint file…"), "print", self.print_record, menu=(
                    Tool(N_("Complaint file…"), "print", self.print_record), *letters)),
                Tool(N_("Readings…"), "quality", self.add_readings),
                Tool(N_("Estimate the loss…"), "chart", self.estimate),
                Tool(N_("Enter into the account"), "check", self.enter_claim), *super().tools())

    def enter_claim(self) -> None:
        """Enter what the firm bears into the dealer's account and show the entry."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: claims.enter(context.db, number, today()),
                                                  lambda made: context.open("accountentry", made.id)))

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """Estimates and the lot, before the moves."""
        return ((N_("Loss estimates"), self._make_losses), (N_("Lot"), self._make_lot), *super().extra_tabs())

    def _make_losses(self) -> QWidget:
        return OwnedList(self.context, lists.LOSSES, "complaint_id", _("No estimate yet: press “Estimate the loss…” above."))

    def _make_lot(self) -> QWidget:
        from desktop.service.lot_tab import LotTab

        return LotTab(self.context)

    def print_record(self) -> None:
        """Preview the complaint file."""
        from desktop.ui.preview.preview import Preview

        if self.record is not None:
            db, number = self.context.db, self.record.id
            Preview(self.context, self.record.label(), lambda: complaint_file(db, number), "complaint file").show()

    def letter(self, kind: str) -> None:
        """Preview a letter about the complaint."""
        from desktop.service.letters import letter
        from desktop.ui.preview.preview import Preview

        if self.record is not None:
            db, number = self.context.db, self.record.id
            Preview(self.context, f"{_(LETTERS[kind])} {self.record.label()}", lambda: letter(db, number, kind), kind).show()

    def add_readings(self) -> None:
        """Enter the readings of a test."""
        from desktop.service.readings_widget import ReadingsDialog

        if self.record is not None:
            number = self.record.id
            self.settle(lambda: ReadingsDialog(self.context, number).open())

    def estimate(self) -> None:
        """Estimate the loss by a rule."""
        from desktop.service.loss_widget import LossDialog

        record = self.record
        if isinstance(record, Complaint):
            self.settle(lambda: LossDialog(self.context, record).open())


class DeliveriesBook(Book):
    """Which dealer received how much of which lot."""

    icon = "folder"
    listing = lists.DELIVERIES
    remembers = ("variety_id", "moved_on", "source")
    bulk = ("variety_id", "source", "held_on")
