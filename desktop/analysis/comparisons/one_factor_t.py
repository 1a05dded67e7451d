"""The largest of correlated |t| where the correlations are products of loadings, and whether they are.

Given s = sqrt(χ²/ν) and one normal y shared by all,

    P(max |t_i| ≤ c) = ∫ f(s) ∫ φ(y) Π_i [Φ((λ_i y + c s)/√(1−λ_i²)) − Φ((λ_i y − c s)/√(1−λ_i²))] dy ds,

which is summed here at Gauss-Legendre nodes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.comparisons.studentized_range import chi_nodes, normal_nodes

Floats = NDArray[np.float64]

PRODUCT_TOLERANCE = 1e-9
_Y_NODES = 96
_ALL_PAIRS = 40  # of more variables only pairs so many places apart are looked at
_STEPS = (1, 7, 19)


class Maximum:
    """The distribution of max |t_i| of a multivariate t whose correlations are products λ_i λ_j."""

    exact = True

    def __init__(self, loadings: Floats, df: float) -> None:
        """`loadings` are the λ_i, each between −1 and 1; equal ones are counted once."""
        self.loadings, self.counts = np.unique(np.round(np.abs(loadings), 12), return_counts=True)
        self.df = float(df)

    def cdf(self, c: Floats) -> Floats:
        """P(max |t_i| ≤ c) for each element of `c` ≥ 0."""
        s, s_weight = chi_nodes(self.df)
        y, y_weight = normal_nodes(_Y_NODES)
        points = np.atleast_1d(np.asarray(c, float))
        result = np.empty(points.shape)
        for start in range(0, len(points), 32):
            reach = points[start : start + 32, None, None] * s[:, None]
            result[start : start + 32] = (np.exp(self.log_inside(reach, y)) @ y_weight) @ s_weight
        return np.clip(result, 0.0, 1.0)

    def log_inside(self, reach: Floats, y: Floats) -> Floats:
        """log Π_i P(|λ_i y + √(1−λ_i²) z| ≤ reach) for z standard normal; `reach` and `y` broadcast."""
        total = np.zeros(np.broadcast_shapes(reach.shape, y.shape))
        for loading, count in zip(self.loadings, self.counts, strict=True):
            rest = np.sqrt(1 - loading**2)
            inside = special.ndtr((loading * y + reach) / rest) - special.ndtr((loading * y - reach) / rest)
            total += count * np.log(np.maximum(inside, 1e-300))
        return total

    def critical(self, alpha: float) -> float:
        """The c with P(max |t_i| ≤ c) = 1 − alpha."""
        return critical_value(self, alpha, self.df, int(self.counts.sum()))


def critical_value(distribution: Maximum, alpha: float, df: float, count: int) -> float:
    """The root of cdf(c) = 1 − alpha between Student's t and Bonferroni's (which bound it), by the Illinois method."""
    low = float(-special.stdtrit(df, alpha / 2))
    high = float(-special.stdtrit(df, alpha / (2 * max(count, 1)))) * (1 + 1e-9)
    f_low, f_high = (float(f) for f in distribution.cdf(np.array([low, high])) - (1 - alpha))
    if count == 1 or f_low >= 0:
        return low
    for _step in range(60):
        c = high - f_high * (high - low) / (f_high - f_low) if f_high != f_low else high
        value = float(distribution.cdf(np.array([c]))[0]) - (1 - alpha)
        if value * f_high < 0:
            low, f_low = high, f_high
        else:
            f_low /= 2
        done = abs(c - high) < (1e-11 if distribution.exact else 1e-7) * high
        high, f_high = c, value
        if done or value == 0:
            break
    return high


def departures(correlation: Floats, loadings: Floats) -> NDArray[np.bool_]:
    """Which variables have a correlation with another one that is not the product of their loadings."""
    off = np.abs(correlation - np.outer(loadings, loadings))
    np.fill_diagonal(off, 0.0)
    return np.asarray((off > PRODUCT_TOLERANCE).any(axis=1))


def one_factor(correlation: Floats) -> Floats | None:
    """The λ whose products are the correlations, or most of them; None where there are none below 1.

    For products λ_i² = ρ_ij ρ_ik / ρ_jk. Correlations with a common check are positive, so that the median of the logarithm
    over pairs j, k finds λ_i beside the few correlations that are no products (of treatments that lost plots).
    """
    count = len(correlation)
    if count == 1:
        return np.zeros(1)
    if correlation[~np.eye(count, dtype=bool)].min() <= 0:
        return None
    logs = np.log(correlation)
    twice = _twice_log_loadings(logs) if count > 2 else logs[0, [1, 1]]
    loadings = np.exp(twice / 2)
    return np.asarray(loadings) if loadings.max() < 1 - 1e-6 else None


def _twice_log_loadings(logs: Floats) -> Floats:
    """The median over pairs j, k of log ρ_ij + log ρ_ik − log ρ_jk, one a variable i; of three variables or more."""
    first, second = _pairs(len(logs))
    found = logs[:, first] + logs[:, second] - logs[first, second]
    own = np.arange(len(logs))[:, None]
    found[(first == own) | (second == own)] = np.nan
    return np.asarray(np.nanmedian(found, axis=1))


def _pairs(count: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """All pairs of a few variables, some of many."""
    if count <= _ALL_PAIRS:
        first, second = np.triu_indices(count, k=1)
        return first, second
    first = np.tile(np.arange(count), len(_STEPS))
    return first, (first + np.repeat(_STEPS, count)) % count
