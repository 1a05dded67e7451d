"""Field plans: completely randomised and randomised complete blocks, reproducible from their seed, and their check.

Plots are numbered and walked in serpentine order: row 1 from left to right, row 2 back, so that one walks without
crossing the field.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.errors import UserError
from desktop.core.i18n import _

MOST_PER_ROW = 15
GENERATOR = "Mersenne Twister, Fisher–Yates"


@dataclass(frozen=True)
class PlannedPlot:
    """A plot of a plan: `entry` is the key of what stands on it; row and column count from 1."""

    number: str
    entry: int
    replicate: int
    row: int
    column: int


def plan(design: str, entries: Sequence[int], replicates: int, seed: int, per_row: int | None = None) -> list[PlannedPlot]:
    """A field plan; the same arguments give the same plan. `design` is rcbd, crd or none (one plot each, in order).

    Raises `UserError` where there are too few entries or replicates.
    """
    if len(entries) < 2:
        raise UserError(_("A plan needs at least two entries: add them first."))
    if design == "none":
        return _unreplicated(entries, per_row)
    if replicates < 2:
        raise UserError(_("A randomised plan needs at least two replicates, else there is no error to judge by."))
    generator = random.Random(seed)
    return (_blocks if design == "rcbd" else _complete)(entries, replicates, generator, per_row)


def _blocks(entries: Sequence[int], replicates: int, generator: random.Random, per_row: int | None) -> list[PlannedPlot]:
    """Every replicate a band of whole rows, every entry once in it."""
    width = per_row or _width(len(entries))
    band = -(-len(entries) // width)
    hundred = 100 if len(entries) < 100 else 1000
    plots = []
    for replicate in range(1, replicates + 1):
        order = list(entries)
        generator.shuffle(order)
        for place, entry in enumerate(order):
            row, column = _serpentine(place, width, (replicate - 1) * band)
            plots.append(PlannedPlot(str(replicate * hundred + place + 1), entry, replicate, row, column))
    return plots


def _complete(entries: Sequence[int], replicates: int, generator: random.Random, per_row: int | None) -> list[PlannedPlot]:
    """All plots of all entries shuffled together; the replicate only counts an entry's plots."""
    order = [entry for entry in entries for _replicate in range(replicates)]
    generator.shuffle(order)
    width, seen = per_row or _width(len(entries)), Counter[int]()
    plots = []
    for place, entry in enumerate(order):
        seen[entry] += 1
        row, column = _serpentine(place, width, 0)
        plots.append(PlannedPlot(str(101 + place), entry, seen[entry], row, column))
    return plots


def _unreplicated(entries: Sequence[int], per_row: int | None) -> list[PlannedPlot]:
    width = per_row or _width(len(entries))
    return [PlannedPlot(str(101 + place), entry, 1, *_serpentine(place, width, 0)) for place, entry in enumerate(entries)]


def _width(count: int) -> int:
    """Plots in a row: all of a block up to 15, else the fewest equal rows."""
    rows = -(-count // MOST_PER_ROW)
    return -(-count // rows)


def _serpentine(place: int, width: int, above: int) -> tuple[int, int]:
    row, column = divmod(place, width)
    row += above
    return row + 1, (column if row % 2 == 0 else width - 1 - column) + 1


def problems(plots: Sequence[PlannedPlot], entries: Sequence[int], replicates: int, design: str) -> list[str]:
    """What is wrong with a plan; nothing for a valid one. Checked after every randomisation, and for edited plans."""
    found = []
    places = Counter((p.row, p.column) for p in plots)
    if any(times > 1 for times in places.values()):
        found.append(_("Two plots stand on the same place."))
    if any(times > 1 for times in Counter(p.number for p in plots).values()):
        found.append(_("Two plots have the same number."))
    wanted = 1 if design == "none" else replicates
    often = Counter(p.entry for p in plots)
    if any(often[e] != wanted for e in entries) or set(often) - set(entries):
        found.append(_("Not every entry stands on {n} plots.").format(n=wanted))
    if design == "rcbd":
        blocks = Counter((p.replicate, p.entry) for p in plots)
        if any(blocks[r, e] != 1 for r in range(1, replicates + 1) for e in entries):
            found.append(_("Not every entry stands once in every block."))
    return found


def certificate(plots: Sequence[PlannedPlot], entries: Sequence[int], replicates: int, design: str, seed: int,
                checks: Sequence[int] = ()) -> list[str]:
    """What a plan may be relied on for: size, seed, generator, validity, entries beside a check."""
    wrong = problems(plots, entries, replicates, design)
    lines = [_("{plots} plots, {entries} entries, seed {seed} ({generator}).").format(
        plots=len(plots), entries=len(entries), seed=seed, generator=GENERATOR)]
    lines += wrong or [_("Valid: every entry stands in every replicate, no place and no number occurs twice.")]
    if checks:
        beside = _beside(plots, set(checks))
        lines.append(_("{n} of {all} entries stand beside a check at least once.").format(
            n=len(beside - set(checks)), all=len(set(entries) - set(checks))))
    return lines


def _beside(plots: Sequence[PlannedPlot], checks: set[int]) -> set[int]:
    known = {(p.row, p.column): p.entry for p in plots}
    return {p.entry for p in plots for step in (-1, 1) if known.get((p.row, p.column + step)) in checks}
