"""Cells drawn with care: choices as coloured pills with their word, ticks for yes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.core.choices import Choices
from desktop.ui.lists.model import COLUMN, VALUE

PILL = 24  # digits that the word of a pill may take
# (ground, text) for light and for dark windows; each pair has a contrast of at least 4.5 : 1.
LIGHT = {"grey": ("#e7e9ec", "#3f4650"), "blue": ("#dbe9fb", "#174a8b"), "green": ("#d9f0dd", "#17602a"),
         "amber": ("#fdebc8", "#7a4a00"), "red": ("#fbdcda", "#96201a")}
DARK = {"grey": ("#41474f", "#e3e6ea"), "blue": ("#1e3f66", "#cfe2fb"), "green": ("#1d4d2b", "#cdf0d5"),
        "amber": ("#5c4210", "#fde3ae"), "red": ("#662522", "#fbd3d0")}


def is_dark(palette: QPalette) -> bool:
    """Whether the window is dark."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def widest(choices: Choices, measure: Callable[[str], int]) -> int:
    """Logical pixels that the longest word of a closed list takes, as far as a pill may have them."""
    return min(max(measure(choices.label(word)) for word in choices), PILL * measure("0"))


def colours(name: str, palette: QPalette) -> tuple[QColor, QColor]:
    """Ground and text colour of a pill: name is grey, blue, green, amber or red."""
    ground, text = (DARK if is_dark(palette) else LIGHT).get(name, LIGHT["grey"])
    return QColor(ground), QColor(text)


class PillDelegate(QStyledItemDelegate):
    """Draws the cells of a list; everything but choices is drawn by Qt."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        column = index.data(COLUMN)
        if column is None or column.kind != "choice" or not column.choices:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option, index)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text:
            colour = column.choices.colour(index.data(VALUE))
            paint_pill(painter, option.rect, text, colour, option.palette, option.font)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, option.widget)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width() + 12, hint.height())


def paint_pill(painter: QPainter, cell: QRect, text: str, colour: str, palette: QPalette, font: Any) -> None:
    """A rounded pill with `text` at the left of `cell`, cut with … where it is too narrow."""
    ground, ink = colours(colour, palette)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    inner = cell.adjusted(4, 3, -4, -3)
    width = min(metrics.horizontalAdvance(text) + 14, inner.width())
    height = min(inner.height(), metrics.height() + 2)
    pill = QRectF(inner.left(), inner.center().y() - height / 2 + 1.5, width, height)
    edge = QColor(ink)
    edge.setAlpha(45)  # keeps the pill apart from the colour of a selected row
    painter.setPen(edge)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(ink)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 12)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.restore()
