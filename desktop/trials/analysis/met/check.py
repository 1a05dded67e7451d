"""Entries against a check over environments: differences with simultaneous limits, environments won and lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import special

from desktop.trials.analysis.dunnett import compare_with_check
from desktop.trials.analysis.met import stability
from desktop.trials.analysis.met.additive import RowMeans
from desktop.trials.analysis.met.entries import Errors
from desktop.trials.analysis.met.result import AgainstCheck
from desktop.trials.analysis.met.series import Cells
from desktop.trials.analysis.met.sites import Site
from desktop.trials.analysis.result import CheckComparison
from desktop.trials.analysis.single_trial import by_name

LARGEST_EXACT = 24  # more entries than this with missing cells are compared by Bonferroni's limits, which takes no time


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
    differences, method = _differences(cells, means, errors, place, alpha)
    others = [e for e in cells.entries if e != check]
    return AgainstCheck(
        check=check,
        hsc=stability.by_entry(cells.entries, hsc),
        above=dict(zip(cells.entries, above.tolist(), strict=True)),
        compared=dict(zip(cells.entries, compared.tolist(), strict=True)),
        lost=_lost(cells, place),
        differences=differences,
        method=method,
        fixed_p=_fixed_p(cells, means, errors, place),
        probability={e: p for e, p in stability.by_entry(cells.entries, chance).items() if e != check},
        by_environment={s.level: {e: d for e in others if (d := s.difference(e, check))} for s in sites},
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
) -> tuple[dict[str, CheckComparison], str]:
    """Differences of the means over environments by the error of the interaction, and by which method."""
    if not errors.interaction_ms:
        return {}, "withheld"
    if not cells.complete and len(cells.entries) > LARGEST_EXACT:
        return _bonferroni(cells, means, errors, place, alpha), "bonferroni"
    found = compare_with_check(
        means.means,
        means.unscaled,
        place,
        error_ms=errors.interaction_ms,
        error_df=errors.interaction_df,
        alpha=alpha,
    )
    others = [e for i, e in enumerate(cells.entries) if i != place]
    return by_name(others, found, float(means.means[place]), errors.interaction_df), "dunnett"


def _bonferroni(
    cells: Cells, means: RowMeans, errors: Errors, place: int, alpha: float
) -> dict[str, CheckComparison]:
    """Differences with Bonferroni's limits."""
    count, df = len(cells.entries) - 1, errors.interaction_df
    critical = float(-special.stdtrit(df, alpha / (2 * count)))
    base = float(means.means[place])
    result = {}
    for i, entry in enumerate(cells.entries):
        if i == place:
            continue
        difference = float(means.means[i]) - base
        error = float(np.sqrt(_variance(means, i, place) * (errors.interaction_ms or 0.0)))
        alone = 2 * float(special.stdtr(df, -abs(difference) / error))
        half = critical * error
        percent = 100 * difference / base if base else None
        result[entry] = CheckComparison(
            difference, percent, difference - half, difference + half, min(1.0, count * alone), error, alone
        )
    return result


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
