"""From nothing to a visible window and a filled list, as multiples of a bare PySide6 window of the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks import growth
from tests.benchmarks.measure import Figure, environment

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
MORE = 40  # throw-away models
MOMENTS = ("visible", "filled")


def figures(database: Path) -> Iterator[Figure]:
    """Start all in turn, so that all see the same machine; medians."""
    with TemporaryDirectory() as folder:
        models = Path(folder) / "models"
        growth.write(models, MORE)
        wanted = {"bare": ["bare"], "visits": ["visits", str(database)], "today": ["today", str(database)],
                  "grown": ["visits", str(database), str(models), str(MORE)]}
        found: dict[str, list[dict[str, float]]] = {name: [] for name in wanted}
        settings = {name: environment(f"{folder}/{name}") for name in wanted}
        for run in range(RUNS + 2):
            for name, arguments in wanted.items():
                said = started(arguments, settings[name])
                if run > 1:  # the first two warm up
                    found[name].append(said)

    def times(name: str, what: str) -> float:
        return median(said[what] for said in found[name])

    bare = times("bare", "visible")
    yield Figure("bare PySide6 window", bare * 1000, "ms")
    for title, name, what, goal in (
            ("start to visible window, × bare", "visits", "visible", 1.6),
            ("start to Today filled, × bare", "today", "filled", 6),
            ("start to filled list of 100,000 visits, × bare", "visits", "filled", 6)):
        yield Figure(title, times(name, what) / bare, "×", goal, f"{times(name, what) * 1000:.0f} ms")
    grown = times("grown", "worked") / times("visits", "worked")
    yield Figure(f"work until that list with {MORE} models more, × without them", grown, "×", 1.05)
    yield Figure("resident memory with that list", times("visits", "memory"), "MiB")


def started(arguments: list[str], settings: dict[str, str]) -> dict[str, float]:
    """Seconds from the start of the process to each moment the child tells; its memory in MiB, the seconds it worked."""
    start = time.time()
    answer = subprocess.run([sys.executable, "-m", "tests.benchmarks.start_child", *arguments], cwd=ROOT, text=True,
                            env=settings, capture_output=True, timeout=120, check=False)
    said = dict(line.rsplit(" ", 1) for line in answer.stdout.splitlines() if " " in line)
    if "visible" not in said:
        raise RuntimeError(answer.stderr)
    return {what: float(value) - (start if what in MOMENTS else 0) for what, value in said.items()}
