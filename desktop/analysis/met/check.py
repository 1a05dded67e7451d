"""Entries against a check over environments: differences with simultaneous limits, environments won and lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special

from desktop.analysis.comparisons.dunnett import compare_with_check
from desktop.analysis.linear.single_trial import by_name
from desktop.analysis.met import stability
from desktop.analysis.met.additive import RowMeans
from desktop.analysis.met.entries import Errors
from desktop.analysis.met.figures import AgainstCheck
from desktop.analysis.met.series import Cells
from desktop.analysis.met.sites import Site
from desktop.analysis.parts import CheckComparison


def against(
    cells: Cells, means: RowMeans, sites: Sequence[Site], errors: Errors, check: str, alpha: float
) -> AgainstCheck:
    """Everything about one check."""
    table, place = cells.means, cells.entries.index(check)
    above, compared = stability.above(table, table[place])
    compared[place] = 0
    hsc = stability.high_stability_coefficient(
        means.means, stability.standard_deviation(table), float(means.means[place])
    )
    chance = stability.chance_above(table, table[place])
    differences, exact = _differences(cells, means, errors, place, alpha)
    others = [e for e in cells.entries if e != check]
    return AgainstCheck(
        check=check,
        hsc=stability.by_entry(cells.entries, hsc),
        above=dict(zip(cells.entries, above.tolist(), strict=True)),
        compared=dict(zip(cells.entries, compared.tolist(), strict=True)),
        lost=_lost(cells, place),
        differences=differences,
        exact=exact,
        fixed_p=_fixed_p(cells, means, errors, place),
        probability={e: p for e, p in stability.by_entry(cells.entries, chance).items() if e != check},
        by_environment={s.level: {e: d for e in others if (d := s.difference(e, check, alpha))} for s in sites},
    )


def _lost(cells: Cells, place: int) -> dict[str, tuple[str, ...]]:
    """The environments in which an entry does not beat the check."""
    table = cells.means
    behind = np.isfinite(table) & np.isfinite(table[place]) & ~(table > table[place] + stability.rounding(table))
    return {
        e: tuple(cells.environments[j] for j in np.flatnonzero(row))
        for i, (e, row) in enumerate(zip(cells.entries, behind, strict=True))
        if i != place
    }


def _differences(
    cells: Cells, means: RowMeans, errors: Errors, place: int, alpha: float
) -> tuple[dict[str, CheckComparison], bool]:
    """Differences of the means over environments by the error of the interaction, and whether their p are exact.

    Withheld (empty) without that error.
    """
    if not errors.interaction_ms:
        return {}, True
    found = compare_with_check(
        means.means,
        means.unscaled,
        place,
        error_ms=errors.interaction_ms,
        error_df=errors.interaction_df,
        alpha=alpha,
        own=None if cells.complete else 1 / cells.present.sum(axis=1),
    )
    others = [e for i, e in enumerate(cells.entries) if i != place]
    return by_name(others, found, float(means.means[place]), errors.interaction_df), found.exact


def _variance(means: RowMeans, i: int, j: int) -> float:
    """The variance of a difference of two means, over the error variance."""
    u = means.unscaled
    return float(u[i, i] + u[j, j] - 2 * u[i, j])


def _fixed_p(cells: Cells, means: RowMeans, errors: Errors, place: int) -> dict[str, float]:
    """p of each comparison alone by the plots' error: for these environments only, not for others like them."""
    if not errors.cell_ms:
        return {}
    result = {}
    for i, entry in enumerate(cells.entries):
        if i != place:
            error = float(np.sqrt(_variance(means, i, place) * errors.cell_ms))
            result[entry] = 2 * float(special.stdtr(errors.df, -abs(means.means[i] - means.means[place]) / error))
    return result
