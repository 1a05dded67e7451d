"""A row of figures below a table, each under its column, or in words while no such column is in view."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTableView, QWidget


class FootRow(QWidget):
    """A row below `table`, kept in line with its columns; hidden where there are no figures."""

    def __init__(self, table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._high = 1  # lines of words
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()
        table.horizontalHeader().sectionResized.connect(self.refresh)
        table.horizontalScrollBar().valueChanged.connect(self.refresh)

    def figures(self) -> list[tuple[int, str, str]]:
        """The figures of the visible columns, in their order: (number of the column, its title, the figure)."""
        raise NotImplementedError

    def sizeHint(self) -> QSize:
        return QSize(10, self._high * self.fontMetrics().height() + 8)

    def refresh(self, *_numbers: int) -> None:
        """Show the figures as they are now; take room only where there are any."""
        figures = self.figures()
        self.setVisible(bool(figures))
        placed = self.placed()
        self.setToolTip(self.said() if len(placed) < len(figures) else "")  # those out of view are read there
        high = 1 if placed else max(len(self.lines()), 1)
        if high != self._high:
            self._high = high
            self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words may need more lines now, or fewer."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.refresh()

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
            whole, measure = self.rect().adjusted(4, 4, -4, -4), painter.fontMetrics()
            said = (measure.elidedText(line, Qt.TextElideMode.ElideRight, whole.width()) for line in self.lines())
            painter.drawText(whole, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), "\n".join(said))
        painter.end()

    def placed(self) -> list[tuple[QRect, str]]:
        """The figures whose columns are in view, each with its place under the column."""
        header = self._table.horizontalHeader()
        cells, font = [], self.font()
        font.setBold(True)
        measure = QFontMetrics(font).horizontalAdvance
        for number, _title, text in self.figures():
            left, size = header.sectionViewportPosition(number), header.sectionSize(number)
            right = min(left + size, header.width())  # of a column that is cut the figure moves into what is seen of it
            cell = QRect(left + 1, 0, right - left, self.height()).adjusted(3, 0, -9 if right == left + size else -2, 0)
            if right > 0 and (right == left + size or measure(text) <= cell.width()):
                cells.append((cell, text))
        return cells

    def lines(self) -> list[str]:
        """All figures with their titles in lines that have room, none of them broken between two."""
        font = self.font()
        font.setBold(True)
        measure, lines = QFontMetrics(font).horizontalAdvance, list[str]()
        for _number, title, text in self.figures():
            longer = f"{lines[-1]} · {title} {text}" if lines else ""
            if longer and measure(longer) <= self.width() - 8:
                lines[-1] = longer
            else:
                lines.append(f"{title} {text}")
        return lines

    def said(self) -> str:
        """All figures with the titles of their columns, for a table scrolled or too narrow to show them in place."""
        return " · ".join(f"{title} {text}" for _number, title, text in self.figures())
