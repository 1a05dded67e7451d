"""The largest of correlated |t| where not all correlations are products: a deterministic lattice rule.

Where several plots are lost, the adjusted means of the treatments that lost them are correlated a little otherwise
than by products λ_i λ_j; all other correlations still are products. The probability is then the exact one for the
products, plus the difference that the few make: that difference is a sum over lattice points for the shared normal
y, for s, and for the few alone (A. Genz, Numerical computation of multivariate normal probabilities, J. Comput.
Graph. Stat. 1, 1992, 141-149; points of R. D. Richtmyer), the same at every run and good to about six decimals.
Without any product structure the few are all, and the sum is good to about four.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.comparisons.one_factor_t import Maximum, departures

Floats = NDArray[np.float64]

_WORK = 120_000  # lattice points × variables of one sum
_FEWEST, _MOST = 2_003, 20_011
_NODES = 60  # more points than these are interpolated between so many


class GeneralMaximum(Maximum):
    """The distribution of max |t_i| for any positive definite correlation matrix."""

    exact = False

    def __init__(self, correlation: Floats, loadings: Floats | None, df: float) -> None:
        """`loadings` give most correlations as products, as by `one_factor_t.one_factor`; None if there are no such."""
        few, shared = _split(correlation, loadings)
        super().__init__(shared, df)
        self._many = Maximum(shared[~few], df)
        self._few_loadings = shared[few]
        rest = correlation[np.ix_(few, few)] - np.outer(self._few_loadings, self._few_loadings)
        self._root = np.asarray(np.linalg.cholesky(rest), float)
        self._alone = np.asarray(np.diag(np.sqrt(np.diag(rest))), float)
        count = int(np.clip(_WORK // len(rest), _FEWEST, _MOST))
        self._points = lattice(count, len(rest) + 2)
        self._s = np.sqrt(2 * special.gammaincinv(self.df / 2, self._points[:, 0]) / self.df)
        self._y = special.ndtri(self._points[:, 1])

    def cdf(self, c: Floats) -> Floats:
        """P(max |t_i| ≤ c) for each element of `c` ≥ 0."""
        points = np.atleast_1d(np.asarray(c, float))
        return np.asarray(np.clip(super().cdf(points) + self._differences(points), 0.0, 1.0))

    def _differences(self, points: Floats) -> Floats:
        """What the few change, at every point."""
        if len(points) <= _NODES:
            return np.array([self._difference(c) for c in points])
        from scipy.interpolate import PchipInterpolator

        last = max(float(-special.stdtrit(self.df, 1e-7 / 2)), 1.0)
        nodes = np.concatenate([[0.0], np.geomspace(0.3, last, _NODES)])
        values = [0.0, *(self._difference(c) for c in nodes[1:-1]), 0.0]
        return np.asarray(PchipInterpolator(nodes, values)(np.minimum(points, last)))

    def _difference(self, c: float) -> float:
        """P(max |t_i| ≤ c) less what it would be if all correlations were products."""
        reach: Floats = c * self._s
        many = np.exp(self._many.log_inside(reach, self._y))
        centre: Floats = self._few_loadings[:, None] * self._y
        together = self._inside(self._root, reach, centre) - self._inside(self._alone, reach, centre)
        return float((many * together).mean())

    def _inside(self, root: Floats, reach: Floats, centre: Floats) -> Floats:
        """At each point, P(|centre + root z| ≤ reach) with the lattice for z, one variable after the other."""
        total = np.ones(len(reach))
        z = np.zeros((len(root), len(reach)))
        for i in range(len(root)):
            shift = centre[i] + root[i, :i] @ z[:i]
            low = special.ndtr((-reach - shift) / root[i, i])
            width = special.ndtr((reach - shift) / root[i, i]) - low
            total *= width
            z[i] = special.ndtri(np.clip(low + self._points[:, i + 2] * width, 1e-16, 1 - 1e-16))
        return total


def _split(correlation: Floats, loadings: Floats | None) -> tuple[NDArray[np.bool_], Floats]:
    """Which variables are the few, and all loadings; all are, with loadings 0, where that is no correlation matrix."""
    if loadings is not None:
        few = departures(correlation, loadings)
        rest = correlation[np.ix_(few, few)] - np.outer(loadings[few], loadings[few])
        if np.linalg.eigvalsh(rest)[0] > 1e-9:
            return few, loadings
    return np.ones(len(correlation), dtype=bool), np.zeros(len(correlation))


def lattice(count: int, dimensions: int) -> Floats:
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
