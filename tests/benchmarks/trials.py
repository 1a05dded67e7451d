"""Analyses and the field report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from desktop.newdata import open_ready
from tests.benchmarks.measure import Figure, milliseconds


def figures(_database: Path) -> Iterator[Figure]:
    """RCBD with all tests, a large series of trials, and the report of the example's trial."""
    yield _analysis(200, 300)
    yield _analysis(500, 1000)
    yield _many_traits()
    yield _series()
    yield _field()
    yield from _report()


def _trial(count: int, seed: int) -> tuple[list[str], list[str], list[float | None]]:
    """Entries, blocks and values of a trial in four blocks."""
    chance = Random(seed)
    entries = [f"V{n:03}" for n in range(count) for _block in range(4)]
    blocks = [str(block) for _entry in range(count) for block in range(4)]
    effects = {f"V{n:03}": chance.gauss(600, 30) for n in range(count)}
    return entries, blocks, [effects[entry] + chance.gauss(0, 20) for entry in entries]


def _analysis(count: int, goal: float) -> Figure:
    from tests.analysis.plots import analyse_rcbd

    entries, blocks, values = _trial(count, 1)
    return Figure(f"RCBD {count} entries × 4, ten tests at 5 and 1 %", milliseconds(
        lambda: analyse_rcbd(entries, blocks, values, check="V000").to_json(), runs=5), "ms", goal)


def _many_traits() -> Figure:
    from tests.analysis.plots import analyse_rcbd

    trials = [_trial(50, seed) for seed in range(50)]
    return Figure("50 traits of a trial of 200 plots, ten tests each", milliseconds(
        lambda: [analyse_rcbd(*trial, check="V000").to_json() for trial in trials], runs=3), "ms", 5000)


def _field() -> Figure:
    from tests.analysis.plots import analyse_spatial

    chance = Random(3)
    rows, columns = [str(n // 10) for n in range(200)], [str(n % 10) for n in range(200)]
    order = [entry for _replicate in range(4) for entry in chance.sample(range(50), 50)]
    values = [600 + entry + 3 * (n // 10) - 2 * (n % 10) + chance.gauss(0, 20) for n, entry in enumerate(order)]
    entries = [f"V{entry:03}" for entry in order]
    return Figure("spatial analysis of 200 plots, four models compared", milliseconds(
        lambda: analyse_spatial(entries, rows, columns, values, check="V000").to_json(), runs=3), "ms", 3000)


def _series() -> Figure:
    from tests.analysis.plots import analyse_met

    chance = Random(2)
    plots = [(entry, site, block) for entry in range(100) for site in range(30) for block in range(3)]
    entries, sites = ([chance.gauss(0, spread) for _n in range(count)] for spread, count in ((30, 100), (60, 30)))
    together = [[chance.gauss(0, 20) for _site in sites] for _entry in entries]
    values = [600 + entries[e] + sites[s] + together[e][s] + chance.gauss(0, 20) for e, s, _block in plots]
    columns = [[f"{name}{plot[i]:03}" for plot in plots] for i, name in enumerate("VSB")]
    return Figure("series of 100 entries × 30 sites × 3, AMMI, GGE, stability", milliseconds(
        lambda: analyse_met(*columns, values, check="V000").to_json()), "ms", 1000)


def _report() -> Iterator[Figure]:
    from desktop.core import documents
    from desktop.demo import _chosen
    from desktop.example import make_example
    from desktop.trials.report.field_report import trial_report

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
