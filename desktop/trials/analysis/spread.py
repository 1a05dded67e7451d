"""Do groups of plots spread alike? Levene's test on the residuals of a model, for trials and series of trials."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Levene:
    """Levene's F of the sizes of the residuals by group."""

    f: float
    df: int
    error_df: int
    p: float


def levene(residuals: Floats, groups: NDArray[np.intp]) -> Levene | None:
    """The test on residuals plot by plot, `groups` the number of each plot's group; None where it is not defined.

    In the form of M. B. Brown, A. B. Forsythe, Journal of the American Statistical Association 69, 1974, 364-367: the
    medians of the groups taken out.
    """
    from scipy import stats  # a third of a second to load, which an analysis without groups need not wait for

    samples = [residuals[groups == group] for group in np.unique(groups)]
    df, error_df = len(samples) - 1, len(residuals) - len(samples)
    sizes = [np.abs(sample - np.median(sample)) for sample in samples]
    if df < 1 or error_df < 1 or not any(np.ptp(size) > 0 for size in sizes):
        return None
    found = stats.levene(*samples, center="median")
    return Levene(float(found.statistic), df, error_df, float(found.pvalue))
