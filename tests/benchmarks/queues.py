"""Lists beside analyses, and analyses beside the window, measured in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import Figure, environment
from tests.benchmarks.start import ROOT

GOALS = {"list asked for during a two-second analysis": 150.0, "longest hold of the window in a spatial analysis of 600": 100.0,
         "from Cancel to its end": 200.0}


def figures(database: Path) -> Iterator[Figure]:
    """How long each takes."""
    with TemporaryDirectory() as folder:
        answer = subprocess.run([sys.executable, "-m", "tests.benchmarks.queues_child", str(database)], cwd=ROOT, text=True,
                                env=environment(folder), capture_output=True, timeout=300, check=False)
    if answer.returncode:
        raise RuntimeError(answer.stderr)
    for what, value in json.loads(answer.stdout.splitlines()[-1]).items():
        yield Figure(what, value, "ms", GOALS.get(what))
