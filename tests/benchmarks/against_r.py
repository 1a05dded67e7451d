"""The same work by this program and by R, side by side, on data made here.

Start-up is counted on neither side: R times itself (proc.time) after its packages are loaded and a small run, Python
after one warm-up. What each R script computes stands at its top; this program computes that and more (four further
tests, suspect plots, standard errors of variance components, sentences about the data). Without `Rscript` and its
packages lme4 and emmeans the figures are printed for this program alone.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.measure import Figure, milliseconds

GOAL = 5.0  # times as fast as R
Table = dict[str, list[Any]]


@dataclass(frozen=True)
class Task:
    """A piece of work: its data, the R script, what this program does, and the figure by which both are seen to agree."""

    title: str
    script: str
    data: Table
    work: Callable[[], float]


def figures(_database: Path) -> Iterator[Figure]:
    """Milliseconds of this program; the remark names R's, and how many times as fast this program is."""
    problem = missing_r()
    if problem:
        print(f"  R is left out: {problem}")
    for task in tasks():
        own = milliseconds(task.work, runs=3)
        if problem:
            yield Figure(task.title, own, "ms")
            continue
        other, witness = run_r(task)
        agreed = abs(witness - task.work()) <= 1e-3 * abs(witness)
        remark = f"R {other:.0f} ms, {other / own:.1f} times as fast as R" + ("" if agreed else "; RESULTS DIFFER")
        yield Figure(task.title, own, "ms", other / GOAL, remark)


def missing_r() -> str:
    """Why R cannot take part; empty where it can."""
    if shutil.which("Rscript") is None:
        return "there is no Rscript on this machine"
    test = 'for (p in c("lme4", "emmeans")) if (!requireNamespace(p, quietly = TRUE)) quit(status = 1)'
    found = subprocess.run(["Rscript", "-e", test], capture_output=True, check=False)
    return "its packages lme4 and emmeans are not installed" if found.returncode else ""


def run_r(task: Task) -> tuple[float, float]:
    """Milliseconds and the witness figure of R's run."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "data.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(task.data)
            writer.writerows(zip(*task.data.values(), strict=True))
        script = Path(__file__).parent / task.script
        done = subprocess.run(["Rscript", str(script), str(path)], capture_output=True, text=True, check=True)
    elapsed, witness = done.stdout.split()[-2:]
    return 1000 * float(elapsed), float(witness)


def tasks() -> Sequence[Task]:
    """The four pieces of work."""
    return [_blocks(), _alpha(), _series(), _traits()]


def _complete(entries: int, blocks: int) -> Table:
    """Entry and block of every plot in complete blocks."""
    return {"entry": [f"V{n:03}" for n in range(entries) for _block in range(blocks)],
            "block": [f"B{block}" for _entry in range(entries) for block in range(blocks)]}


def _yields(chance: Random, table: Table) -> list[float]:
    """Yields with an effect of every entry."""
    effects = {entry: chance.gauss(600, 30) for entry in sorted(set(table["entry"]))}
    return [round(effects[entry] + chance.gauss(0, 20), 2) for entry in table["entry"]]


def _blocks() -> Task:
    chance = Random(1)
    table = _complete(500, 4)
    table["y"] = _yields(chance, table)
    return Task("RCBD, 500 entries × 4, all tests", "rcbd.R", table, lambda: _f(table, "y"))


def _f(table: Table, trait: str) -> float:
    """F of the entries, from the whole analysis."""
    from tests.analysis.plots import analyse_rcbd

    found = analyse_rcbd(table["entry"], table["block"], table[trait]).to_json()
    return float(found["anova"][1]["f"])


def _traits() -> Task:
    chance = Random(2)
    table = _complete(50, 4)
    traits = [f"y{n}" for n in range(50)]
    table |= {trait: _yields(chance, table) for trait in traits}

    def work() -> float:
        found = [_f(table, trait) for trait in traits]
        return found[0]

    return Task("50 traits of 50 entries × 4, all tests", "rcbd.R", table, work)


def _alpha() -> Task:
    from tests.analysis.plots import analyse_alpha

    chance = Random(3)
    entries = [f"G{n:04}" for n in range(1000)]
    effects = {entry: chance.gauss(0, 1) for entry in entries}
    rows = []
    for replicate in range(3):
        order = chance.sample(entries, len(entries))
        soil = [chance.gauss(0, 0.7) for _block in range(100)]
        rows += [(entry, f"R{replicate}", f"B{place // 10}",
                  round(10 + effects[entry] + soil[place // 10] + chance.gauss(0, 1), 4))
                 for place, entry in enumerate(order)]
    table: Table = dict(zip(("entry", "rep", "block", "y"), map(list, zip(*rows, strict=True)), strict=True))

    def work() -> float:
        found = analyse_alpha(table["entry"], table["rep"], table["block"], table["y"])
        return float(found.to_json()["heritability_cullis"])

    return Task("alpha design, 1000 entries × 3, blocks of 10, REML", "alpha.R", table, work)


def _series() -> Task:
    from tests.analysis.plots import analyse_met

    chance = Random(4)
    level = [chance.gauss(0, 20) for _entry in range(100)]
    rows = []
    for site in range(30):
        here = 600 + chance.gauss(0, 50)
        for entry in range(100):
            own = here + level[entry] + chance.gauss(0, 15)
            rows += [(f"V{entry:03}", f"S{site:02}", f"B{block}", round(own + chance.gauss(0, 20), 2)) for block in range(3)]
    table: Table = dict(zip(("entry", "site", "block", "y"), map(list, zip(*rows, strict=True)), strict=True))

    def work() -> float:
        found = analyse_met(table["entry"], table["site"], table["block"], table["y"])
        return float(found.to_json()["ammi_percent"][0])

    return Task("series, 100 varieties × 30 sites × 3, AMMI, stability", "series.R", table, work)
