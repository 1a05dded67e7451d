"""A dialog that stands on the screen whole and is freed when it is closed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.look.fitting import fit_into
from desktop.ui.look.spacing import space

FRAME = QSize(16, 48)  # what the window system draws round a dialog, about


class PlacedDialog(QDialog):
    """A dialog that deletes itself when closed and stands on the screen whole, with the frame that is drawn round it.

    A `roomy` one, such as a document, is a window of its own that opens maximised and can be closed in its title bar.
    """

    roomy: ClassVar[bool] = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.roomy:
            self.setWindowFlags(Qt.WindowType.Window)
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the screen. Left to itself Qt puts a large dialog where its frame, of which it knows nothing yet, is cut off."""
        space(self)
        if not self.isMaximized() and not event.spontaneous():
            screen = self.screen().availableGeometry()
            fit_into(self, screen.size() - FRAME)
            self.resize(self.size().boundedTo(screen.size() - FRAME))
            self.move(placed(self.size() + FRAME, self.above(), screen))
        super().showEvent(event)

    def above(self) -> QRect:
        """What it stands in the middle of: the window it was opened from."""
        parent = self.parentWidget()
        return parent.window().frameGeometry() if parent else self.screen().availableGeometry()


def placed(size: QSize, above: QRect, screen: QRect) -> QPoint:
    """The corner of something of that size in the middle of `above`, moved as far as it must be to lie on the screen."""
    wanted = QRect(QPoint(), size)
    wanted.moveCenter(above.center())
    return QPoint(max(screen.left(), min(wanted.left(), screen.right() + 1 - size.width())),
                  max(screen.top(), min(wanted.top(), screen.bottom() + 1 - size.height())))
