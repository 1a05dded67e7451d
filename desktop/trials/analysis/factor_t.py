"""The largest of correlated |t| where the correlations come from a few shared errors: those of blocks and of the check.

Differences of adjusted means from a check have an error of their own (that of the treatment's plots) and shared ones:
those of the block effects and of the check's mean. With u² the share of the own error and L the loadings on the shared
ones the correlation matrix is diag(u²) + L L', so that, given the shared errors y and s = sqrt(χ²/ν), the t are independent:

    P(max |t_i| ≤ c) = E Π_i [Φ((L_i y + c s)/u_i) − Φ((L_i y − c s)/u_i)].

The expectation is a sum over lattice points in as many dimensions as there are shared errors, and treatments with equal
loadings (new entries of one block) are counted once: three hundred entries cost no more than their fifteen blocks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.trials.analysis.dunnett import Maximum
from desktop.trials.analysis.multivariate_t import lattice

Floats = NDArray[np.float64]

_WORK = 240_000  # lattice points × different treatments of one sum
_FEWEST, _MOST = 4_001, 20_011
_NODES = 24  # more points than these are interpolated between so many
_NOTHING = 1e-9


class FactorMaximum(Maximum):
    """The distribution of max |t_i| for a correlation matrix diag(u²) + L L'."""

    exact = False

    def __init__(self, own: Floats, loadings: Floats, df: float) -> None:
        """`own` are the u², `loadings` the L: one row a treatment."""
        self.df = float(df)
        rows = np.round(np.column_stack([own, loadings]), 10)
        different, self.counts = np.unique(rows, axis=0, return_counts=True)
        self._width = np.sqrt(different[:, 0])
        count = int(np.clip(_WORK // len(different), _FEWEST, _MOST))
        points = lattice(count, loadings.shape[1] + 1)
        self._s = np.sqrt(2 * special.gammaincinv(self.df / 2, points[:, 0]) / self.df)
        self._centre = special.ndtri(points[:, 1:]) @ different[:, 1:].T

    def cdf(self, c: Floats) -> Floats:
        """P(max |t_i| ≤ c) for each element of `c` ≥ 0."""
        points = np.atleast_1d(np.asarray(c, float))
        if len(points) <= _NODES:
            return np.array([self._inside(reach) for reach in points])
        from scipy.interpolate import PchipInterpolator

        nodes = np.linspace(float(points.min()), float(points.max()), _NODES)
        height = special.ndtri(np.clip([self._inside(reach) for reach in nodes], 1e-15, 1 - 1e-15))  # nearly a line
        return np.asarray(special.ndtr(PchipInterpolator(nodes, np.maximum.accumulate(height))(points)))

    def _inside(self, c: float) -> float:
        """P(max |t_i| ≤ c)."""
        reach = (c * self._s)[:, None]
        width = self._width
        inside = special.ndtr((self._centre + reach) / width) - special.ndtr((self._centre - reach) / width)
        return float(np.exp(np.log(np.maximum(inside, 1e-300)) @ self.counts).mean())


def shared_loadings(correlation: Floats, own: Floats) -> Floats | None:
    """The L with correlation = diag(own) + L L'; None where that has no solution."""
    values, vectors = np.linalg.eigh(correlation - np.diag(own))
    if values[0] < -1e-6 or own.min() < 1e-6:
        return None
    kept = values > _NOTHING * max(float(values[-1]), 1.0)
    return np.asarray(vectors[:, kept] * np.sqrt(values[kept]))
