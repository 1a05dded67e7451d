"""The mixed-model equations of classified data, with the treatments absorbed.

The model is y = treatments + replicates + random classifications + error: every part a classification of the plots,
the variances of the random ones written as ratios to the error variance. Treatments, of which there may be thousands,
are eliminated first, because their part of the equations is diagonal; what is left has as many columns as there are
replicates and blocks. Whether the treatments are fixed or random only changes that diagonal.

Formulas: C. R. Henderson, Best linear unbiased estimation and prediction under a selection model, Biometrics 31, 1975,
423-447; D. A. Harville, Maximum likelihood approaches to variance component estimation and to related problems,
Journal of the American Statistical Association 72, 1977, 320-338. The restricted likelihood carries all constants and
the determinant of the indicator columns, as the R package lme4 defines its REML criterion (D. Bates et al., Fitting
linear mixed-effects models using lme4, Journal of Statistical Software 67, 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import log, pi

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

from desktop.analysis.factors import Factor

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


class Equations:
    """What the data contribute to the equations: counts and totals, gathered once."""

    def __init__(
        self, y: Floats, treatment: Factor, fixed: Factor, random: Sequence[Factor], *, treatment_random: bool
    ) -> None:
        """`y` has one number per plot; `fixed` has a single level where there is nothing but a general mean.

        Treatments and the fixed factor must be connected (each level reachable from each other) if both are fixed.
        """
        self.y = y - y.mean()
        self.shift = float(y.mean())
        self.treatment, self.fixed, self.random = treatment, fixed, tuple(random)
        self.treatment_random = treatment_random
        self._number_columns()
        self._count()

    def _number_columns(self) -> None:
        """Give every column a number: replicates (all but the first if treatments are fixed), then random levels."""
        first = 0 if self.treatment_random else 1
        self.fixed_columns = len(self.fixed.levels) - first
        starts = np.cumsum([self.fixed_columns, *(len(f.levels) for f in self.random)])
        self.columns = int(starts[-1])
        codes = self.fixed.codes - first
        self.codes: list[Codes] = [np.where(codes < 0, self.columns, codes)]
        self.codes += [f.codes + start for f, start in zip(self.random, starts[:-1], strict=True)]
        self.slices = [slice(int(a), int(b)) for a, b in pairwise(starts)]
        kept = self.fixed_columns + (0 if self.treatment_random else len(self.treatment.levels))
        self.free = len(self.y) - kept

    def _count(self) -> None:
        """Counts of columns by columns and of treatments by columns, and totals of the response."""
        m, wide = self.columns, self.columns + 1
        pairs = [np.bincount(a * wide + b, minlength=wide * wide) for a in self.codes for b in self.codes]
        self.cross = np.sum(pairs, axis=0).reshape(wide, wide)[:m, :m].astype(float)
        self.total = self.gather(self.y)
        rows = len(self.treatment.levels)
        cells = [np.bincount(self.treatment.codes * wide + code, minlength=rows * wide) for code in self.codes]
        self.incidence = np.sum(cells, axis=0).reshape(rows, wide)[:, :m].astype(float)
        self.counts = self.treatment.counts().astype(float)
        self.treatment_total = np.bincount(self.treatment.codes, self.y, rows)
        self._group()

    def _group(self) -> None:
        """Sum over the treatments of equal replication, which enter the equations with equal weight."""
        self.replications, self.frequency = np.unique(self.counts, return_counts=True)
        groups = [self.counts == count for count in self.replications]
        self.grams = [self.incidence[g].T @ self.incidence[g] for g in groups]
        self.group_total = [self.incidence[g].T @ self.treatment_total[g] for g in groups]
        self.group_square = np.array([float(self.treatment_total[g] @ self.treatment_total[g]) for g in groups])

    @property
    def ratios(self) -> int:
        """The number of variance ratios: the treatments' first if they are random, then the random factors'."""
        return len(self.random) + self.treatment_random

    def gather(self, values: Floats) -> Floats:
        """Totals of plot values by column."""
        sums = [np.bincount(code, values, self.columns + 1) for code in self.codes]
        return np.asarray(np.sum(sums, axis=0)[: self.columns])

    def spread(self, effects: Floats) -> Floats:
        """The sum, plot by plot, of the effects of its columns."""
        longer = np.append(effects, 0.0)
        return np.asarray(np.sum([longer[code] for code in self.codes], axis=0))

    def deviance_at(self, ratios: Floats) -> float:
        """−2 log restricted likelihood, the error variance profiled out."""
        return Solution(self, ratios).deviance


class Solution:
    """The equations solved at given variance ratios: deviance, its derivatives, effects and their precision."""

    def __init__(self, equations: Equations, ratios: Floats) -> None:
        self.equations = eq = equations
        self.ratios = np.asarray(ratios, float)
        self._weigh_treatments()
        self.matrix = eq.cross - sum(w * gram for w, gram in zip(self._group_weight, eq.grams, strict=True))
        self.right = eq.total - sum(w * total for w, total in zip(self._group_weight, eq.group_total, strict=True))
        self._scale_and_factor()

    def _weigh_treatments(self) -> None:
        """`weight` is a treatment's diagonal element of the inverse, `shrink` what is left of an indicator of it."""
        eq = self.equations
        self.own = self.ratios[eq.treatment_random :]
        ratio = self.ratios[0] if eq.treatment_random else np.inf
        grouped = eq.replications
        self._group_shrink = 1 / (1 + ratio * grouped)
        self._group_weight = ratio * self._group_shrink if eq.treatment_random else 1 / grouped
        places = np.searchsorted(grouped, eq.counts)
        self.weight, self.shrink = self._group_weight[places], self._group_shrink[places]

    def _scale_and_factor(self) -> None:
        """Scale random columns by the root of their ratio, so that a ratio of zero is nothing special, and factor."""
        eq = self.equations
        ones = np.ones(eq.fixed_columns)
        self.root = np.concatenate([ones, *(np.full(s.stop - s.start, np.sqrt(g)) for s, g in self._blocks())])
        scaled = self.root[:, None] * self.matrix * self.root
        scaled[np.arange(eq.fixed_columns, eq.columns), np.arange(eq.fixed_columns, eq.columns)] += 1
        self._scaled, self._triangle = scaled, np.linalg.cholesky(scaled)
        self.effects = self.root * self._solve(self.root * self.right)

    def _solve(self, right: Floats) -> Floats:
        """The scaled equations solved for one right-hand side."""
        if not len(right):
            return right
        half = solve_triangular(self._triangle, right, lower=True, check_finite=False)
        return np.asarray(solve_triangular(self._triangle, half, lower=True, trans=1, check_finite=False))

    def _blocks(self) -> list[tuple[slice, float]]:
        """The columns of every random factor with its ratio."""
        return list(zip(self.equations.slices, self.own.tolist(), strict=True))

    @cached_property
    def log_determinant(self) -> float:
        """log|H| + log|X'H⁻¹X|, H the covariance matrix of the plots over the error variance."""
        eq = self.equations
        treatments = -np.log(self._group_shrink) if eq.treatment_random else np.log(eq.replications)
        pivots = np.diag(self._triangle)
        return float(eq.frequency @ treatments + 2 * np.log(pivots).sum())

    @cached_property
    def quadratic(self) -> float:
        """y'Py, the weighted residual sum of squares."""
        eq = self.equations
        within = float(eq.y @ eq.y) - float(self._group_weight @ eq.group_square)
        return within - float(self.right @ self.effects)

    @cached_property
    def error_variance(self) -> float:
        """The REML estimate of the error variance at these ratios."""
        return self.quadratic / self.equations.free

    @cached_property
    def deviance(self) -> float:
        """−2 log restricted likelihood, constants included; infinite where rounding has eaten the residuals."""
        if self.quadratic <= 0:
            return np.inf
        return self.equations.free * (1 + log(2 * pi * self.error_variance)) + self.log_determinant

    @cached_property
    def inverse(self) -> Floats:
        """The inverse for the columns: covariances of the effects over the error variance (fixed) and of their
        prediction errors (random)."""
        return np.asarray(self.root[:, None] * np.linalg.inv(self._scaled) * self.root)

    @cached_property
    def projected(self) -> Floats:
        """Py: the residuals, plot by plot."""
        return self._without_treatments(self.equations.y - self.equations.spread(self.effects))

    def _without_treatments(self, values: Floats) -> Floats:
        """Plot values less what the treatments account for."""
        codes = self.equations.treatment.codes
        return values - (self.weight * np.bincount(codes, values, len(self.weight)))[codes]

    @cached_property
    def _classes(self) -> list[Codes]:
        """The plots' codes in each random classification, treatments first if random."""
        eq = self.equations
        treatments = [eq.treatment.codes] if eq.treatment_random else []
        return [*treatments, *(f.codes for f in eq.random)]

    @cached_property
    def _totals(self) -> list[Floats]:
        """Z'Py for every random classification."""
        return [np.bincount(code, self.projected).astype(float) for code in self._classes]

    @cached_property
    def quadratic_slope(self) -> Floats:
        """Derivatives of y'Py by the ratios."""
        return np.array([-float(total @ total) for total in self._totals])

    @cached_property
    def quadratic_curvature(self) -> Floats:
        """Second derivatives of y'Py by the ratios."""
        spread = [total[code] for total, code in zip(self._totals, self._classes, strict=True)]
        reduced = [self._without_treatments(z) for z in spread]
        gathered = np.array([self.equations.gather(z) for z in reduced]).reshape(len(spread), -1)
        plain = np.array([[float(a @ b) for b in reduced] for a in spread]).reshape(len(spread), len(spread))
        return np.asarray(2 * (plain - gathered @ self.inverse @ gathered.T))

    @cached_property
    def _left(self) -> Floats:
        """I − QF: what is left of the columns after the equations are solved."""
        return np.asarray(np.eye(self.equations.columns) - self.inverse @ self.matrix)

    @cached_property
    def _column_projection(self) -> Floats:
        """W'PW for the columns W."""
        return np.asarray(self.matrix @ self._left)

    @cached_property
    def _shrunken_gram(self) -> Floats:
        """Z'H⁻¹W squared, for treatments Z: the sum over treatments of the products of their columns."""
        grams = self.equations.grams
        return np.asarray(sum(d * d * gram for d, gram in zip(self._group_shrink, grams, strict=True)))

    @cached_property
    def determinant_slope(self) -> Floats:
        """Derivatives of the log determinant by the ratios: the trace of Z'PZ."""
        diagonal = np.diag(self._column_projection)
        traces = [float(diagonal[s].sum()) for s in self.equations.slices]
        return np.array([self._treatment_trace(), *traces] if self.equations.treatment_random else traces)

    def _treatment_trace(self) -> float:
        """The trace of Z'PZ for the treatments."""
        eq = self.equations
        own = float(eq.frequency @ (eq.replications * self._group_shrink))
        return own - float((self.inverse * self._shrunken_gram).sum())

    @cached_property
    def determinant_curvature(self) -> Floats:
        """Second derivatives of the log determinant by the ratios: less the squared norms of Zi'PZj."""
        eq, squares = self.equations, self._column_projection**2
        norms = np.array([[squares[a, b].sum() for b in eq.slices] for a in eq.slices]).reshape(len(eq.slices), len(eq.slices))
        if not eq.treatment_random:
            return -norms
        mixed = ((self._shrunken_gram @ self._left) * self._left).sum(axis=0)
        edge = np.array([mixed[s].sum() for s in eq.slices])
        return -np.block([[np.array([[self._treatment_norm()]]), edge[None, :]], [edge[:, None], norms]])

    def _treatment_norm(self) -> float:
        """The squared norm of Z'PZ for the treatments."""
        eq = self.equations
        own = eq.replications * self._group_shrink
        traces = np.array([float((self.inverse * gram).sum()) for gram in eq.grams]) * self._group_shrink**2
        product = self.inverse @ self._shrunken_gram
        return float(eq.frequency @ own**2 - 2 * own @ traces + (product * product.T).sum())

    @cached_property
    def slope(self) -> Floats:
        """Derivatives of the deviance by the ratios."""
        return self.quadratic_slope / self.error_variance + self.determinant_slope

    @cached_property
    def curvature(self) -> Floats:
        """Second derivatives of the deviance by the ratios."""
        outer = np.outer(self.quadratic_slope, self.quadratic_slope) / self.equations.free
        return np.asarray(
            self.quadratic_curvature / self.error_variance - outer / self.error_variance**2 + self.determinant_curvature
        )

    @cached_property
    def treatment_effects(self) -> Floats:
        """Effects of the treatments: estimates if fixed (for the first replicate), predicted deviations if random."""
        eq = self.equations
        return np.asarray(self.weight * (eq.treatment_total - eq.incidence @ self.effects))

    def treatment_rows(self, added: Floats | float = 0.0) -> Floats:
        """Rows A with which the covariances of the treatments (plus `added`, a combination of columns) over the error
        variance are diag(weight) + A Q A'."""
        return np.asarray(added - self.weight[:, None] * self.equations.incidence)
