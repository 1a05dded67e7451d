"""The longest pause of the main thread at the first and the second visit of everything there is to see."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import Figure, environment
from tests.benchmarks.start import ROOT

GOAL = 100  # ms, which nothing on the main thread may take
SHOWN = 12  # of the worst


def figures(database: Path) -> Iterator[Figure]:
    """The worst of all visits, on the large database and on the example."""
    with TemporaryDirectory() as folder:
        example = Path(folder) / "example.agridesk"
        subprocess.run([sys.executable, "-c", "import sys; from pathlib import Path; from desktop.example import make_example;"
                        "make_example(Path(sys.argv[1]))", str(example)], cwd=ROOT, check=True, timeout=300)
        for name, path in (("large", database), ("example", example)):
            yield from _of(name, visited(path, folder))


def _of(name: str, found: dict[str, list[float]]) -> Iterator[Figure]:
    """The worst first and second visits of one database."""
    for visit, place in (("first", 0), ("second", 2)):
        paid = {what: times[place:place + 2] for what, times in found.items() if len(times) > place and what != "rest"}
        order = sorted(paid, key=lambda what: -paid[what][0])
        over = sum(times[0] > GOAL for times in paid.values())
        yield Figure(f"{name}: {visit} visits over {GOAL} ms, of {len(paid)}", over, "", 0)
        for what in order[:SHOWN]:
            clock, processor = paid[what]
            yield Figure(f"{name}: {visit}, {what}", clock, "ms", GOAL, f"processor {processor:.0f} ms")


def visited(database: Path, folder: str) -> dict[str, list[float]]:
    """All visits of a database by a new process."""
    answer = subprocess.run([sys.executable, "-m", "tests.benchmarks.visits_child", str(database)], cwd=ROOT, text=True,
                            env=environment(folder), capture_output=True, timeout=400, check=False)
    if answer.returncode:
        raise RuntimeError(answer.stderr)
    found: dict[str, list[float]] = json.loads(answer.stdout.splitlines()[-1])
    return found
