"""The totals of a list, each under its column, or in words while no such column is in view."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.core.listing import Column, show
from desktop.ui.lists.model import heading
from desktop.ui.lists.table import ListTable


class TotalsRow(QWidget):
    """A row below `table`, kept in line with its columns; hidden where the listing has no totals."""

    def __init__(self, table: ListTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()
        table.rows.loaded.connect(self._show)
        table.columns_changed.connect(self._show)
        table.horizontalHeader().sectionResized.connect(self._show)
        table.horizontalScrollBar().valueChanged.connect(self._show)

    def sizeHint(self) -> QSize:
        return QSize(10, self.fontMetrics().height() + 8)

    def _show(self, *_numbers: int) -> None:
        """Take room only where there are totals."""
        self.setVisible(any(self.text(c) for c in self._table.shown_columns()))
        self.update()

    def text(self, column: Column) -> str:
        """What stands under `column`."""
        value = self._table.rows.totals.get(column.name)
        if not column.total or value is None:
            return ""
        shown = show(column, value)
        return shown if column.total == "sum" else _("⌀ {value}").format(value=shown)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawLine(0, 0, self.width(), 0)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        placed = self.placed()
        for cell, text in placed:
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        if not placed:
            whole = self.rect().adjusted(4, 0, -4, 0)
            said = painter.fontMetrics().elidedText(self.said(), Qt.TextElideMode.ElideRight, whole.width())
            painter.drawText(whole, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), said)
        painter.end()

    def placed(self) -> list[tuple[QRect, str]]:
        """The totals whose columns are in view, each with its place under the column."""
        header = self._table.horizontalHeader()
        shown = {c.name for c in self._table.shown_columns()}
        cells = []
        for number, column in enumerate(self._table.listing.columns):
            text = self.text(column) if column.name in shown else ""
            right = header.sectionViewportPosition(number) + header.sectionSize(number)
            if text and 0 < right <= header.width():
                cell = QRect(right - header.sectionSize(number) + 1, 0, header.sectionSize(number), self.height())
                cells.append((cell.adjusted(3, 0, -9, 0), text))
        return cells

    def said(self) -> str:
        """All totals with the names of their columns, for a list scrolled or too narrow to show them in place."""
        texts = [(heading(c), self.text(c)) for c in self._table.shown_columns()]
        return " · ".join(f"{title} {text}" for title, text in texts if text)
