"""The File menu: files, import, backups, check, quit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.core import paths
from desktop.core.i18n import _
from desktop.ui import messages

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

RECENT, MOST = "recent_files", 8


def kinds() -> str:
    """The kinds of file a database can be, as file dialogs want them."""
    return _("AgriDesk databases") + f" (*{paths.ENDING})"


class FileMenu(QObject):
    """What the entries of the File menu do."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window

    def new_database(self) -> None:
        """Ask who works here and where the data lie, and make an empty database there."""
        from desktop.ui.dialogs.new_database import NewDatabaseDialog

        NewDatabaseDialog(self.window).open()

    def open_database(self) -> None:
        """Ask for a database and open it."""
        path = messages.open_file(self.window, _("Open a database"), kinds(), str(self._folder()))
        if path:
            self.window.open_database(path)

    def recent(self) -> list[Path]:
        """The databases opened last, the newest first, without the one that is open."""
        open_now = self.window.context.db.path if self.window.context else None
        return [path for name in self.window.settings.remembered.get(RECENT, []) if (path := Path(name)) != open_now]

    def note(self, path: Path) -> None:
        """Keep a database among those opened last."""
        known = [name for name in self.window.settings.remembered.get(RECENT, []) if name != str(path)]
        self.window.settings.remember(RECENT, [str(path), *known][:MOST])

    def _folder(self) -> Path:
        known = self.window.settings.get("database")
        return Path(known).parent if known else paths.data_folder()

    def open_example(self) -> None:
        """Open the example region, made on the first time."""
        path = paths.data_folder() / f"{_('example')}{paths.ENDING}"
        if path.exists():
            self.window.open_database(path)
            return
        example = self.window.program.example
        self.window.start_page.set_busy(True)
        self.window.tasks.run(
            lambda: example(path),
            lambda _none: self._open_new(path),
            self._no_example,
            _("Making the example region"),
        )

    def _open_new(self, path: Path) -> None:
        self.window.begin_anew()
        self.window.open_database(path)

    def _no_example(self, error: Exception) -> None:
        self.window.start_page.set_busy(False)
        self.window.on_error(error)

    def import_(self) -> None:
        """Open the import wizard."""
        if self.window.context:
            from desktop.ui.importing.wizard import start_import

            start_import(self.window.context)

    def backup(self) -> None:
        """Back up beside the database."""
        from desktop.ui.shell.backups import back_up

        back_up(self.window)

    def backup_to(self) -> None:
        """Back up as one archive with all attachments into a folder, such as a stick."""
        from desktop.ui.shell.backups import back_up

        folder = messages.choose_folder(self.window, _("Folder for the backup"))
        if folder:
            back_up(self.window, folder)

    def restore(self) -> None:
        """Choose a backup and go back to it."""
        from desktop.ui.shell.backups import ask_restore

        ask_restore(self.window)

    def check(self) -> None:
        """Check the database and show what was found."""
        from desktop.ui.shell.backups import check

        check(self.window)

    def quit(self) -> None:
        """Close the window."""
        self.window.close()
