"""The window on the large database in a process of its own: a list beside an analysis, an analysis beside the window."""

from __future__ import annotations

import json
import sys
import time
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from tests.benchmarks.window_child import timed, wait

PLOTS = (20, 30)  # rows and columns


def measure(database: Path) -> dict[str, float]:
    """All figures, in ms."""
    from PySide6.QtWidgets import QApplication

    from desktop import app
    from desktop.core.settings import Settings
    from desktop.ui.look import appearance
    from desktop.ui.tasks import Collector

    program = QApplication([])
    settings = Settings()
    appearance.dress(program, settings, "zh_CN")
    collector = Collector(program)
    sys.setswitchinterval(app.SWITCH)
    window = app.make_window(settings)
    window.show()
    window.open_database(database)
    wait(lambda: window.context is not None and not window.tasks.busy)
    found = beside_a_list(window) | beside_the_window(window)
    window.close()
    collector.stop()
    return found


def beside_a_list(window: Any) -> dict[str, float]:
    """The list of 100,000 visits, asked for while an analysis holds the interpreter for two seconds."""
    page = window.show_feature("dealers")
    page.show_section("visits")
    wait(lambda: not window.tasks.busy)
    rows = page.section.list.table.rows
    loaded: list[bool] = []
    rows.loaded.connect(lambda: loaded.append(True))

    def ask() -> None:
        loaded.clear()
        rows.reload()

    alone = timed(ask, lambda: bool(loaded))
    done: list[bool] = []
    window.tasks.compute(lambda _progress: reckon(2.0), done.append, title="two seconds")
    time.sleep(0.2)
    beside = timed(ask, lambda: bool(loaded))
    if done:
        raise RuntimeError("the analysis was over before the list came")
    wait(lambda: not window.tasks.busy)
    return {"list asked for alone": alone, "list asked for during a two-second analysis": beside}


def reckon(seconds: float) -> bool:
    """Plain Python that never waits."""
    end, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        number = (number * 31 + 7) % 1_000_003
    return number >= 0


def beside_the_window(window: Any) -> dict[str, float]:
    """A spatial analysis of 600 plots: the longest pause of the event loop meanwhile, and how long Cancel takes."""
    from multiprocessing import active_children

    from PySide6.QtCore import QTimer

    from desktop.analysis.catalogue import analysis_named

    beats: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(5)
    columns, stopped = field(), list[Exception]()
    window.tasks.compute(lambda _progress: analysis_named("spatial").analyse(columns, None, 0.05), failed=stopped.append,
                         title="spatial")
    wait(lambda: bool(active_children()))
    end = time.perf_counter() + 1.5  # long before it is done
    wait(lambda: time.perf_counter() > end)
    cancelled = time.perf_counter()
    window.tasks.cancel()
    wait(lambda: bool(stopped))
    ended = time.perf_counter()
    timer.stop()
    pauses = [b - a for a, b in pairwise(beats)]
    return {"longest hold of the window in a spatial analysis of 600": max(pauses) * 1000,
            "from Cancel to its end": (ended - cancelled) * 1000}


def field() -> Any:
    """600 plots of 150 entries with a trend along the rows."""
    from desktop.analysis.columns import PlotColumns

    chance, plots = Random(1), [(r, c) for r in range(PLOTS[0]) for c in range(PLOTS[1])]
    entries = [f"V{number % 150 + 1}" for number in range(len(plots))]
    chance.shuffle(entries)
    return PlotColumns("yield", [chance.gauss(100 + row / 2, 5) for row, _column in plots], {"Variety": entries}, {
        "row": ("Row", [str(row + 1) for row, _column in plots]),
        "column": ("Column", [str(column + 1) for _row, column in plots])}, options={"model": "auto"})


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
