"""`agridesk` opens the window on the file named, or on the one opened last; a command never loads Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import _is_command, _window_options

OPEN = """
import sys
from pathlib import Path
from desktop.core import paths
home = Path(sys.argv[1])
for name in ("config", "data", "log"):
    setattr(paths, name + "_folder", lambda: home)
from PySide6.QtCore import QTimer
from desktop import app
from desktop.ui.shell import window

attach = window.Window.attach
def attached(self, db):
    attach(self, db)
    print(self.windowTitle())
    QTimer.singleShot(0, self.close)
window.Window.attach = attached
from desktop.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


def run(home: Path, *arguments: str, script: str = OPEN) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, str(home), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def test_the_window_opens_the_file_named_and_next_time_the_same(tmp_path: Path) -> None:
    first = run(tmp_path, "--database", str(tmp_path / "region.agridesk"), "--lang", "en")
    assert (first.returncode, first.stdout) == (0, "region – AgriDesk\n"), first.stderr
    second = run(tmp_path, "--lang", "zh_CN")
    assert (second.returncode, second.stdout) == (0, "region – 农技台\n"), second.stderr


ASK = """
import sys
from pathlib import Path
from desktop.core import paths
home = Path(sys.argv[1])
for name in ("config", "data", "log"):
    setattr(paths, name + "_folder", lambda: home)
from PySide6.QtCore import QTimer
from desktop import app
from desktop.ui.shell import file_menu

assert "desktop.ui.dialogs.new_database" not in sys.modules, "the dialog may not slow the start"
def asked(self):
    print("asked")
    QTimer.singleShot(0, self.window.close)
file_menu.FileMenu.new_database = asked
from desktop.__main__ import main
sys.exit(main(["--lang", "en"]))
"""


def test_the_first_start_asks_who_works_here_once_the_window_stands(tmp_path: Path) -> None:
    first = run(tmp_path, script=ASK)
    assert (first.returncode, first.stdout) == (0, "asked\n"), first.stderr


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], False),
        (["--database", "check"], False),
        (["--lang=en", "--database=x"], False),
        (["check"], True),
        (["--lang", "en", "demo"], True),
        (["--help"], True),
    ],
)
def test_a_command_is_told_from_the_windows_options(arguments: list[str], command: bool) -> None:
    assert _is_command(arguments) is command


def test_the_windows_options_are_read() -> None:
    options = _window_options(["--database", "a.agridesk", "--lang", "en"])
    assert (options.database, options.lang) == (Path("a.agridesk"), "en")


def printed(script: str) -> str:
    """What a Python of its own prints that runs a script."""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=True)
    return done.stdout.strip()


def test_a_command_never_loads_qt() -> None:
    script = (
        "import sys; from desktop.__main__ import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\nprint('PySide6' in sys.modules)"
    )
    assert printed(script).splitlines()[-1] == "False"


def test_what_is_loaded_after_qt_is_loaded_without_reading_its_source() -> None:
    script = (
        "import linecache, os; from desktop import app; import desktop.dealers.page\n"
        "print([name for name in linecache.cache if name.endswith('.py')\n"
        "       and {'sqlalchemy', 'sqlmodel', 'desktop'} & set(name.split(os.sep))])"
    )
    assert printed(script) == "[]"


def test_today_is_shown_without_the_calendar_and_without_what_no_window_uses() -> None:
    script = (
        "import sys, desktop.app, desktop.today.page, desktop.newdata\n"
        "print([m for m in ('desktop.ui.calendar.month', 'desktop.ui.dialogs.dialog', 'ssl', 'email.message')\n"
        "       if m in sys.modules])"
    )
    assert printed(script) == "[]"


def test_opening_a_database_does_not_read_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.core import files
    from desktop.newdata import open_ready

    open_ready(tmp_path / "kept.agridesk").close()
    read: list[object] = []
    monkeypatch.setattr(files, "digest_of_stream", read.append)
    db = open_ready(tmp_path / "kept.agridesk")
    assert read == []
    monkeypatch.undo()
    db.close()


def test_a_page_that_is_shown_loads_nothing_of_reading_files_and_checks_no_values_yet() -> None:
    script = (
        "import sys, desktop.dealers.page as p; from desktop.dealers.model import Dealer\n"
        "print([m for m in sys.modules if m.startswith(('desktop.core.tables.', 'desktop.core.importing.'))\n"
        "       and m.rpartition('.')[2] not in ('model', 'clean', 'words', 'likeness')], Dealer.__pydantic_complete__)"
    )
    assert printed(script) == "[] False"
