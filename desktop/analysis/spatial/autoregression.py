"""Errors that are alike among neighbours: first-order autoregression along rows and along columns, separable.

The correlation of two plots is ρ(row)^|rows apart| · ρ(column)^|columns apart|. The inverse of that matrix over a whole
rectangle is the Kronecker product of two tridiagonal ones, hence a band as narrow as the rectangle's shorter side:
everything is done with that band, and places without a plot are left out exactly.

B. R. Cullis, A. C. Gleeson, Spatial analysis of field experiments - an extension to two dimensions, Biometrics 47,
1991, 1449-1460; A. R. Gilmour, B. R. Cullis, A. P. Verbyla, Accounting for natural and extraneous variation in the
analysis of field experiments, Journal of Agricultural, Biological, and Environmental Statistics 2, 1997, 269-293.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve_banded, cholesky_banded

from desktop.analysis.spatial.grid import Grid

Floats = NDArray[np.float64]


class WithNugget:
    """The covariance I + γ·(autoregressive field at the plots): independent errors beside the field."""

    def __init__(self, grid: Grid, along_rows: float, along_columns: float, ratio: float) -> None:
        """`along_rows` is the correlation of plots one row apart, `ratio` the field's variance over the error's."""
        self.places, count = grid.places, grid.rows * grid.columns
        band = precision(grid, along_rows, along_columns) / ratio
        band[0, self.places] += 1
        self.factor = cholesky_banded(band, lower=True, check_finite=False)
        self.count = count
        self.log_determinant = (
            _log_pivots(self.factor) + count * log(ratio) + field_log_determinant(grid, along_rows, along_columns)
        )

    def solve(self, values: Floats) -> Floats:
        """The inverse times one or several columns of plot values."""
        return values - self.field(values)[self.places]

    def field(self, values: Floats) -> Floats:
        """The field predicted at every place from plot values."""
        wide = np.zeros((self.count, *values.shape[1:]))
        wide[self.places] = values
        return np.asarray(cho_solve_banded((self.factor, True), wide, overwrite_b=True, check_finite=False))


class WithoutNugget:
    """The covariance of an autoregressive field at the plots, nothing beside it."""

    def __init__(self, grid: Grid, along_rows: float, along_columns: float) -> None:
        """`along_rows` is the correlation of plots one row apart."""
        self.places, self.count = grid.places, grid.rows * grid.columns
        self._band = precision(grid, along_rows, along_columns)
        self.gaps = np.setdiff1d(np.arange(self.count), self.places)
        self.log_determinant = field_log_determinant(grid, along_rows, along_columns)
        if len(self.gaps):
            self.factor = cholesky_banded(self._without_plots(), lower=True, check_finite=False)
            self.log_determinant += _log_pivots(self.factor)

    def _without_plots(self) -> Floats:
        """The precision among the gaps, as a band; the plots' places become independent of all."""
        band = self._band.copy()
        taken = np.zeros(self.count + len(band), dtype=bool)
        taken[self.places] = True
        for offset in range(1, len(band)):
            band[offset, taken[: self.count] | taken[offset : self.count + offset]] = 0
        band[0, self.places] = 1
        return band

    def _times(self, values: Floats) -> Floats:
        """The precision of all places times columns of values."""
        found = (self._band[0] * values.T).T
        for offset in np.flatnonzero(np.any(self._band[1:] != 0, axis=1)) + 1:
            edge = self._band[offset, : self.count - offset]
            found[offset:] += (edge * values[:-offset].T).T
            found[:-offset] += (edge * values[offset:].T).T
        return np.asarray(found)

    def solve(self, values: Floats) -> Floats:
        """The inverse times one or several columns of plot values."""
        return self._times(self.field(values))[self.places]

    def field(self, values: Floats) -> Floats:
        """The field at every place: as given at the plots, predicted from them in the gaps."""
        wide = np.zeros((self.count, *values.shape[1:]))
        wide[self.places] = values
        if len(self.gaps):
            pull = self._times(wide)
            pull[self.places] = 0
            filled = cho_solve_banded((self.factor, True), pull, check_finite=False)
            wide[self.gaps] = -filled[self.gaps]
        return wide


def precision(grid: Grid, along_rows: float, along_columns: float) -> Floats:
    """The inverse correlation matrix over all places, lower band storage, counted as `Grid.places` counts."""
    long, short = grid.shape
    steps = (along_columns, along_rows) if grid.turned else (along_rows, along_columns)
    (outer, beside), (inner, next_to) = _line(steps[0], long), _line(steps[1], short)
    band = np.zeros((short + 2 if long > 1 else min(short, 2), long * short))
    band[0] = np.outer(outer, inner).ravel()
    here = np.arange(long * short).reshape(long, short)
    if short > 1:
        band[1, here[:, :-1]] += outer[:, None] * next_to
    if long > 1:
        band[short, here[:-1]] += beside * inner
    if long > 1 and short > 1:
        band[short - 1, here[:-1, 1:]] += beside * next_to
        band[short + 1, here[:-1, :-1]] += beside * next_to
    return band


def _line(correlation: float, length: int) -> tuple[Floats, float]:
    """Diagonal and neighbour of the inverse correlation matrix of a line of plots."""
    if length == 1:
        return np.ones(1), 0.0
    diagonal = np.full(length, 1 + correlation**2)
    diagonal[[0, -1]] = 1
    scale = 1 - correlation**2
    return diagonal / scale, -correlation / scale


def field_log_determinant(grid: Grid, along_rows: float, along_columns: float) -> float:
    """The log determinant of the correlation matrix of all places."""
    rows = grid.columns * (grid.rows - 1) * log(1 - along_rows**2)
    return rows + grid.rows * (grid.columns - 1) * log(1 - along_columns**2)


def _log_pivots(factor: Floats) -> float:
    """The log determinant from a Cholesky band."""
    return 2 * float(np.log(factor[0]).sum())
