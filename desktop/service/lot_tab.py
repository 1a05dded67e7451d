"""The lot of a complaint: who received how much of it, what is left, and who else complained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.core.units import format_number
from desktop.service import lot_words, lots
from desktop.service.complaint_model import Complaint
from desktop.service.lots import LotFile
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.lists.shown_rows import copies_rows

if TYPE_CHECKING:
    from desktop.core.records import Record
    from desktop.ui.context import Context

HEADS = (N_("Dealer"), N_("Telephone"), N_("Bags delivered"), N_("Delivered (kg)"), N_("Still held (bags)"),
         N_("Still held (kg)"), N_("Held as of"), N_("Complaints"))
NUMBERS = (2, 3, 4, 5, 7)


class LotTab(SeenTab):
    """The lot of the complaint given to `show_record`."""

    watched = frozenset({"complaint", "shipmentline", "stockmove", "countline", "dealer"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lot = ""
        self.summary = QLabel(self)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.table = QTableWidget(self)
        copies_rows(self.table)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 2)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        context.language_changed.connect(self.read_again)

    def show_record(self, record: Record | None) -> None:
        """Show the lot of a complaint."""
        complaint = record if isinstance(record, Complaint) else None
        self._lot = complaint.lot if complaint else ""
        super().show_record(complaint)

    def read(self, record_id: int) -> None:
        db, lot = self.context.db, self._lot
        self.context.tasks.read(lambda: (record_id, lots.read(db, lot)), self._show)

    def _show(self, result: tuple[int, LotFile]) -> None:
        number, found = result
        if number != self.record_id or found.lot != self._lot:
            return
        self.summary.setText(lot_words.summary(found))
        self.table.clear()
        self.table.setColumnCount(len(HEADS))
        self.table.setHorizontalHeaderLabels([_(h) for h in HEADS])
        self.table.setRowCount(len(found.lines))
        for row, line in enumerate(found.lines):
            held = ["–" if value is None else format_number(value, places)
                    for value, places in ((line.held_bags, 0), (line.held_kg, 1))]
            cells: list[Any] = [line.dealer, line.phone, line.delivered_bags or "", format_number(line.delivered_kg, 1), *held,
                                line.held_on or "", line.complaints or ""]
            for place, cell in enumerate(cells):
                item = QTableWidgetItem(str(cell))
                if place in NUMBERS:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, place, item)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
