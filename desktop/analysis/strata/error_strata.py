"""Analysis of variance with several error terms: each stratum of the experiment has its own residual.

The strata are the classifications of the units by size: blocks, whole plots ("block:whole"), …, and "Within" them. The
observations are resolved into what varies between the units of each stratum and within those of the one before it
(J. A. Nelder, The analysis of randomized experiments with orthogonal block structure, Proceedings of the Royal Society
A 283, 1965, 147-178); in every stratum the treatment terms are fitted in order. With lost plots the treatments are no
longer orthogonal to the strata and a term may have a line in several of them, as in R's `aov` with `Error()`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.factors import Factor, crossed
from desktop.analysis.linear.least_squares import SumOfSquares, Term, indicators, new_directions

Floats = NDArray[np.float64]

WITHIN = "Within"
_NOTHING = 1e-5  # a column with no larger sum of squares in a stratum does not vary there


@dataclass(frozen=True)
class Stratum:
    """The analysis of variance of one stratum: its treatment terms, and what is left as its error."""

    name: str
    lines: tuple[SumOfSquares, ...]
    residual_df: int
    residual_ss: float

    @property
    def error_ms(self) -> float:
        """The error mean square; 0 where no degrees of freedom are left."""
        return self.residual_ss / self.residual_df if self.residual_df else 0.0


def strata_of(y: Floats, factors: Mapping[str, Factor], errors: Sequence[Term], terms: Sequence[Term]) -> list[Stratum]:
    """The strata named by `errors` in order, and "Within", each with its lines of `terms`; empty strata are left out.

    `y` holds one number per plot; every name in `errors` and `terms` is in `factors`.
    """
    centred = y - y.mean()
    columns = [indicators(factors, term, len(y)) for term in terms]
    basis = np.full((len(y), 1), 1 / np.sqrt(len(y)))
    found = []
    for error in errors:
        units = crossed([factors[name] for name in error])
        new, _chosen = new_directions(np.eye(len(units.levels))[units.codes], basis)
        parts = [new.T @ c for c in columns]
        found.append(_stratum(":".join(error), new.T @ centred, terms, parts, new.shape[1], centred))
        basis = np.hstack([basis, new])
    rest = [c - basis @ (basis.T @ c) for c in columns]
    left = centred - basis @ (basis.T @ centred)
    found.append(_stratum(WITHIN, left, terms, rest, len(y) - basis.shape[1], centred))
    return [stratum for stratum in found if stratum.lines or stratum.residual_df]


def _stratum(
    name: str, y: Floats, terms: Sequence[Term], columns: Sequence[Floats], size: int, whole: Floats
) -> Stratum:
    """The lines of one stratum of `size` degrees of freedom; `whole` sets the scale of rounding errors."""
    basis = np.empty((len(y), 0))
    lines = []
    for term, part in zip(terms, columns, strict=True):
        varying = part[:, (part**2).sum(axis=0) > _NOTHING]
        new, _chosen = new_directions(varying, basis)
        if new.shape[1]:
            effects = new.T @ y
            lines.append(SumOfSquares(term, new.shape[1], float(effects @ effects)))
        basis = np.hstack([basis, new])
    residual = y - basis @ (basis.T @ y)
    df = size - basis.shape[1]
    ss = float(residual @ residual)
    rounding = float(whole @ whole) * 1e-24
    return Stratum(name, tuple(lines), df, 0.0 if df == 0 or ss <= rounding else ss)
