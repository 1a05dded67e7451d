"""The automatic backup while one works."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.core.errors import said_by
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.ui.shell.window import Window


class AutomaticBackup(QObject):
    """Backs the open database up from time to time, if something changed. A failure is shown and blocks nothing."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.run)
        window.attached.connect(self.start)
        window.detached.connect(self._timer.stop)

    @Slot()
    def start(self) -> None:
        """Begin (or begin anew after the setting changed); 0 minutes switches it off."""
        minutes = self.window.settings.get("backup_minutes")
        self._timer.stop()
        if minutes > 0:
            self._timer.start(minutes * 60_000)

    @Slot()
    def run(self) -> None:
        """Back up now, if something changed since the last time."""
        context = self.window.context
        if context and not self.window.tasks.busy:
            db = context.db
            self.window.tasks.compute(lambda _progress: if_changed(db), failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.window.status.show_message(_("The automatic backup failed: {reason}").format(reason=said_by(error)))


def if_changed(db: Database) -> Path | None:
    """Make a verified backup unless nothing happened since the newest one."""
    from desktop.core.backup import backup_now, changed_since_backup

    return backup_now(db) if changed_since_backup(db) else None
