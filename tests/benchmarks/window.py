"""The window at work, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import Figure, environment
from tests.benchmarks.start import ROOT

GOALS = {"scroll to anywhere (median)": 16,
         "scroll by one row (worst of 200)": 16}


def figures(database: Path) -> Iterator[Figure]:
    """Scrolling, and memory with every section of every tab open."""
    with TemporaryDirectory() as folder:
        settings = environment(folder)
        answer = subprocess.run([sys.executable, "-m", "tests.benchmarks.window_child", str(database)], cwd=ROOT,
                                text=True, env=settings, capture_output=True, timeout=600, check=False)
    if answer.returncode:
        raise RuntimeError(answer.stderr)
    found = json.loads(answer.stdout.splitlines()[-1])
    memory, six = found.pop("memory"), found.pop("memory of six")
    for what, value in found.items():
        yield Figure(what, value, "ms", GOALS.get(what))
    yield Figure("resident memory with the six tabs of version 0.2.0 open", six, "MiB", 250)
    yield Figure("resident memory with everything open", memory, "MiB")
