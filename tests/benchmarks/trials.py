"""Analyses and the field report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from desktop.newdata import open_ready
from tests.benchmarks.measure import Figure, milliseconds


def figures(_database: Path) -> Iterator[Figure]:
    """RCBD with all tests, and the report of the example's trial."""
    yield _analysis()
    yield from _report()


def _analysis() -> Figure:
    from desktop.trials.analysis.rcbd import analyse_rcbd

    chance = Random(1)
    entries = [f"V{n:03}" for n in range(200) for _block in range(4)]
    blocks = [str(block) for _entry in range(200) for block in range(4)]
    effects = {entry: chance.gauss(600, 30) for entry in set(entries)}
    values = [effects[entry] + chance.gauss(0, 20) for entry in entries]
    return Figure("RCBD 200 entries × 4 with all six tests", milliseconds(
        lambda: analyse_rcbd(entries, blocks, values).to_json()), "ms", 150)


def _report() -> Iterator[Figure]:
    from desktop.core import documents
    from desktop.demo import _chosen
    from desktop.example import make_example
    from desktop.trials.report import trial_report

    with TemporaryDirectory() as folder:
        path = Path(folder) / "example.agridesk"
        make_example(path)
        db = open_ready(path)
        try:
            trial, _variety = _chosen(db)
            for ending, goal in ((".pdf", 1000), (".docx", None), (".xlsx", None)):
                target = Path(folder) / f"report{ending}"
                yield Figure(f"field report of a trial, {ending}", milliseconds(
                    lambda t=target: documents.save(trial_report(db, trial), t), runs=5), "ms", goal)
        finally:
            db.close()
