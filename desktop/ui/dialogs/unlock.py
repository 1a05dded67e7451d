"""Asks for the passphrase of an encrypted file, and opens what was to be opened with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit

from desktop.core.encryption.ring import KeyWanted
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.dialogs.passphrase import Typing

if TYPE_CHECKING:
    from desktop.core.encryption.wraps import Way
    from desktop.ui.context import MainWindow


def ask_for_key(window: MainWindow, error: UserError) -> None:
    """Where a file could not be opened for want of its key, ask for it, and open then what was to be opened."""
    wanted = window.not_opened
    if isinstance(error, KeyWanted) and wanted is not None:
        UnlockDialog(window, error.path, lambda: window.open_database(wanted)).open()


class UnlockDialog(FormDialog):
    """`then` is called once the file is open, `given_up` where the dialog was closed without."""

    def __init__(self, window: MainWindow, path: Path, then: Callable[[], None],
                 given_up: Callable[[], object] | None = None) -> None:
        super().__init__("unlock", N_("Passphrase"), window)
        self._window, self._path, self._then = window, path, then
        self.passphrase = self.widget("passphrase", QLineEdit)
        self.widget("explain", QLabel).setText(_("{file} is encrypted: its passphrase is needed.").format(file=path.name))
        Typing(self, [self.passphrase])
        self.on("ok", self._try)
        self.on("key_file", self._with_key)
        if given_up is not None:
            self.rejected.connect(given_up)
        self.passphrase.setFocus()

    def _try(self) -> None:
        typed, path = self.passphrase.text(), self._path

        def work() -> Way:
            from desktop.core.encryption import opening

            return opening.by_typed(path, typed)

        self.submit(self._window, work, lambda _way: self._then())
        self.passphrase.selectAll()

    def _with_key(self) -> None:
        """Open it with headquarters' private key file, whose own passphrase is asked where it has one."""
        found = messages.open_file(self, _("Headquarters' private key"), _("All files (*)"))
        if found is None:
            return
        typed, _answered = QInputDialog.getText(
            self, _("Passphrase"), _("Passphrase of {file} (empty where it has none):").format(file=found.name),
            QLineEdit.EchoMode.Password)
        path = self._path

        def work() -> Way:
            from desktop.core.encryption import opening

            return opening.by_private(path, opening.private_key(found, lambda: typed))

        self.submit(self._window, work, lambda _way: self._then())
