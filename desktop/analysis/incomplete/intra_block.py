"""The intra-block analysis of variance of trials in incomplete blocks, from the mixed-model equations' counts.

Sequential: replicates, blocks within them, treatments adjusted for both. Its error degrees of freedom are exact, and
its F test of the treatments is; the recovery of inter-block information builds on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import special
from scipy.linalg import lapack, solve_triangular

from desktop.analysis.mixed.equations import Equations, Solution
from desktop.analysis.parts import RESIDUALS, AnovaRow

Floats = NDArray[np.float64]

_RANK = 1e-9  # a pivot so much smaller than the largest is zero
_ROUNDING = 1e-13


@dataclass(frozen=True)
class IntraBlock:
    """Sums of squares in order; `added` are the degrees of freedom of the block terms.

    `complete_ss` and `complete_df` are the error of the same trial analysed in complete blocks.
    """

    lines: tuple[tuple[str, int, float], ...]
    added: tuple[int, ...]
    error_df: int
    error_ss: float
    complete_df: int
    complete_ss: float

    def rows(self) -> tuple[AnovaRow, ...]:
        """The lines of the analysis of variance; F and p against the error within blocks."""
        error = self.error_ss / self.error_df if self.error_df else 0.0
        rows = [self._row(name, df, ss, error) for name, df, ss in self.lines if df]
        return (*rows, AnovaRow(RESIDUALS, self.error_df, self.error_ss, error))

    def treatments_first(self) -> tuple[AnovaRow, ...]:
        """The same variance with the blocks, of one kind, after the treatments; empty where there are several kinds."""
        if len(self.added) != 1:
            return ()
        error = self.error_ss / self.error_df if self.error_df else 0.0
        *before, blocks, treatments = self.lines
        df, ss = self.complete_df - self.error_df, self.complete_ss - self.error_ss
        moved = (treatments[0], blocks[1] + treatments[1] - df, blocks[2] + treatments[2] - ss)
        lines = [*before, moved, (blocks[0], df, ss)]
        return (*(self._row(*line, error) for line in lines if line[1]),
                AnovaRow(RESIDUALS, self.error_df, self.error_ss, error))

    def _row(self, name: str, df: int, ss: float, error: float) -> AnovaRow:
        """One line tested against the error."""
        ss = max(0.0, ss)  # rounding can leave a little less than nothing
        if not error:
            return AnovaRow(name, df, ss, ss / df)
        f = ss / df / error
        return AnovaRow(name, df, ss, ss / df, f, float(special.fdtrc(df, self.error_df, f)))


def intra_block(fixed: Equations, random: Equations) -> IntraBlock:
    """The analysis from the equations with treatments fixed and with treatments random (whose columns are whole)."""
    n, total = len(fixed.y), float(fixed.y @ fixed.y)
    ends = [random.fixed_columns, *(s.stop for s in random.slices)]
    explained = [_explained(random.cross[:end, :end], random.total[:end]) for end in ends]
    solution = Solution(fixed, np.zeros(fixed.ratios))
    columns, inside = _explained(solution.matrix, solution.right)
    treatments = len(fixed.treatment.levels)
    between = float((fixed.treatment_total**2 / fixed.counts).sum())
    zero = _zero(fixed)
    error_df, error = n - treatments - columns, _left(total, between + inside, zero)
    names = [f.name for f in (fixed.fixed, *fixed.random)]
    lines = list(_lines(names, [(1, 0.0), *explained]))
    lines.append((fixed.treatment.name, n - explained[-1][0] - error_df, total - explained[-1][1] - error))
    return IntraBlock(
        tuple(lines),
        tuple(b[0] - a[0] for a, b in pairwise(explained)),
        error_df,
        error,
        fixed.free,
        _left(total, between + _replicates(solution), zero),
    )


def _lines(names: list[str], steps: list[tuple[int, float]]) -> list[tuple[str, int, float]]:
    """What each term adds to those before it."""
    pairs = zip(names, steps, steps[1:], strict=False)
    return [(name, after[0] - before[0], after[1] - before[1]) for name, before, after in pairs]


def _replicates(solution: Solution) -> float:
    """What the replicates explain beside the treatments."""
    end = solution.equations.fixed_columns
    return _explained(solution.matrix[:end, :end], solution.right[:end])[1]


def _explained(matrix: Floats, right: Floats) -> tuple[int, float]:
    """Rank of the normal equations and the sum of squares that they explain, by Cholesky with the largest pivot first."""
    if not len(right):
        return 0, 0.0
    tolerance = _RANK * max(float(np.diag(matrix).max()), 1.0)
    factor, order, rank, _short = lapack.dpstrf(matrix, tol=tolerance, lower=1)
    if not rank:
        return 0, 0.0
    half = solve_triangular(factor[:rank, :rank], right[order[:rank] - 1], lower=True, check_finite=False)
    return int(rank), float(half @ half)


def _zero(equations: Equations) -> float:
    """The sum of squares that rounding alone makes."""
    largest = float(np.abs(equations.y + equations.shift).max())
    noise = len(equations.y) * (16 * np.finfo(float).eps * largest) ** 2
    return noise + _ROUNDING * len(equations.y) * float(equations.y @ equations.y)


def _left(total: float, explained: float, zero: float) -> float:
    """What is left of the total; 0 where it is rounding."""
    rest = total - explained
    return rest if rest > zero else 0.0
