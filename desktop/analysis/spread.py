"""Do groups of plots spread alike? Levene's test on the residuals of a model, for trials and series of trials.

In the form of M. B. Brown, A. B. Forsythe, Journal of the American Statistical Association 69, 1974, 364-367: on the sizes
of the residuals, the medians of the groups taken out. Why not `scipy.stats.levene`, which gives the same: loading the
package takes a third of a second, as long as the whole analysis of a series of thirty sites.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Levene:
    """Levene's F of the sizes of the residuals by group."""

    f: float
    df: int
    error_df: int
    p: float


def levene(residuals: Floats, groups: NDArray[np.intp]) -> Levene | None:
    """The test on residuals plot by plot, `groups` the number of each plot's group; None where it is not defined."""
    levels = np.unique(groups)
    sizes = np.empty_like(residuals)
    for level in levels:
        own = groups == level
        sizes[own] = np.abs(residuals[own] - np.median(residuals[own]))
    df, error_df = len(levels) - 1, len(residuals) - len(levels)
    means = np.array([sizes[groups == level].mean() for level in levels])
    counts = np.array([(groups == level).sum() for level in levels])
    between = float(counts @ (means - sizes.mean()) ** 2)
    within = float(sum(((sizes[groups == g] - m) ** 2).sum() for g, m in zip(levels, means, strict=True)))
    if df < 1 or error_df < 1 or within <= 0:
        return None
    f = between / df / (within / error_df)
    return Levene(f, df, error_df, float(special.fdtrc(df, error_df, f)))
