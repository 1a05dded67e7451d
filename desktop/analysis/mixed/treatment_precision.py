"""How precisely a fitted mixed model knows its treatments: variances of means and of their differences."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.mixed.equations import Solution

Floats = NDArray[np.float64]


class TreatmentPrecision:
    """Covariances of the treatment means (treatments fixed) or of the prediction errors of their deviations (random).

    They are σ² (diag(weight) + A Q A') with as few columns in A as there are replicates and blocks, so that the mean
    variance of a difference needs no matrix of all pairs.
    """

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self.error_variance = solution.error_variance
        self.rows = solution.treatment_rows(0.0 if solution.equations.treatment_random else self._replicates())
        self._product = self.rows @ solution.inverse

    def _replicates(self) -> Floats:
        """The combination of columns that averages the replicates with equal weight (the first has no column)."""
        equations = self.solution.equations
        average = np.zeros(equations.columns)
        average[: equations.fixed_columns] = 1 / len(equations.fixed.levels)
        return average

    def average(self) -> float:
        """The average effect of the replicates, to be added to the treatments' estimates."""
        return float(self._replicates() @ self.solution.effects)

    def variances(self) -> Floats:
        """The variance of every treatment."""
        own = self.solution.weight + (self._product * self.rows).sum(axis=1)
        return np.asarray(self.error_variance * np.maximum(own, 0.0))

    def covariance(self) -> Floats:
        """The covariance matrix of all treatments."""
        return np.asarray(self.error_variance * (np.diag(self.solution.weight) + self._product @ self.rows.T))

    def mean_variance_of_a_difference(self) -> float:
        """The mean over all pairs: 2 / (t − 1) times (trace − sum of all elements / t)."""
        count = len(self.rows)
        centred = self.rows - self.rows.mean(axis=0)
        weight = float(self.solution.weight.sum()) * (1 - 1 / count)
        spread = weight + float(((centred @ self.solution.inverse) * centred).sum())
        return 2 * self.error_variance * spread / (count - 1)
