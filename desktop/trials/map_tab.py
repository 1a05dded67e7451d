"""The field of a trial from above: every plot a square, shaded by a trait or by how much was observed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.records import Record
from desktop.trials import fieldmap
from desktop.trials.data import TrialData, load
from desktop.trials.fieldmap import Square
from desktop.ui import theme

if TYPE_CHECKING:
    from desktop.ui.context import Context

EDGE = 26.0  # room for the numbers of rows and columns
LEAST_TEXT = 6
INK = "#14211a"  # on the shades, which are the same in both themes


@dataclass(frozen=True)
class Frame:
    """How squares are placed: the corner of the first, their size, the lowest row and column, the number of rows."""

    width: float
    height: float
    first_row: int
    first_column: int
    rows: int

    def box(self, square: Square) -> QRectF:
        """The place of a square; row 1 at the foot."""
        x = EDGE + (square.column - self.first_column) * self.width
        y = (self.rows - 1 - (square.row - self.first_row)) * self.height
        return QRectF(x, y + 4, self.width, self.height)


class FieldMap(QWidget):
    """Paints the squares it is given; a tool tip says all about one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.squares: list[Square] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)

    def show_squares(self, squares: list[Square]) -> None:
        """Show other squares."""
        self.squares = squares
        self.update()

    def _frame(self) -> Frame:
        rows = [s.row for s in self.squares]
        columns = [s.column for s in self.squares]
        down, across = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        width = min(150.0, (self.width() - EDGE - 8) / across)
        height = min(70.0, (self.height() - EDGE - 8) / down)
        return Frame(width, height, min(rows), min(columns), down)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.squares:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame()
        for square in self.squares:
            self._paint(painter, frame.box(square).adjusted(1, 1, -1, -1), square)
        self._paint_edges(painter, frame)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, square: Square) -> None:
        ink = self.palette().color(self.foregroundRole()) if square.share is None else QColor(INK)
        painter.setPen(QPen(ink, 2.6 if square.is_check else 0.6))
        if square.share is None:
            hatch = QBrush(theme.color("border"), Qt.BrushStyle.BDiagPattern)
            painter.setBrush(hatch if square.struck else QBrush(Qt.BrushStyle.NoBrush))
        else:
            painter.setBrush(_shade(square.share))
        painter.drawRect(box)
        font = painter.font()
        font.setPointSizeF(max(LEAST_TEXT, min(9.0, box.height() / 4.4)))
        painter.setFont(font)
        painter.setPen(ink)
        lines = [square.number, square.name, square.text]
        room = max(1, int(box.height() / (painter.fontMetrics().height() * 0.95)))
        kept = [line for line in lines if line][-room:] if room < 3 else [line for line in lines if line]
        width = int(box.width()) - 4
        text = "\n".join(painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, width) for line in kept)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_edges(self, painter: QPainter, frame: Frame) -> None:
        painter.setPen(self.palette().color(self.foregroundRole()))
        font = self.font()
        font.setPointSizeF(max(LEAST_TEXT, font.pointSizeF() - 1.5))
        painter.setFont(font)
        for row in {s.row for s in self.squares}:
            y = (frame.rows - 1 - (row - frame.first_row)) * frame.height + 4
            painter.drawText(QRectF(0, y, EDGE - 6, frame.height), _RIGHT, str(row))
        top = frame.rows * frame.height + 5
        for column in {s.column for s in self.squares}:
            x = EDGE + (column - frame.first_column) * frame.width
            painter.drawText(QRectF(x, top, frame.width, EDGE - 8), Qt.AlignmentFlag.AlignCenter, str(column))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.squares:
            frame = self._frame()
            under = next((s for s in self.squares if frame.box(s).contains(event.pos())), None)
            QToolTip.showText(event.globalPos(), under.tip if under else "", self)
            return True
        return super().event(event)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _shade(share: float) -> QColor:
    """Pale to middle green for 0 to 1; dark text is legible on all of it, in the dark theme too."""
    pale, deep = (246, 249, 240), (107, 168, 120)
    return QColor(*(round(a + (b - a) * share) for a, b in zip(pale, deep, strict=True)))


class MapTab(QWidget):
    """The map of the trial given to `show_record`, with the choice of what shades it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.data: TrialData | None = None
        self._trial: int | None = None
        self._stale = True
        self.choice, self.range = QComboBox(self), QLabel(self)
        self.choice.setMinimumWidth(220)
        self.range.setTextFormat(Qt.TextFormat.PlainText)
        self.map = FieldMap(self)
        line = QHBoxLayout()
        line.addWidget(self.choice)
        line.addWidget(self.range, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.addLayout(line)
        column.addWidget(self.map, 1)
        self.choice.currentIndexChanged.connect(self._shade_by)
        context.changed.connect(self._on_changed)
        context.theme_changed.connect(self.map.update)

    def show_record(self, record: Record | None) -> None:
        """Show the field of a trial."""
        self._trial, self._stale = (record.id if record else None), True
        self._load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"observation", "plot", "entry", "trialtrait", "trait", "trial"}:
            self._stale = True
            self._load()

    def _load(self) -> None:
        if self._stale and self.isVisible() and self._trial is not None:
            self._stale = False
            db, trial_id = self.context.db, self._trial
            self.context.tasks.run(lambda: load(db, trial_id), self._show)

    def _show(self, data: TrialData) -> None:
        if data.trial.id != self._trial:
            return
        self.data = data
        wanted = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        for key, title in fieldmap.shadings(data):
            self.choice.addItem(title, key)
        response = data.response()
        known = [self.choice.itemData(i) for i in range(self.choice.count())]
        default = wanted if wanted in known else (response.id if response and response.id in known else 0)
        self.choice.setCurrentIndex(max(0, known.index(default) if default in known else 0))
        self.choice.blockSignals(False)
        self._shade_by()

    def _shade_by(self) -> None:
        if self.data is None:
            return
        squares, text = fieldmap.squares(self.data, self.choice.currentData() or 0)
        self.map.show_squares(squares)
        self.range.setText(text or _("No plot has a row and a column yet."))


