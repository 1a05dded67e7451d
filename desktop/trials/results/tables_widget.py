"""The tables of results: read-only lines of texts, several tables one below the other, and the drawn interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.trials.results.shown import Part, Shown, Span
from desktop.trials.results.verdict import BAD, GOOD
from desktop.ui.look import theme

if TYPE_CHECKING:
    from desktop.trials.series.shown import ShownSeries

SPAN = Qt.ItemDataRole.UserRole
LEAST_DRAWING = 170
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
RIGHT_NUMBER = RIGHT.value  # a plain number is set a hundred times faster than a flag
MEASURED_ROWS = 200  # of a long table these many say how wide a column is


class SpanDelegate(QStyledItemDelegate):
    """Draws a difference with its interval on a scale that all rows share, about a line at zero, in the verdict's colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        span = index.data(SPAN)
        if not isinstance(span, Span):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(8, 2, -8, -2)
        middle = box.center().y() + 0.5

        def x(value: float) -> float:
            return box.left() + (value - span.least) / ((span.most - span.least) or 1.0) * box.width()

        painter.setPen(QPen(theme.color("muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x(0.0), option.rect.top()), QPointF(x(0.0), option.rect.bottom() + 1))
        colour = theme.color({GOOD: "good", BAD: "late"}.get(span.mood, "muted"))
        painter.setPen(QPen(colour, 2))
        if span.high > span.low:
            painter.drawLine(QPointF(x(span.low), middle), QPointF(x(span.high), middle))
        painter.setBrush(colour if span.mood else theme.color("base"))
        painter.drawEllipse(QPointF(x(span.middle), middle), 4, 4)
        painter.restore()


class Lines(QTableWidget):
    """A read-only table of texts; what is selected is copied with Ctrl+C."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 8)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setResizeContentsPrecision(MEASURED_ROWS)
        keys = QShortcut(QKeySequence.StandardKey.Copy, self, context=Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.copy)

    def fill(self, heads: list[str], rows: list[list[str]], right: set[int], bold: set[int]) -> None:
        """Show rows of texts; columns in `right` are set right, rows in `bold` are bold."""
        self._begin(len(rows), heads)
        for c in range(len(heads)):
            head = self.horizontalHeaderItem(c)
            if head is not None:
                head.setTextAlignment(RIGHT if c in right else LEFT)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                self._put(r, c, text, right=c in right, bold=r in bold)
        self._end()

    def fill_parts(self, parts: Sequence[Part]) -> None:
        """Show several tables below each other, each under its title and heads."""
        if len(parts) == 1 and not parts[0].notes:
            self.fill(parts[0].heads, parts[0].rows, parts[0].right, parts[0].bold)
            return
        self._begin(sum(len(p.rows) + len(p.notes) + 3 for p in parts), [""] * max((len(p.heads) for p in parts), default=0))
        self.horizontalHeader().setVisible(False)
        r = 0
        for part in parts:
            r = self._wide(r, part.title, bold=True)
            for c, head in enumerate(part.heads):
                self._put(r, c, head, right=c in part.right, muted=True)
            for n, row in enumerate(part.rows):
                for c, text in enumerate(row):
                    self._put(r + 1 + n, c, text, right=c in part.right, bold=n in part.bold)
            self._reach(part, range(r, r + 1 + len(part.rows)))
            r += 1 + len(part.rows)
            for note in part.notes:
                r = self._wide(r, note, muted=True)
            r += 1
        self._end()
        self._fit_wide()

    def _begin(self, rows: int, heads: list[str]) -> None:
        self.clearSpans()
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(rows)
        header = self.horizontalHeader()
        header.setVisible(True)
        for c, head in enumerate(heads):
            header.setSectionResizeMode(c, QHeaderView.ResizeMode.Fixed)  # not measured anew at every cell
            self.setHorizontalHeaderItem(c, QTableWidgetItem(head))

    def _end(self) -> None:
        header = self.horizontalHeader()
        for c in range(self.columnCount()):
            header.setSectionResizeMode(c, QHeaderView.ResizeMode.ResizeToContents)

    def _wide(self, row: int, text: str, *, bold: bool = False, muted: bool = False) -> int:
        """A line across the whole table; gives the next row."""
        self._put(row, 0, text, bold=bold, muted=muted)
        if self.columnCount() > 1:
            self.setSpan(row, 0, 1, self.columnCount())
        return row + 1

    def _reach(self, part: Part, rows: range) -> None:
        """Let the texts in the last column of a narrow table reach over the columns that it has not: they would tear a hole
        into the wider tables above and below it."""
        last, count = len(part.heads) - 1, self.columnCount()
        if not 0 < last < count - 1 or last in part.right:
            return
        for row in rows:
            item = self.item(row, last)
            if item is not None:
                item.setSizeHint(QSize(0, self.verticalHeader().defaultSectionSize()))
                item.setToolTip(item.text())
            self.setSpan(row, last, 1, count - last)

    def _fit_wide(self) -> None:
        """Let what stands across the whole table neither widen the first column nor be cut: it is broken into lines."""
        self.ensurePolished()
        across = [r for r in range(self.rowCount()) if self.columnSpan(r, 0) > 1]
        inner = [r for r in range(self.rowCount()) if r not in across and self.item(r, 0) is not None]
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, max((self.sizeHintForIndex(self.model().index(r, 0)).width() for r in inner), default=80) + 6)
        room = max(sum(self.columnWidth(c) for c in range(self.columnCount())), 200) - 12
        for r in across:
            box = QRect(0, 0, room, 10_000)
            item = self.item(r, 0)
            needed = self.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap, item.text() if item else "").height()
            self.setRowHeight(r, max(self.verticalHeader().defaultSectionSize(), needed + 8))

    def _put(self, row: int, column: int, text: str, *, right: bool = False, bold: bool = False, muted: bool = False) -> None:
        item = QTableWidgetItem(text)
        if right:
            item.setData(Qt.ItemDataRole.TextAlignmentRole, RIGHT_NUMBER)
        if muted:
            item.setForeground(theme.color("muted"))
        if bold:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.setItem(row, column, item)

    def show_compared(self, shown: Shown | ShownSeries, delegate: SpanDelegate) -> None:
        """Show the comparison with the check, with its drawn intervals."""
        for c in range(self.columnCount()):
            self.setItemDelegateForColumn(c, None)  # type: ignore[arg-type]
        self.fill(shown.heads, shown.rows, set(shown.right), set(shown.bold))
        if not shown.heads:
            return
        if shown.span_column is None:
            self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
            return
        for row, span in enumerate(shown.spans):
            item = self.item(row, shown.span_column)
            if item is not None:
                item.setData(SPAN, span)
        self.setItemDelegateForColumn(shown.span_column, delegate)
        self.give_room(shown.span_column)

    def give_room(self, column: int) -> None:
        """Let one column take the width that is left, and never less than a drawing needs."""
        header = self.horizontalHeader()
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        others = sum(self.columnWidth(c) for c in range(self.columnCount()) if c != column)
        self.setColumnWidth(column, max(LEAST_DRAWING, self.viewport().width() - others))

    def copy(self) -> None:
        """Put the selected rows, or all, on the clipboard as text with tabs."""
        chosen = sorted({index.row() for index in self.selectedIndexes()}) or range(self.rowCount())
        items = [[self.item(r, c) for c in range(self.columnCount())] for r in chosen]
        lines = [[item.text() if item else "" for item in row] for row in items]
        QApplication.clipboard().setText("\n".join("\t".join(line).rstrip("\t") for line in lines))
