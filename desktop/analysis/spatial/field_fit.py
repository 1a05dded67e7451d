"""Fitting the mixed model of a field trial by restricted maximum likelihood.

A search by quasi-Newton steps from several starting points; variances that vanish are set to zero and the rest is
fitted again. Standard errors come from the observed information, taken numerically.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from desktop.analysis.spatial.field_model import FIELD, FIELD_AND_ERROR, FieldModel, State, start, state

Floats = NDArray[np.float64]

_LOWEST, _HIGHEST = -14.0, 14.0  # logarithms of a variance over the error's
_STEEPEST = 3.8  # artanh of the largest correlation, .999
_AVERSE = -0.87  # artanh of the least, -.7: neighbours may compete, but not alternate
_ZERO = 1e-5  # a ratio so small is tried as zero
_SAME = 1e-6  # deviances so near are equal
# The search starts at the best points of a small grid: correlations along rows and columns, ratios of parts and field.
_CORRELATIONS = ((0.3, 0.3), (0.6, 0.6), (0.9, 0.9), (0.7, 0.1), (0.1, 0.7), (-0.4, 0.4), (0.4, -0.4))
_RATIOS = (0.5, 0.02)
_FIELD_RATIOS = (0.5, 10.0)
_DESCENTS = 2


@dataclass(frozen=True)
class FieldFit:
    """A fitted model: `model` without the parts whose variance is zero, whose names are in `zero`."""

    model: FieldModel
    parameters: Floats
    state: State
    zero: tuple[str, ...] = ()

    @property
    def deviance(self) -> float:
        """−2 log restricted likelihood."""
        return self.state.deviance

    @property
    def count(self) -> int:
        """The number of variance parameters, those at zero not counted."""
        return len(self.parameters) + 1

    @property
    def aic_reml(self) -> float:
        """Akaike's criterion from the restricted likelihood, as nlme gives it: comparable for equal fixed effects."""
        return self.deviance + 2 * (self.model.rank + self.count)

    @property
    def aic(self) -> float:
        """Akaike's criterion from the full likelihood at the REML estimates, comparable for unequal fixed effects too.

        A. P. Verbyla, A note on model selection using information criteria for general linear models estimated using
        REML, Australian & New Zealand Journal of Statistics 61, 2019, 39-50.
        """
        return self.state.full_deviance + 2 * (self.model.rank + self.count)

    @cached_property
    def natural(self) -> dict[str, float]:
        """Variances of the parts, correlations, the field's variance, and the error's as "Residual"."""
        return dict(zip(_names(self.model), _natural(self.model, self.state).tolist(), strict=True))

    @cached_property
    def covariance(self) -> Floats | None:
        """Covariances of `natural` from the observed information; None where it is not positive definite."""
        values = np.array(list(self.natural.values()))
        information = hessian(lambda at: deviance_at(self.model, at), values, _steps(self.model, values)) / 2
        try:
            np.linalg.cholesky(information)
        except np.linalg.LinAlgError:
            return None
        return np.asarray(np.linalg.inv(information), float)

    @cached_property
    def standard_errors(self) -> dict[str, float | None]:
        """Standard errors of `natural`; None where the information gives none."""
        if self.covariance is None:
            return dict.fromkeys(self.natural)
        return dict(zip(self.natural, np.sqrt(np.diag(self.covariance)).tolist(), strict=True))

    @cached_property
    def difference_df(self) -> float:
        """Degrees of freedom of the mean variance of a difference, by Satterthwaite's approximation.

        F. G. Giesbrecht, J. C. Burns, Two-stage analysis based on a mixed model, Biometrics 41, 1985, 477-486.
        """
        if self.covariance is None:
            return float(self.model.free)
        values = np.array(list(self.natural.values()))
        slope = gradient(lambda at: _difference_at(self.model, at), values, _steps(self.model, values))
        spread = float(slope @ self.covariance @ slope)
        found = 2 * self.state.mean_difference_variance**2 / spread if spread > 0 else np.inf
        return float(min(max(found, 1.0), self.model.free))


def _names(model: FieldModel) -> list[str]:
    """The names of the natural parameters."""
    return [*model.parameters, "Residual"]


def _natural(model: FieldModel, at: State) -> Floats:
    """Variances and correlations of a state."""
    known = {"rho_row": at.rho_row, "rho_column": at.rho_column, "field": at.field_ratio * at.error_variance}
    parts = at.ratios * at.error_variance
    others = [known[name] for name in model.parameters[len(model.parts) :]]
    return np.array([*parts, *others, at.error_variance])


def _state_at(model: FieldModel, values: Floats) -> State:
    """The state at natural parameters (whose own error variance is the last of them)."""
    count, error = len(model.parts), float(values[-1])
    own: dict[str, float] = {}
    for name, value in zip(model.parameters[count:], values[count:-1], strict=True):
        own["field_ratio" if name == "field" else name] = float(value / error if name == "field" else value)
    return State(model, np.maximum(values[:count] / error, 0.0), **own)


def deviance_at(model: FieldModel, values: Floats) -> float:
    """−2 log restricted likelihood at natural parameters."""
    return _state_at(model, values).deviance_with(float(values[-1]))


def _difference_at(model: FieldModel, values: Floats) -> float:
    """The mean variance of a difference at natural parameters."""
    at = _state_at(model, values)
    return at.mean_difference_variance / at.error_variance * float(values[-1])


def _steps(model: FieldModel, values: Floats) -> Floats:
    """Steps for numerical derivatives: relative for variances, within the bounds for correlations."""
    steps = 1e-3 * np.abs(values)
    for i, name in enumerate(model.parameters):
        if name.startswith("rho"):
            steps[i] = 1e-3 * (1 - abs(values[i]))
    return steps


def gradient(function: Callable[[Floats], float], at: Floats, steps: Floats) -> Floats:
    """Central differences."""
    moves = np.diag(steps)
    return np.array([(function(at + m) - function(at - m)) / (2 * h) for m, h in zip(moves, steps, strict=True)])


def hessian(function: Callable[[Floats], float], at: Floats, steps: Floats) -> Floats:
    """Second derivatives by central differences."""
    size, moves, middle = len(at), np.diag(steps), function(at)
    result = np.zeros((size, size))
    ends = np.array([[function(at + sign * m) for sign in (1, -1)] for m in moves])
    for i in range(size):
        result[i, i] = (ends[i].sum() - 2 * middle) / steps[i] ** 2
        for j in range(i):
            a, b = moves[i], moves[j]
            corners = function(at + a + b) - function(at + a - b) - function(at - a + b) + function(at - a - b)
            result[i, j] = result[j, i] = corners / (4 * steps[i] * steps[j])
    return result


def fit_field(model: FieldModel) -> FieldFit:
    """The REML fit of the model; parts whose variance is estimated as zero are dropped from it."""
    found = min((_search(model, begin) for begin in _beginnings(model)), key=lambda fit: fit.deviance)
    zero: list[str] = []
    while (place := _vanishing(found)) is not None:
        parts = tuple(p for i, p in enumerate(found.model.parts) if i != place)
        smaller = _search(replace(found.model, parts=parts), np.delete(found.parameters, place))
        if smaller.deviance > found.deviance + _SAME * (1 + abs(found.deviance)) + 1e-4:
            break
        zero.append(found.model.parts[place].name)
        found = smaller
    return replace(found, zero=tuple(zero))


def fit_autoregression(model: FieldModel) -> FieldFit:
    """The better of the field alone and the field with independent errors beside it, by Akaike's criterion."""
    fits = [fit_field(replace(model, kind=kind)) for kind in (FIELD_AND_ERROR, FIELD)]
    return min(fits, key=lambda f: f.aic_reml)


def _beginnings(model: FieldModel) -> list[Floats]:
    """The best points of a small grid; one is enough without a field, whose likelihood has one top as a rule."""
    own = _RATIOS if model.parts else _RATIOS[:1]
    if not model.directions:
        return [min((start(model, ratio=ratio) for ratio in own), key=lambda point: _height(model, point))]
    fields = _FIELD_RATIOS if model.kind == FIELD_AND_ERROR else _FIELD_RATIOS[:1]
    points = [start(model, rho, own[0], field) for rho in _CORRELATIONS for field in fields]
    best = sorted(points, key=lambda point: _height(model, point))[:_DESCENTS]
    return [min((_with_parts(model, point, ratio) for ratio in own), key=lambda p: _height(model, p)) for point in best]


def _with_parts(model: FieldModel, point: Floats, ratio: float) -> Floats:
    """The point with another ratio of all parts."""
    moved = point.copy()
    moved[: len(model.parts)] = np.log(ratio)
    return moved


def _vanishing(found: FieldFit) -> int | None:
    """The place of the part whose ratio is smallest, if that is as good as zero."""
    ratios = found.state.ratios
    if not len(ratios) or ratios.min() > _ZERO:
        return None
    return int(ratios.argmin())


def _search(model: FieldModel, begin: Floats) -> FieldFit:
    """The lowest point that quasi-Newton steps within bounds reach: first quick ones, then exact ones."""
    bounds = [(_AVERSE, _STEEPEST) if name.startswith("rho") else (_LOWEST, _HIGHEST) for name in model.parameters]
    best = np.clip(begin, [b[0] for b in bounds], [b[1] for b in bounds]) if bounds else np.zeros(0)
    for slope, tolerance in (("2-point", 1e-10), ("3-point", 1e-13)) if bounds else ():
        end = minimize(
            lambda at: _height(model, at), best, method="L-BFGS-B", bounds=bounds, jac=slope,
            options={"ftol": tolerance, "gtol": 1e-5, "maxiter": 80},
        )
        best = np.asarray(end.x, float)
    return FieldFit(model, best, state(model, best))


def _height(model: FieldModel, at: Floats) -> float:
    """The deviance; very large where there is none."""
    try:
        found = state(model, at).deviance
    except np.linalg.LinAlgError:
        return 1e10
    return found if np.isfinite(found) else 1e10
