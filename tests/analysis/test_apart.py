"""From the window a big analysis is computed in a process: the same answer, the window free, Cancel at once."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from multiprocessing import active_children
from random import Random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QElapsedTimer, QTimer

from desktop.analysis.catalogue import FEW, analysis_named
from desktop.analysis.columns import PlotColumns
from desktop.core.errors import Cancelled
from desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.analysis.answer import Answer


@pytest.fixture
def errors() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qapp: object, errors: list[Exception]) -> Iterator[Tasks]:
    made = Tasks(errors.append)
    yield made
    made.stop()
    assert not active_children()


def field(rows: int, columns: int, entries: int) -> PlotColumns:
    """A field of plots without replicates that follow each other, with a trend along its rows."""
    chance, plots = Random(1), [(r, c) for r in range(rows) for c in range(columns)]
    order = [f"V{number % entries + 1}" for number in range(len(plots))]
    chance.shuffle(order)
    values = [chance.gauss(100 + row / 2, 5) for row, _column in plots]
    return PlotColumns("yield", values, {"Variety": order}, {
        "row": ("Row", [str(row + 1) for row, _column in plots]),
        "column": ("Column", [str(column + 1) for _row, column in plots])}, options={"model": "ar1"})


def test_the_answer_is_the_same_as_without_a_process(tasks: Tasks, qtbot: QtBot, errors: list[Exception]) -> None:
    columns, found = field(6, 18, 36), list[object]()
    assert len(columns.values) > FEW
    here = analysis_named("spatial").analyse(columns, None, 0.05)
    tasks.compute(lambda _progress: analysis_named("spatial").analyse(columns, None, 0.05), found.append)
    qtbot.waitUntil(lambda: bool(found or errors), timeout=60_000)
    assert active_children()
    there: Answer = found[0]  # type: ignore[assignment]
    assert there.to_json() == here.to_json()
    assert [str(note) for note in there.notes] == [str(note) for note in here.notes]


def test_the_window_lives_on_beside_an_analysis_of_600_plots_and_cancel_ends_it(
        tasks: Tasks, qtbot: QtBot, errors: list[Exception]) -> None:
    stopped: list[Exception] = []
    beats: list[int] = []
    clock, timer = QElapsedTimer(), QTimer()
    timer.timeout.connect(lambda: beats.append(clock.elapsed()))
    clock.start()
    columns = field(20, 30, 150)
    tasks.compute(lambda _progress: analysis_named("spatial").analyse(columns, None, 0.05), failed=stopped.append,
                  title="Analysing")
    qtbot.waitUntil(lambda: bool(active_children()), timeout=60_000)
    timer.start(10)
    qtbot.waitUntil(lambda: len(beats) > 20, timeout=60_000)  # the window hears its clock while the process computes
    assert tasks.busy
    tasks.cancel()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=60_000)
    assert [type(error) for error in stopped] == [Cancelled]
    assert not active_children() and not errors


def test_closing_beside_an_analysis_ends_it(tasks: Tasks, qtbot: QtBot) -> None:
    columns = field(20, 30, 150)
    tasks.compute(lambda _progress: analysis_named("spatial").analyse(columns, None, 0.05), title="Analysing")
    qtbot.waitUntil(lambda: bool(active_children()), timeout=60_000)
    tasks.stop()
    assert not active_children()


@pytest.mark.parametrize("name", ["crd", "spatial"])
def test_answers_can_be_carried_over(name: str) -> None:
    answer = analysis_named(name).analyse(field(4, 8, 8), None, 0.05)
    assert pickle.loads(pickle.dumps(answer)).to_json() == answer.to_json()
