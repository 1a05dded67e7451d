"""What all our dialogs share: a place on the screen, the form from Designer, freed when closed, never blocking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

import shiboken6
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.ui import loader
from desktop.ui.look.spacing import space

if TYPE_CHECKING:
    from desktop.ui.context import Context

T = TypeVar("T")


W = TypeVar("W", bound=QWidget)
FRAME = QSize(16, 48)  # what the window system draws round a dialog, about


class Dialog(QDialog):
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
            self.resize(self.size().boundedTo(screen.size() - FRAME))
            parent = self.parentWidget()
            above = parent.window().frameGeometry() if parent else screen
            self.move(placed(self.size() + FRAME, above, screen))
        super().showEvent(event)


def placed(size: QSize, above: QRect, screen: QRect) -> QPoint:
    """The corner of something of that size in the middle of `above`, moved as far as it must be to lie on the screen."""
    wanted = QRect(QPoint(), size)
    wanted.moveCenter(above.center())
    return QPoint(max(screen.left(), min(wanted.left(), screen.right() + 1 - size.width())),
                  max(screen.top(), min(wanted.top(), screen.bottom() + 1 - size.height())))


class FormDialog(Dialog):
    """A dialog around `forms/NAME.ui`. Show it with `open()`; it deletes itself when closed.

    Buttons named `ok` and `cancel` in the form accept and close it; a label named `problem` shows what is wrong.
    """

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(title))
        self._working = False
        self.body = loader.load(name, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.body)
        self.on("cancel", self.reject)
        problem = self.body.findChild(QLabel, "problem")
        if problem:
            problem.setTextFormat(Qt.TextFormat.PlainText)
            problem.hide()

    def part(self, name: str) -> QWidget:
        """The widget of that name. Raises `KeyError` where the form has none."""
        found = self.body.findChild(QWidget, name)
        if found is None:
            raise KeyError(name)
        return found

    def widget(self, name: str, kind: type[W]) -> W:
        """The widget of that name, known to be of that class."""
        found = self.part(name)
        assert isinstance(found, kind)
        return found

    def on(self, name: str, slot: Callable[[], None]) -> None:
        """Call `slot` when the button of that name is pressed."""
        button = self.body.findChild(QPushButton, name)
        if button is not None:
            button.clicked.connect(slot)

    def say(self, text: str) -> None:
        """Show what is wrong; "" for nothing."""
        label = self.part("problem")
        assert isinstance(label, QLabel)
        label.setText(text)
        label.setVisible(bool(text))

    @property
    def alive(self) -> bool:
        """Whether the dialog has not been closed: what a worker brings may come after that."""
        return shiboken6.isValid(self)

    def submit(self, context: Context, work: Callable[[], T], done: Callable[[T], None] | None = None) -> None:
        """Do `work` on the worker, once however often the button is pressed; then close the dialog and call `done`.

        What the work refuses is said in the dialog, which stays open.
        """
        if self._working:
            return
        self._working = True

        def ended(result: T) -> None:
            self._working = False
            if self.alive:
                self.accept()
            if done is not None:
                done(result)

        def failed(error: Exception) -> None:
            self._working = False
            if isinstance(error, UserError) and self.alive:
                self.say(str(error))
            else:
                context.window.on_error(error)

        context.tasks.run(work, ended, failed)
