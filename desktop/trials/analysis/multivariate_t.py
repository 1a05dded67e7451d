"""The largest of correlated |t| where the correlations are not products: a deterministic lattice rule.

Plots lost in several blocks make the adjusted means' correlations depart a little from products λ_i λ_j. The
probability is then the exact one for the nearest products plus the difference between the two correlation matrices,
both taken by the same sum over lattice points (A. Genz, Numerical computation of multivariate normal probabilities,
J. Comput. Graph. Stat. 1, 1992, 141-149; the points of R. D. Richtmyer). What the two sums have in common, their
error above all, cancels: the result is good to about six decimals and the same at every run.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.trials.analysis.dunnett import Maximum

Floats = NDArray[np.float64]

_WORK = 1_500_000  # points × dimensions of one sum
_FEWEST, _MOST = 2_003, 40_009
_NODES = 24  # where the correction is computed; between them it is interpolated


class GeneralMaximum(Maximum):
    """The distribution of max |t_i| for any positive definite correlation matrix."""

    exact = False

    def __init__(self, correlation: Floats, loadings: Floats, df: float) -> None:
        """`loadings` give the nearest products, as by `dunnett.one_factor`."""
        super().__init__(loadings, df)
        near = np.outer(loadings, loadings)
        np.fill_diagonal(near, 1.0)
        self._roots = (np.linalg.cholesky(correlation), np.linalg.cholesky(near))
        count = int(np.clip(_WORK // len(correlation), _FEWEST, _MOST))
        self._points = _lattice(count, len(correlation) + 1)
        self._nodes, self._corrections = self._tabulate()

    def cdf(self, c: Floats) -> Floats:
        """P(max |t_i| ≤ c) for each element of `c` ≥ 0."""
        points = np.atleast_1d(np.asarray(c, float))
        correction = np.interp(points, self._nodes, self._corrections)
        inside = (points > self._nodes[0]) & (points < self._nodes[-1])
        if np.any(inside):
            correction[inside] = _cubic(self._nodes, self._corrections, points[inside])
        return np.clip(super().cdf(points) + correction, 0.0, 1.0)

    def _tabulate(self) -> tuple[Floats, Floats]:
        """Corrections from almost 0 to where no probability is left."""
        last = float(-special.stdtrit(self.df, 1e-7 / 2))
        nodes = np.concatenate([[0.0], np.geomspace(0.3, max(last, 1.0), _NODES)])
        values = [0.0, *(self._sum(self._roots[0], c) - self._sum(self._roots[1], c) for c in nodes[1:-1]), 0.0]
        return nodes, np.array(values)

    def _sum(self, root: Floats, c: float) -> float:
        """P(max |t_i| ≤ c) for the covariance root root', as the mean over the lattice points."""
        s = np.sqrt(2 * special.gammaincinv(self.df / 2, self._points[:, 0]) / self.df)
        total = np.ones(len(s))
        y = np.zeros((len(root), len(s)))
        for i in range(len(root)):
            shift = root[i, :i] @ y[:i]
            low = special.ndtr((-c * s - shift) / root[i, i])
            width = special.ndtr((c * s - shift) / root[i, i]) - low
            total *= width
            middle = np.clip(low + self._points[:, i + 1] * width, 1e-16, 1 - 1e-16)
            y[i] = special.ndtri(middle)
        return float(total.mean())


def _lattice(count: int, dimensions: int) -> Floats:
    """Richtmyer's points: multiples of square roots of primes, folded to make the sum periodic."""
    steps = np.sqrt(np.array(_primes(dimensions), dtype=float))
    points = np.outer(np.arange(1, count + 1), steps) % 1.0
    return np.asarray(np.clip(np.abs(2 * points - 1), 1e-12, 1 - 1e-12))


def _primes(count: int) -> list[int]:
    """The first `count` prime numbers."""
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % p for p in found if p * p <= candidate):
            found.append(candidate)
        candidate += 1
    return found


def _cubic(x: Floats, y: Floats, at: Floats) -> Floats:
    """The shape-preserving cubic through (x, y) at `at`."""
    from scipy.interpolate import PchipInterpolator

    return np.asarray(PchipInterpolator(x, y)(at))
