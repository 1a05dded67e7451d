"""Least squares of one treatment factor beside blocks, the treatments absorbed.

The same figures as `LinearModel`, which every caller may take it for, but treatments are never written out as columns:
their part of the equations is diagonal, so that the work grows with the number of blocks and not with its square by the
number of varieties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.factors import Covariate, Factor
from desktop.analysis.linear.least_squares import (
    AdjustedMeans,
    LinearModel,
    SumOfSquares,
    Term,
    independent_columns,
    indicators,
    new_directions,
)

Floats = NDArray[np.float64]


def least_squares(
    y: Floats, factors: Mapping[str, Factor], terms: Sequence[Term], covariates: Mapping[str, Covariate] | None = None
) -> LinearModel:
    """The fit of `terms`, by the quicker way where they are blocks and one treatment factor, the last."""
    single = bool(terms) and all(len(term) == 1 for term in terms) and not covariates
    return AbsorbedModel(y, factors, terms) if single else LinearModel(y, factors, terms, covariates)


class AbsorbedModel(LinearModel):
    """The fit of block factors and one treatment factor, which is the last term."""

    def _decompose(self) -> None:
        """The blocks' basis, and what it adds to the treatments."""
        n = len(self.y)
        self.treatment = self.factors[self.terms[-1][0]]
        self._counts = self.treatment.counts().astype(float)
        self._steps, basis = [], np.full((n, 1), 1 / np.sqrt(n))
        for term in self.terms[:-1]:
            new, _chosen = new_directions(indicators(self.factors, term, n), basis)
            self._steps.append(new.T @ self._centred)
            basis = np.hstack([basis, new])
        self._blocks = basis
        raw = np.hstack([indicators(self.factors, term, n) for term in self.terms[:-1]] or [np.empty((n, 0))])
        self._new, self._chosen_columns = independent_columns(self._swept(raw), np.sqrt((raw**2).sum(axis=0)))
        self._raw = raw

    def _levels(self, values: Floats) -> Floats:
        """Means of plot values by treatment."""
        if values.ndim == 1:
            return np.asarray(np.bincount(self.treatment.codes, values, len(self._counts)) / self._counts)
        found = [np.bincount(self.treatment.codes, column, len(self._counts)) for column in values.T]
        return np.asarray(np.array(found).reshape(-1, len(self._counts)).T / self._counts[:, None])

    def _swept(self, values: Floats) -> Floats:
        """Plot values less their treatments' means."""
        return np.asarray(values - self._levels(values)[self.treatment.codes])

    @cached_property
    def residuals(self) -> Floats:
        """Observed less fitted, one per plot; computed about the mean, so that a large mean costs no digits."""
        within = self._swept(self._centred)
        return np.asarray(within - self._new @ (self._new.T @ within))

    @cached_property
    def leverages(self) -> Floats:
        """The diagonal of the projection: how much each plot draws the fit to itself, 0 to 1."""
        return np.asarray(1 / self._counts[self.treatment.codes] + (self._new**2).sum(axis=1))

    def projection(self, places: NDArray[np.intp]) -> Floats:
        """The rows and columns `places` of the projection onto the model."""
        codes, rows = self.treatment.codes[places], self._new[places]
        same = (codes[:, None] == codes[None, :]) / self._counts[codes]
        return np.asarray(same + rows @ rows.T)

    @property
    def residual_df(self) -> int:
        """Degrees of freedom left for error."""
        return len(self.y) - len(self._counts) - int(self._new.shape[1])

    def sums_of_squares(self) -> list[SumOfSquares]:
        """The sequential sums of squares, one per term."""
        found = [SumOfSquares(t, len(e), float(e @ e)) for t, e in zip(self.terms[:-1], self._steps, strict=True)]
        before = self._centred - self._blocks @ (self._blocks.T @ self._centred)
        added = before - self.residuals
        df = len(self._counts) + int(self._new.shape[1]) - int(self._blocks.shape[1])
        return [*found, SumOfSquares(self.terms[-1], df, float(added @ added) if df else 0.0)]

    def adjusted_means(self, term: Term) -> AdjustedMeans:
        """Least-squares means of the treatments."""
        if term != self.terms[-1]:
            return LinearModel(self.y, self.factors, self.terms).adjusted_means(term)
        average = np.concatenate([self._even(t) for t in self.terms[:-1]] or [np.empty(0)])
        chosen = self._chosen_columns
        kept, within = self._raw[:, chosen], self._swept(self._raw[:, chosen])
        triangle = self._new.T @ within
        effects = np.linalg.solve(triangle, self._new.T @ self._centred) if len(chosen) else np.empty(0)
        rows = average[chosen] - self._levels(kept)
        half = np.linalg.solve(triangle.T, rows.T).T if len(chosen) else rows
        means = self._levels(self._centred) + rows @ effects
        estimable = self._estimable_levels(average, triangle)
        unscaled = half @ half.T + np.diag(1 / self._counts)
        levels = tuple((level,) for level in self.treatment.levels)
        return AdjustedMeans(levels, np.where(estimable, self.mean + means, np.nan), unscaled, estimable)

    def _even(self, term: Term) -> Floats:
        """A block factor's columns where all its levels have equal weight."""
        count = len(self.factors[term[0]].levels)
        return np.full(count - 1, 1 / count)

    def _estimable_levels(self, average: Floats, triangle: Floats) -> NDArray[np.bool_]:
        """Whether each mean follows from the data: the columns left out must at equal weights be what the others say."""
        chosen = self._chosen_columns
        left = np.delete(np.arange(self._raw.shape[1]), chosen)
        if not len(left):
            return np.ones(len(self._counts), dtype=bool)
        dropped = self._raw[:, left]
        inner = np.linalg.solve(triangle, self._new.T @ self._swept(dropped)) if len(chosen) else np.empty((0, len(left)))
        own = self._levels(dropped - self._raw[:, chosen] @ inner)
        return np.asarray(np.abs(average[left] - own - average[chosen] @ inner).max(axis=1) < 1e-6)
