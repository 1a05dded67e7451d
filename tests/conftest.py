"""What every test starts from: an own home, a fresh database, the window; and what no test may leave behind.

Qt runs offscreen. A Qt warning, an unexpected log line, a message box, a thread or process left running or a window left open
fails the test.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import threading
from collections.abc import Iterator
from functools import partialmethod
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import qt_libraries

if told := qt_libraries.set_up():
    raise pytest.UsageError(f"Qt needs libraries that this system lacks. Type this line, then run the tests again:\n{told}")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":  # offscreen, Qt itself looks for fonts where PySide6 brings none
    os.environ.setdefault("QT_QPA_FONTDIR", str(qt_libraries.fonts_of_windows()))

from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from desktop.core import i18n
from desktop.core.settings import Settings
from tests.weighing import pytest_addoption, pytest_collection_modifyitems, pytest_fixture_setup, pytest_runtest_protocol

__all__ = ["pytest_addoption", "pytest_collection_modifyitems", "pytest_fixture_setup", "pytest_runtest_protocol"]

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.core.computing import Helper
    from desktop.core.database import Database
    from desktop.ui.context import Context
    from desktop.ui.shell.window import Window
    from tests.steps import Before

PATIENCE = 60_000  # milliseconds; tests wait for events, and a busy machine may be slow
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder for each test. Asking the factory for them would list all that are there, thousands, each time."""
    place = tmp_path_factory.mktemp("homes")
    return (place / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the user's own files."""
    home = next(homes)
    for name in ("config", "data", "log"):
        (home / name).mkdir(parents=True)
        monkeypatch.setattr(f"desktop.core.paths.{name}_folder", lambda folder=home / name: folder)
    if not _SETTINGS:
        Settings().set("laptop", "A")
        _SETTINGS.extend((path.name, path.read_bytes()) for path in (home / "config").iterdir())
    for name, written in _SETTINGS:  # safely stored once; the disk need not be waited for at each test
        (home / "config" / name).write_bytes(written)


_SETTINGS: list[tuple[str, bytes]] = []


@pytest.fixture(autouse=True)
def collector_on_the_main_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the program: where there are widgets, the collector may not destroy them from the worker."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    gc.disable()
    gc.freeze()  # what is loaded already need not be looked through after every test
    yield
    gc.collect()
    gc.enable()


class PatientBot(QtBot):
    """pytest-qt's bot, which waits for events as long as a busy machine may take, and fails only then."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE)
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE)
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """The bot with patience."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The program's own style, which differs from the platform's."""
    return ["agridesk", "-style", "fusion"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read English unless they choose otherwise; the language is put back."""
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture(autouse=True)
def log_lines() -> Iterator[list[str]]:
    """A warning or error in the log fails the test, unless the test takes it out of this list after looking at it. That
    matplotlib looks through the fonts of a machine for the first time is no fault."""
    lines: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.addFilter(lambda record: "building the font cache" not in record.msg)
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)
    assert not lines, f"unexpected log lines: {lines}"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """A thread or a process of ours that outlives its test fails it."""
    from multiprocessing import active_children

    before = set(threading.enumerate())
    yield
    assert not active_children(), "a process was left computing: close the window"
    left = [t for t in threading.enumerate() if t not in before and t.name.startswith("agridesk") and t.is_alive()]
    for thread in left:
        thread.join(2)
    assert not [t for t in left if t.is_alive()], "a worker was left running: close the window"


@pytest.fixture
def reading_process() -> Iterator[Helper]:
    """One process in which all files of a test are read, as the window has it; else each would start its own."""
    from desktop.core.computing import Helper, stoppable

    made = Helper()
    with stoppable(lambda: False, made):
        yield made
    made.stop()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings in a file of their own, with the defaults, in English."""
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"settings": {"language": "en", "theme": "light", "laptop": "A"}, "remembered": {}}), "utf-8")
    return Settings(path)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database with every table, closed at the end."""
    from tests.core.store import opened

    with opened(tmp_path) as db:
        yield db


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example region, made once for all workers: copy it before you open it."""
    from desktop.example import make_example
    from tests.core.store import made_once

    def make(folder: Path) -> None:
        with i18n.using("en"):
            make_example(folder / "example.agridesk")

    base = tmp_path_factory.getbasetemp()
    return made_once(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base, "example", make) / "example.agridesk"


@pytest.fixture(autouse=True)
def new_ones_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that a command makes is the copy of one that was made so: filling it anew takes seconds."""
    from desktop import newdata
    from tests.core.store import ready

    made = newdata.open_ready
    monkeypatch.setattr(newdata, "open_ready", lambda path: made(path) if path.exists() else ready(path))


class Answers:
    """Stands in for `ui.messages`: what was shown, and what is answered. Unexpected boxes fail the test.

    `answers.next = True` (ask), a number (choose), a path (files) is given to the next question;
    `answers.shown` holds every text shown, `answers.safe` whether Enter keeps what would be lost, question by question.
    """

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.queue: list[Any] = []
        self.safe: list[bool] = []
        self.details: list[str] = []

    @property
    def next(self) -> None:
        """What the next question is answered with."""
        return None

    @next.setter
    def next(self, answer: Any) -> None:
        self.queue.append(answer)

    def answer(self, _parent: Any, text: str, *_rest: Any, safe: bool = False) -> Any:
        """Note a question and answer it."""
        self.shown.append(text)
        self.safe.append(safe)
        assert self.queue, f"an unexpected question: {text}"
        return self.queue.pop(0)

    def note(self, _parent: Any, text: object, details: str = "") -> None:
        """Note a sentence, and what is shown of it on demand."""
        self.shown.append(str(text))
        self.details.append(details)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """Answers questions and notes messages instead of stopping the test."""
    made = Answers()
    for name in ("ask", "choose", "open_file", "open_files", "save_file", "choose_folder"):
        monkeypatch.setattr(f"desktop.ui.messages.{name}", made.answer)
    for name in ("show_error", "inform"):
        monkeypatch.setattr(f"desktop.ui.messages.{name}", made.note)
    return made


@pytest.fixture
def empty_window(qtbot: QtBot, settings: Settings, answers: Answers, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """The window with every feature and no database, dressed, not shown; no top-level window may be left over."""
    from PySide6.QtWidgets import QApplication

    from desktop import app
    from desktop.ui.look import appearance
    from desktop.ui.shell import crash

    def fail(kind: type[BaseException], error: BaseException, trace: Any, _parent: Any = None) -> None:
        raise AssertionError(f"{kind.__name__}: {error}") from error

    monkeypatch.setattr(crash, "report", fail)
    running = QApplication.instance()
    assert isinstance(running, QApplication)
    appearance.dress(running, settings)
    window = app.make_window(settings)
    yield window
    _close(qtbot, window)


def _close(qtbot: QtBot, window: Window) -> None:
    """Close a window as a user who gives up what is unsaved, and see that nothing stays."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication, QDialog, QWidget

    window.settle = lambda proceed: proceed()  # type: ignore[method-assign]
    if window.backups:  # the test's database is closed already
        window.backups.leave = lambda proceed: proceed()  # type: ignore[method-assign]
    dialogs = [w for w in QApplication.topLevelWidgets() if w is not window and w.isVisible()]
    for dialog in dialogs:
        if isinstance(dialog, QDialog):
            dialog.done(0)  # closed by its cross, one in which something is typed asks
        else:
            dialog.close()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()
    assert all(isinstance(w, QWidget) and not w.isVisible() for w in QApplication.topLevelWidgets())


@pytest.fixture
def window(empty_window: Window, database: Database, qtbot: QtBot) -> Iterator[Window]:
    """The window, shown on a fresh database. Work under way at the end is finished first."""
    empty_window.show()
    empty_window.attach(database)
    qtbot.waitUntil(lambda: not empty_window.tasks.busy)
    yield empty_window
    qtbot.waitUntil(lambda: not empty_window.tasks.busy)


@pytest.fixture
def context(window: Window) -> Context:
    """What a page is handed, on a fresh database, with a shown window behind it."""
    assert window.context
    return window.context


@pytest.fixture
def at(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Before]:
    """A database as it was before the schema step that the test is marked with (`tests/steps.py`)."""
    from tests.steps import Before

    made = Before(tmp_path / "test.db", request.param)
    yield made
    made.connection.close()
