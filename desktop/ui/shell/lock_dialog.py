"""What asks for the passphrase of a locked window. Loaded when a window is locked: dialogs and forms cost the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.core.i18n import _
from desktop.ui.dialogs.unlock import UnlockDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.context import MainWindow


class LockDialog(UnlockDialog):
    """Asks for the passphrase of a locked window, and goes with it alone."""

    def __init__(self, window: MainWindow, unlock: Callable[[], None]) -> None:
        assert window.context is not None
        super().__init__(window, window.context.db.path, unlock)
        self._unlocked = False
        self.widget("explain", QLabel).setText(_("AgriDesk is locked. Unsaved input is kept."))
        for name in ("cancel", "key_file"):
            self.widget(name, QPushButton).hide()
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(_("AgriDesk"))

    def accept(self) -> None:
        """Close, once the passphrase was right."""
        self._unlocked = True
        super().accept()

    def reject(self) -> None:
        """Stay: Escape and the cross of the window unlock nothing."""
