"""Where what opens below a widget stands: under it, or above where the screen ends, never beside the screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget


def place_below(popup: QWidget, widget: QWidget, part: QRect | None = None) -> None:
    """Put `popup` in the size it wants under `widget`, or a `part` of it, inside the screen."""
    box = part or widget.rect()
    popup.adjustSize()
    where = widget.mapToGlobal(QPoint(box.left(), box.top() + box.height()))
    area = widget.screen().availableGeometry()
    x = min(where.x(), area.right() - popup.width())
    y = where.y() if where.y() + popup.height() <= area.bottom() else where.y() - box.height() - popup.height()
    popup.move(max(area.left(), x), max(area.top(), y))
