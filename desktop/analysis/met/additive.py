"""Least squares for two crossed classifications without interaction: rows + columns, any cells missing, any weights.

The larger classification is eliminated, its part of the equations being diagonal, so that a table of hundreds of
entries by dozens of environments costs a system of dozens. The rank is counted exactly from the table's connected
parts and never judged by rounding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True)
class Additive:
    """Effects with fitted value = rows[r] + columns[c]; in a connected table they are unique but for a constant.

    `rank` counts independent effects, the general mean included; `fitted` has one element per observation.
    """

    rows: Floats
    columns: Floats
    fitted: Floats
    rank: int


def groups(present: NDArray[np.bool_]) -> Codes:
    """For each row of a table the number of its connected part: rows are connected by columns that both occupy."""
    label = np.arange(present.shape[0])
    while True:
        lowest = np.where(present, label[:, None], present.shape[0]).min(axis=0)
        new = np.minimum(label, np.where(present, lowest[None, :], present.shape[0]).min(axis=1, initial=present.shape[0]))
        if (new == label).all():
            return label
        label = new


def rank(present: NDArray[np.bool_]) -> int:
    """The number of independent effects of rows and columns, the mean included; empty rows and columns count nothing."""
    rows = present.any(axis=1)
    parts = len(np.unique(groups(present[rows])))
    return int(rows.sum()) + int(present.any(axis=0).sum()) - parts


def fit(y: Floats, rows: Codes, columns: Codes, shape: tuple[int, int], weights: Floats | None = None) -> Additive:
    """The least-squares fit to observations `y` at places (rows[i], columns[i]) of a table of that shape."""
    w = np.ones(len(y)) if weights is None else weights
    if shape[0] > shape[1]:
        turned = fit(y, columns, rows, (shape[1], shape[0]), w)
        return Additive(turned.columns, turned.rows, turned.fitted, turned.rank)
    table = np.bincount(rows * shape[1] + columns, w, shape[0] * shape[1]).reshape(shape)
    count = np.where((total := table.sum(axis=0)) > 0, total, 1.0)
    share = table / count
    reduced = np.diag(table.sum(axis=1)) - share @ table.T
    inverse = np.linalg.pinv(reduced, rcond=1e-11, hermitian=True)
    row_effect, column_effect = np.zeros(shape[0]), np.zeros(shape[1])
    fitted = np.zeros(len(y))
    for _refined in range(3):
        left = w * (y - fitted)
        by_row, by_column = np.bincount(rows, left, shape[0]), np.bincount(columns, left, shape[1])
        step = inverse @ (by_row - share @ by_column)
        row_effect += step
        column_effect += (by_column - table.T @ step) / count
        fitted = row_effect[rows] + column_effect[columns]
    return Additive(row_effect, column_effect, fitted, rank(table > 0))


@dataclass(frozen=True)
class RowMeans:
    """Least-squares means of the rows over equally weighted columns, and their covariances over the error variance."""

    means: Floats
    unscaled: Floats


def row_means(table: Floats, weights: Floats | None = None) -> tuple[RowMeans, Additive]:
    """The adjusted means of the rows of a connected table whose missing cells are NaN; `weights` cell by cell."""
    rows, columns = np.nonzero(np.isfinite(table))
    w = np.ones(len(rows)) if weights is None else weights[rows, columns]
    found = fit(table[rows, columns], rows.astype(np.intp), columns.astype(np.intp), table.shape, w)
    return RowMeans(found.rows + found.columns.mean(), _covariance(table, rows, columns, w)), found


def _covariance(table: Floats, rows: Codes, columns: Codes, w: Floats) -> Floats:
    """The covariances of the adjusted row means, over the error variance."""
    t, e = table.shape
    design = np.zeros((t, e))
    design[rows, columns] = w
    count, per_row = design.sum(axis=0), design.sum(axis=1)
    reduced = np.diag(count) - (design.T / per_row) @ design
    inverse = np.linalg.pinv(reduced, rcond=1e-11, hermitian=True)
    average = np.full(e, 1 / e) - design / per_row[:, None]
    return np.asarray(np.diag(1 / per_row) + average @ inverse @ average.T)
