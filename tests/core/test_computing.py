"""Pure computing in a process of its own: the same answers and errors, stopped at once, no Qt, one thread of BLAS."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.computing import BLAS, Helper, Limits, NoProcess, TooMuch, apart, bounded, check, stoppable
from desktop.core.errors import Cancelled, Ended, UserError
from desktop.core.i18n import language, using
from tests.wine.windows import UNDER_WINE

ENOUGH = Limits(memory=200 << 20, seconds=60)


@pytest.fixture
def helper() -> Iterator[Helper]:
    made = Helper()
    yield made
    made.stop()


def never() -> bool:
    return False


def whereabouts(word: str) -> tuple[int, str, bool, set[str | None]]:
    return os.getpid(), f"{word} {language()}", any(name.startswith("PySide6") for name in sys.modules), {
        os.environ.get(name) for name in BLAS}


def test_a_function_is_called_in_a_process_without_qt_that_is_kept_warm(helper: Helper) -> None:
    with stoppable(never, helper), using("zh_CN"):
        pid, said, with_qt, threads = apart(whereabouts, "here")
        assert apart(whereabouts, "again")[0] == pid != os.getpid()
    assert (said, with_qt, threads) == ("here zh_CN", False, {"1"})
    assert apart(whereabouts, "here")[0] == os.getpid()  # nobody offers a process: it is simply called


def fail(kind: str) -> None:
    if kind == "world":
        raise UserError("The yields of plot 3 are missing.")
    raise ZeroDivisionError(kind)


def test_errors_come_back_as_they_are(helper: Helper) -> None:
    with stoppable(never, helper):
        with pytest.raises(UserError, match=r"^The yields of plot 3 are missing\.$"):
            apart(fail, "world")
        with pytest.raises(RuntimeError, match="ZeroDivisionError: ours"):
            apart(fail, "ours")
        assert apart(whereabouts, "still there")[0] != os.getpid()


def what_no_process_can_send() -> object:
    return lambda: None


def test_what_cannot_be_sent_from_the_process_is_a_fault_of_ours_and_not_an_end_from_outside(helper: Helper) -> None:
    with stoppable(never, helper):
        with pytest.raises(RuntimeError, match=r"pickle|local object"):
            apart(what_no_process_can_send)
        assert apart(whereabouts, "still there")[0] != os.getpid()


def hold_the_interpreter(path: Path) -> None:
    path.write_text("begun", encoding="ascii")
    while True:
        pass


def test_a_stopped_computation_is_gone_at_once_and_the_next_one_works(helper: Helper, tmp_path: Path) -> None:
    marker, stopped, seen = tmp_path / "begun", threading.Event(), []

    def work() -> None:
        with stoppable(stopped.is_set, helper):
            try:
                apart(hold_the_interpreter, marker)
            except Cancelled:
                seen.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    while not marker.exists():
        time.sleep(0.01)
    asked = time.monotonic()
    stopped.set()
    thread.join(60)
    assert seen and seen[0] - asked < 5  # 0.05 s where the machine is free; tests/benchmarks measures it
    with stoppable(never, helper):
        assert apart(whereabouts, "here")[0] != os.getpid()


def die() -> None:
    os._exit(9)


def test_a_process_that_was_killed_is_said_in_a_sentence(helper: Helper) -> None:
    with stoppable(never, helper):
        with pytest.raises(Ended, match="ended from outside"):
            apart(die)
        assert apart(whereabouts, "here")[0] != os.getpid()


def test_where_no_process_can_be_started_it_is_computed_here(
    helper: Helper, monkeypatch: pytest.MonkeyPatch, log_lines: list[str]
) -> None:
    def refuse(_process: object) -> None:
        raise OSError("no memory")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
    with stoppable(never, helper):
        assert apart(whereabouts, "here")[0] == os.getpid()
    assert log_lines == ["no process for computing"]
    log_lines.clear()


def test_work_in_the_same_thread_is_stopped_where_it_asks() -> None:
    with stoppable(lambda: True), pytest.raises(Cancelled):
        check()
    check()


def take_memory(mib: int) -> int:
    return len(bytearray(mib << 20))


def forever() -> None:
    while True:
        pass


@pytest.mark.skipif(UNDER_WINE, reason="Wine sets no job a limit of memory")
def test_bounded_work_is_refused_more_memory_than_it_was_given(helper: Helper) -> None:
    with stoppable(never, helper):
        assert bounded(ENOUGH, take_memory, 20) == 20 << 20
        pid = bounded(ENOUGH, whereabouts, "here")[0]
        with pytest.raises(TooMuch):
            bounded(ENOUGH, take_memory, 900)
        assert bounded(ENOUGH, whereabouts, "here")[0] == pid  # what was too much failed in it, and its limit is lifted again
        assert apart(take_memory, 900) == 900 << 20


def asleep(seconds: float) -> str:
    """Stands for a good file on a busy machine: long by the clock, nothing of the processor."""
    time.sleep(seconds)
    return "read"


def test_time_is_that_of_the_processor_and_a_busy_machine_is_waited_for(helper: Helper) -> None:
    with stoppable(never, helper):
        assert bounded(ENOUGH, whereabouts, "here")
        assert bounded(Limits(200 << 20, 1.0), asleep, 2.0) == "read"
        with pytest.raises(TooMuch):
            bounded(Limits(200 << 20, 0.2), asleep, 60.0)


def test_bounded_work_is_refused_more_time_than_it_was_given_and_its_own_errors_come_back(helper: Helper) -> None:
    with stoppable(never, helper):
        assert bounded(ENOUGH, take_memory, 20) == 20 << 20
        with pytest.raises(TooMuch):
            bounded(Limits(200 << 20, 0.2), forever)
        with pytest.raises(TooMuch):
            bounded(ENOUGH, die)
        with pytest.raises(UserError, match="yields of plot 3"):
            bounded(ENOUGH, fail, "world")


def test_bounded_work_has_a_process_from_the_command_line_too_and_it_is_gone_afterwards() -> None:
    assert bounded(Limits(200 << 20, 60), whereabouts, "here")[0] != os.getpid()


def test_a_process_that_never_comes_up_is_none(helper: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.core.computing._serve", die_at_once)
    with stoppable(never, helper), pytest.raises(NoProcess):
        bounded(Limits(1 << 20, 60), whereabouts, "here")


def die_at_once(_pipe: object) -> None:
    os._exit(3)
