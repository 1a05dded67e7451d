"""A small trial of every design, as rows and as a trial in a database: what the window analyses and the command line too."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from desktop.catalogue.model import Crop, Trait
from desktop.core.verbs import insert_many, store
from desktop.trials.model import Entry, Observation, Plot, Trial, TrialTrait

if TYPE_CHECKING:
    from desktop.core.database import Database

COLUMNS = {"Variety": "entry", "A": "a", "B": "b", "C": "c", "Replicate": "replicate", "Block": "block", "Farm": "block",
           "Row": "row", "Column": "column", "Yield": "value"}


@dataclass
class Row:
    """One plot."""

    entry: str
    replicate: int | None = None
    block: str = ""
    row: int | None = None
    column: int | None = None
    levels: tuple[str, ...] = ()
    value: float = 0.0


@dataclass
class Layout:
    """A trial of one design: its plots, checks, and the options of the command line that say the same."""

    design: str
    rows: list[Row]
    command: list[str]
    factors: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    check: str | None = None
    options: dict[str, str] = field(default_factory=dict)


def _grown(rows: list[Row], seed: int) -> list[Row]:
    """The plots with yields: an effect for each entry, replicate, block and row, and an error."""
    chance, effects = Random(seed), {}
    for plot in rows:
        parts = [("e", plot.entry), ("r", plot.replicate), ("b", plot.replicate, plot.block), ("w", plot.row)]
        parts += [("l", i, level) for i, level in enumerate(plot.levels)]
        for part in parts:
            effects.setdefault(part, chance.gauss(0, {"e": 30, "l": 25}.get(part[0], 12)))
        plot.value = round(600 + sum(effects[p] for p in parts) + chance.gauss(0, 10), 1)
    return rows


def _blocks(names: list[str], count: int, seed: int) -> list[Row]:
    chance, rows = Random(seed), []
    for replicate in range(1, count + 1):
        order = chance.sample(names, len(names))
        rows += [Row(name, replicate, str(replicate), replicate, i) for i, name in enumerate(order, 1)]
    return rows


def _factorial(sizes: tuple[int, ...], count: int) -> list[Row]:
    cells = list(product(*([f"{'abc'[i]}{n}" for n in range(1, size + 1)] for i, size in enumerate(sizes))))
    return [Row(" × ".join(cell), r, str(r), r, i, levels=cell) for r in range(1, count + 1) for i, cell in enumerate(cells, 1)]


def _incomplete(entries: int, size: int, count: int) -> list[Row]:
    """Replicates in blocks: entries in order, then by steps, so that few pairs meet twice."""
    blocks, rows = entries // size, []
    for replicate in range(count):
        for place in range(entries):
            block, within = (place % blocks, place // blocks) if replicate == 0 else (
                (place % blocks + (place // blocks) * replicate) % blocks, place // blocks)
            rows.append(Row(f"G{place + 1:02}", replicate + 1, str(block + 1), replicate * size + within + 1, block + 1))
    return rows


def _square(size: int) -> list[Row]:
    return [Row("ABCDEFGH"[(r + c) % size], None, "", r + 1, c + 1) for r in range(size) for c in range(size)]


def _row_column() -> list[Row]:
    rows = []
    for replicate in range(3):
        order = Random(replicate).sample(range(12), 12)
        rows += [Row(f"G{g + 1:02}", replicate + 1, "", replicate * 3 + i // 4 + 1, i % 4 + 1) for i, g in enumerate(order)]
    return rows


def _augmented(new: int, blocks: int, checks: list[str]) -> list[Row]:
    names = [f"N{i + 1:02}" for i in range(new)]
    return [Row(name, None, str(b + 1), b + 1, i) for b in range(blocks)
            for i, name in enumerate([*checks, *names[b::blocks]], 1)]


def layouts() -> dict[str, Layout]:
    """One layout of every design that can be analysed, by its word."""
    v = ["V1", "V2", "V3", "V4", "V5"]
    treatment, block = ["--treatment", "Variety"], ["--block", "Block"]
    split = ["--block", "Block", "--whole", "A", "--sub", "B"]
    prep = [Row(n, None, str(b), b, i) for b in (1, 2, 3)
            for i, n in enumerate(["P1", "P2", "P3", "P4", f"S{b}1", f"S{b}2"], 1)]
    made = [
        Layout("crd", _blocks(v, 4, 1), ["crd", *treatment], checks=("V2",), check="V2"),
        Layout("rcbd", _blocks(v, 4, 2), ["rcbd", *treatment, *block], checks=("V1",), check="V1"),
        Layout("factorial", _factorial((3, 2), 3), ["rcbd", "--treatment", "A", "--treatment", "B", *block], ("A", "B"),
               ("a1 × b1",), "a1:b1"),
        Layout("latin", _square(5), ["latin", *treatment, "--row", "Row", "--column", "Column"], checks=("A",), check="A"),
        Layout("split-plot", _factorial((2, 4), 3), ["split-plot", *split], ("A", "B"), ("a1 × b1", "a2 × b1"), "b1"),
        Layout("split-split-plot", _factorial((2, 3, 2), 3), ["split-split-plot", *split, "--sub-sub", "C"], ("A", "B", "C")),
        Layout("strip-plot", _factorial((3, 3), 4), ["strip-plot", "--block", "Block", "--horizontal", "A", "--vertical", "B"],
               ("A", "B")),
        Layout("alpha", _incomplete(20, 4, 3), ["alpha", *treatment, "--replicate", "Replicate", *block], checks=("G01",),
               check="G01"),
        Layout("lattice", _incomplete(16, 4, 3), ["lattice", *treatment, "--replicate", "Replicate", *block], checks=("G01",),
               check="G01"),
        Layout("row-column", _row_column(), ["row-column", *treatment, "--replicate", "Replicate", "--row", "Row",
                                             "--column", "Column"], checks=("G01",), check="G01"),
        Layout("augmented", _augmented(12, 4, ["K1", "K2", "K3"]), ["augmented", *treatment, *block], checks=("K1", "K2", "K3"),
               check="K1"),
        Layout("p-rep", prep, ["p-rep", *treatment, *block], checks=("P1",), check="P1"),
        Layout("on-farm", _blocks(["CK", "N1", "N2"], 8, 5), ["rcbd", *treatment, "--block", "Farm"],
               checks=("CK",), check="CK"),
    ]
    for seed, layout in enumerate(made):
        _grown(layout.rows, seed + 40)
    return {layout.design: layout for layout in made}


def write_table(layout: Layout, path: Path) -> Path:
    """The trial as a table for the command line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        for plot in layout.rows:
            levels = dict(zip("abc", plot.levels, strict=False))
            found = {**vars(plot), "block": plot.block or plot.replicate, **levels}
            out.writerow([found.get(name, "") for name in COLUMNS.values()])
    return path


def build(db: Database, layout: Layout, code: str = "T1", state: str = "harvested") -> int:
    """The trial in a database; gives its key."""
    with db.operation("a trial") as session:
        crop = store(session, Crop, {"code": f"crop{code}", "name_zh": "玉米", "name_en": "Maize"})
        trait = store(session, Trait, {"code": f"yield{code}", "name_zh": "产量", "name_en": "Yield", "unit": "kg/亩",
                                       "unit_en": "kg/mu", "decimals": 1, "is_yield": True, "direction": "higher"})
        names = dict(zip(("factor_a", "factor_b", "factor_c"), layout.factors, strict=False))
        trial = store(session, Trial, {"code": code, "title": f"{layout.design} trial", "design": layout.design,
                                       "crop_id": crop.id, "trait_id": trait.id, "state": state,
                                       "replicates": max((r.replicate or 1 for r in layout.rows), default=1), **names})
        store(session, TrialTrait, {"trial_id": trial.id, "trait_id": trait.id, "position": 1})
        keys = {}
        for number, name in enumerate(dict.fromkeys(r.entry for r in layout.rows), 1):
            levels = next(r.levels for r in layout.rows if r.entry == name)
            fields = dict(zip(("level_a", "level_b", "level_c"), levels, strict=False))
            keys[name] = store(session, Entry, {"trial_id": trial.id, "number": number, "name": name,
                                                "is_check": name in layout.checks, **fields}).id
        plots = insert_many(session, Plot, [
            {"trial_id": trial.id, "entry_id": keys[r.entry], "number": str(101 + i), "replicate": r.replicate,
             "block": r.block, "row": r.row, "column": r.column} for i, r in enumerate(layout.rows)])
        insert_many(session, Observation, [{"plot_id": key, "trait_id": trait.id, "occasion": 1, "value": r.value}
                                           for key, r in zip(plots, layout.rows, strict=True)])
    return trial.id
