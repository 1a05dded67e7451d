"""From nothing to a visible window and a filled list, as multiples of a bare PySide6 window of the same run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import Figure, environment

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7


def figures(database: Path) -> Iterator[Figure]:
    """Start both in turn, so that both see the same machine; medians."""
    with TemporaryDirectory() as folder:
        settings = environment(folder)
        for _warm_up in range(2):
            started(["bare"], settings), started(["agridesk", str(database)], settings)
        bare, visible, filled, memory = [], [], [], 0.0
        for _run in range(RUNS):
            bare.append(started(["bare"], settings)["visible"])
            ours = started(["agridesk", str(database)], settings)
            visible.append(ours["visible"])
            filled.append(ours["filled"])
            memory = ours["memory"]
    yield Figure("bare PySide6 window", median(bare) * 1000, "ms")
    yield Figure("start to visible window, × bare", median(visible) / median(bare), "×", 1.6,
                 f"{median(visible) * 1000:.0f} ms")
    yield Figure("start to filled list of 100,000 visits, × bare", median(filled) / median(bare), "×", 5,
                 f"{median(filled) * 1000:.0f} ms")
    yield Figure("resident memory with that list", memory, "MiB")


def started(arguments: list[str], settings: dict[str, str]) -> dict[str, float]:
    """Seconds from the start of the process to each thing the child says (memory in MiB)."""
    start = time.time()
    answer = subprocess.run([sys.executable, "-m", "tests.benchmarks.start_child", *arguments], cwd=ROOT, text=True,
                            env=settings, capture_output=True, timeout=120, check=False)
    said = dict(line.rsplit(" ", 1) for line in answer.stdout.splitlines() if " " in line)
    if "visible" not in said:
        raise RuntimeError(answer.stderr)
    return {what: float(value) if what == "memory" else float(value) - start for what, value in said.items()}
