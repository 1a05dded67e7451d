"""Trials in replicates with incomplete blocks, analysed by REML with recovery of inter-block information.

Replicates are fixed, blocks within replicates random. Treatments are taken as fixed, which gives best linear unbiased
estimates (BLUE) for comparing varieties, and as random, which gives best linear unbiased predictions (BLUP) for
selecting them. `alpha` and `row_column` name the block factors; what they share is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt

import numpy as np
from numpy.typing import NDArray

from desktop.analysis import guards
from desktop.analysis.columns import PlotColumns
from desktop.analysis.comparisons import multiple as comparisons
from desktop.analysis.comparisons.dunnett import compare_with_check
from desktop.analysis.comparisons.multiple import critical_t
from desktop.analysis.factors import Factor, crossed
from desktop.analysis.further_table import FurtherTable
from desktop.analysis.incomplete.intra_block import IntraBlock, intra_block
from desktop.analysis.linear.single_trial import with_letters
from desktop.analysis.mixed import notes as mixed_notes
from desktop.analysis.mixed.components import Components
from desktop.analysis.mixed.equations import Equations, Solution
from desktop.analysis.mixed.reml import Fit, fit
from desktop.analysis.mixed.result import MixedAnalysis
from desktop.analysis.mixed.treatment_precision import TreatmentPrecision
from desktop.analysis.notes import Note
from desktop.analysis.parts import BLOCKS_ADJUSTED, CheckComparison, MeansTable, Plot, variance_table
from desktop.analysis.request import Complete, Request, complete

Floats = NDArray[np.float64]

MOST_LETTERED = 200  # entries: beyond, letters run out of signs that can be told apart


@dataclass(frozen=True)
class _Trial:
    """The plots and both models' equations."""

    request: Request
    data: Complete
    treatment: Factor
    replicate: Factor
    blocks: tuple[Factor, ...]
    fixed: Equations
    random: Equations


def analyse_incomplete_blocks(
    design: str, columns: PlotColumns, divided: Sequence[str], check: str | None, alpha: float
) -> MixedAnalysis:
    """The analysis of a trial whose replicates are `divided` by these roles (each a classification within replicates).

    Without a role "replicate" the blocks are not grouped into replicates. UserError where the data do not bear an analysis
    or the check is unknown.
    """
    treatment, levels = columns.treatment
    grouping, blocks = columns.factors("replicate"), columns.factors(*divided)
    request = Request(design, columns.response, (treatment,), (*grouping, *blocks), check, alpha)
    data = complete(columns.response, columns.values, {treatment: levels, **grouping, **blocks})
    trial = _trial(request, data, len(blocks))
    found = intra_block(trial.fixed, trial.random)
    mixed_notes.refuse_useless_blocks(found, list(blocks), columns.response)
    groups = [f.name for f in trial.blocks]
    fixed, random = fit(trial.fixed, groups), fit(trial.random, [treatment, *groups])
    analysis = _analysis(trial, found, fixed, random)
    notes = mixed_notes.model_notes(analysis, found, trial.treatment, trial.blocks)
    return replace(analysis, notes=(*analysis.notes, *notes))


def _trial(request: Request, data: Complete, divided: int) -> _Trial:
    """The equations of both models; UserError where the layout bears none. The last `divided` columns are blocks."""
    treatment, *places = (data.factors[name] for name in request.columns())
    grouping, divisions = places[:-divided], places[-divided:]
    guards.refuse_impossible(replace(request, blocks=() if grouping else request.blocks), data.factors)
    replicate = grouping[0] if grouping else Factor("", ("",), np.zeros(len(data.y), dtype=np.intp))
    if grouping:
        mixed_notes.refuse_one_replicate(replicate)
        mixed_notes.refuse_disconnected(treatment, replicate)
    blocks = tuple(crossed([*grouping, f]) for f in divisions)
    fixed = Equations(data.y, treatment, replicate, blocks, treatment_random=False)
    mixed_notes.refuse_unreplicated(treatment, fixed.free)
    random = Equations(data.y, treatment, replicate, blocks, treatment_random=True)
    return _Trial(request, data, treatment, replicate, blocks, fixed, random)


def _analysis(trial: _Trial, found: IntraBlock, fixed: Fit, random: Fit) -> MixedAnalysis:
    """All figures and the sentences about the data."""
    request, data = trial.request, trial.data
    blue, blup = TreatmentPrecision(fixed.solution), TreatmentPrecision(random.solution)
    mean = fsum(data.y) / len(data.y)
    table, letter_notes = _lettered(_table(trial, fixed, blue), fixed, blue, found.error_df, request.alpha)
    dunnett, check_notes = _against_check(trial, table, blue, found)
    difference = blue.mean_variance_of_a_difference()
    return MixedAnalysis(
        design=request.design,
        response=request.response,
        treatments=request.treatments,
        n=len(data.y),
        missing=data.missing,
        mean=mean,
        alpha=request.alpha,
        anova=found.rows(),
        error_ms=fixed.error_variance,
        error_df=found.error_df,
        cv_percent=100 * sqrt(fixed.error_variance) / mean if mean else None,
        lsd_stats=_lsd_stats(mean, fixed, difference, found.error_df, request.alpha),
        tables={trial.treatment.name: table},
        plots=_plots(data, fixed),
        notes=(*mixed_notes.data_notes(request, data), *letter_notes, *check_notes),
        check=request.check,
        check_factor=trial.treatment.name if request.check is not None else None,
        dunnett=dunnett,
        fixed=_components(fixed),
        random=_components(random),
        blup=dict(zip(trial.treatment.levels, random.solution.treatment_effects.tolist(), strict=True)),
        blup_errors=dict(zip(trial.treatment.levels, np.sqrt(blup.variances()).tolist(), strict=True)),
        intercept_random=float(random.solution.effects[0]) + trial.random.shift,
        difference_variance=difference,
        difference_variance_blup=blup.mean_variance_of_a_difference(),
        efficiency=_efficiency(trial, found, difference),
        further=_treatments_first(found),
    )


def _treatments_first(found: IntraBlock) -> tuple[FurtherTable, ...]:
    """The variance with the blocks adjusted for the treatments."""
    rows = found.treatments_first()
    return (variance_table("anova_treatments_first", BLOCKS_ADJUSTED, rows),) if rows else ()


def _components(model: Fit) -> Components:
    """The variance components of a fit."""
    return Components(model.variances, model.standard_errors, model.deviance)


def _table(trial: _Trial, fixed: Fit, precision: TreatmentPrecision) -> MeansTable:
    """Arithmetic means and BLUEs, averaged over the replicates with equal weight."""
    levels, counts = trial.treatment.levels, trial.fixed.counts
    plain = trial.fixed.treatment_total / counts + trial.fixed.shift
    estimates = fixed.solution.treatment_effects + precision.average() + trial.fixed.shift
    return MeansTable(
        factor=trial.treatment.name,
        means=dict(zip(levels, plain.tolist(), strict=True)),
        counts={level: int(count) for level, count in zip(levels, counts, strict=True)},
        adjusted=dict(zip(levels, estimates.tolist(), strict=True)),
        standard_errors=dict(zip(levels, np.sqrt(precision.variances()).tolist(), strict=True)),
        by_adjusted=True,
    )


def _lettered(
    table: MeansTable, fixed: Fit, precision: TreatmentPrecision, df: int, alpha: float
) -> tuple[MeansTable, list[Note]]:
    """The table with letters that compare the BLUEs, each pair by the standard error of its own difference.

    Without degrees of freedom for error, and for so many entries that no reader could use them, there are none.
    """
    if not df or not fixed.error_variance or len(table.adjusted) > MOST_LETTERED:
        return table, []
    covariance = precision.covariance()
    own = np.diag(covariance)
    errors = np.sqrt(np.maximum(own[:, None] + own[None, :] - 2 * covariance, 0.0))
    means = comparisons.ranked(
        tuple(table.adjusted), [m for m in table.adjusted.values() if m is not None], np.ones(len(own)),
        error_ms=fixed.error_variance, error_df=df, alpha=alpha, errors=errors,
    )
    lettered, notes = with_letters(table, means, comparisons.PAIRWISE)
    return lettered, [*notes, Note("pairwise_only", {"factor": table.factor})]


def _lsd_stats(mean: float, fixed: Fit, difference: float, df: int, alpha: float) -> dict[str, float | int | None]:
    """The figures of the average least significant difference."""
    error = fixed.error_variance
    cv = 100 * sqrt(error) / mean if mean else None
    stats: dict[str, float | int | None] = {"MSerror": error, "Df": df, "Mean": mean, "CV": cv}
    if df:
        t = critical_t(alpha, df)
        stats |= {"t.value": t, "LSD": t * sqrt(difference)}
    return stats


def _plots(data: Complete, fixed: Fit) -> tuple[Plot, ...]:
    """Observed, fitted (with the blocks' predicted effects) and residual of every plot analysed."""
    rows = zip(data.places.tolist(), data.y.tolist(), fixed.solution.projected.tolist(), strict=True)
    return tuple(Plot(place, y, y - rest, rest, None) for place, y, rest in rows)


def _efficiency(trial: _Trial, found: IntraBlock, difference: float) -> float | None:
    """The mean variance of a difference in complete blocks, in percent of the one found."""
    if not found.complete_ss or not found.error_df:
        return None
    blind = Equations(trial.data.y, trial.treatment, trial.replicate, (), treatment_random=False)
    return 100 * TreatmentPrecision(Solution(blind, np.zeros(0))).mean_variance_of_a_difference() / difference


def _against_check(
    trial: _Trial, table: MeansTable, precision: TreatmentPrecision, found: IntraBlock
) -> tuple[dict[str, CheckComparison] | None, list[Note]]:
    """Dunnett's comparisons of the BLUEs with the check; UserError if it is no level of the treatments."""
    check = trial.request.check
    if check is None:
        return None, []
    if check not in table.means:
        raise guards.unknown_check(check, table)
    if not found.error_df:
        return {}, []
    levels = trial.treatment.levels
    means = np.array([table.adjusted[level] for level in levels], dtype=float)
    error, place = precision.error_variance, levels.index(check)
    compared = compare_with_check(
        means, precision.covariance() / error, place, error_ms=error, error_df=found.error_df,
        alpha=trial.request.alpha, own=precision.solution.weight,
    )
    columns = (compared.difference, compared.lower, compared.upper, compared.p, compared.standard_error)
    rows = np.column_stack(columns).tolist()
    others = [level for level in levels if level != check]
    result = {level: _comparison(row, float(means[place]), found) for level, row in zip(others, rows, strict=True)}
    return result, [] if compared.exact else [Note("dunnett_lattice")]


def _comparison(row: list[float], base: float, found: IntraBlock) -> CheckComparison:
    """One comparison from its figures; `base` is the mean of the check."""
    from scipy import special

    difference, lower, upper, p, error = row
    alone = 2 * float(special.stdtr(found.error_df, -abs(difference) / error))
    return CheckComparison(difference, 100 * difference / base if base else None, lower, upper, p, error, alone, found.error_df)
