"""What every analysis starts from: a response and named factors, one element per plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Factor:
    """A classification of the plots: `codes[i]` is the place of plot i's level in `levels`."""

    name: str
    levels: tuple[str, ...]
    codes: NDArray[np.intp]

    def counts(self) -> NDArray[np.intp]:
        """The number of plots of each level."""
        return np.bincount(self.codes, minlength=len(self.levels))

    def columns(self) -> Floats:
        """The indicators of all levels but the first, plot by plot."""
        return np.asarray(np.eye(len(self.levels))[:, 1:][self.codes])

    def average(self) -> Floats:
        """The columns averaged over the levels with equal weight."""
        return np.full(len(self.levels) - 1, 1 / len(self.levels))


@dataclass(frozen=True)
class Covariate:
    """A measured number plot by plot (stand count, say) that the response is adjusted for, about its mean."""

    name: str
    values: Floats

    @property
    def mean(self) -> float:
        """The mean, at which adjusted means are taken."""
        return float(self.values.mean())

    def columns(self) -> Floats:
        """The values less their mean, as one column."""
        return np.asarray((self.values - self.mean)[:, None])

    def average(self) -> Floats:
        """The column at the mean."""
        return np.zeros(1)



def factor(name: str, labels: Sequence[str]) -> Factor:
    """The factor `name` whose level on plot i is `labels[i]`; the levels are sorted, numbers by value."""
    levels = sorted_levels(labels)
    place = {level: i for i, level in enumerate(levels)}
    return Factor(name, levels, np.array([place[label] for label in labels], dtype=np.intp))


def sorted_levels(labels: Sequence[str]) -> tuple[str, ...]:
    """The different labels in order: by value where all are numbers, by code point otherwise."""
    different = sorted(set(labels))
    try:
        return tuple(sorted(different, key=float))
    except ValueError:
        return tuple(different)


def crossed(factors: Sequence[Factor]) -> Factor:
    """The combinations of several factors that occur, as one factor: levels "a:b", named "A:B"."""
    if len(factors) == 1:
        return factors[0]
    labels = [tuple(f.levels[f.codes[i]] for f in factors) for i in range(len(factors[0].codes))]
    places = {f.name: {level: i for i, level in enumerate(f.levels)} for f in factors}
    different = sorted(set(labels), key=lambda c: [places[f.name][x] for f, x in zip(factors, c, strict=True)])
    codes = {label: i for i, label in enumerate(different)}
    return Factor(
        ":".join(f.name for f in factors),
        tuple(":".join(label) for label in different),
        np.array([codes[label] for label in labels], dtype=np.intp),
    )
