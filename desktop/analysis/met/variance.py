"""The combined analysis of variance of a series of trials, sequential, also with missing plots and cells.

Terms in order: environments, entries, blocks within environments, entries by environments, residuals — the order in
which R's `aov(y ~ env + env:block + gen + env:gen)` arranges them. Every model is the sum of two crossed
classifications, so that each sum of squares is the squared distance of two such fits.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.met import additive
from desktop.analysis.met.series import Series
from desktop.analysis.parts import RESIDUALS, AnovaRow

Floats = NDArray[np.float64]
Step = tuple[str, int, Floats]  # a term, the rank of the model up to it, the fitted values

_ROUNDING = 32 * float(np.finfo(float).eps)


def combined(series: Series) -> tuple[AnovaRow, ...]:
    """The sequential lines, each F against the residuals; without replication the interaction is the residual."""
    y = series.y - series.y.mean()
    steps = [*_main_steps(series, y), *_interaction_steps(series, y)]
    return sequential(y, steps, float(np.abs(series.y).max()))


def _main_steps(series: Series, y: Floats) -> list[Step]:
    """Environments, then entries."""
    environment, entry = series.environment, series.entry
    means = np.bincount(environment.codes, y) / environment.counts()
    both = additive.fit(y, entry.codes, environment.codes, series.cells.shape)
    return [
        (environment.name, len(environment.levels), means[environment.codes]),
        (entry.name, both.rank, both.fitted),
    ]


def _interaction_steps(series: Series, y: Floats) -> list[Step]:
    """Blocks within environments, then entries by environments, where something is left for error beside them."""
    if not series.replicated:
        return []
    steps: list[Step] = []
    entry, block = series.entry, series.block
    if block is not None:
        found = additive.fit(y, entry.codes, block.codes, (len(entry.levels), len(block.levels)))
        steps.append((block.name, found.rank, found.fitted))
    name = f"{series.environment.name}:{entry.name}"
    whole_rank, fitted = _within_environments(series, y)
    return [*steps, (name, whole_rank, fitted)] if whole_rank < len(y) else steps


def plot_residuals(series: Series) -> Floats:
    """What entries and blocks, environment by environment, leave of every plot."""
    y = series.y - series.y.mean()
    return np.asarray(y - _within_environments(series, y)[1])


def _within_environments(series: Series, y: Floats) -> tuple[int, Floats]:
    """Rank and fit of the model with entries and blocks of every environment apart."""
    fitted = np.empty_like(y)
    total = 0
    for place in range(len(series.environment.levels)):
        plots = np.flatnonzero(series.environment.codes == place)
        rows, shape_r = _recoded(series.entry.codes[plots])
        columns, shape_c = _recoded(series.block.codes[plots]) if series.block else (np.zeros(len(plots), np.intp), 1)
        found = additive.fit(y[plots], rows, columns, (shape_r, shape_c))
        fitted[plots] = found.fitted
        total += found.rank
    return total, fitted


def _recoded(codes: NDArray[np.intp]) -> tuple[NDArray[np.intp], int]:
    """Codes numbered anew without gaps, and how many there are."""
    different, new = np.unique(codes, return_inverse=True)
    return np.asarray(new, dtype=np.intp), len(different)


def sequential(y: Floats, steps: Sequence[Step], largest: float) -> tuple[AnovaRow, ...]:
    """The lines of growing models for a response `y` about its mean; `largest` is the largest value in size."""
    fitted, before = np.zeros_like(y), 1
    lines: list[tuple[str, int, float]] = []
    for name, rank, fit in steps:
        if rank > before:
            lines.append((name, rank - before, float(((fit - fitted) ** 2).sum())))
            before = rank
        fitted = fit
    df = len(y) - before
    rest = float(((y - fitted) ** 2).sum())
    error_ss = rest if df and rest > len(y) * (_ROUNDING * largest) ** 2 else 0.0
    error = error_ss / df if df else 0.0
    rows = [tested(name, d, ss, error, df) for name, d, ss in lines]
    return (*rows, AnovaRow(RESIDUALS, df, error_ss, error))


def tested(source: str, df: int, ss: float, error: float, error_df: int) -> AnovaRow:
    """A line tested against an error; F and p are None where there is none."""
    if not error or not error_df:
        return AnovaRow(source, df, ss, ss / df)
    f = ss / df / error
    return AnovaRow(source, df, ss, ss / df, f, float(special.fdtrc(df, error_df, f)))
