"""Starts the window. Only what the first sight needs is imported before it is shown."""

from __future__ import annotations

import desktop.ui  # noqa: F401 - what comes after it is loaded by Python's own import

# isort: split
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.core.encryption.ring import KeyWanted
from desktop.core.paths import APP, backup_folder
from desktop.core.settings import Settings
from desktop.features import TABS
from desktop.ui.look import appearance, theme
from desktop.ui.program import Program
from desktop.ui.shell import crash
from desktop.ui.shell.frame import maximise_first
from desktop.ui.shell.window import Window
from desktop.ui.tasks import Collector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.core.database import Database
    from desktop.core.restoring import Restored
    from desktop.core.salvage import Salvaged

SWITCH = 0.001  # seconds after which a computation gives the interpreter back to the window; Python's own 5 ms are felt


def run(database: Path | None = None, language: str = "") -> int:
    """Open the window on `database` (default: the one opened last) and stay until it is closed; gives the exit status."""
    sys.setswitchinterval(SWITCH)
    app = QApplication.instance() or QApplication(appearance.arguments(sys.argv[0]))
    assert isinstance(app, QApplication)
    app.setApplicationName(APP)
    app.setDesktopFileName(APP.lower())
    settings = Settings()
    settings.letter()
    crash.install()
    appearance.dress(app, settings, language)
    collector = Collector(app)
    window = make_window(settings)
    crash.window = window
    wanted = database or _last(settings)
    if wanted:
        window.start_page.set_busy(True)
        window.first_painted.connect(lambda: window.open_database(wanted))
    elif not settings.get("database"):
        window.first_painted.connect(window.actions_.files.new_database)  # the first start: who works here, and where
    window.first_painted.connect(lambda: _finish_start(window))
    maximise_first(window)
    window.show()
    status = app.exec()
    collector.stop()
    return status


def _finish_start(window: Window) -> None:
    """What can wait until the window stands."""
    crash.open_log()
    if window.settings.problem:  # no writable home: the defaults hold
        window.status.show_message(window.settings.problem)
    theme.load_bold()


def make_window(settings: Settings) -> Window:
    """The window with all features, not yet shown."""
    return Window(settings, Program(TABS, open_database, make_database, make_example, restore, repair))


def repair(path: Path, second: str) -> Salvaged:
    """Bring back what is whole of a damaged database. Raises `KeyWanted`, also for a backup that is needed."""
    from desktop.core.encryption import opening
    from desktop.core.salvage import salvage
    from desktop.newdata import open_ready

    opening.require(path)
    return salvage(path, open_ready, second)


def _last(settings: Settings) -> Path | None:
    known = settings.get("database")
    if not known or not (Path(known).exists() or backup_folder(Path(known)).exists()):
        return None
    return Path(known)


def open_database(path: Path) -> Database:
    """Open or make a database."""
    from desktop.newdata import open_ready

    try:
        return open_ready(path)
    except KeyWanted as error:
        from desktop.core.encryption.opening import by_system

        if not by_system(error.path):
            raise
        return open_ready(path)


def make_database(path: Path, facts: Mapping[str, str], second_place: Path | None) -> None:
    """Make an empty database that knows some settings of its own, and the folder for its second copies.

    Raises `UserError` where the file is there already or a folder cannot be made.
    """
    from desktop.newdata import make

    make(path, facts, second_place)


def restore(database: Path, backup: Path, without_key: bool) -> Restored:
    """Put a backup in the place of a closed database; one of a newer program is refused. `without_key`: see `restoring`."""
    from desktop.core import restoring
    from desktop.migrations import STEPS

    return restoring.restore(database, backup, STEPS, without_key=without_key)


def make_example(path: Path) -> None:
    """Write the example region into a new database."""
    from desktop import example

    example.make_example(path)
