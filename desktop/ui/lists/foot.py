"""A row of figures below a table, each under its column, or in words while no such column is in view."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QTableView, QWidget


class FootRow(QWidget):
    """A row below `table`, kept in line with its columns; hidden where there are no figures."""

    def __init__(self, table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()
        table.horizontalHeader().sectionResized.connect(self.refresh)
        table.horizontalScrollBar().valueChanged.connect(self.refresh)

    def figures(self) -> list[tuple[int, str, str]]:
        """The figures of the visible columns, in their order: (number of the column, its title, the figure)."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(10, self.fontMetrics().height() + 8)

    def refresh(self, *_numbers: int) -> None:
        """Show the figures as they are now; take room only where there are any."""
        self.setVisible(bool(self.figures()))
        self.update()

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
        """The figures whose columns are in view, each with its place under the column."""
        header = self._table.horizontalHeader()
        cells = []
        for number, _title, text in self.figures():
            right = header.sectionViewportPosition(number) + header.sectionSize(number)
            if 0 < right <= header.width():
                cell = QRect(right - header.sectionSize(number) + 1, 0, header.sectionSize(number), self.height())
                cells.append((cell.adjusted(3, 0, -9, 0), text))
        return cells

    def said(self) -> str:
        """All figures with the titles of their columns, for a table scrolled or too narrow to show them in place."""
        return " · ".join(f"{title} {text}" for _number, title, text in self.figures())
