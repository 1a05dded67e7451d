"""Words and numbers set smaller where their place is narrow: a number that is cut is another number."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont, QFontMetrics

STEP = 0.95  # how much smaller each try is
LEAST = 0.55  # of the size wanted; below it nobody reads anything


def fitting(font: QFont, text: str, place: QRectF, flags: int = 0) -> QFont:
    """The font, as much smaller as `text` needs to stand in `place`, lines broken as `flags` say; no smaller than `LEAST`."""
    made, size = QFont(font), font.pointSizeF()
    smallest = size * LEAST
    while not fits(made, text, place, flags) and size * STEP >= smallest:
        size *= STEP
        made.setPointSizeF(size)
    return made


def fits(font: QFont, text: str, place: QRectF, flags: int = 0) -> bool:
    """Whether `text` in this font stands whole in `place`."""
    needed = QFontMetrics(font).boundingRect(QRect(0, 0, int(place.width()), 10_000), flags, text)
    return needed.width() <= place.width() and needed.height() <= place.height() + 1
