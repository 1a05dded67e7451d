"""Variance components by restricted maximum likelihood: Newton's method with exact derivatives, at the boundary too.

The error variance is profiled out; the ratios of the other variances to it are sought at or above zero, from every
local minimum of a coarse grid, so that a likelihood with two tops is not climbed on the wrong side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.mixed.equations import Equations, Solution

Floats = NDArray[np.float64]

_GRIDS = {1: (0.0, 0.03, 0.3, 1.0, 3.0, 30.0), 2: (0.0, 0.1, 1.0, 10.0)}
_COARSE = (0.0, 0.3, 3.0)  # for three ratios and more
_STEPS = 100
_EXACT = 1e-15  # a step that would lower the deviance by less, relative to its size, is the last
_LARGEST = 1e9


@dataclass(frozen=True)
class Fit:
    """A fitted mixed model. `groups` name the ratios' classifications; `solution` holds the equations at the optimum."""

    groups: tuple[str, ...]
    solution: Solution

    @property
    def deviance(self) -> float:
        """−2 log restricted likelihood."""
        return self.solution.deviance

    @property
    def error_variance(self) -> float:
        """The variance of a plot's error."""
        return self.solution.error_variance

    @cached_property
    def variances(self) -> dict[str, float]:
        """The variance of every classification, and of the error as "Residual"."""
        own = self.solution.ratios * self.error_variance
        return {**dict(zip(self.groups, own.tolist(), strict=True)), "Residual": self.error_variance}

    @property
    def boundary(self) -> tuple[str, ...]:
        """The classifications whose variance was estimated as zero."""
        return tuple(name for name, ratio in zip(self.groups, self.solution.ratios, strict=True) if ratio == 0)

    @cached_property
    def standard_errors(self) -> dict[str, float | None]:
        """Standard errors of the variances, from the observed information; None for a variance at zero."""
        inside = np.flatnonzero(self.solution.ratios)
        covariance = _covariance(self.solution, inside)
        errors: list[float | None] = [None] * (len(self.groups) + 1)
        for place, variance in zip([*inside, len(self.groups)], np.diag(covariance), strict=True):
            errors[int(place)] = float(np.sqrt(variance)) if variance > 0 else None
        return dict(zip(self.variances, errors, strict=True))


def _covariance(solution: Solution, inside: NDArray[np.intp]) -> Floats:
    """Covariances of the variances `inside` the boundary and of the error variance, the last.

    The information is taken for ratios and error variance, then carried over: variance = ratio times error variance.
    """
    error, free = solution.error_variance, solution.equations.free
    second = solution.quadratic_curvature / error + solution.determinant_curvature
    mixed = -solution.quadratic_slope[inside] / error**2
    corner = np.array([[free / error**2]])
    information = np.block([[second[np.ix_(inside, inside)], mixed[:, None]], [mixed[None, :], corner]]) / 2
    change = np.diag([error] * (len(inside) + 1))
    change[:, -1] = [*solution.ratios[inside], 1.0]
    return np.asarray(change @ np.linalg.pinv(information) @ change.T)


def fit(equations: Equations, groups: Sequence[str]) -> Fit:
    """The REML fit; `groups` names the random classifications in the order of the ratios.

    The equations must leave something to estimate: a residual that is not zero and more plots than fixed effects.
    """
    ends = [_descend(equations, np.array(start)) for start in _starts(equations)]
    best = min(ends, key=lambda solution: solution.deviance)
    return Fit(tuple(groups), _tidy(best))


def _starts(equations: Equations) -> list[tuple[float, ...]]:
    """The points of a grid that are lower than their neighbours."""
    grid = _GRIDS.get(equations.ratios, _COARSE)
    shape = (len(grid),) * equations.ratios
    points = list(product(range(len(grid)), repeat=equations.ratios))
    height = np.full(shape, np.inf)
    for point in points:
        height[point] = equations.deviance_at(np.array([grid[i] for i in point]))
    lowest = [p for p in points if height[p] <= _neighbours(height, p).min()]
    return [tuple(grid[i] for i in p) for p in lowest]


def _neighbours(height: Floats, point: tuple[int, ...]) -> Floats:
    """The heights around a point, its own included."""
    return height[tuple(slice(max(i - 1, 0), i + 2) for i in point)]


def _descend(equations: Equations, ratios: Floats) -> Solution:
    """Newton's method from `ratios` down to a minimum."""
    here = Solution(equations, ratios)
    for _step in range(_STEPS):
        step, gain = _direction(here)
        if gain <= _EXACT * (1 + abs(here.deviance)):
            break
        lower = _line_search(here, step)
        if lower is None:
            break
        here = lower
    return here


def _direction(here: Solution) -> tuple[Floats, float]:
    """The step to take, and half the decrease that it promises; ratios held at zero stay there."""
    free = (here.ratios > 0) | (here.slope < 0)
    step = np.zeros_like(here.ratios)
    if not free.any():
        return step, 0.0
    scale = np.maximum(here.ratios[free], 1e-3)
    slope = here.slope[free] * scale
    values, vectors = np.linalg.eigh(here.curvature[np.ix_(free, free)] * np.outer(scale, scale))
    along = vectors.T @ slope
    bent = np.maximum(np.abs(values), 1e-8 * max(float(np.abs(values).max()), 1e-300))
    step[free] = -scale * (vectors @ (along / bent))
    return step, float(along @ (along / bent)) / 2


def _line_search(here: Solution, step: Floats) -> Solution | None:
    """The first point along the step, halved again and again, that is lower; None if rounding allows none."""
    ceiling = np.minimum(10 * here.ratios + 1, _LARGEST)
    length = 1.0
    while length > 1e-10:
        there = Solution(here.equations, np.clip(here.ratios + length * step, 0, ceiling))
        if there.deviance < here.deviance:
            return there
        length /= 2
    return None


def _tidy(solution: Solution) -> Solution:
    """Ratios that differ from zero by rounding only are set to zero."""
    for i in np.flatnonzero((solution.ratios > 0) & (solution.ratios < 1e-5)):
        ratios = solution.ratios.copy()
        ratios[i] = 0
        other = Solution(solution.equations, ratios)
        if other.deviance <= solution.deviance + 1e-9:
            solution = other
    return solution
