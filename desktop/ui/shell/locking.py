"""The window locked: nothing in it can be read or done until somebody with a way in unlocks it. What was typed stays.

Every window of the program is covered, also one that opens meanwhile (a worker that came to its end), the cover stays above
whatever is shown in it, popups close, titles that may name a record are put aside, and what was copied here is gone. One
dialog over all of them asks for the passphrase. The database stays open, as work may be going on.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QClipboard, QGuiApplication, QPainter, QPaintEvent, QWindow
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from desktop.core.encryption import ring
from desktop.core.i18n import _
from desktop.ui import messages

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow
    from desktop.ui.shell.lock_dialog import LockDialog

INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)
RISES = (QEvent.Type.Show, QEvent.Type.ZOrderChange)


class Cover(QWidget):
    """Hides all of a window."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setGeometry(over.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.palette().window())


@dataclass
class Covered:
    """A window that is hidden, and the title it has without that."""

    window: QWidget
    cover: Cover
    title: str


class Locking(QObject):
    """Locks the window by command, and after a time without input where the settings say so."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.dialog: LockDialog | None = None
        self._covers: list[Covered] = []
        self.idle = QTimer(self, singleShot=True)
        self.idle.timeout.connect(self.lock)
        self._watched: QWindow | None = None
        window.detached.connect(self.idle.stop)
        QGuiApplication.instance().focusWindowChanged.connect(self._watch)  # type: ignore[union-attr]

    @property
    def locked(self) -> bool:
        """Whether the window is locked."""
        return self.dialog is not None

    @Slot()
    def start(self) -> None:
        """Begin to wait (or anew after the setting changed); nothing is waited for where there is no passphrase."""
        minutes, context = int(self.window.settings.get("lock_minutes")), self.window.context
        self.idle.stop()
        if minutes and context and ring.mark_of(context.db.path):
            self.idle.start(minutes * 60_000)

    @Slot()
    def lock(self) -> None:
        """Hide everything and ask for the passphrase; without encryption say what is missing."""
        from desktop.ui.shell.lock_dialog import LockDialog

        context = self.window.context
        if self.locked or context is None:
            return
        if not ring.mark_of(context.db.path):
            messages.inform(self.window, _("Locking needs a passphrase: switch encryption on first (File ▸ Encryption…)."))
            return
        self.idle.stop()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        _drop_copied()
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                self._cover(widget)
        shutil.rmtree(context.db.opened, ignore_errors=True)
        self.dialog = LockDialog(self.window, self.unlock)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.dialog.show()

    @Slot()
    def unlock(self) -> None:
        """Show everything again as it was."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.dialog = None
        for one in self._covers:
            with suppress(RuntimeError):  # a window that was closed meanwhile took its cover along
                one.window.setWindowTitle(one.title)
                one.cover.deleteLater()
        self._covers.clear()
        self.start()

    @Slot()
    def _come_first(self) -> None:
        """A question that came up meanwhile waits behind the dialog: the modal window shown last is the one that hears."""
        if self.dialog is not None:
            self.dialog.hide()
            self.dialog.show()

    def _cover(self, widget: QWidget) -> None:
        self._covers.append(Covered(widget, Cover(widget), widget.windowTitle()))
        widget.setWindowTitle(_("AgriDesk"))

    @Slot(QWindow)
    def _watch(self, shown: QWindow | None) -> None:
        """Hear the input of the window in front."""
        if self._watched is not None:
            with suppress(RuntimeError):  # it was closed
                self._watched.removeEventFilter(self)
        self._watched = shown
        if shown is not None:
            shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew at every input; while locked, cover what opens and keep covers as large as their windows."""
        kind = event.type()
        if kind in INPUT and self.idle.isActive():
            self.idle.start()
        elif self.locked and isinstance(watched, QWidget) and not isinstance(watched, Cover) and not self._is_ours(watched):
            if watched.isWindow():
                self._keep_covered(watched, kind)
            elif kind in RISES and (one := self._covered(watched.window())) is not None:
                one.cover.raise_()
        return False

    def _is_ours(self, widget: QWidget) -> bool:
        """Whether a window is the dialog, or was opened from it (the help)."""
        above: QWidget | None = widget
        while above is not None and above is not self.dialog:
            above = above.parentWidget()
        return above is not None

    def _keep_covered(self, widget: QWidget, kind: QEvent.Type) -> None:
        one = self._covered(widget)
        if kind == QEvent.Type.Show:
            if one is None:
                self._cover(widget)
            if widget.windowType() in (Qt.WindowType.ToolTip, Qt.WindowType.Popup):
                QTimer.singleShot(0, widget, widget.close)
            elif widget.isModal():
                QTimer.singleShot(0, self._come_first)
        elif one is not None and kind == QEvent.Type.WindowTitleChange:
            if widget.windowTitle() != _("AgriDesk"):  # not by us
                one.title = widget.windowTitle()
                widget.setWindowTitle(_("AgriDesk"))
        elif one is not None and kind in (QEvent.Type.Resize, QEvent.Type.ChildAdded):
            one.cover.setGeometry(widget.rect())
            one.cover.raise_()

    def _covered(self, widget: QWidget) -> Covered | None:
        return next((one for one in self._covers if one.window is widget), None)


def _drop_copied() -> None:
    """Clear the clipboard, where this program filled it: it would be pasted into any other one."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
