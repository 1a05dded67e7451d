"""A smooth surface over a field: penalized splines in two directions, taken apart like an analysis of variance.

The surface is a plane with a twist (fixed) and five random parts: a smooth line along the rows, one along the columns,
each of them changing linearly across the other direction, and the product of both; each with a variance of its own.

D.-J. Lee, M. Durbán, P. Eilers, Efficient two-dimensional smoothing with P-spline ANOVA mixed models and nested bases,
Computational Statistics & Data Analysis 61, 2013, 22-37; M. X. Rodríguez-Álvarez, M. P. Boer, F. A. van Eeuwijk,
P. H. C. Eilers, Correcting for spatial heterogeneity in plant breeding experiments with P-splines, Spatial Statistics
23, 2018, 52-71.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline

Floats = NDArray[np.float64]

_DEGREE = 3
_MOST_SEGMENTS = 16
SMALLEST = 5  # lines that a smooth curve needs


@dataclass(frozen=True)
class Smooth:
    """The random part of a smooth line: columns at every point, and the eigenvalue of the penalty of each."""

    columns: Floats
    penalty: Floats

    @property
    def scaled(self) -> Floats:
        """The columns whose effects are independent and of one variance."""
        return np.asarray(self.columns / np.sqrt(self.penalty))


def smooth(points: Floats, segments: int) -> Smooth:
    """Cubic B-splines on equal segments with a penalty on second differences, less the straight line they leave free."""
    low, high = float(points.min()), float(points.max())
    width = (high - low) / segments
    knots = low + width * np.arange(-_DEGREE, segments + _DEGREE + 1)
    inside = np.clip(points, low, high - 1e-12 * (high - low))
    basis = BSpline.design_matrix(inside, knots, _DEGREE).toarray()
    difference = np.diff(np.eye(basis.shape[1]), 2, axis=0)
    values, vectors = np.linalg.eigh(difference.T @ difference)
    return Smooth(basis @ vectors[:, 2:], values[2:])


def segments_for(lines: int) -> int:
    """An even number of segments for so many lines, about one a line."""
    return max(2, min(_MOST_SEGMENTS, 2 * ((lines - 1) // 2)))


def surface_parts(row: Floats, column: Floats, rows: int, columns: int) -> dict[str, Floats]:
    """The random parts at points whose coordinates run about zero, in a field of so many rows and columns.

    Every part is scaled so that its variance is the mean variance it gives a point. A direction with too few lines
    for a curve has none.
    """
    found: dict[str, Floats] = {}
    bent_rows, bent_columns = rows >= SMALLEST, columns >= SMALLEST
    if bent_rows:
        found["row_smooth"] = smooth(row, segments_for(rows)).scaled
    if bent_columns:
        found["column_smooth"] = smooth(column, segments_for(columns)).scaled
    if bent_rows and columns > 1:
        found["row_smooth:column"] = smooth(row, segments_for(rows) // 2).scaled * column[:, None]
    if bent_columns and rows > 1:
        found["row:column_smooth"] = smooth(column, segments_for(columns) // 2).scaled * row[:, None]
    if bent_rows and bent_columns:
        along, across = smooth(row, segments_for(rows) // 2), smooth(column, segments_for(columns) // 2)
        found["row_smooth:column_smooth"] = _product(along, across)
    return {name: part / np.sqrt(float((part**2).sum(axis=1).mean())) for name, part in found.items()}


def _product(along: Smooth, across: Smooth) -> Floats:
    """All products of two smooth lines' columns, penalized by the sum of their penalties."""
    penalty = np.sqrt(np.add.outer(along.penalty, across.penalty)).ravel()
    return np.asarray(np.einsum("ni,nj->nij", along.columns, across.columns).reshape(len(along.columns), -1) / penalty)
