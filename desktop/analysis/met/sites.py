"""Every environment as a trial of its own: means adjusted for blocks, error, precision, differences from a check."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.met import additive
from desktop.analysis.met.series import Series, mean_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SiteDifference:
    """An entry less the check in one environment, in the response's unit and in percent of the check.

    `standard_error`, the limits and `p` (of this comparison alone) are by that environment's own error, None without
    replication.
    """

    difference: float
    percent: float | None
    standard_error: float | None = None
    lower: float | None = None
    upper: float | None = None
    p: float | None = None


@dataclass(frozen=True)
class Site:
    """One environment: `means` are adjusted for blocks, by entry, with their covariances over the error variance.

    `error_ms` on `error_df` is the environment's own error, None without one; `cv_percent` its root in percent of the
    mean; `f`, `p` test its entries; `lsd` separates two means of average replication at 5 %.
    """

    level: str
    n: int
    mean: float
    means: dict[str, float]
    unscaled: Floats = field(repr=False)
    error_ms: float | None
    error_df: int
    cv_percent: float | None
    f: float | None
    p: float | None
    lsd: float | None

    def difference(self, entry: str, check: str, alpha: float = 0.05) -> SiteDifference | None:
        """An entry against the check with limits at 1 − alpha; None where either did not stand here."""
        if entry not in self.means or check not in self.means:
            return None
        base = self.means[check]
        difference = self.means[entry] - base
        percent = 100 * difference / base if base else None
        if not self.error_ms:
            return SiteDifference(difference, percent)
        names = list(self.means)
        i, j = names.index(entry), names.index(check)
        error = sqrt(self.error_ms * (self.unscaled[i, i] + self.unscaled[j, j] - 2 * self.unscaled[i, j]))
        p = 2 * float(special.stdtr(self.error_df, -abs(difference) / error))
        half = float(-special.stdtrit(self.error_df, alpha / 2)) * error
        return SiteDifference(difference, percent, error, difference - half, difference + half, p)


def sites(series: Series) -> tuple[Site, ...]:
    """All environments in order."""
    return tuple(_site(series, place) for place in range(len(series.environment.levels)))


def _site(series: Series, place: int) -> Site:
    """The analysis of one environment."""
    plots = np.flatnonzero(series.environment.codes == place)
    present, rows = np.unique(series.entry.codes[plots], return_inverse=True)
    blocks = series.block.codes[plots] if series.block else np.zeros(len(plots), dtype=np.intp)
    names, columns = np.unique(blocks, return_inverse=True)
    table, counts = _table(series.y[plots], rows, columns, (len(present), len(names)))
    if len(np.unique(additive.groups(counts > 0))) > 1:  # blocks that share no entry: nothing to adjust by
        columns = np.zeros(len(plots), dtype=np.intp)
        table, counts = _table(series.y[plots], rows, columns, (len(present), 1))
    means, _found = additive.row_means(table, counts)
    levels = [series.entry.levels[i] for i in present]
    return _described(series, place, plots, rows, columns, means, levels)


def _table(y: Floats, rows: NDArray[np.intp], columns: NDArray[np.intp], shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """Means and counts of entries by blocks."""
    code = rows * shape[1] + columns
    counts = np.bincount(code, minlength=shape[0] * shape[1]).astype(float)
    with np.errstate(invalid="ignore"):
        means = np.bincount(code, y, shape[0] * shape[1]) / np.where(counts > 0, counts, np.nan)
    return means.reshape(shape), counts.reshape(shape)


def _described(
    series: Series,
    place: int,
    plots: NDArray[np.intp],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    means: additive.RowMeans,
    levels: list[str],
) -> Site:
    """Error, tests and precision from the fits with and without entries."""
    y = series.y[plots] - series.y[plots].mean()
    shape = len(levels), int(columns.max()) + 1
    found = additive.fit(y, rows, columns, shape)
    block_means = np.bincount(columns, y) / np.bincount(columns)
    df = len(y) - found.rank
    rest = float(((y - found.fitted) ** 2).sum())
    rounding = len(y) * (32 * np.finfo(float).eps * float(np.abs(series.y).max())) ** 2
    error = rest / df if df and rest > rounding else None
    f = p = lsd = None
    if error and found.rank > shape[1]:
        between = float(((found.fitted - block_means[columns]) ** 2).sum())
        entry_df = found.rank - shape[1]
        f = between / entry_df / error
        p = float(special.fdtrc(entry_df, df, f))
        replicates = len(levels) / float((1 / np.bincount(rows)).sum())
        lsd = float(-special.stdtrit(df, 0.025)) * sqrt(2 * error / replicates)
    mean = mean_of(series.y[plots])
    cv = 100 * sqrt(error) / mean if error and mean > 0 else None
    by_level = dict(zip(levels, means.means.tolist(), strict=True))
    level = series.environment.levels[place]
    return Site(level, len(y), mean, by_level, means.unscaled, error, df, cv, f, p, lsd)
