"""The field from above: every plot a square that can be chosen, dragged onto another, zoomed; the walk as a line."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QToolTip, QWidget

from desktop.trials.plan.field_map import Square
from desktop.ui.look import theme

EDGE = 26.0  # room for the numbers of rows and columns
LEAST_TEXT, LARGEST_TEXT = 6.0, 9.0
LEAST_PART = 3  # characters, its dots among them, up to which a shortened name says nothing
WIDEST, HIGHEST = 150.0, 70.0
INK = "#14211a"  # on the shades, which are the same in both themes
PALETTE = ("#cfe8cf", "#fbe3b5", "#cfe0f5", "#f6cfd0", "#e3d4f2", "#d6eeec", "#f3e0d0", "#e6ecb8", "#f7d3e8", "#d9dde3",
           "#bfe0d2", "#ffd9ae")
STEPS = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (1, 0), Qt.Key.Key_Down: (-1, 0)}
ZOOMS = (1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0)


@dataclass(frozen=True)
class Frame:
    """How squares are placed: their size, the lowest row and column, the number of rows."""

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
    """Paints the squares it is given. `swap_wanted(key, key)` where one was dragged onto another; `chosen()` after a choice."""

    swap_wanted = Signal(object, object)
    chosen = Signal()
    menu_wanted = Signal(object)
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, editable: bool = False) -> None:
        super().__init__(parent)
        self.squares: list[Square] = []
        self.selection: list[int] = []
        self.shows_walk = False
        self._editable = editable
        self._current: Square | None = None
        self._pressed: Square | None = None
        self._over: Square | None = None
        self._start = QPointF()
        self._dragging = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        if editable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_squares(self, squares: list[Square]) -> None:
        """Show other squares; a choice that is still there stays."""
        self.squares = squares
        known = {s.key for s in squares}
        self.selection = [key for key in self.selection if key in known]
        current = self._current
        self._current = next((s for s in squares if current and (s.row, s.column) == (current.row, current.column)), None)
        self.update()
        self.chosen.emit()

    def show_walk(self, shown: bool) -> None:
        """Draw the walk as a line, or not."""
        self.shows_walk = shown
        self.update()

    def select(self, keys: list[int]) -> None:
        """Choose plots."""
        self.selection = keys
        self.update()
        self.chosen.emit()

    def place_of(self, key: int) -> QRect:
        """Where the plot of that key is drawn."""
        square = next(s for s in self.squares if s.key == key)
        return self._frame().box(square).toRect()

    # -- drawing ------------------------------------------------------------------------------------------------------

    def _frame(self) -> Frame:
        rows = [s.row for s in self.squares]
        columns = [s.column for s in self.squares]
        down, across = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        zoomed = self.minimumWidth() > 0
        width = (self.width() - EDGE - 8) / across
        height = (self.height() - EDGE - 8) / down
        if not zoomed:
            width, height = min(WIDEST, width), min(HIGHEST, height)
        return Frame(width, height, min(rows), min(columns), down)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.squares:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = self._frame()
        painter.setFont(self._font(frame))
        seen = QRectF(event.rect())
        for square in self.squares:
            box = frame.box(square).adjusted(1, 1, -1, -1)
            if box.intersects(seen):
                self._paint(painter, box, square)
        if self.shows_walk:
            self._paint_walk(painter, frame)
        self._paint_marks(painter, frame)
        self._paint_edges(painter, frame)
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF, square: Square) -> None:
        filled = square.share is not None or square.group is not None
        ink = QColor(INK) if filled else self.palette().color(self.foregroundRole())
        if square.kind != "plot" and not filled:
            ink = theme.color("muted")
        painter.setPen(QPen(ink, 0.6))
        painter.setBrush(_ground(square))
        painter.drawRect(box)
        if square.is_check:  # inside the square, where it is seen in the dark too
            edge = min(2.4, box.height() / 6)
            painter.setPen(QPen(ink, edge))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(edge * 0.75, edge * 0.75, -edge * 0.75, -edge * 0.75))
        if square.struck and filled:
            painter.setBrush(QBrush(QColor(120, 60, 60, 150), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)
        painter.setPen(ink)
        if square.kind != "guard" and box.height() > painter.fontMetrics().ascent():
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "\n".join(_lines(painter.fontMetrics(), box, square)))

    def _font(self, frame: Frame) -> QFont:
        """One size for all squares: as large as heights allow and, down to a limit, as the longest name needs."""
        font = self.font()
        font.setPointSizeF(LARGEST_TEXT)
        metrics = QFontMetricsF(font)
        longest = max(max(metrics.horizontalAdvance(s.number), metrics.horizontalAdvance(s.name)) for s in self.squares)
        by_width = LARGEST_TEXT * (frame.width - 6) / max(1.0, longest)
        font.setPointSizeF(max(LEAST_TEXT, min(LARGEST_TEXT, frame.height / 4.0, by_width)))
        return font

    def _paint_walk(self, painter: QPainter, frame: Frame) -> None:
        path = [frame.box(s).center() for s in sorted((s for s in self.squares if s.walk), key=lambda s: s.walk or 0)]
        if not path:
            return
        painter.setPen(QPen(theme.color("info"), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(path)
        painter.setBrush(theme.color("info"))
        painter.drawEllipse(path[0], 5, 5)
        painter.drawRect(QRectF(path[-1].x() - 4, path[-1].y() - 4, 8, 8))

    def _paint_marks(self, painter: QPainter, frame: Frame) -> None:
        """The plots chosen, the one the keys are at, the one that is being dragged onto."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for square in self.squares:
            if square.key in self.selection:
                painter.setPen(QPen(theme.color("info"), 3.2))
                painter.drawRect(frame.box(square).adjusted(2, 2, -2, -2))
        if self._current is not None and self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 1.2, Qt.PenStyle.DashLine))
            painter.drawRect(frame.box(self._current).adjusted(4, 4, -4, -4))
        if self._dragging and self._pressed is not None:
            painter.setPen(QPen(theme.color("soon"), 3.2))
            for square in filter(None, (self._pressed, self._over)):
                painter.drawRect(frame.box(square).adjusted(2, 2, -2, -2))

    def _paint_edges(self, painter: QPainter, frame: Frame) -> None:
        painter.setPen(self.palette().color(self.foregroundRole()))
        font = self.font()
        font.setPointSizeF(max(LEAST_TEXT, font.pointSizeF() - 1.5))
        painter.setFont(font)
        room = painter.fontMetrics().ascent()
        for row in _some({s.row for s in self.squares}, frame.height, room):
            y = (frame.rows - 1 - (row - frame.first_row)) * frame.height + 4
            painter.drawText(QRectF(0, y + frame.height / 2 - 10, EDGE - 6, 20), _RIGHT, str(row))
        top = frame.rows * frame.height + 5
        for column in _some({s.column for s in self.squares}, frame.width, room * 1.4):
            x = EDGE + (column - frame.first_column) * frame.width
            painter.drawText(QRectF(x + frame.width / 2 - 16, top, 32, EDGE - 8), Qt.AlignmentFlag.AlignCenter, str(column))

    # -- mouse and keys -----------------------------------------------------------------------------------------------

    def _at(self, point: QPointF) -> Square | None:
        if not self.squares:
            return None
        frame = self._frame()
        return next((s for s in self.squares if frame.box(s).contains(point)), None)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.squares:
            under = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), under.tip if under else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._editable or event.button() != Qt.MouseButton.LeftButton:
            return
        self._start = event.position()
        self._pressed = self._current = self._at(self._start)
        self._dragging = False
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        far = (event.position() - self._start).manhattanLength() >= QApplication.startDragDistance()
        self._dragging = self._dragging or far
        self._over = self._at(event.position())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged, target = self._pressed, self._dragging, self._at(event.position())
        self._pressed, self._over, self._dragging = None, None, False
        self.update()
        if pressed is None:
            return
        if dragged and target is not None and target.key != pressed.key:
            self.select([pressed.key, target.key])
            self.swap_wanted.emit(pressed.key, target.key)
        elif not dragged:
            adding = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            self._choose(pressed.key, adding=bool(adding))

    def _choose(self, key: int, *, adding: bool) -> None:
        if not adding:
            self.select([key])
        elif key in self.selection:
            self.select([k for k in self.selection if k != key])
        else:
            self.select([*self.selection, key])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        under = self._at(QPointF(event.pos()))
        if under is not None and self._editable:
            if under.key not in self.selection:
                self.select([under.key])
            self.menu_wanted.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step and self.squares:
            self._move(*step)
        elif event.key() == Qt.Key.Key_Space and self._current is not None:
            self._choose(self._current.key, adding=True)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
            self.zoom_wanted.emit({Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}.get(Qt.Key(event.key()), 1))
        elif event.key() == Qt.Key.Key_Escape and self.selection:
            self.select([])
        else:
            super().keyPressEvent(event)

    def _move(self, down: int, right: int) -> None:
        """To the nearest plot in that direction."""
        now = self._current
        if now is None:
            self._current = min(self.squares, key=lambda s: (s.row, s.column))
        else:
            ahead = [s for s in self.squares if (s.row - now.row) * down > 0 or (s.column - now.column) * right > 0]
            line = [s for s in ahead if (s.column == now.column if down else s.row == now.row)]
            self._current = min(line, key=lambda s: abs(s.row - now.row) + abs(s.column - now.column), default=now)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.angleDelta().y():
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusInEvent(self, _event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, _event: QEvent) -> None:
        self.update()


class ZoomArea(QScrollArea):
    """Shows a map as large as there is room, or larger and scrolled."""

    def __init__(self, field_map: FieldMap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map = field_map
        self._step = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(field_map)
        field_map.zoom_wanted.connect(self.zoom)

    def zoom(self, step: int) -> None:
        """One step larger or smaller; 0 fits the map into the room again."""
        self._step = 0 if step == 0 else min(len(ZOOMS) - 1, max(0, self._step + step))
        factor = ZOOMS[self._step]
        room = self.viewport().size()
        size = QSize(0, 120) if self._step == 0 else QSize(int(room.width() * factor), int(room.height() * factor))
        self.map.setMinimumSize(size)
        self.map.update()


def _some(numbers: set[int], size: float, room: float) -> list[int]:
    """As many of the numbers, evenly, as are legible where each has `size` and needs `room`."""
    return sorted(numbers)[::max(1, math.ceil(room / max(1.0, size)))]


def _lines(metrics: QFontMetrics, box: QRectF, square: Square) -> list[str]:
    """What finds room in a square: number, name and value; of too little room the name or the value remains. A part of a name
    that could be taken for another (the 1 of LF101) does not stand for it."""
    width = int(box.width()) - 2
    room = max(1, int(box.height() / (metrics.height() * 0.95)))
    names = _broken(metrics, square.name, width, room - 1 - bool(square.text))
    if len(names) > 1 and any(metrics.horizontalAdvance(name) > width for name in names):
        names = [square.name]
    shown = [metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width) for name in names]
    known = shown == names or len(shown[0]) > LEAST_PART
    lines = [square.number, *(shown if known else ()), square.text]
    found = [metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, width) for line in lines if line]
    fitting = [line for line in found if line != "…"] or found[:1]
    return fitting if len(fitting) <= room else fitting[-room:] if known else fitting[:room]


def _broken(metrics: QFontMetrics, name: str, width: int, lines: int) -> list[str]:
    """A name in two lines where it needs them and there is room; a blank is the better place to break."""
    if lines < 2 or metrics.horizontalAdvance(name) <= width:
        return [name]
    fits = max((n for n in range(1, len(name)) if metrics.horizontalAdvance(name[:n]) <= width), default=0)
    place = name.rfind(" ", 1, fits + 1)
    cut = place if place > 0 else fits
    return [name[:cut], name[cut:].strip()] if cut else [name]


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _ground(square: Square) -> QBrush:
    """What a square is filled with."""
    if square.share is not None:
        return QBrush(_shade(square.share))
    if square.group is not None:
        return QBrush(QColor(PALETTE[square.group % len(PALETTE)]))
    if square.struck:
        return QBrush(theme.color("border"), Qt.BrushStyle.BDiagPattern)
    if square.kind != "plot":
        return QBrush(theme.color("border"), Qt.BrushStyle.Dense6Pattern)
    return QBrush(Qt.BrushStyle.NoBrush)


def _shade(share: float) -> QColor:
    """Pale to middle green for 0 to 1; dark text is legible on all of it, in the dark theme too."""
    pale, deep = (246, 249, 240), (107, 168, 120)
    return QColor(*(round(a + (b - a) * share) for a, b in zip(pale, deep, strict=True)))
