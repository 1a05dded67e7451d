"""How a figure is taken: the best of some runs after a warm-up, and what was asked for."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure: what, how much, of which unit, what was asked for (at most), and a remark."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    remark: str = ""

    def line(self) -> str:
        """A row of the table."""
        goal = "" if self.goal is None else f"≤ {self.goal:g}"
        mark = "" if self.goal is None else "ok" if self.value <= self.goal else "MISSED"
        return f"{self.what:<58} {self.value:>9.2f} {self.unit:<6} {goal:<8} {mark:<7} {self.remark}".rstrip()


def environment(folder: str) -> dict[str, str]:
    """What a process measured here runs in: settings of its own, and compiled modules, as an installed program has them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {"QT_QPA_PLATFORM": "offscreen", **kept, "XDG_CONFIG_HOME": folder, "XDG_DATA_HOME": folder, "APPDATA": folder,
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}


def milliseconds(work: Callable[[], object], runs: int = 7, before: Callable[[], object] | None = None) -> float:
    """The median time of `work` in ms after one warm-up; `before` prepares each run and is not counted."""
    times = []
    for run in range(runs + 1):
        if before:
            before()
        gc.collect()
        start = time.perf_counter()
        work()
        if run:
            times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[len(times) // 2]
