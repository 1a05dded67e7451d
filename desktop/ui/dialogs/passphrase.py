"""Typing passphrases: what is typed can be shown, and Caps Lock is told; a new passphrase is typed twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QWidget

from desktop.core.encryption.beside import Old
from desktop.core.i18n import N_, _
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

OLD_BACKUPS = {Old.ENCRYPT: N_("Encrypt them too"), Old.REMOVE: N_("Remove them")}


class Typing(QObject):
    """The fields of a dialog in which passphrases are typed."""

    def __init__(self, dialog: FormDialog, fields: list[QLineEdit]) -> None:
        super().__init__(dialog)
        self._capitals = dialog.widget("capitals", QLabel)
        self._capitals.hide()
        self._fields = fields
        for field in fields:
            field.installEventFilter(self)
        dialog.widget("show_typed", QCheckBox).toggled.connect(self._show)

    def _show(self, shown: bool) -> None:
        for field in self._fields:
            field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Caps Lock is on where a letter comes in the other case than Shift says; Qt tells of the key in no other way."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            text, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if len(text) == 1 and text.isascii() and text.isalpha():
                self._capitals.setVisible(text.isupper() != shift)
        return False


class PassphraseDialog(FormDialog):
    """Asks for a new passphrase: for a person, for who switches encryption on, or in the place of an old one.

    `then(person, old, new, old_backups)` runs on the worker; `done` on the main thread when it came to its end.
    """

    guards = False

    def __init__(self, window: MainWindow, title: str, then: Callable[[str, str, str, Old], object],
                 done: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__("passphrase", title, parent or window)
        self._window, self._then, self._done = window, then, done
        self.person, self.old = self.widget("person", QLineEdit), self.widget("old", QLineEdit)
        self.new, self.again = self.widget("passphrase", QLineEdit), self.widget("again", QLineEdit)
        self.backups = self.widget("backups", QComboBox)
        for value, name in OLD_BACKUPS.items():
            self.backups.addItem(_(name), value)
        Typing(self, [self.old, self.new, self.again])
        self.part("note").hide()
        self.leave_out("old", "backups")
        self.on("ok", self._confirm)

    def leave_out(self, *names: str) -> None:
        """Hide fields that are not asked for here."""
        labels = {"person": "of_whom", "old": "old_title", "backups": "backups_title"}
        for name in names:
            self.part(name).hide()
            self.part(labels[name]).hide()

    def take_in(self, *names: str) -> None:
        """Show fields that are asked for here."""
        labels = {"old": "old_title", "backups": "backups_title"}
        for name in names:
            self.part(name).show()
            self.part(labels[name]).show()

    def note(self, text: str) -> None:
        """Say what follows of it."""
        label = self.widget("note", QLabel)
        label.setText(text)
        label.show()

    def _confirm(self) -> None:
        if self.new.text() != self.again.text():
            self.say(_("The two were not the same."))
            return
        person, old, new, kept = self.person.text(), self.old.text(), self.new.text(), self.backups.currentData()
        self.submit(self._window, lambda: self._then(person, old, new, Old(kept)), lambda _none: self._done())
