"""Scott and Knott's partition of means into groups that do not overlap.

The means in order are divided where the sum of squares between the two parts, B, is largest; the division stands if
λ = π / (2(π − 2)) · B / s² exceeds the quantile of χ² on k / (π − 2) degrees of freedom, s² being the estimate of the
means' variance from the k means and the error together; each part is then treated alike
(A. J. Scott, M. Knott, A cluster analysis method for grouping means in the analysis of variance, Biometrics 30, 1974,
507-512).
"""

from __future__ import annotations

from math import pi

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


def partition(means: Floats, error_of_mean: float, error_df: int, alpha: float) -> NDArray[np.intp]:
    """The number of each mean's group, 0 is the first; `means` in order of size, `error_of_mean` = MSE / plots a mean."""
    group = np.zeros(len(means), dtype=np.intp)
    waiting, found = [(0, len(means))], []
    while waiting:
        start, end = waiting.pop()
        cut = _division(means[start:end], error_of_mean, error_df, alpha)
        if cut:
            waiting += [(start, start + cut), (start + cut, end)]
        else:
            found.append((start, end))
    for place, (start, end) in enumerate(sorted(found)):
        group[start:end] = place
    return group


def _division(means: Floats, error_of_mean: float, error_df: int, alpha: float) -> int:
    """How many of the means are the first part; 0 where they are one group."""
    count = len(means)
    if count < 2:
        return 0
    centred = means - means.mean()
    first = np.arange(1, count)
    between = np.cumsum(centred)[:-1] ** 2 * count / (first * (count - first))
    cut = int(between.argmax())
    variance = (float(centred @ centred) + error_df * error_of_mean) / (count + error_df)
    statistic = pi / (2 * (pi - 2)) * float(between[cut]) / variance if variance > 0 else 0.0
    p = float(special.chdtrc(count / (pi - 2), statistic))
    return cut + 1 if p < alpha else 0
