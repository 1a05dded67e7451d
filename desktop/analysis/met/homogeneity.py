"""Are the environments' error variances equal? Bartlett's test, and the analysis weighted by precision.

M. S. Bartlett, Proceedings of the Royal Society A 160, 1937, 268-282, on error mean squares with the degrees of freedom of
their own analyses (`scipy.stats.bartlett` takes samples, each with n − 1); weights: F. Yates, W. G. Cochran, Journal of
Agricultural Science 28, 1938, 556-580; interaction variance beside known error variances: R. C. Paule, J. Mandel, Journal
of Research of the National Bureau of Standards 87, 1982, 377-385.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.comparisons.roots import crossing
from desktop.analysis.met import additive
from desktop.analysis.met.series import Cells
from desktop.analysis.met.sites import Site

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Bartlett:
    """Bartlett's χ² of the error variances and their extremes; `largest` and `smallest` name environments."""

    chi_squared: float
    df: int
    p: float
    ratio: float
    largest: str
    smallest: str


@dataclass(frozen=True)
class Weighted:
    """The analysis of the table of means with weights 1 / (interaction variance + error variance of the cell).

    `means` and `standard_errors` by entry, `entries_f`, `entries_p` test the entries; `interaction_variance` is estimated
    beside the known error variances. `entry_variance` is that of entries drawn at random (by equating the weighted sum of
    squares to its expectation), `blup` their predicted deviations from the mean. `q` on `df` is the weighted interaction
    sum of squares with weights 1 / error variance only, a χ² if there is no interaction, `p` its probability; `weights`
    by environment, their mean 1.
    """

    means: dict[str, float]
    standard_errors: dict[str, float]
    entries_f: float
    entries_p: float
    interaction_variance: float
    entry_variance: float
    blup: dict[str, float]
    q: float
    df: int
    p: float
    weights: dict[str, float]


def bartlett(sites: Sequence[Site]) -> Bartlett | None:
    """The test over the environments that have an error; None for fewer than two."""
    known = [site for site in sites if site.error_ms and site.error_df]
    if len(known) < 2:
        return None
    variance = np.array([site.error_ms for site in known], dtype=float)
    df = np.array([site.error_df for site in known], dtype=float)
    pooled = float(df @ variance / df.sum())
    correction = 1 + (float((1 / df).sum()) - 1 / float(df.sum())) / (3 * (len(known) - 1))
    chi = float(df.sum() * np.log(pooled) - df @ np.log(variance)) / correction
    high, low = known[int(variance.argmax())], known[int(variance.argmin())]
    p = float(special.chdtrc(len(known) - 1, max(chi, 0.0)))
    return Bartlett(chi, len(known) - 1, p, float(variance.max() / variance.min()), high.level, low.level)


def first_stage(cells: Cells, sites: Sequence[Site]) -> tuple[Cells, Floats]:
    """The table of the environments' own means, adjusted for blocks, and their variances over the error variance."""
    means, unscaled = np.full(cells.shape, np.nan), np.ones(cells.shape)
    for j, site in enumerate(sites):
        rows = [cells.entries.index(entry) for entry in site.means]
        means[rows, j] = list(site.means.values())
        unscaled[rows, j] = np.diag(site.unscaled)
    return Cells(cells.entries, cells.environments, means, cells.counts), unscaled


def weighted(cells: Cells, unscaled: Floats, sites: Sequence[Site]) -> Weighted | None:
    """The weighted analysis of the first stage's means; None where an environment has no error of its own."""
    if any(not site.error_ms for site in sites):
        return None
    own = np.array([site.error_ms for site in sites], dtype=float)
    variance = own * unscaled
    q, df = _left(cells, 1 / variance)
    between = _interaction_variance(cells, variance, q, df)
    weights = 1 / (between + variance)
    means, _found = additive.row_means(cells.means, weights)
    f, p = _entries(cells, weights, df)
    shares = np.array([weights[cells.present[:, j], j].mean() for j in range(len(own))])
    return Weighted(
        dict(zip(cells.entries, means.means.tolist(), strict=True)),
        dict(zip(cells.entries, np.sqrt(np.diag(means.unscaled)).tolist(), strict=True)),
        f,
        p,
        between,
        *_random_entries(cells, weights),
        q,
        df,
        float(special.chdtrc(df, q)) if df else 1.0,
        dict(zip(cells.environments, (shares / shares.mean()).tolist(), strict=True)),
    )


def _left(cells: Cells, weights: Floats) -> tuple[float, int]:
    """The weighted sum of squares that entries and environments leave, and its degrees of freedom."""
    rows, columns = np.nonzero(cells.present)
    y, w = cells.means[rows, columns], weights[rows, columns]
    found = additive.fit(y, rows, columns, cells.shape, w)
    return float(w @ (y - found.fitted) ** 2), len(y) - found.rank


def _entries(cells: Cells, weights: Floats, df: int) -> tuple[float, float]:
    """Wald's F of the entries: what they take off the weighted sum of squares, over its expectation of one each."""
    w = np.where(cells.present, weights, 0.0)
    y = np.where(cells.present, cells.means, 0.0)
    environment = (w * y).sum(axis=0) / w.sum(axis=0)
    without = float((w * (y - environment) ** 2).sum())
    f = (without - _left(cells, weights)[0]) / (len(cells.entries) - 1)
    return f, float(special.fdtrc(len(cells.entries) - 1, df, max(f, 0.0))) if df else 1.0


def _random_entries(cells: Cells, weights: Floats) -> tuple[float, dict[str, float]]:
    """The variance of entries drawn at random, and their best linear unbiased predictions, with known weights."""
    w = np.where(cells.present, weights, 0.0)
    y = np.where(cells.present, cells.means - float(np.nanmean(cells.means)), 0.0)
    share = w / w.sum(axis=0)
    reduced = np.diag(w.sum(axis=1)) - share @ w.T
    right = (w * y).sum(axis=1) - share @ (w * y).sum(axis=0)
    explained = float(right @ np.linalg.pinv(reduced, rcond=1e-11, hermitian=True) @ right)
    variance = max(0.0, (explained - (len(right) - 1)) / float(np.trace(reduced)))
    blup = np.linalg.solve(reduced + np.eye(len(right)) / variance, right) if variance else np.zeros(len(right))
    return variance, dict(zip(cells.entries, blup.tolist(), strict=True))


def _interaction_variance(cells: Cells, variance: Floats, q: float, df: int) -> float:
    """The variance beside the known ones at which the weighted sum of squares equals its degrees of freedom."""
    if not df or q <= df:
        return 0.0
    low, high = 0.0, float(variance.max())
    while _left(cells, 1 / (high + variance))[0] > df:
        low, high = high, 4 * high
    return crossing(lambda at: df - _left(cells, 1 / (at + variance))[0], low, high, 1e-10 * high, flat=1e-10 * df)
