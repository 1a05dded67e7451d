"""What a dialog does where the screen is smaller than its drawing: tables and texts give way, then the whole is scrolled."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QLayout, QScrollArea, QWidget

LEAST = QSize(160, 90)  # logical pixels that a table or a text keeps


def fit_into(window: QWidget, room: QSize) -> None:
    """Let the contents of `window` ask for no more than `room`."""
    for area in sorted(window.findChildren(QAbstractScrollArea), key=lambda a: -a.minimumHeight()):
        missing = window.minimumSizeHint() - room
        if missing.width() <= 0 and missing.height() <= 0:
            return
        asked = area.minimumSize() - QSize(max(missing.width(), 0), max(missing.height(), 0))
        area.setMinimumSize(asked.expandedTo(LEAST).boundedTo(area.minimumSize()))
        _settle(window)
    missing = window.minimumSizeHint() - room
    if missing.width() > 0 or missing.height() > 0:
        _scroll(window)


def _scroll(window: QWidget) -> None:
    """Put the largest part of a window into an area in which it is scrolled."""
    layout = window.layout()
    items = [layout.itemAt(i) for i in range(layout.count())] if layout is not None else []
    parts = [part for item in items if item is not None and (part := item.widget()) is not None]
    body = max(parts, key=lambda part: part.minimumSizeHint().height(), default=None)
    if layout is None or body is None or isinstance(body, QAbstractScrollArea):
        return
    area = QScrollArea(window)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    layout.replaceWidget(body, area)
    area.setWidget(body)
    _settle(window)


def _settle(window: QWidget) -> None:
    """Let the layouts hear of it now."""
    for layout in (*window.findChildren(QLayout), window.layout()):
        if layout is not None:
            layout.invalidate()
            layout.activate()
