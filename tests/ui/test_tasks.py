"""Work runs on one worker; results, errors and progress come back on the main thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.core.errors import UserError
from desktop.ui.tasks import Cancelled, Progress, Tasks


@pytest.fixture
def errors() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qapp: QObject, errors: list[Exception]) -> Iterator[Tasks]:
    made = Tasks(errors.append)
    yield made
    made.stop()


def test_a_result_comes_back_on_the_main_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool, bool]] = []
    main = threading.current_thread()
    worker: list[threading.Thread] = []

    def work() -> int:
        worker.append(threading.current_thread())
        return 42

    tasks.run(work, lambda n: seen.append((n, threading.current_thread() is main, worker[0] is not main)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, True, True)]


def test_works_run_one_after_the_other_in_order(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[int] = []
    for number in range(20):
        tasks.run(lambda number=number: order.append(number))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert order == list(range(20))


def test_an_error_reaches_its_own_handler_or_the_window(tasks: Tasks, qtbot: QtBot, errors: list[Exception]) -> None:
    own: list[Exception] = []

    def fail() -> None:
        raise UserError("The disk is full.")

    tasks.run(fail, failed=own.append)
    tasks.run(fail)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert [str(e) for e in own] == ["The disk is full."] == [str(e) for e in errors]


def test_cancelled_work_stops_at_its_next_report_and_shows_nothing(tasks: Tasks, qtbot: QtBot, errors: list[Exception]) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        for n in range(10_000_000):
            progress.report(n, 10_000_000)

    reports: list[tuple[int, int]] = []
    tasks.progressed.connect(lambda done, total: reports.append((done, total)))
    tasks.run_long(work, title="Counting")
    qtbot.waitUntil(lambda: begun.is_set() and bool(reports))
    tasks.cancel()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert errors == [] and reports[-1][0] < 9_999_999


def test_a_result_for_a_deleted_widget_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    class Owner(QObject):
        def done(self, _result: None) -> None:
            raise AssertionError("called on a deleted object")

    import shiboken6

    owner, gate = Owner(), threading.Event()
    tasks.run(gate.wait, owner.done)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_stopping_waits_for_the_work_under_way(tasks: Tasks) -> None:
    finished: list[bool] = []
    tasks.run(lambda: finished.append(True))
    tasks.stop()
    assert finished == [True]
    assert not [t for t in threading.enumerate() if t.name == "agridesk-worker"]


def test_cancelled_is_the_worlds_fault() -> None:
    assert issubclass(Cancelled, UserError)
