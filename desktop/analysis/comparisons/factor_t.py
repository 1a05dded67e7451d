"""The largest of correlated |t| where the correlations come from a few shared errors: those of blocks and of the check.

Differences of adjusted means from a check have an error of their own (that of the treatment's plots) and shared ones:
those of the block effects and of the check's mean. With u² the share of the own error and L the loadings on the shared
ones the correlation matrix is diag(u²) + L L', so that, given the shared errors y and s = sqrt(χ²/ν), the t are independent:

    P(max |t_i| ≤ c) = E Π_i [Φ((L_i y + c s)/u_i) − Φ((L_i y − c s)/u_i)].

The expectation is a sum over lattice points in as many dimensions as there are shared errors, and treatments with equal
loadings (new entries of one block) are counted once: three hundred entries cost no more than their fifteen blocks. Where
many differ (entries of an alpha design) the logarithm of a factor, a smooth function of its L_i y and u_i, is taken at
Chebyshev's points of their ranges only, with the weights by which polynomials through these points sum over all treatments:
a thousand entries cost no more than these points, and the product changes by less than 1e-6.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis.comparisons.multivariate_t import lattice
from desktop.analysis.comparisons.one_factor_t import Maximum

Floats = NDArray[np.float64]

_WORK = 1_000_000  # lattice points × different treatments of one sum
_FEWEST, _MOST = 4_001, 40_009
_PIECE = 1_000  # so many lattice points are held at once with every treatment
_NODES = 24  # more points than these are interpolated between so many
_NOTHING = 1e-9
_MANY = 100  # more different treatments than these are summed at points that stand for them
_ALIKE = 0.15  # treatments whose u_i differ less from the median one, as logarithms, are many of a kind
_CENTRES, _WIDTHS = 14, 4  # Chebyshev's points for L_i y and for u_i


class FactorMaximum(Maximum):
    """The distribution of max |t_i| for a correlation matrix diag(u²) + L L'."""

    exact = False

    def __init__(self, own: Floats, loadings: Floats, df: float) -> None:
        """`own` are the u², `loadings` the L: one row a treatment."""
        self.df = float(df)
        rows = np.round(np.column_stack([own, loadings]), 10)
        different, self.counts = np.unique(rows, axis=0, return_counts=True)
        count = int(np.clip(_WORK // min(len(different), _MANY), _FEWEST, _MOST))
        points = lattice(count, loadings.shape[1] + 1)
        self._s = np.sqrt(2 * special.gammaincinv(self.df / 2, points[:, 0]) / self.df)
        width, counts = np.sqrt(different[:, 0]), self.counts.astype(float)
        pieces = [
            _summed(special.ndtri(points[i : i + _PIECE, 1:]) @ different[:, 1:].T, width, counts)
            for i in range(0, count, _PIECE)
        ]
        self._centre = np.concatenate([centre for centre, _width, _weight in pieces])
        self._width = pieces[0][1]
        self._weight = np.concatenate([weight for _centre, _width, weight in pieces])

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
        return float(np.exp((np.log(np.maximum(inside, 1e-300)) * self._weight).sum(axis=1)).mean())


def _summed(centre: Floats, width: Floats, counts: Floats) -> tuple[Floats, Floats, Floats]:
    """What a sum over treatments takes: centres (lattice points × treatments), widths (one a treatment), weights (as
    the centres). Many treatments of about the same width are replaced by their stand-ins."""
    alike = np.abs(np.log(width / np.median(width))) < _ALIKE
    if int(alike.sum()) <= _MANY:
        return centre, width, np.tile(counts, (len(centre), 1))
    for_many = stand_ins(centre[:, alike], width[alike], counts[alike])
    apart = (centre[:, ~alike], width[~alike], np.tile(counts[~alike], (len(centre), 1)))
    return tuple(np.concatenate(parts, axis=-1) for parts in zip(apart, for_many, strict=True))  # type: ignore[return-value]


def stand_ins(centre: Floats, width: Floats, counts: Floats) -> tuple[Floats, Floats, Floats]:
    """Points that stand for many treatments, arguments and results as in `_summed`: a weighted sum of a smooth function
    over them is that over the treatments."""
    middle, half = (centre.max(axis=1) + centre.min(axis=1)) / 2, np.maximum(np.ptp(centre, axis=1) / 2, _NOTHING)
    middle_width, half_width = (width.max() + width.min()) / 2, max(float(np.ptp(width)) / 2, _NOTHING)
    at, to_weights = _chebyshev(_CENTRES)
    at_width, to_weights_width = _chebyshev(_WIDTHS)
    by_width = to_weights_width.T @ np.stack(list(_polynomials((width - middle_width) / half_width, _WIDTHS)))
    scaled = (centre - middle[:, None]) / half[:, None]
    moments = np.stack([t @ (by_width * counts).T for t in _polynomials(scaled, _CENTRES)])
    weights = np.einsum("dj,dke->kje", to_weights, moments).reshape(len(centre), -1)
    centres = np.repeat(middle[:, None] + half[:, None] * at, _WIDTHS, axis=1)
    return centres, np.tile(middle_width + half_width * at_width, _CENTRES), weights


def _chebyshev(count: int) -> tuple[Floats, Floats]:
    """Chebyshev's points, and the matrix from their polynomials' sums (rows) to weights of values at the points."""
    angles = np.pi * (np.arange(count) + 0.5) / count
    to_weights = 2 / count * np.cos(np.arange(count)[:, None] * angles)
    to_weights[0] /= 2
    return np.cos(angles), to_weights


def _polynomials(x: Floats, count: int) -> Iterator[Floats]:
    """Chebyshev's polynomials of degree 0, 1, … `count` - 1 at `x`, one after the other."""
    before, now = np.ones_like(x), x
    yield before
    for _degree in range(1, count):
        yield now
        before, now = now, 2 * x * now - before


def shared_loadings(correlation: Floats, own: Floats) -> Floats | None:
    """The L with correlation = diag(own) + L L'; None where that has no solution."""
    values, vectors = np.linalg.eigh(correlation - np.diag(own))
    if values[0] < -1e-6 or own.min() < 1e-6:
        return None
    kept = values > _NOTHING * max(float(values[-1]), 1.0)
    return np.asarray(vectors[:, kept] * np.sqrt(values[kept]))
