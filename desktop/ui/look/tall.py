"""A page that is scrolled where it is lower than it must be, instead of its parts lying over each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def least_height(page: QWidget, width: int) -> int:
    """The logical pixels below which the parts of `page` would lie over each other, at that width."""
    layout = page.layout()
    if layout is not None and layout.hasHeightForWidth():
        return max(layout.minimumHeightForWidth(width), page.minimumHeight())
    return max(page.minimumSizeHint().height(), page.minimumHeight())


class Tall(QScrollArea):
    """Shows `page` as wide as itself, and as high, unless it needs more. `needs_changed`: its parts want another height."""

    needs_changed = Signal()

    def __init__(self, page: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._page = page
        self.setWidget(page)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Its parts want another height."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._page:
            self._fit()
            self.needs_changed.emit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the new size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        page, room = self._page, self.maximumViewportSize()
        least = least_height(page, room.width())
        if least > room.height():
            page.resize(room.width() - self.verticalScrollBar().sizeHint().width(), least)
        else:
            page.resize(room)
