"""Measures of yield stability over environments, each a function of the table of means: one number per entry.

Tables are entries × environments in the response's unit; those said to be complete hold no NaN. Sources: K. W. Finlay,
G. N. Wilkinson, Australian Journal of Agricultural Research 14, 1963, 742-754; S. A. Eberhart, W. A. Russell, Crop
Science 6, 1966, 36-40; G. Wricke, Zeitschrift für Pflanzenzüchtung 47, 1962, 92-96; G. K. Shukla, Heredity 29, 1972,
237-245; C. S. Lin, M. R. Binns, Canadian Journal of Plant Science 68, 1988, 193-198; M. Hühn, EDV in Medizin und
Biologie 10, 1979, 112-117; M. S. Kang, Agronomy Journal 85, 1993, 754-757; P. G. N. Digby, Journal of Agricultural
Science 93, 1979, 81-86.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.met import additive

Floats = NDArray[np.float64]

_ROUNDS = 500
_CONVERGED = 1e-11


@dataclass(frozen=True)
class Regression:
    """Every entry on the environments' index: y = intercept + slope × index, index with mean 0.

    `deviation_ss` on `deviation_df` (environments − 2), `slope_error` its standard error from those deviations; NaN
    where an entry has too few environments.
    """

    index: Floats
    intercept: Floats
    slope: Floats
    slope_error: Floats
    deviation_ss: Floats
    deviation_df: NDArray[np.intp]
    fitted: Floats

    @property
    def deviation_ms(self) -> Floats:
        """Mean square of the deviations from the line; NaN without degrees of freedom."""
        return np.asarray(self.deviation_ss / np.where(self.deviation_df > 0, self.deviation_df, np.nan))

    def slope_p(self) -> Floats:
        """p of Student's test of slope = 1, by the deviations from the entry's own line."""
        with np.errstate(invalid="ignore", divide="ignore"):
            t = np.abs(self.slope - 1) / self.slope_error
        known = np.isfinite(t)
        p = np.full(len(t), np.nan)
        p[known] = 2 * special.stdtr(self.deviation_df[known], -t[known])
        return p


def regress(table: Floats, index: Floats) -> Regression:
    """The regression of every entry on an index of the environments, from the cells that are there."""
    present = np.isfinite(table)
    count = present.sum(axis=1)
    centred = index - index.mean()
    x = np.where(present, centred, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        x_mean, y_mean = x.sum(axis=1) / count, np.nansum(table, axis=1) / count
        dx = np.where(present, centred - x_mean[:, None], 0.0)
        dy = np.where(present, table - y_mean[:, None], 0.0)
        sxx = (dx**2).sum(axis=1)
        enough = (count >= 2) & (sxx > 1e-12 * max(float(centred @ centred), 1e-300))
        slope = np.where(enough, (dx * dy).sum(axis=1) / np.where(enough, sxx, 1.0), np.nan)
        rest = ((dy - slope[:, None] * dx) ** 2).sum(axis=1)
        df = np.where(enough, count - 2, 0)
        error = np.where(df > 0, np.sqrt(rest / np.where(df > 0, df, 1) / np.where(enough, sxx, 1.0)), np.nan)
    intercept = y_mean - slope * x_mean
    return Regression(centred, intercept, slope, error, rest, df, intercept[:, None] + slope[:, None] * centred)


def finlay_wilkinson(table: Floats) -> Regression:
    """The regression on the environments' means where the table is complete, Digby's joint regression otherwise.

    Joint regression fits intercepts, slopes and environment effects by least squares to the cells that are there: from
    the effects of the additive model on, slopes for given effects and effects for given slopes in turn. Where too little
    data keep these from coming to rest, the regression on the additive model's effects stands.
    """
    if np.isfinite(table).all():
        return regress(table, table.mean(axis=0))
    _means, found = additive.row_means(table)
    index = found.columns - found.columns.mean()
    first = regress(table, index)
    current, before = first, np.full(len(table), np.inf)
    for _round in range(_ROUNDS):
        slope = np.where(np.isfinite(current.slope), current.slope, 1.0)
        if np.abs(slope - before).max() < _CONVERGED * np.abs(slope).max():
            return current
        before = slope
        current = regress(table, _environment_effects(table, slope))
    return first


def _environment_effects(table: Floats, slope: Floats) -> Floats:
    """The least-squares effects of the environments for given slopes, the entries' intercepts eliminated."""
    present = np.isfinite(table)
    count = present.sum(axis=1)
    centred = np.where(present, table - np.nanmean(table, axis=1, keepdims=True), 0.0)
    square = slope**2
    normal = np.diag(square @ present) - present.T @ ((square / count)[:, None] * present)
    effects = np.linalg.pinv(normal, rcond=1e-12, hermitian=True) @ (slope @ centred)
    return np.asarray(effects - effects.mean())


def interaction(table: Floats) -> Floats:
    """What the entries and environments of a complete table leave of every cell."""
    return np.asarray(table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + table.mean())


def wricke(table: Floats) -> Floats:
    """Wricke's ecovalence W: the entry's share of the sum of squares of interaction, of a complete table of means."""
    return np.asarray((interaction(table) ** 2).sum(axis=1))


def shukla(table: Floats) -> Floats:
    """Shukla's stability variance of a complete table of three entries or more; it may come out negative."""
    t, e = table.shape
    w = wricke(table)
    if t < 3 or e < 2:
        return np.full(t, np.nan)
    return np.asarray(t * w / ((t - 2) * (e - 1)) - w.sum() / ((t - 1) * (t - 2) * (e - 1)))


def lin_binns(table: Floats) -> Floats:
    """Lin and Binns' P: half the mean squared distance to the best entry of each environment; small is good."""
    best = np.nanmax(table, axis=0)
    return np.asarray(np.nanmean((table - best) ** 2, axis=1) / 2)


def reliability(table: Floats, share: float = 0.75) -> Floats:
    """Annicchiarico's reliability index: what an entry exceeds in `share` of environments, in percent of their means.

    P. Annicchiarico, Journal of Genetics & Breeding 46, 1992, 269-278. NaN for one environment or means not positive.
    """
    means = np.nanmean(table, axis=0)
    if (means <= 0).any():
        return np.full(len(table), np.nan)
    percent = 100 * table / means
    return np.asarray(np.nanmean(percent, axis=1) - float(special.ndtri(share)) * standard_deviation(percent))


def chance_above(table: Floats, level: Floats) -> Floats:
    """The probability that an entry exceeds `level` (one number per environment) in a new environment of the same kind.

    From the predictive distribution of one more difference, as for strips on farms; K. M. Eskridge, R. F. Mumm,
    Theoretical and Applied Genetics 84, 1992, 494-500, call it reliability. NaN for fewer than two environments.
    """
    d = table - level
    n = np.isfinite(d).sum(axis=1)
    sd = standard_deviation(d)
    with np.errstate(invalid="ignore", divide="ignore"):
        t = np.nanmean(np.where(n[:, None] > 0, d, 0.0), axis=1) / (sd * np.sqrt(1 + 1 / n))
    known = (n > 1) & (sd > rounding(table))
    result = np.full(len(table), np.nan)
    result[known] = special.stdtr(n[known] - 1, t[known])
    return result


def standard_deviation(table: Floats) -> Floats:
    """The standard deviation of an entry's means over environments; NaN for a single one."""
    count = np.isfinite(table).sum(axis=1)
    total = np.nansum(table, axis=1, keepdims=True)
    centred = table - total / np.maximum(count, 1)[:, None]
    return np.asarray(np.sqrt(np.nansum(centred**2, axis=1) / np.where(count > 1, count - 1, np.nan)))


def high_stability_coefficient(mean: Floats, sd: Floats, check_mean: float) -> Floats:
    """高稳系数 HSC = (mean − s) / (1.10 × mean of the check) × 100."""
    return np.asarray(100 * (mean - sd) / (1.10 * check_mean)) if check_mean else np.full(len(mean), np.nan)


def above(table: Floats, level: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """In how many environments an entry is above `level` (one number per environment), and of how many compared.

    A tie, up to rounding, is not above.
    """
    compared = np.isfinite(table) & np.isfinite(level)
    return (compared & (table > level + rounding(table))).sum(axis=1), compared.sum(axis=1)


def rounding(table: Floats) -> float:
    """Numbers of a table that differ by less are equal but for rounding."""
    return 1e-11 * float(np.nanmax(np.abs(table), initial=0.0))


def ranks(values: Floats, tie: float) -> Floats:
    """The ranks of every column's values, 1 the smallest; NaN stays NaN. Values no further apart than `tie` share a rank."""
    result = np.full(values.shape, np.nan)
    for j in range(values.shape[1]):
        known = np.flatnonzero(np.isfinite(values[:, j]))
        column = values[known, j]
        apart = column[None, :] - column[:, None]
        below = (apart < -tie).sum(axis=1)
        equal = (np.abs(apart) <= tie).sum(axis=1)
        result[known, j] = below + (equal + 1) / 2
    return result


def huehn(table: Floats) -> tuple[Floats, Floats]:
    """Hühn's S1, the mean absolute difference of an entry's ranks over all pairs of environments, and S2, their variance.

    The ranks are those within environments of the values corrected for the entries' means (y − entry's mean), so that
    only interaction counts.
    """
    r = ranks(table - np.nanmean(table, axis=1, keepdims=True), rounding(table))
    return _mean_difference(r), np.asarray(standard_deviation(r) ** 2)


def _mean_difference(r: Floats) -> Floats:
    """The mean absolute difference of a row's numbers over all pairs; NaN for a single one."""
    result = np.full(len(r), np.nan)
    for i, row in enumerate(r):
        known = np.sort(row[np.isfinite(row)])
        n = len(known)
        if n > 1:
            result[i] = 2 * float((2 * np.arange(n) - n + 1) @ known) / (n * (n - 1))
    return result


@dataclass(frozen=True)
class Kang:
    """Kang's simultaneous selection for yield and stability, entry by entry.

    `yield_rank` 1 is the smallest mean, equal means share the lower rank; `adjustment` −3…3 by distance from the mean in
    LSDs, `rating` −8, −4, −2 or 0 by the test of Shukla's variance (`p`), `ys` their sum with the rank; above the mean of
    `ys` an entry is selected.
    """

    yield_rank: Floats
    adjustment: NDArray[np.intp]
    rating: NDArray[np.intp]
    p: Floats
    ys: Floats

    @property
    def selected(self) -> NDArray[np.bool_]:
        """The entries above the mean of YS."""
        return np.asarray(self.ys > self.ys.mean())


def kang(table: Floats, error_ms: float, error_df: int, lsd: float) -> Kang:
    """YS of a complete table; `error_ms` is the variance of a cell's mean (error mean square / replicates)."""
    means = table.mean(axis=1)
    rank = 1 + (means[None, :] < means[:, None] - rounding(table)).sum(axis=1)
    steps = 1 + np.minimum(2, np.floor(np.abs(means - means.mean()) / lsd)) if lsd else np.full(len(means), 3.0)
    adjustment = np.where(means >= means.mean(), steps, -steps).astype(np.intp)
    f = np.maximum(shukla(table), 0.0) / error_ms
    p = np.asarray(special.fdtrc(table.shape[1] - 1, error_df, f))
    rating = np.select([p <= 0.01, p <= 0.05, p <= 0.10], [-8, -4, -2], 0).astype(np.intp)
    return Kang(rank, adjustment, rating, p, rank + adjustment + rating)


def by_entry(entries: Sequence[str], values: Floats | NDArray[np.intp]) -> dict[str, float | None]:
    """Numbers by entry, None for NaN."""
    return {e: None if np.isnan(v) else v for e, v in zip(entries, values.tolist(), strict=True)}
