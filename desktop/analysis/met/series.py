"""The plots of a series of trials, and the table of entries by environments that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import fsum

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.columns import Labels
from desktop.analysis.factors import Factor
from desktop.analysis.request import Complete, complete

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """The means of entries (rows) by environments (columns); NaN and a count of 0 where an entry did not stand."""

    entries: tuple[str, ...]
    environments: tuple[str, ...]
    means: Floats
    counts: NDArray[np.intp]

    @cached_property
    def present(self) -> Flags:
        """Which combinations have a value."""
        return self.counts > 0

    @property
    def complete(self) -> bool:
        """Whether every entry stood in every environment."""
        return bool(self.present.all())

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of entries and environments."""
        return self.counts.shape[0], self.counts.shape[1]


@dataclass(frozen=True)
class Series:
    """The plots analysed, one element each. `block` are the blocks of all environments, each environment's its own."""

    response: str
    y: Floats
    entry: Factor
    environment: Factor
    block: Factor | None
    data: Complete

    @cached_property
    def cells(self) -> Cells:
        """The table of arithmetic means."""
        shape = len(self.entry.levels), len(self.environment.levels)
        code = self.entry.codes * shape[1] + self.environment.codes
        counts = np.bincount(code, minlength=shape[0] * shape[1])
        centre = float(self.y.mean())
        totals = np.bincount(code, self.y - centre, shape[0] * shape[1])
        with np.errstate(invalid="ignore"):
            means = centre + totals / np.where(counts > 0, counts, np.nan)
        return Cells(self.entry.levels, self.environment.levels, means.reshape(shape), counts.reshape(shape))

    @property
    def replicated(self) -> bool:
        """Whether some entry stood on several plots of one environment."""
        return bool((self.cells.counts > 1).any())


def series(
    response: str,
    values: Sequence[float | None],
    entry: tuple[str, Labels],
    environment: tuple[str, Labels],
    block: tuple[str, Labels] | None,
) -> Series:
    """The plots whose value and labels are all known; UserError if there is none. A column is a name and its labels."""
    columns = [entry, environment, *([block] if block else [])]
    data = complete(response, values, dict(columns))
    entries, environments = data.factors[entry[0]], data.factors[environment[0]]
    blocks = nested(environments, data.factors[block[0]]) if block else None
    return Series(response, data.y, entries, environments, blocks, data)


def nested(outer: Factor, inner: Factor) -> Factor:
    """The levels of `inner` within those of `outer`, as many as occur: "outer:inner"."""
    code = outer.codes * len(inner.levels) + inner.codes
    different, codes = np.unique(code, return_inverse=True)
    names = [divmod(int(c), len(inner.levels)) for c in different]
    levels = tuple(f"{outer.levels[a]}:{inner.levels[b]}" for a, b in names)
    return Factor(f"{outer.name}:{inner.name}", levels, np.asarray(codes, dtype=np.intp))


def mean_of(values: Floats) -> float:
    """The mean, correctly rounded, so that it does not depend on the order."""
    return fsum(values.tolist()) / len(values)
