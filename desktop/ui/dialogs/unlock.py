"""Asks for the passphrase of an encrypted file, and opens what was to be opened with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QThread, Slot
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


class Trial(QThread):
    """Work on a thread of its own; `ended(error)` is called on the main thread, with None where there was none."""

    _running: ClassVar[set[Trial]] = set()  # a thread must not be freed before it came to its end

    def __init__(self, work: Callable[[], object], ended: Callable[[Exception | None], None]) -> None:
        super().__init__()
        self._work, self._ended = work, ended
        self._error: Exception | None = None
        self._running.add(self)
        self.finished.connect(self._told)

    def run(self) -> None:
        """Do the work."""
        try:
            self._work()
        except Exception as error:  # noqa: BLE001 - carried to the main thread and shown there
            self._error = error

    @Slot()
    def _told(self) -> None:
        self.wait()
        self._running.discard(self)
        self._ended(self._error)


class _Asking(FormDialog):
    """Says for what a passphrase is wanted, and takes it; `_try` is called when it was typed."""

    guards = False

    def __init__(self, window: MainWindow, text: str) -> None:
        super().__init__("unlock", N_("Passphrase"), window)
        self.passphrase = self.widget("passphrase", QLineEdit)
        self.widget("explain", QLabel).setText(text)
        Typing(self, [self.passphrase])
        self.on("ok", self._try)
        self.passphrase.setFocus()

    def _try(self) -> None:
        """Do what it was asked for."""


class PackageUnlockDialog(_Asking):
    """Asks for the passphrase of a locked package; `then` is called with what was typed."""

    def __init__(self, window: MainWindow, text: str, then: Callable[[str], object]) -> None:
        super().__init__(window, text)
        self._then = then
        self.passphrase.setPlaceholderText(_("Passphrase"))
        self.part("key_file").hide()

    def _try(self) -> None:
        typed = self.passphrase.text()
        if typed:
            self.accept()
            self._then(typed)


class UnlockDialog(_Asking):
    """`then` is called once the file is open, `given_up` where the dialog was closed without."""

    def __init__(self, window: MainWindow, path: Path, then: Callable[[], None],
                 given_up: Callable[[], object] | None = None) -> None:
        super().__init__(window, _("{file} is encrypted: its passphrase is needed.").format(file=path.name))
        self._window, self._path, self._then = window, path, then
        self.on("key_file", self._with_key)
        if given_up is not None:
            self.rejected.connect(given_up)

    def _attempt(self, work: Callable[[], object]) -> None:
        """Do `work` on a thread of its own: a passphrase must not wait until a long import has been saved."""
        if not self._working:
            self._working = True
            Trial(work, self._ended).start()

    def _ended(self, error: Exception | None) -> None:
        self._working = False
        if error is None:
            if self.alive:
                self.accept()
            self._then()
        elif isinstance(error, UserError) and self.alive:
            self.say(str(error))
        else:
            self._window.on_error(error)

    def _try(self) -> None:
        typed, path = self.passphrase.text(), self._path

        def work() -> Way:
            from desktop.core.encryption import opening

            return opening.by_typed(path, typed)

        self._attempt(work)
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

        self._attempt(work)
