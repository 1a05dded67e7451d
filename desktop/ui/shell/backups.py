"""Backup, restore and check from the File menu."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QTableView

from desktop.core.i18n import N_, _
from desktop.ui import messages
from desktop.ui.dialogs import short_table
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.dialogs.once_stored import once_stored

if TYPE_CHECKING:
    from desktop.core.archive import Archive
    from desktop.core.backup_files import Backup
    from desktop.core.check import Finding
    from desktop.core.database import Database
    from desktop.core.restoring import Restored
    from desktop.core.salvage import Salvaged
    from desktop.ui.context import MainWindow
    from desktop.ui.tasks import Progress

NOT_RESTORED = N_("Nothing was restored: something typed is not saved. Save or discard it, then restore again.")
NOT_REPAIRED = N_("Nothing was repaired: something typed is not saved. Save or discard it, then repair again.")
REPORT_LINES = 15  # shown of a report; all of it lies beside the backups
LEVELS = {"ok": N_("In order"), "warning": N_("Warning"), "error": N_("Fault")}


def back_up(window: MainWindow, folder: Path | None = None) -> None:
    """Make a verified backup now, beside the database or as an archive in `folder`; attachments that are not sound are
    named."""
    if not window.context:
        return
    db = window.context.db

    def work(progress: Progress) -> Archive:
        from desktop.core.archive import Archive
        from desktop.core.backup import backup_now
        from desktop.core.second_place import copy

        return copy(db, folder, progress.report) if folder else Archive(backup_now(db))

    def done(made: Archive) -> None:
        window.status.show_message(made.said())
        if made.unsound:
            messages.inform(window, made.said())
        if window.backups:
            window.backups.show()

    window.tasks.compute(work, done, title=_("Backing up"))


def copy_elsewhere(window: MainWindow) -> None:
    """Copy the backup to the second place of the settings, where it is there, else to the folder the user names."""
    place = Path(window.settings.get("second_place") or "-")
    folder = place if place.is_dir() else messages.choose_folder(window, _("Folder for the backup"))
    if folder:
        back_up(window, folder)


def check(window: MainWindow) -> None:
    """Check the database and show what was found."""
    if window.context:
        db, second = window.context.db, window.settings.get("second_place")
        window.tasks.compute(lambda _progress: _check(db, second), lambda found: CheckDialog(window, *found).open(),
                             title=_("Checking"))


def _check(db: Database, second: str) -> tuple[list[Finding], str]:
    """What was found, and when all was looked at, which is now."""
    from desktop.core import wholeness
    from desktop.core.check import check as find
    from desktop.core.check import short

    found = [*find(db), *(f for f in wholeness.second_copies(db, second) if f), *short(db.path, second)]
    wholeness.note_full(db.path, sum(f.damage for f in found))
    last = wholeness.last_full(db.path)
    return found, last.said() if last else ""


class CheckDialog(FormDialog):
    """What the check found."""

    guards = False

    def __init__(self, window: MainWindow, found: list[Finding], last: str = "") -> None:
        super().__init__("check", N_("Check of the database"), window)
        self.window_ = window
        self.widget("last", QLabel).setText(last)
        self.part("repair").setVisible(any(f.damage for f in found))
        self.on("repair", self._repair)
        view = self.part("rows")
        assert isinstance(view, QTableView)
        self.model = short_table.prepare(view, ["", _("Finding")], [90], 1)
        self.model.fill([((_(LEVELS.get(f.level, f.level)), f.sentence), f) for f in found])


    @Slot()
    def _repair(self) -> None:
        if self.window_.context:
            ask_repair(self, self.window_, self.window_.context.db.path)


class RestoreDialog(FormDialog):
    """The backups of a database, or a file; restoring closes the database, exchanges it and opens it again."""

    guards = False

    def __init__(self, window: MainWindow, database: Path, found: list[Backup]) -> None:
        super().__init__("restore", N_("Restore a backup"), window)
        self.window_, self.database = window, database
        view = self.part("rows")
        assert isinstance(view, QTableView)
        self.view = view
        self.model = short_table.prepare(view, [_("No."), _("Made on"), _("Size"), _("File")], [60, 150, 90], 3)
        self.model.fill(
            [((str(b.number), f"{b.at:%Y-%m-%d %H:%M}", f"{b.size / 1e6:.1f} MB", b.path.name), b.path) for b in found]
        )
        view.selectionModel().selectionChanged.connect(self._selected)
        self.on("restore", self._restore_chosen)
        self.on("file", self._restore_file)
        self.on("repair", self._repair)
        self.say("" if found else _("There are no automatic backups yet."))
        self._selected()

    @Slot()
    def _selected(self) -> None:
        self.part("restore").setEnabled(self.view.selectionModel().hasSelection())

    @Slot()
    def _restore_chosen(self) -> None:
        if picked := short_table.chosen(self.view):
            self._restore(picked[0])

    @Slot()
    def _restore_file(self) -> None:
        path = messages.open_file(self, _("Restore a backup"), _("Backups") + " (*.agridesk-backup *.agridesk)")
        if path:
            self._restore(path)

    @Slot()
    def _repair(self) -> None:
        ask_repair(self, self.window_, self.database)

    def _restore(self, backup: Path) -> None:
        question = _("Replace {file} by this backup? The present state is kept aside.").format(file=self.database.name)
        if messages.ask(self, question, _("Restore"), _("Cancel")):
            window, database = self.window_, self.database
            self.close()
            once_stored(window, lambda: restore(window, database, backup), partial(_not_begun, window, NOT_RESTORED))


def ask_repair(dialog: FormDialog, window: MainWindow, database: Path) -> None:
    """Repair once the user agrees; the dialog closes."""
    question = _("Repair {file}? Records that changed by themselves are brought back from the newest whole backup, one by one, "
                 "and attached files from the second copies; what was worked on since stays. It can be undone, or the damaged "
                 "files are kept aside.").format(file=database.name)
    if messages.ask(dialog, question, _("Repair"), _("Cancel")):
        dialog.close()
        once_stored(window, lambda: repair(window, database), partial(_not_begun, window, NOT_REPAIRED))


def _not_begun(window: MainWindow, what: str, why: str) -> None:
    messages.inform(window, f"{_(what)} {why}".rstrip())


def repair(window: MainWindow, database: Path) -> None:
    """Close the database, bring back what is whole, open it again and show the report."""
    from desktop.core.encryption.ring import KeyWanted
    from desktop.ui.dialogs.unlock import UnlockDialog

    second = window.settings.get("second_place")

    def failed(error: Exception) -> None:
        if isinstance(error, KeyWanted):
            UnlockDialog(window, error.path, lambda: repair(window, database), again).open()
            return
        window.on_error(error)
        again()

    def again() -> None:
        window.start_page.set_busy(False)
        if database.exists():
            window.open_database(database)

    def done(came: Salvaged) -> None:
        window.open_database(database)
        show_report(window, came)

    window.detach()
    window.start_page.set_busy(True)
    window.tasks.run(lambda: window.program.repair(database, second), done, failed, _("Repairing"))


def show_report(window: MainWindow, came: Salvaged) -> None:
    """Show what a repair did: its beginning and the file of it all, or page by page where that file is encrypted."""
    from desktop.core.encryption import sealed

    said = came.said()
    if came.report is None or not sealed.mark_of(came.report):
        rest = [_("… all of it in {file}").format(file=came.report)] if len(said) > REPORT_LINES else []
        messages.inform(window, "\n".join([*said[:REPORT_LINES], *rest]))
        return
    while len(said) > REPORT_LINES:
        if not messages.ask(window, "\n".join(said[:REPORT_LINES]), _("Next page"), _("Close")):
            return
        said = said[REPORT_LINES:]
    messages.inform(window, "\n".join(said))


def ask_restore(window: MainWindow) -> None:
    """Let the user choose a backup of the open database, else of the one opened last."""
    known = window.context.db.path if window.context else window.not_opened or window.settings.get("database")
    if not known:
        messages.inform(window, _("Open the database first whose backup you want to restore."))
        return
    database = Path(known)
    window.tasks.read(lambda: _list(database), lambda found: RestoreDialog(window, database, found).open())


def _list(database: Path) -> list[Backup]:
    from desktop.core.backup_files import list_backups

    return list_backups(database)


def restore(window: MainWindow, database: Path, backup: Path, *, without_key: bool = False) -> None:
    """Close the database, put the backup in its place, open it again; the old one opens again if that failed. Where nobody
    knows the passphrase of the present one any more, it may go aside as it is (`without_key`)."""

    def failed(error: Exception) -> None:
        from desktop.core.backup_files import Rotted
        from desktop.core.encryption.ring import KeyWanted

        if isinstance(error, KeyWanted):
            from desktop.ui.dialogs.unlock import UnlockDialog

            UnlockDialog(window, error.path, lambda: restore(window, database, backup, without_key=without_key),
                         again if error.path != database.resolve() else lost).open()
            return
        if isinstance(error, Rotted) and error.older:
            older = error.older
            if messages.ask(window, _("{reason} Restore that one?").format(reason=error), _("Restore"), _("Cancel")):
                restore(window, database, older)
                return
        else:
            window.on_error(error)
        again()

    def lost() -> None:
        question = _("Is the passphrase of {file} lost? Then it can be set aside as it is, and the backup takes its place with "
                     "its own passphrase, or without one if it is not encrypted.").format(file=database.name)
        if messages.ask(window, question, _("Set it aside and restore"), _("Cancel")):
            restore(window, database, backup, without_key=True)
        else:
            again()

    def again() -> None:
        window.start_page.set_busy(False)
        if database.exists():
            window.open_database(database)

    def done(came: Restored) -> None:
        window.open_database(database)
        window.status.show_message(_("Restored from {file}").format(file=backup.name))
        if came.unsound:
            messages.inform(window, _("Not restored, since it is missing or damaged in the backup: {file}").format(
                file=_(", ").join(came.unsound)))

    window.detach()
    window.start_page.set_busy(True)
    window.tasks.run(lambda: window.program.restore(database, backup, without_key), done, failed, _("Restoring"))
