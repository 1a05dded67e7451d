"""The lot of a complaint: who received how much of it, what is left, and who else complained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.core.units import format_number
from desktop.service import lot_words, lots
from desktop.service.complaint_model import Complaint
from desktop.service.lots import LotFile

if TYPE_CHECKING:
    from desktop.core.records import Record
    from desktop.ui.context import Context

HEADS = (N_("Dealer"), N_("Telephone"), N_("Delivered (kg)"), N_("Still held (kg)"), N_("Held as of"), N_("Complaints"))
NUMBERS = (2, 3, 5)


class LotTab(QWidget):
    """Reads on the worker when it is seen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._record: Complaint | None = None
        self._stale = True
        self.summary = QLabel(self)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.table = QTableWidget(self)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 2)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        context.changed.connect(self._on_changed)
        context.language_changed.connect(self._load)

    def show_record(self, record: Record | None) -> None:
        """Show the lot of a complaint."""
        self._record = record if isinstance(record, Complaint) else None
        self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._load()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"complaint", "lotdelivery", "dealer"}:
            self._load()

    def _load(self) -> None:
        self._stale = True
        record, db = self._record, self.context.db
        if record is None or not self.isVisible():
            return
        self._stale = False
        self.context.tasks.run(lambda: lots.read(db, record.lot), self._show)

    def _show(self, found: LotFile) -> None:
        if self._record is None or found.lot != self._record.lot:
            return
        self.summary.setText(lot_words.summary(found))
        self.table.clear()
        self.table.setColumnCount(len(HEADS))
        self.table.setHorizontalHeaderLabels([_(h) for h in HEADS])
        self.table.setRowCount(len(found.lines))
        for row, line in enumerate(found.lines):
            cells: list[Any] = [line.dealer, line.phone, format_number(line.delivered_kg, 1),
                                "–" if line.held_kg is None else format_number(line.held_kg, 1), line.held_on or "",
                                line.complaints or ""]
            for place, cell in enumerate(cells):
                item = QTableWidgetItem(str(cell))
                if place in NUMBERS:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, place, item)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
