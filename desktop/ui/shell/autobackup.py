"""The backups that nobody asks for: on opening, after long changes, from time to time, and on closing.

None of them holds the window up; a failure is shown and blocks nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from desktop.core.errors import Cancelled, said_by
from desktop.core.i18n import _, ngettext
from desktop.ui.shell.rot_watch import RotWatch
from desktop.ui.shell.space_watch import SpaceWatch

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.ui.context import MainWindow
    from desktop.ui.tasks import Progress

MANY = 200  # rows changed by one action, after which a backup does not wait for its time


@dataclass(frozen=True)
class State:
    """When the newest backup was made, and for how many days there was no copy in a second place."""

    newest: datetime | None
    days: int


class AutomaticBackup(QObject):
    """Backs the open database up, if something changed, and copies it to the second place where one is set."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.run)
        self._leaving = self._told = False
        window.attached.connect(self._opened)
        window.detached.connect(self._timer.stop)
        window.status.copy_wanted.connect(self._copy)
        self.room, self.rot = SpaceWatch(window), RotWatch(window)

    @Slot()
    def _opened(self) -> None:
        """What was changed and not backed up the last time is backed up first; a new database has nothing yet."""
        self._leaving = self._told = False
        if context := self.window.context:
            context.changed.connect(self._after_change)
            if context.db.was_older:
                self.window.status.show_message(_("The database was backed up and brought up to date for this version of the "
                                                  "program."))
        self.start()
        if self._timer.isActive():
            self.run()

    @Slot()
    def start(self) -> None:
        """Begin (or begin anew after the setting changed); 0 minutes switches it off but for the one on closing."""
        minutes = self.window.settings.get("backup_minutes")
        self._timer.stop()
        if minutes > 0:
            self._timer.start(minutes * 60_000)
        self.show()

    @Slot()
    def run(self) -> None:
        """Back up now, if something changed since the last time."""
        if context := self.window.context:
            db = context.db
            self.window.tasks.compute(lambda _progress: if_changed(db), self._backed_up, self._failed)

    @Slot(object)
    def _after_change(self, _tables: frozenset[str]) -> None:
        """After an import, a merge, a change of many records: now."""
        if (context := self.window.context) and self._timer.isActive():
            db = context.db
            self.window.tasks.read(lambda: was_long(db), self._heard)

    def _heard(self, long: bool) -> None:
        if long:
            self.run()

    def _backed_up(self, _made: Path | None) -> None:
        self.show()
        self.room.look()
        context, folder = self.window.context, self.window.settings.get("second_place")
        if context and folder:
            db = context.db
            self.window.tasks.compute(lambda progress: to_second_place(db, folder, progress), self._copied,
                                      self._not_copied, _("Copying the backup to {folder}").format(folder=folder))

    def _copied(self, said: str) -> None:
        if said:
            self.window.status.show_message(said)
        self.show()

    def _not_copied(self, error: Exception) -> None:
        """A stick that is not there is said once, and in the status bar alone."""
        self.room.look()
        if not self._told and not isinstance(error, Cancelled):
            self.window.status.show_message(said_by(error))
        self._told = True

    @Slot()
    def _copy(self) -> None:
        from desktop.ui.shell.backups import copy_elsewhere

        copy_elsewhere(self.window)

    def _failed(self, error: Exception) -> None:
        self.room.look()
        self.window.status.show_message(_("The automatic backup failed: {reason}").format(reason=said_by(error)))

    def show(self) -> None:
        """Show in the status bar when the newest backup was made."""
        if context := self.window.context:
            path = context.db.path
            self.window.tasks.read(lambda: state(path), self._show)

    def _show(self, found: State) -> None:
        limit = self.window.settings.get("second_days")
        self.window.status.show_backup(*said(found, limit))

    def leave(self, proceed: Callable[[], None]) -> None:
        """Call `proceed`, which closes the database, once it is backed up; Cancel closes it as it is (all is saved)."""
        context = self.window.context
        running = QGuiApplication.instance()
        ending = isinstance(running, QGuiApplication) and running.isSavingSession()
        if context is None or ending:  # the system goes down: what is saved is safe as it is
            proceed()
            return
        if self._leaving:
            return
        self._leaving = True
        db, folder = context.db, self.window.settings.get("second_place")

        def work(progress: Progress) -> None:
            if if_changed(db) and folder and Path(folder).is_dir():
                to_second_place(db, folder, progress)

        def left() -> None:
            self._leaving = False
            proceed()

        def failed(error: Exception) -> None:
            from desktop.ui import messages

            self._leaving = False
            question = _("The backup on closing failed: {reason} Close all the same? What you saved is safe in the database."
                         ).format(reason=said_by(error))
            if isinstance(error, Cancelled) or messages.ask(self.window, question, _("Close"), _("Cancel")):
                proceed()

        self.window.tasks.compute(work, lambda _none: left(), failed, _("Backing up before closing"))


def if_changed(db: Database) -> Path | None:
    """Make a verified backup unless nothing happened since the newest one."""
    from desktop.core.backup import backup_now, changed_since_backup

    return backup_now(db) if changed_since_backup(db) else None


def was_long(db: Database) -> bool:
    """Whether the newest action changed many rows and has not been backed up."""
    from desktop.core.backup import long_change_waits

    return long_change_waits(db, MANY)


def to_second_place(db: Database, folder: str, progress: Progress) -> str:
    """Copy to the second place where it is due; gives what is to be said about it, "" where nothing was done."""
    from desktop.core.second_place import copy_when_due

    made = copy_when_due(db, Path(folder), progress.report)
    return made.said() if made else ""


def state(database: Path) -> State:
    """How a database is backed up."""
    from desktop.core.backup_files import list_backups
    from desktop.core.second_place import days_without

    return State(next((b.at for b in list_backups(database)), None), days_without(database))


def said(found: State, limit: int) -> tuple[str, bool]:
    """What the status bar says of it, and whether it asks for a second copy (`limit` days without one; 0 = never)."""
    if found.newest is None:
        return _("Not backed up yet"), False
    today = found.newest.date() == datetime.now().date()
    text = _("Backed up {when}").format(when=f"{found.newest:%H:%M}" if today else f"{found.newest:%Y-%m-%d}")
    if not limit or found.days < limit:
        return text, False
    late = ngettext("no copy elsewhere for {n} day", "no copy elsewhere for {n} days", found.days).format(n=found.days)
    return _("{backed_up}, {late}").format(backed_up=text, late=late), True
