"""A mixed model of a field trial: treatments, further fixed columns, random columns, and neighbours that are alike.

y = treatments + fixed + Σ random parts + field + error. The parameters are the logarithms of the parts' variances over
the error's, and, where a field of autoregressive errors is asked for, its correlations and its variance over the
error's. Treatments are absorbed; what is left is one small Cholesky decomposition per evaluation. The restricted
likelihood carries all constants, as lme4 and nlme define it.

D. A. Harville, Maximum likelihood approaches to variance component estimation and to related problems, Journal of the
American Statistical Association 72, 1977, 320-338.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import atanh, log, pi

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, solve_triangular

from desktop.analysis.factors import Factor
from desktop.analysis.spatial.autoregression import WithNugget, WithoutNugget
from desktop.analysis.spatial.grid import Grid

Floats = NDArray[np.float64]

NO_FIELD, FIELD, FIELD_AND_ERROR = "none", "ar1", "ar1+error"


@dataclass(frozen=True)
class Part:
    """Random columns of one variance: their effects are independent and alike in spread."""

    name: str
    columns: Floats


@dataclass(frozen=True)
class FieldModel:
    """What is fitted. `fixed` are columns beside the treatments, centred so that means are averages over them."""

    y: Floats
    treatment: Factor
    fixed: Floats
    parts: tuple[Part, ...] = ()
    kind: str = NO_FIELD
    grid: Grid | None = None

    @property
    def rank(self) -> int:
        """The number of fixed effects."""
        return len(self.treatment.levels) + int(self.fixed.shape[1])

    @property
    def free(self) -> int:
        """Plots less fixed effects."""
        return len(self.y) - self.rank

    @property
    def directions(self) -> tuple[str, ...]:
        """The directions along which the field has a correlation of its own."""
        if self.kind == NO_FIELD or self.grid is None:
            return ()
        sides = (("row", self.grid.rows), ("column", self.grid.columns))
        return tuple(name for name, length in sides if length > 1)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters in order: parts, correlations, field."""
        own = ("field",) if self.kind == FIELD_AND_ERROR else ()
        return (*(p.name for p in self.parts), *(f"rho_{d}" for d in self.directions), *own)

    @cached_property
    def columns(self) -> Floats:
        """The fixed and the random columns side by side."""
        return np.hstack([self.fixed, *(p.columns for p in self.parts)])

    @cached_property
    def part_slices(self) -> list[slice]:
        """Where the parts lie among the columns."""
        ends = np.cumsum([self.fixed.shape[1], *(p.columns.shape[1] for p in self.parts)])
        return [slice(int(a), int(b)) for a, b in pairwise(ends)]

    @cached_property
    def plain(self) -> Absorbed:
        """The equations with independent errors, which do not change with the parameters."""
        return Absorbed(self, None)


class Absorbed:
    """The equations for one covariance of the errors, the treatments absorbed."""

    def __init__(self, model: FieldModel, core: WithNugget | WithoutNugget | None) -> None:
        """`core` is None where errors are independent."""
        self.model, self.core = model, core
        self.shift = float(model.y.mean())
        values = np.column_stack([model.y - self.shift, model.columns])
        if core is None:
            self._independent(values)
        else:
            self._correlated(values, core)
        self.square, self.right, self.matrix = self._reduced[0, 0], self._reduced[1:, 0], self._reduced[1:, 1:]

    def _independent(self, values: Floats) -> None:
        """Treatments are orthogonal: their part of the equations is diagonal."""
        counts = self.model.treatment.counts().astype(float)
        totals = _totals(self.model.treatment, values)
        self.inverse: Floats = np.diag(1 / counts)
        self.effects = totals / counts[:, None]
        self._reduced = values.T @ values - totals.T @ self.effects
        self.log_determinant, self.core_log_determinant = float(np.log(counts).sum()), 0.0

    def _correlated(self, values: Floats, core: WithNugget | WithoutNugget) -> None:
        """The field's covariance is inverted by its band, the treatments' equations by Cholesky."""
        treatment = self.model.treatment
        indicator = np.zeros((len(values), len(treatment.levels)))
        indicator[np.arange(len(values)), treatment.codes] = 1
        solved = core.solve(np.hstack([values, indicator]))
        weighted, inside = solved[:, : values.shape[1]], solved[:, values.shape[1] :]
        factor = np.linalg.cholesky(_totals(treatment, inside))
        totals = _totals(treatment, weighted)
        self.effects = np.asarray(cho_solve((factor, True), totals, check_finite=False))
        self._factor = factor
        self._reduced = values.T @ weighted - totals.T @ self.effects
        self.core_log_determinant = core.log_determinant
        self.log_determinant = core.log_determinant + 2 * float(np.log(np.diag(factor)).sum())

    def treatment_inverse(self) -> Floats:
        """The inverse of the treatments' part of the equations."""
        if self.core is None:
            return self.inverse
        return np.asarray(cho_solve((self._factor, True), np.eye(len(self.model.treatment.levels)), check_finite=False))


def _totals(treatment: Factor, values: Floats) -> Floats:
    """Sums of rows by treatment."""
    order = np.argsort(treatment.codes, kind="stable")
    starts = np.concatenate([[0], np.cumsum(treatment.counts())[:-1]])
    return np.asarray(np.add.reduceat(values[order], starts, axis=0))


@dataclass(frozen=True)
class State:
    """The model solved at given parameters: `ratios` of the parts, correlations along rows and columns, field ratio."""

    model: FieldModel
    ratios: Floats
    rho_row: float = 0.0
    rho_column: float = 0.0
    field_ratio: float = 0.0
    absorbed: Absorbed = field(init=False)

    def __post_init__(self) -> None:
        """Set up the equations."""
        object.__setattr__(self, "absorbed", self._absorb())

    def _absorb(self) -> Absorbed:
        model, correlations = self.model, (self.rho_row, self.rho_column)
        if model.kind == NO_FIELD or model.grid is None:
            return model.plain
        if model.kind == FIELD:
            return Absorbed(model, WithoutNugget(model.grid, *correlations))
        return Absorbed(model, WithNugget(model.grid, *correlations, self.field_ratio) if self.field_ratio else None)

    @cached_property
    def root(self) -> Floats:
        """The scale of every column: 1 for fixed ones, the root of its part's ratio for random ones."""
        scale = np.ones(self.model.columns.shape[1])
        for part, ratio in zip(self.model.part_slices, self.ratios, strict=True):
            scale[part] = np.sqrt(ratio)
        return scale

    @cached_property
    def _factor(self) -> Floats:
        scaled = self.root[:, None] * self.absorbed.matrix * self.root
        random = np.arange(self.model.fixed.shape[1], len(scaled))
        scaled[random, random] += 1
        return np.linalg.cholesky(scaled)

    @cached_property
    def _half(self) -> Floats:
        right = self.root * self.absorbed.right
        return np.asarray(solve_triangular(self._factor, right, lower=True, check_finite=False)) if len(right) else right

    @cached_property
    def quadratic(self) -> float:
        """y'Py over the error variance's unit."""
        return float(self.absorbed.square - self._half @ self._half)

    @cached_property
    def log_determinant(self) -> float:
        """log|V| + log|X'V⁻¹X|, V over the error variance."""
        return self.absorbed.log_determinant + 2 * float(np.log(np.diag(self._factor)).sum())

    @property
    def error_variance(self) -> float:
        """The REML estimate of the error variance (of the field's, where there is nothing beside it)."""
        return self.quadratic / self.model.free

    @property
    def deviance(self) -> float:
        """−2 log restricted likelihood, the error variance profiled out."""
        if self.quadratic <= 0:
            return np.inf
        return self.log_determinant + self.model.free * (1 + log(2 * pi * self.error_variance))

    def deviance_with(self, error_variance: float) -> float:
        """−2 log restricted likelihood at a given error variance."""
        return self.log_determinant + self.model.free * log(2 * pi * error_variance) + self.quadratic / error_variance

    @cached_property
    def full_deviance(self) -> float:
        """−2 log likelihood (not restricted) at these parameters and the generalized least-squares estimates."""
        model = self.model
        first = model.fixed.shape[1]
        weighted = model.columns if self.absorbed.core is None else self.absorbed.core.solve(model.columns)
        scaled = self.root[:, None] * (model.columns.T @ weighted) * self.root
        inside = scaled[first:, first:] + np.eye(len(scaled) - first)
        logs = self.absorbed.core_log_determinant + float(np.linalg.slogdet(inside)[1])
        return logs + len(model.y) * log(2 * pi * self.error_variance) + model.free

    @cached_property
    def column_effects(self) -> Floats:
        """Effects of the fixed columns and predicted effects of the random ones."""
        if not len(self._half):
            return np.zeros(0)
        return np.asarray(self.root * solve_triangular(self._factor.T, self._half, lower=False, check_finite=False))

    @cached_property
    def treatment_effects(self) -> Floats:
        """Best linear unbiased estimates of the treatments, at the average of the fixed columns."""
        own = self.absorbed.effects
        return np.asarray(self.absorbed.shift + own[:, 0] - own[:, 1:] @ self.column_effects)

    @cached_property
    def treatment_covariance(self) -> Floats:
        """The covariances of the treatments' estimates over the error variance."""
        inner = self.absorbed.treatment_inverse()
        if not len(self._half):
            return inner
        rows = self.absorbed.effects[:, 1:] * self.root
        half = solve_triangular(self._factor, rows.T, lower=True, check_finite=False)
        return np.asarray(inner + half.T @ half)

    @cached_property
    def mean_difference_variance(self) -> float:
        """The mean variance of a difference of two treatments."""
        covariance, count = self.treatment_covariance, len(self.model.treatment.levels)
        spread = float(np.trace(covariance)) - float(covariance.sum()) / count
        return 2 * self.error_variance * spread / (count - 1)

    @cached_property
    def marginal(self) -> Floats:
        """Observed less treatments and columns: the field and the error."""
        return np.asarray(
            self.model.y - self.treatment_effects[self.model.treatment.codes] - self.model.columns @ self.column_effects
        )

    @cached_property
    def field(self) -> Floats | None:
        """The autoregressive field at every place, as `Grid.places` counts; None where there is none."""
        return None if self.absorbed.core is None else self.absorbed.core.field(self.marginal)


def state(model: FieldModel, parameters: Sequence[float] | Floats) -> State:
    """The model solved at parameters as the search walks: logarithms of ratios, inverse hyperbolic tangents of ρ."""
    count, given = len(model.parts), np.asarray(parameters, float)
    own: dict[str, float] = {}
    for name, value in zip(model.parameters[count:], given[count:], strict=True):
        if name == "field":
            own["field_ratio"] = float(np.exp(value))
        else:
            own[name] = float(np.tanh(value))
    return State(model, np.exp(given[:count]), **own)


def start(
    model: FieldModel, correlations: tuple[float, float] = (0.5, 0.5), ratio: float = 0.5, field_ratio: float = 1.0
) -> Floats:
    """A starting point for the search: correlations along rows and columns, the parts' and the field's ratio."""
    sides = dict(zip(("row", "column"), correlations, strict=True))
    values = [log(ratio)] * len(model.parts) + [atanh(sides[side]) for side in model.directions]
    return np.array([*values, *([log(field_ratio)] if model.kind == FIELD_AND_ERROR else [])])
