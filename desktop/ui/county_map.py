"""A map of areas in the window: each filled, named, explained where the mouse rests, opened by a double click."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop.core.i18n import _
from desktop.core.outlines import Ring

MARGIN, KEY = 12, 14
BEHIND, BETWEEN = 6, 8  # pixels between a key and its words, and between two keys
WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
FINEST = 0.6
"""Corners nearer to each other than so many pixels are drawn as one."""
BRUSHES = {"": Qt.BrushStyle.SolidPattern, "////": Qt.BrushStyle.BDiagPattern, "xxxx": Qt.BrushStyle.DiagCrossPattern,
           "....": Qt.BrushStyle.Dense6Pattern}
INK, LINE = QColor("#1d2320"), QColor("#6a736d")


@dataclass(frozen=True)
class MapArea:
    """An area: what it stands for, its outlines, fill and hatching, its name and what is said of it."""

    key: int
    rings: Sequence[Ring]
    face: str
    hatch: str
    name: str
    words: str


class CountyMap(QWidget):
    """Areas, a legend beside them, or a sentence where there is nothing to draw."""

    opened = Signal(object)  # a key has 63 bits, an int of Qt has 32

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(200, 160)
        self.areas: list[MapArea] = []
        self.legend: list[tuple[str, str, str]] = []
        self.text = ""
        self._paths: list[QPainterPath] = []

    def show_map(self, areas: Sequence[MapArea], legend: Sequence[tuple[str, str, str]], text: str = "") -> None:
        """Show other areas; `text` stands under them, or alone where there are none."""
        self.areas, self.legend, self.text = list(areas), list(legend), text
        self.setAccessibleDescription(_("; ").join(area.words for area in areas) or text)
        self._lay_out()
        self.update()

    def area_at(self, place: QPointF) -> MapArea | None:
        """The area under a point of the widget."""
        return next((area for area, path in zip(self.areas, self._paths, strict=True) if path.contains(place)), None)

    def _room(self) -> QRectF:
        """Where the map is drawn: beside the legend, above the text."""
        return QRectF(MARGIN, MARGIN, max(self.width() - self.legend_width() - 2 * MARGIN, 10),
                      max(self.height() - 2 * MARGIN - (3 * self.fontMetrics().height() if self.text else 0), 10))

    def _lay_out(self) -> None:
        """The outlines in pixels."""
        self._paths = []
        if not self.areas:
            return
        across = [x for area in self.areas for ring in area.rings for x, _y in ring]
        up = [y for area in self.areas for ring in area.rings for _x, y in ring]
        west, north = min(across), max(up)
        narrow = math.cos(math.radians((north + min(up)) / 2))
        wide, high = max((max(across) - west) * narrow, 1e-9), max(north - min(up), 1e-9)
        room = self._room()
        scale = min(room.width() / wide, room.height() / high)
        left, top = room.left() + (room.width() - wide * scale) / 2, room.top() + (room.height() - high * scale) / 2
        for area in self.areas:
            path = QPainterPath()
            for ring in area.rings:
                _add(path, [(left + (x - west) * narrow * scale, top + (north - y) * scale) for x, y in ring])
            self._paths.append(path)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for area, path in zip(self.areas, self._paths, strict=True):
            painter.setPen(QPen(LINE, 0.8))
            _fill(painter, path, area.face, area.hatch)
        for area, path in zip(self.areas, self._paths, strict=True):
            self._name(painter, area.name, path.boundingRect())
        self._legend(painter)
        self._text(painter)
        painter.end()

    def _name(self, painter: QPainter, name: str, box: QRectF) -> None:
        """A name in the middle of its area, where there is room for it."""
        wide = self.fontMetrics().horizontalAdvance(name)
        if wide <= box.width() and self.fontMetrics().height() <= box.height():
            painter.setPen(INK)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def legend_width(self) -> int:
        """What the legend takes at the right: what its words need, two fifths of the map at most."""
        if not self.legend:
            return 0
        words = max(self.fontMetrics().horizontalAdvance(words) for _face, _hatch, words in self.legend)
        return min(KEY + BEHIND + words + MARGIN, max(self.width() * 2 // 5, 80))

    def legend_places(self) -> list[QRectF]:
        """Where the words of each key stand: on as many lines as they need, one key below the other."""
        left, top, places = self.width() - self.legend_width(), float(MARGIN), []
        for _face, _hatch, words in self.legend:
            room = QRectF(left + KEY + BEHIND, top, self.width() - left - KEY - BEHIND - MARGIN, 1000.0)
            needed = QRectF(self.fontMetrics().boundingRect(room.toRect(), WRAPPED, words))
            places.append(QRectF(room.left(), top, room.width(), max(needed.height(), float(KEY))))
            top = places[-1].bottom() + BETWEEN
        return places

    def _legend(self, painter: QPainter) -> None:
        for (face, hatch, words), place in zip(self.legend, self.legend_places(), strict=True):
            key = QPainterPath()
            first = min(place.height(), float(self.fontMetrics().height()))  # the key stands beside the first line
            key.addRect(QRectF(place.left() - KEY - BEHIND, place.top() + max((first - KEY) / 2, 0), KEY, KEY))
            painter.setPen(QPen(LINE, 0.8))
            _fill(painter, key, face, hatch)
            painter.setPen(self.palette().windowText().color())
            painter.drawText(place, WRAPPED, words)

    def _text(self, painter: QPainter) -> None:
        if not self.text:
            return
        painter.setPen(self.palette().windowText().color())
        whole = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        foot = whole if not self.areas else QRectF(whole.left(), self._room().bottom() + 4, whole.width(),
                                                   3 * self.fontMetrics().height())
        side = Qt.AlignmentFlag.AlignCenter if not self.areas else Qt.AlignmentFlag.AlignLeft
        painter.drawText(foot, int(side) | int(Qt.TextFlag.TextWordWrap), self.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        area = self.area_at(event.position())
        if area is not None:
            self.opened.emit(area.key)

    def event(self, event: QEvent) -> bool:
        """What is said of an area stands where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            area = self.area_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), area.words if area else "", self)
            return True
        return super().event(event)


def _add(path: QPainterPath, corners: Sequence[tuple[float, float]]) -> None:
    """An outline, without corners that would fall on the same pixel."""
    x, y = corners[0]
    path.moveTo(x, y)
    for a, b in corners[1:]:
        if abs(a - x) + abs(b - y) >= FINEST:
            path.lineTo(a, b)
            x, y = a, b
    path.closeSubpath()


def _fill(painter: QPainter, path: QPainterPath, face: str, hatch: str) -> None:
    painter.fillPath(path, QColor(face))
    if hatch:
        painter.fillPath(path, QBrush(LINE, BRUSHES[hatch]))
    painter.drawPath(path)
