"""A table of means made complete, for what needs a complete one.

The cells that are missing are estimated by EM-AMMI1 (H. G. Gauch, R. W. Zobel, Imputing missing yield trial data,
Theoretical and Applied Genetics 79, 1990, 753-761): the additive estimates to begin with, then main effects and the first
axis of the interaction of the completed table in turn, until the estimates stand still.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.met import additive
from desktop.analysis.met.stability import interaction

Floats = NDArray[np.float64]

_ROUNDS = 1000
_CONVERGED = 1e-10
LARGEST_SHARE = 0.5  # of cells missing; with more the completed table would say more of the method than of the trials


@dataclass(frozen=True)
class Completed:
    """A complete table; `estimated` says which cells were not observed, `axes` is 1, or 0 where only main effects held."""

    table: Floats
    estimated: NDArray[np.bool_]
    axes: int


def completed(table: Floats) -> Completed | None:
    """The table with its missing cells (NaN) estimated; None where too many are missing. It must be connected."""
    missing = np.isnan(table)
    if not missing.any():
        return Completed(table, missing, 1)
    if missing.mean() > LARGEST_SHARE:
        return None
    means, found = additive.row_means(table)
    start = np.where(missing, means.means[:, None] + found.columns - found.columns.mean(), table)
    with_axis = _iterate(start, missing) if min(table.shape) > 2 else None
    return Completed(start, missing, 0) if with_axis is None else Completed(with_axis, missing, 1)


def _iterate(start: Floats, missing: NDArray[np.bool_]) -> Floats | None:
    """Estimates with one axis of interaction; None where they do not come to rest or leave the range of the data."""
    table = start.copy()
    low, high = start[~missing].min(), start[~missing].max()
    spread = float(high - low)
    for _round in range(_ROUNDS):
        rest = interaction(table)
        u, s, v = np.linalg.svd(rest, full_matrices=False)
        estimate = table - rest + s[0] * np.outer(u[:, 0], v[0])
        moved = float(np.abs(estimate - table)[missing].max())
        table[missing] = estimate[missing]
        if not spread or moved <= _CONVERGED * spread:
            return table
        if np.abs(table - start).max() > spread:
            return None
    return None
