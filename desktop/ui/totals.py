"""The totals of a list, each under its column."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.core.listing import Column, show
from desktop.ui.table import ListTable


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
        """Take room only while a column with a total is in view."""
        self.setVisible(any(self.text(c) and self._in_view(n) for n, c in enumerate(self._table.listing.columns)))
        self.update()

    def _in_view(self, number: int) -> bool:
        header = self._table.horizontalHeader()
        left = header.sectionViewportPosition(number)
        return not header.isSectionHidden(number) and left < header.viewport().width() and left + header.sectionSize(number) > 0

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
        header = self._table.horizontalHeader()
        for number, column in enumerate(self._table.listing.columns):
            if column.total and not header.isSectionHidden(number):
                cell = QRect(header.sectionViewportPosition(number) + 1, 0, header.sectionSize(number), self.height())
                painter.drawText(cell.adjusted(3, 0, -9, 0), int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                                 self.text(column))
        painter.end()
