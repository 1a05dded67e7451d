"""The interaction split into places and years: sequential, each place possibly seen in some years only.

Terms in order: places, years, places by years (together the environments), blocks, entries, places by entries, years by
entries, places by years by entries. In a balanced series the order does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.columns import Labels
from desktop.analysis.factors import Factor, factor
from desktop.analysis.met.lines import Line, split
from desktop.analysis.met.series import Series, nested
from desktop.analysis.met.variance import Step, combined, sequential
from desktop.analysis.parts import RESIDUALS, AnovaRow
from desktop.core.errors import UserError
from desktop.core.i18n import _

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

_RANK = 1e-9
LARGEST = 1500  # columns of the equations left after elimination; larger series are not split


@dataclass(frozen=True)
class Split:
    """The lines, and the variance components by expected mean squares where every line is there, negative ones as zero."""

    lines: tuple[Line, ...]
    components: dict[str, float]


def attribute(series: Series, name: str, labels: Labels) -> Factor:
    """The place or year of every plot analysed; UserError where an environment has two, or none."""
    kept = [labels[int(i)] for i in series.data.places]
    seen: dict[int, str] = {}
    for code, label in zip(series.environment.codes.tolist(), kept, strict=True):
        if label is None or seen.setdefault(code, label) != label:
            raise UserError(
                _('Column "{column}" must hold one value for every environment; for {environment} it does not.').format(
                    column=name, environment=series.environment.levels[code]
                )
            )
    return factor(name, [str(label) for label in kept])


def analyse(series: Series, place: Factor, year: Factor) -> Split | None:
    """The split analysis; None where places and years are not crossed at all."""
    if min(len(place.levels), len(year.levels)) < 2:
        return None
    cells = nested(place, year)
    if len(cells.levels) <= max(len(place.levels), len(year.levels)):
        return None
    y = series.y - series.y.mean()
    entry, environment = series.entry, series.environment
    by_place, by_year = nested(place, entry), nested(year, entry)
    if len(environment.levels) + len(by_year.levels) > LARGEST:
        return None
    rows = sequential(y, _steps(series, y, place, year, by_place, by_year), float(np.abs(series.y).max()))
    names = (place.name, year.name, entry.name)
    lines = split(rows, *names)
    return Split(lines, _components(series, rows, *names, len(place.levels), len(year.levels)))


def _steps(
    series: Series, y: Floats, place: Factor, year: Factor, by_place: Factor, by_year: Factor
) -> list[Step]:
    """The growing models."""
    entry, environment = series.entry, series.environment
    together = f"{place.name}:{year.name}"
    steps = [
        _step(place.name, y, [place]),
        _step(year.name, y, [place, year]),
        _step(together, y, [environment]),
    ]
    base = [environment]
    if series.block is not None and _more(combined(series)):
        base = [series.block]
        steps.append(_step(f"{together}:{series.block.name.split(':')[-1]}", y, base))
    steps += [
        _step(entry.name, y, [*base, entry]),
        _step(by_place.name, y, [by_place, *base]),
        _step(by_year.name, y, [by_place, *base, by_year]),
    ]
    if _more(combined(series)):
        whole = [nested(environment, entry), *(base if base[0] is not environment else [])]
        steps.append(_step(f"{together}:{entry.name}", y, whole))
    return steps


def _more(rows: Sequence[AnovaRow]) -> bool:
    """Whether the plots' error is apart from the interaction."""
    return len(rows) > 3 and rows[-1].df > 0


def _step(name: str, y: Floats, factors: Sequence[Factor]) -> Step:
    """Rank and fit of the sum of some classifications."""
    first = max(factors, key=lambda f: len(f.levels))
    others = [f for f in factors if f is not first]
    fitted, rank = _fit(y, first, others)
    return name, rank, fitted


def _fit(y: Floats, first: Factor, others: Sequence[Factor]) -> tuple[Floats, int]:
    """Least squares with `first` eliminated; the others' equations are dense."""
    count = first.counts().astype(float)

    def without(values: Floats) -> Floats:
        """Values less their means by `first`."""
        return np.asarray(values - (np.bincount(first.codes, values, len(count)) / count)[first.codes])

    left = without(y)
    if not others:
        return y - left, len(count)
    starts = np.cumsum([0, *(len(f.levels) for f in others)])
    codes = [f.codes + start for f, start in zip(others, starts[:-1], strict=True)]
    size = int(starts[-1])
    cross = np.zeros((size, size))
    table = np.zeros((len(count), size))
    for a in codes:
        np.add.at(table, (first.codes, a), 1.0)
        for b in codes:
            np.add.at(cross, (a, b), 1.0)
    values, vectors = np.linalg.eigh(cross - (table.T / count) @ table)
    kept = values > _RANK * max(float(values[-1]), 1.0)
    solve = (vectors[:, kept] / values[kept]) @ vectors[:, kept].T
    rest = left
    for _refined in range(2):
        effects = solve @ sum(np.bincount(code, rest, size) for code in codes)
        rest = without(rest - sum(effects[code] for code in codes))
    return y - rest, len(count) + int(kept.sum())


def _components(
    series: Series, rows: Sequence[AnovaRow], place: str, year: str, entry: str, places: int, years: int
) -> dict[str, float]:
    """Variances by expected mean squares, all random, of a balanced series; empty for others."""
    ms = {row.source: row.ms for row in rows}
    both = f"{place}:{year}:{entry}"
    counts = series.cells.counts
    balanced = counts.min() == counts.max() and counts.shape[1] == places * years
    if not balanced or f"{place}:{entry}" not in ms or f"{year}:{entry}" not in ms:
        return {}
    r = int(counts.min())
    last = ms.get(both, ms[RESIDUALS])
    found = {
        entry: (ms[entry] - ms[f"{place}:{entry}"] - ms[f"{year}:{entry}"] + last) / (r * places * years),
        f"{place}:{entry}": (ms[f"{place}:{entry}"] - last) / (r * years),
        f"{year}:{entry}": (ms[f"{year}:{entry}"] - last) / (r * places),
    }
    if both in ms:
        found[both] = (last - ms[RESIDUALS]) / r
    return {**{name: max(0.0, value) for name, value in found.items()}, RESIDUALS: ms[RESIDUALS]}
