"""File ▸ Encryption: whether the open database is encrypted, who can open it, switching it on and off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QTableView

from desktop.core.encryption import opening, ring, ways
from desktop.core.encryption.beside import Left, Old
from desktop.core.encryption.wraps import PASSPHRASE, Way
from desktop.core.i18n import N_, _
from desktop.encrypting import ERASED, KINDS, not_followed
from desktop.ui import messages
from desktop.ui.dialogs import short_table
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.dialogs.once_stored import once_stored
from desktop.ui.dialogs.passphrase import PassphraseDialog

if TYPE_CHECKING:
    from desktop.core.documents.model import Document
    from desktop.ui.context import Context, MainWindow

T = TypeVar("T")
NOT_ON = N_("Encryption was not switched on: something typed is not saved. Save or discard it, then switch it on again.")
NOT_OFF = N_("Encryption was not switched off: something typed is not saved. Save or discard it, then switch it off again.")


@dataclass(frozen=True)
class Standing:
    """How a database stands: whether it is encrypted, and its ways in."""

    encrypted: bool
    ways: tuple[Way, ...]


class EncryptionDialog(FormDialog):
    """Shows the ways in to the open database, and changes them."""

    guards = False

    def __init__(self, context: Context) -> None:
        super().__init__("encryption", N_("Encryption"), context.window)
        self.context, self.path = context, context.db.path
        self.view = self.widget("ways", QTableView)
        self.rows = short_table.prepare(self.view, [_("Way in"), _("Of whom"), _("Added on")], [160, 240, 110], 1)
        for name in ("person", "recovery", "headquarters", "account", "change", "remove", "switch_on", "switch_off"):
            self.on(name, getattr(self, name))
        self.view.selectionModel().selectionChanged.connect(self._selected)
        self._show(Standing(bool(ring.mark_of(self.path)), ()))
        self.look()

    @Slot()
    def look(self) -> None:
        """Read the ways in again."""
        path = self.path
        self.context.tasks.read(lambda: Standing(bool(ring.mark_of(path)), ways.ways_of(path)), self._show)

    def _show(self, found: Standing) -> None:
        if not self.alive:
            return
        self.rows.fill([((_(KINDS.get(way.kind, way.kind)), way.name, way.made_on), way) for way in found.ways])
        self.widget("state", QLabel).setText(
            _("This database, its attachments and backups are encrypted. Each of these ways opens them.") if found.encrypted
            else _("This database is not encrypted: whoever gets hold of this computer can read it."))
        for name in ("ways", "person", "recovery", "headquarters", "account", "change", "remove", "switch_off"):
            self.part(name).setVisible(found.encrypted)
        self.part("switch_on").setVisible(not found.encrypted)
        self._selected()

    @Slot()
    def _selected(self) -> None:
        self.part("remove").setEnabled(self.view.selectionModel().hasSelection())

    # -- ways in ----------------------------------------------------------------------------------------------------------

    def person(self) -> None:
        """A passphrase for one more person."""
        path = self.path
        PassphraseDialog(self.context.window, N_("Passphrase for one more person"),
                         lambda name, _old, new, _kept: ways.add_passphrase(path, name, new), self.look, self).open()

    def change(self) -> None:
        """Another passphrase in the place of an old one."""
        path = self.path
        dialog = PassphraseDialog(self.context.window, N_("Change a passphrase"),
                                  lambda _name, old, new, _kept: ways.change_passphrase(path, old, new), self.look, self)
        dialog.leave_out("person")
        dialog.take_in("old")
        dialog.open()

    def recovery(self) -> None:
        """A recovery code on a sheet to be printed; it makes the one before invalid."""
        from desktop.core.settings import office

        path, name = self.path, str(office(self.context.db, "manager")) or _("Manager")
        if messages.ask(self, _("Make a new recovery sheet? The one made before no longer opens this database then."),
                        _("Make it"), _("Cancel")):
            self._run(lambda: ways.add_recovery(path, name), partial(self._print, path.name, name))

    def _print(self, file: str, name: str, code: str) -> None:
        from desktop.ui.preview.preview import Preview

        def make() -> Document:
            from desktop.core.encryption.sheet import recovery_sheet

            return recovery_sheet(file, name, code)

        self.look()
        Preview(self.context, _("Recovery sheet"), make, kind="recovery_sheet").show()

    def headquarters(self) -> None:
        """Headquarters' public key, whose digits are compared by telephone."""
        found = messages.open_file(self, _("Headquarters' public key"), _("Public keys") + " (*.public)")
        if found is not None:
            path = self.path
            self._run(lambda: _with_public(path, found), self._said)

    def account(self) -> None:
        """No question any more on this account of this computer."""
        path = self.path
        self._run(lambda: ways.add_system(path, _("this account")), lambda _none: self.look())

    def remove(self) -> None:
        """Take the way in that is selected away."""
        path = self.path
        for way in short_table.chosen(self.view)[:1]:
            question = _("Take this way in away: {kind}, {name}? Backups made before still open with it.").format(
                kind=_(KINDS.get(way.kind, way.kind)), name=way.name)
            if messages.ask(self, question, _("Remove"), _("Cancel"), safe=True):
                self._run(partial(ways.remove, path, way.kind, way.name), lambda _none: self.look())

    def _said(self, text: str) -> None:
        self.look()
        messages.inform(self, text)

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.say("")
        self.context.tasks.run(work, done, lambda error: self.say(str(error)) if self.alive else None)

    # -- on and off -------------------------------------------------------------------------------------------------------

    def _once_stored(self, otherwise: str, then: Callable[[], object]) -> None:
        """Call `then` once nothing typed in the window would be lost; where something is not, say `otherwise` and why."""
        def give_up(why: str) -> None:
            if self.alive:
                self.say(f"{_(otherwise)} {why}".rstrip())

        self.say("")
        once_stored(self.context.window, then, give_up)

    def switch_on(self) -> None:
        """Ask for the first passphrase once what is typed elsewhere is stored: nobody types a passphrase in vain."""
        self._once_stored(NOT_ON, self._ask_passphrase)

    def _ask_passphrase(self) -> None:
        """Ask for the first passphrase and what becomes of the backups; then close, encrypt and open again."""
        from desktop.core.settings import office

        window, path = self.context.window, self.path
        given: list[tuple[str, str, Old]] = []

        def take(person: str, _old: str, new: str, kept: Old) -> None:
            ways.refuse_weak(new)
            given.append((person, new, kept))

        dialog = PassphraseDialog(window, N_("Switch encryption on"), take, lambda: self._begin(window, path, *given[-1]), self)
        dialog.take_in("backups")
        dialog.note(_(ERASED))
        dialog.person.setText(str(office(self.context.db, "manager")) or _("Manager"))
        dialog.open()

    def _begin(self, window: MainWindow, path: Path, person: str, passphrase: str, old: Old) -> None:
        def made(mark: bytes, key: bytes) -> Sequence[Way]:
            return [ways.typed_way(PASSPHRASE, person or _("Manager"), mark, key, passphrase)]

        def work() -> tuple[Left, ...]:
            from desktop.core.encryption.switching import switch_on

            return switch_on(path, made, old)

        def go_on() -> None:
            self.close()
            switch(window, path, work, _("Encrypting"), partial(_after_on, window, path))

        self._once_stored(NOT_ON, go_on)

    def switch_off(self) -> None:
        """Write everything without encryption."""
        window, path = self.context.window, self.path

        def work() -> None:
            from desktop.core.encryption.switching import switch_off

            switch_off(path)

        def go_on() -> None:
            self.close()
            switch(window, path, work, _("Decrypting"), lambda _none: None)

        if messages.ask(self, _("Write everything without encryption? Whoever gets hold of this computer can read it then."),
                        _("Switch off"), _("Cancel")):
            self._once_stored(NOT_OFF, go_on)


def _with_public(path: Path, found: Path) -> str:
    public = opening.public_key(found)
    ways.add_headquarters(path, public)
    return _("{name} can open the database now. Compare these digits with headquarters by telephone: {digits}").format(
        name=public.name, digits=public.digits())


def switch(window: MainWindow, path: Path, work: Callable[[], T], title: str, done: Callable[[T], object]) -> None:
    """Close the database, do `work` on its files, and open it again, whatever came of it; what came goes to `done`."""

    def ended(came: T) -> None:
        window.open_database(path)
        done(came)

    def failed(error: Exception) -> None:
        window.on_error(error)
        window.open_database(path)

    window.detach()
    window.start_page.set_busy(True)
    window.tasks.run(work, ended, failed, title)


def _after_on(window: MainWindow, path: Path, left: tuple[Left, ...]) -> None:
    """Say what is still to be done: the recovery sheet, files that could not be written, copies elsewhere that are plain."""
    from desktop.core.second_place import plain_copies

    second = window.settings.get("second_place")
    plain = plain_copies(path, Path(second)) if second else []
    text = _("Everything is encrypted. Now print the recovery sheet (File ▸ Encryption…) and lay it where the laptop is not.")
    if left:
        text += "\n" + not_followed(left, path)
    if plain:
        text += "\n" + _("These copies in the second place are not encrypted: {files}. They go as soon as the next one is made "
                         "there; copies elsewhere stay.").format(
            files=_(", ").join(str(copy) for copy in plain))
    if messages.ask(window, text, _("Print the recovery sheet…"), _("Later")):
        if window.context:
            _print_sheet(window)
        else:  # it is being opened
            window.attached.connect(partial(_print_sheet, window), Qt.ConnectionType.SingleShotConnection)


def _print_sheet(window: MainWindow) -> None:
    if window.context:
        dialog = EncryptionDialog(window.context)
        dialog.open()
        dialog.recovery()
