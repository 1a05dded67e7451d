"""Writing keeps its order; reading and computing go on beside it; results, errors and progress come back on the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.core.errors import Cancelled, UserError
from desktop.ui.tasks import Progress, Tasks


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
    assert not [t for t in threading.enumerate() if t.name.startswith("agridesk")]


def test_stopped_work_is_no_fault_of_the_world_after_which_another_way_is_tried() -> None:
    assert not issubclass(Cancelled, UserError)
    assert str(Cancelled()) == "Stopped."


# -- reading and computing beside writing -------------------------------------------------------------------------------


class Shown(QObject):
    """A widget that notes what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def take(self, answer: object) -> None:
        self.told.append(answer)


def test_a_list_comes_while_an_analysis_and_an_import_are_under_way(tasks: Tasks, qtbot: QtBot) -> None:
    gate, told = threading.Event(), Shown()
    tasks.compute(lambda _progress: gate.wait(60), title="Analysing")
    tasks.run_long(lambda _progress: gate.wait(60), title="Importing")
    tasks.read(lambda: "list", told.take)
    qtbot.waitUntil(lambda: told.told == ["list"])
    assert not gate.is_set() and tasks.busy
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_a_read_sees_what_was_saved_before_it_was_asked_for(tasks: Tasks, qtbot: QtBot) -> None:
    gate, stored, told = threading.Event(), ["old"], Shown()

    def save() -> None:
        gate.wait(60)
        stored[0] = "new"

    tasks.run(save, lambda _none: told.take("saved"))
    tasks.read(lambda: stored[0], told.take)
    tasks.run(lambda: stored.__setitem__(0, "later"), lambda _none: told.take("saved later"))
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told.told[0] == "saved"
    assert "old" not in told.told


def test_of_several_questions_of_a_widget_only_the_newest_is_answered(tasks: Tasks, qtbot: QtBot) -> None:
    gates = {name: threading.Event() for name in "abc"}
    told, other = Shown(), Shown()
    ran: list[str] = []

    def ask(name: str, shown: Shown) -> None:
        def read() -> str:
            ran.append(name)
            gates[name].wait(60)
            return name

        tasks.read(read, shown.take)

    ask("a", told)
    ask("b", told)
    ask("c", other)
    gates["b"].set()
    qtbot.waitUntil(lambda: told.told == ["b"])
    gates["a"].set()
    gates["c"].set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (told.told, other.told) == (["b"], ["c"])


def test_the_newest_list_comes_first(tasks: Tasks, qtbot: QtBot) -> None:
    gate, order = threading.Event(), []
    begun = [threading.Event() for _thread in range(2)]
    for one in begun:
        tasks.read(lambda one=one: (one.set(), gate.wait(60)))
    assert all(one.wait(60) for one in begun)
    for number in range(6):
        tasks.read(lambda number=number: order.append(number))
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert sorted(order) == list(range(6)) and order[0] in (5, 4)


def test_the_status_bar_follows_the_work_begun_last_and_cancels_that(tasks: Tasks, qtbot: QtBot) -> None:
    titles: list[str] = []
    gate, both = threading.Event(), [threading.Event(), threading.Event()]
    tasks.started.connect(titles.append)

    def until(mine: threading.Event) -> Callable[[Progress], None]:
        def work(progress: Progress) -> None:
            mine.set()
            while not gate.wait(0.01):
                progress.report(0, 0)

        return work

    stopped: list[Exception] = []
    tasks.run_long(until(both[0]), title="first")
    qtbot.waitUntil(lambda: titles == ["first"])
    tasks.compute(until(both[1]), failed=stopped.append, title="second")
    qtbot.waitUntil(lambda: titles == ["first", "second"])
    tasks.cancel()
    qtbot.waitUntil(lambda: titles == ["first", "second", "first"])
    assert [type(error) for error in stopped] == [Cancelled]
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_what_is_read_when_the_window_closes_is_stopped_and_not_heard(tasks: Tasks, qtbot: QtBot) -> None:
    told, begun = Shown(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.report(0, 0)

    tasks.compute(work, told.take)
    tasks.read(lambda: "waiting", told.take)
    assert begun.wait(60)
    tasks.stop()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told.told == []
    tasks.read(lambda: "again", told.take)
    qtbot.waitUntil(lambda: told.told == ["again"])
