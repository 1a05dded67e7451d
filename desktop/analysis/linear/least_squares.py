"""Least squares for classified data: sequential analysis of variance, least-squares means, residuals.

A model is a list of terms in order; a term is a tuple of factor names: ("rep",), ("variety",), ("variety", "nitrogen").
Sums of squares are sequential (each term after those before it), so that with blocks first and treatments after them
the treatments are adjusted for blocks. Terms that hold nothing new (confounded ones) get the degrees of freedom that
are left for them. Least-squares means weigh the levels of the other factors equally (S. R. Searle, F. M. Speed,
G. A. Milliken, Population marginal means in the linear model, The American Statistician 34, 1980, 216-221).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.factors import Covariate, Factor

Floats = NDArray[np.float64]
Term = tuple[str, ...]

RANK_TOLERANCE = 1e-7  # a column is new if so much of its length is left after the columns before it


@dataclass(frozen=True)
class SumOfSquares:
    """One line of a sequential analysis of variance."""

    term: Term
    df: int
    ss: float


@dataclass(frozen=True)
class AdjustedMeans:
    """Least-squares means of a term.

    `combinations[i]` are the levels that mean i stands for, `unscaled` the covariance matrix of the means divided by
    the error variance; `estimable[i]` is false where the data do not determine the mean (its value is then NaN).
    """

    combinations: tuple[tuple[str, ...], ...]
    means: Floats
    unscaled: Floats
    estimable: NDArray[np.bool_]

    @cached_property
    def names(self) -> list[str]:
        """The combinations as names: "a:b"."""
        return [":".join(levels) for levels in self.combinations]

    def difference_variances(self) -> Floats:
        """The variances of the differences of all pairs, divided by the error variance."""
        own = np.diag(self.unscaled)
        return np.asarray(np.maximum(own[:, None] + own[None, :] - 2 * self.unscaled, 0.0))


class LinearModel:
    """The least-squares fit of `terms`, after a general mean, to `y`."""

    def __init__(
        self,
        y: Floats,
        factors: Mapping[str, Factor],
        terms: Sequence[Term],
        covariates: Mapping[str, Covariate] | None = None,
    ) -> None:
        """`y` holds one number per plot; every name in `terms` is in `factors` or `covariates`."""
        self.y = np.asarray(y, float)
        self.factors = dict(factors)
        self._parts: dict[str, Factor | Covariate] = {**factors, **(covariates or {})}
        self.terms = list(terms)
        self.mean = float(self.y.mean())
        self._centred = self.y - self.mean
        self._decompose()

    def _decompose(self) -> None:
        """Gather an orthonormal basis term by term, and note which columns each term added."""
        n = len(self.y)
        basis = np.full((n, 1), 1 / np.sqrt(n))
        kept = [np.ones((n, 1))]
        self._chosen: list[NDArray[np.intp]] = []
        self._dropped: list[Floats] = []
        self._effects: list[Floats] = []
        for term in self.terms:
            columns = indicators(self._parts, term, n)
            new, chosen = new_directions(columns, basis)
            self._chosen.append(chosen)
            self._dropped.append(np.delete(columns, chosen, axis=1))
            self._effects.append(new.T @ self._centred)
            basis = np.hstack([basis, new])
            kept.append(columns[:, chosen])
        self._basis, self._kept = basis, np.hstack(kept)

    @cached_property
    def triangle(self) -> Floats:
        """R of the decomposition X = QR of the independent columns."""
        return np.asarray(np.triu(self._basis.T @ self._kept))

    @cached_property
    def coefficients(self) -> Floats:
        """The coefficients of the independent columns for the response less its mean."""
        return np.asarray(np.linalg.solve(self.triangle, self._basis.T @ self._centred))

    @cached_property
    def fitted(self) -> Floats:
        """The fitted values, one per plot."""
        return self.y - self.residuals

    @cached_property
    def residuals(self) -> Floats:
        """Observed less fitted, one per plot; computed about the mean, so that a large mean costs no digits."""
        return np.asarray(self._centred - self._basis @ (self._basis.T @ self._centred))

    def residual_of(self, others: Floats) -> Floats:
        """What the model leaves of other responses, a column each."""
        return np.asarray(others - self._basis @ (self._basis.T @ others))

    @cached_property
    def leverages(self) -> Floats:
        """The diagonal of the projection: how much each plot draws the fit to itself, 0 to 1."""
        return np.asarray((self._basis**2).sum(axis=1))

    def projection(self, places: NDArray[np.intp]) -> Floats:
        """The rows and columns `places` of the projection onto the model."""
        rows = self._basis[places]
        return np.asarray(rows @ rows.T)

    @property
    def residual_df(self) -> int:
        """Degrees of freedom left for error."""
        return len(self.y) - self._basis.shape[1]

    @cached_property
    def residual_ss(self) -> float:
        """Residual sum of squares; 0 where nothing but rounding is left, or no degrees of freedom."""
        ss = float(self.residuals @ self.residuals)
        rounding = len(self.y) * (16 * np.finfo(float).eps * float(np.abs(self.y).max(initial=0.0))) ** 2
        return 0.0 if self.residual_df == 0 or ss <= rounding else ss

    @property
    def error_ms(self) -> float:
        """The residual mean square; 0 without degrees of freedom."""
        return self.residual_ss / self.residual_df if self.residual_df else 0.0

    def slope(self, name: str) -> tuple[float, float]:
        """The coefficient of a covariate, adjusted for all other terms, and its variance over the error variance."""
        place = 1 + sum(len(chosen) for term, chosen in zip(self.terms, self._chosen, strict=True)
                        if self.terms.index(term) < self.terms.index((name,)))
        row = np.zeros(len(self.triangle))
        row[place] = 1.0
        root = np.linalg.solve(self.triangle.T, row)
        return float(self.coefficients[place]), float(root @ root)

    def sums_of_squares(self) -> list[SumOfSquares]:
        """The sequential sums of squares, one per term."""
        return [SumOfSquares(t, len(e), float(e @ e)) for t, e in zip(self.terms, self._effects, strict=True)]

    def adjusted_means(self, term: Term) -> AdjustedMeans:
        """Least-squares means of the combinations of levels of `term`'s factors."""
        combinations = tuple(product(*(self.factors[name].levels for name in term)))
        kept, dropped = [np.ones((len(combinations), 1))], []
        for model_term, chosen in zip(self.terms, self._chosen, strict=True):
            rows = self._averaged(model_term, term)
            kept.append(rows[:, chosen])
            dropped.append(np.delete(rows, chosen, axis=1))
        rows = np.hstack(kept)
        root = np.asarray(np.linalg.solve(self.triangle.T, rows.T).T, float)
        estimable = self._estimable(root, np.hstack(dropped) if dropped else rows[:, :0])
        means = np.where(estimable, self.mean + rows @ self.coefficients, np.nan)
        return AdjustedMeans(combinations, means, root @ root.T, estimable)

    def _averaged(self, model_term: Term, target: Term) -> Floats:
        """The columns of `model_term` at each combination of `target`, averaged over all other factors' levels."""
        blocks = [len(self.factors[name].levels) for name in target]
        grid = np.indices(blocks).reshape(len(blocks), -1)
        rows = np.ones((grid.shape[1], 1))
        for name in model_term:
            if name in target:
                piece = np.eye(len(self.factors[name].levels))[:, 1:][grid[target.index(name)]]
            else:
                piece = np.tile(self._parts[name].average(), (grid.shape[1], 1))
            rows = (rows[:, :, None] * piece[:, None, :]).reshape(grid.shape[1], -1)
        return rows

    def _estimable(self, root: Floats, dropped: Floats) -> NDArray[np.bool_]:
        """Whether each mean is a combination of the data: the left-out columns must follow from the kept ones."""
        columns = np.hstack(self._dropped) if self._dropped else np.empty((len(self.y), 0))
        implied = root @ (self._basis.T @ columns)
        return np.asarray(np.abs(dropped - implied).max(axis=1, initial=0.0) < 1e-6)


def indicators(factors: Mapping[str, Factor | Covariate] | Mapping[str, Factor], term: Term, plots: int) -> Floats:
    """The indicator columns of `term` on every plot, the first level of each factor left out."""
    columns = np.ones((plots, 1))
    for name in term:
        columns = (columns[:, :, None] * factors[name].columns()[:, None, :]).reshape(plots, -1)
    return columns


def new_directions(columns: Floats, basis: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """An orthonormal basis of what `columns` add to `basis`, and the columns that span it."""
    if not columns.shape[1]:
        return columns, np.empty(0, dtype=np.intp)
    left = columns - basis @ (basis.T @ columns)
    left -= basis @ (basis.T @ left)
    return independent_columns(left, np.sqrt((columns**2).sum(axis=0)))


def independent_columns(left: Floats, lengths: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """An orthonormal basis of `left`, and the columns that span it; `lengths` are those before anything was taken off."""
    if not left.shape[1]:
        return left, np.empty(0, dtype=np.intp)
    q, r = np.linalg.qr(left)
    if r.shape[0] == left.shape[1] and np.all(np.abs(np.diag(r)) > RANK_TOLERANCE * np.maximum(lengths, 1e-300)):
        return q, np.arange(left.shape[1])
    return _pivoted(left, lengths)


def _pivoted(left: Floats, lengths: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The independent ones among the columns of `left`, first come first kept, by modified Gram-Schmidt."""
    rows = left.shape[0]
    basis = np.empty((rows, 0))
    chosen: list[int] = []
    for i in range(left.shape[1]):
        rest = left[:, i] - basis @ (basis.T @ left[:, i])
        rest -= basis @ (basis.T @ rest)
        length = float(np.sqrt(rest @ rest))
        if length > RANK_TOLERANCE * max(float(lengths[i]), 1e-300):
            basis = np.hstack([basis, (rest / length)[:, None]])
            chosen.append(i)
    return basis, np.array(chosen, dtype=np.intp)
