"""The analysis that all designs with one error term share: fit, means, ten tests, check, guard rails.

A design module names the terms; the rest happens here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import fsum, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis import guards, suspects
from desktop.analysis.comparisons import multiple as comparisons
from desktop.analysis.comparisons.dunnett import Comparisons, compare_with_check
from desktop.analysis.factors import Factor, crossed
from desktop.analysis.linear.absorbed import least_squares
from desktop.analysis.linear.least_squares import AdjustedMeans, LinearModel, Term
from desktop.analysis.notes import Note
from desktop.analysis.parts import RESIDUALS, AnovaRow, CheckComparison, MeansTable, Plot
from desktop.analysis.request import Complete, Request
from desktop.analysis.result import Analysis

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def analyse_one_error(request: Request, data: Complete) -> Analysis:
    """The analysis of `data` as `request` says; UserError where the design does not bear one."""
    model = fitted(request, data)
    found = analysis_of(request, data, model)
    if request.covariate is None:
        return found
    from desktop.analysis.linear.covariance import with_covariate

    return with_covariate(found, request, data, model)


def fitted(request: Request, data: Complete) -> LinearModel:
    """The least-squares fit; UserError where the design does not bear one."""
    guards.refuse_impossible(request, data.factors)
    model = least_squares(data.y, data.factors, request.terms(), data.covariates)
    guards.refuse_singular(request, model)
    return model


def analysis_of(request: Request, data: Complete, model: LinearModel) -> Analysis:
    """The analysis of a fit."""
    tables, adjusted, notes = _tables(request, data, model)
    check_factor = check_factor_of(request, tables)
    anova = anova_of(model)
    compared, check_notes = _against_check(request, check_factor, adjusted, model)
    plots = plots_of(data, model)
    return Analysis(
        design=request.design,
        response=request.response,
        treatments=request.treatments,
        n=len(data.y),
        missing=data.missing,
        mean=mean_of(data.y),
        alpha=request.alpha,
        anova=anova,
        error_ms=model.error_ms,
        error_df=model.residual_df,
        cv_percent=cv_of(data.y, model.error_ms),
        lsd_stats=_lsd_stats(request, data.y, model, tables[request.treatments[0]]),
        tables=tables,
        plots=plots,
        notes=(
            *guards.notes(request, data, model, anova),
            *notes,
            *check_notes,
            *suspects.suspects(request, plots, model),
        ),
        check=request.check,
        check_factor=check_factor,
        dunnett=compared,
    )


def mean_of(values: Floats) -> float:
    """The mean, correctly rounded, so that equal means compare equal whatever the order of their plots."""
    return fsum(values) / len(values)


def cv_of(y: Floats, error_ms: float) -> float | None:
    """100 sqrt(MSE) / mean; None where the mean is 0."""
    mean = mean_of(y)
    return 100 * sqrt(error_ms) / mean if mean else None


def _lsd_stats(request: Request, y: Floats, model: LinearModel, table: MeansTable) -> dict[str, float | int | None]:
    """The figures of Fisher's test of the first treatment; where adjusted means are compared, of those."""
    stats = lsd_stats_of(y, model.error_ms, model.residual_df, list(table.counts.values()), request.alpha)
    if not request.adjusted_letters:
        return stats
    stats = {key: value for key, value in stats.items() if key not in ("t.value", "LSD")}
    variances = model.adjusted_means((table.factor,)).difference_variances()
    pairs = variances[np.triu_indices(len(variances), k=1)]
    if model.error_ms and pairs.max() - pairs.min() <= 1e-9 * pairs.max():
        t = comparisons.critical_t(request.alpha, model.residual_df)
        stats |= {"t.value": t, "LSD": t * sqrt(model.error_ms * float(pairs.mean()))}
    return stats


def lsd_stats_of(
    y: Floats, error_ms: float, df: int, counts: list[int], alpha: float
) -> dict[str, float | int | None]:
    """The figures of Fisher's test; t and LSD only where replication is equal, since each pair has its own else."""
    stats: dict[str, float | int | None] = {
        "MSerror": error_ms,
        "Df": df,
        "Mean": mean_of(y),
        "CV": cv_of(y, error_ms),
    }
    if len(set(counts)) == 1:
        stats["t.value"] = comparisons.critical_t(alpha, df)
        stats["LSD"] = comparisons.least_significant_difference(error_ms, df, counts[0], alpha)
    return stats


def anova_of(model: LinearModel) -> tuple[AnovaRow, ...]:
    """Sequential lines and the residuals; F and p are None without error variance, a line without df is left out."""
    rows = [_anova_row(":".join(line.term), line.df, line.ss, model) for line in model.sums_of_squares() if line.df]
    return (*rows, AnovaRow(RESIDUALS, model.residual_df, model.residual_ss, model.error_ms))


def _anova_row(source: str, df: int, ss: float, model: LinearModel) -> AnovaRow:
    """One line against the error."""
    ms = ss / df
    if not model.error_ms:
        return AnovaRow(source, df, ss, ms)
    f = ms / model.error_ms
    return AnovaRow(source, df, ss, ms, f, float(special.fdtrc(df, model.residual_df, f)))


def _tables(
    request: Request, data: Complete, model: LinearModel
) -> tuple[dict[str, MeansTable], dict[str, AdjustedMeans], list[Note]]:
    """A table per factor, and one for the combinations of all in a factorial."""
    targets: list[Term] = [(name,) for name in request.treatments]
    if len(request.treatments) > 1:
        targets.append(request.treatments)
    tables: dict[str, MeansTable] = {}
    adjusted: dict[str, AdjustedMeans] = {}
    notes: list[Note] = []
    for target in targets:
        grouping = crossed([data.factors[name] for name in target])
        means = model.adjusted_means(target)
        table, table_notes = _table(grouping, means, model, request, f_of(model, target))
        tables[grouping.name], adjusted[grouping.name] = table, means
        notes += table_notes
    return tables, adjusted, notes


def _table(
    grouping: Factor, adjusted: AdjustedMeans, model: LinearModel, request: Request, f: float | None
) -> tuple[MeansTable, list[Note]]:
    """The means, errors and letters of one factor."""
    plain = [mean_of(model.y[grouping.codes == i]) for i in range(len(grouping.levels))]
    counts = [int(count) for count in grouping.counts()]
    errors = np.sqrt(model.error_ms * np.diag(adjusted.unscaled))
    table = MeansTable(
        factor=grouping.name,
        means=dict(zip(grouping.levels, plain, strict=True)),
        counts=dict(zip(grouping.levels, counts, strict=True)),
        adjusted=by_level(adjusted, adjusted.means),
        standard_errors=by_level(adjusted, errors),
    )
    if not model.error_ms or (request.adjusted_letters and not adjusted.estimable.all()):
        return table, guards.means_notes(table)
    if request.adjusted_letters:
        ranked = ranked_adjusted(adjusted, model, request.alpha)
        lettered, notes = with_letters(replace(table, by_adjusted=True), ranked, comparisons.PAIRWISE)
        return lettered, [*notes, Note("pairwise_only", {"factor": grouping.name})]
    ranked = comparisons.ranked(
        grouping.levels, plain, counts, error_ms=model.error_ms, error_df=model.residual_df, alpha=request.alpha, f=f
    )
    lettered, notes = with_letters(table, ranked)
    return lettered, notes + guards.means_notes(lettered)


def ranked_adjusted(adjusted: AdjustedMeans, model: LinearModel, alpha: float) -> comparisons.RankedMeans:
    """The adjusted means in order, each pair with its own standard error."""
    return comparisons.ranked(
        tuple(adjusted.names),
        adjusted.means,
        np.ones(len(adjusted.means)),
        error_ms=model.error_ms,
        error_df=model.residual_df,
        alpha=alpha,
        errors=np.sqrt(model.error_ms * adjusted.difference_variances()),
    )


def f_of(model: LinearModel, target: Term) -> float | None:
    """The F ratio of a term; None where it has no line or there is no error."""
    line = next((line for line in model.sums_of_squares() if line.term == target and line.df), None)
    return line.ss / line.df / model.error_ms if line and model.error_ms else None


def by_level(adjusted: AdjustedMeans, values: Floats) -> dict[str, float | None]:
    """Values by level, None where the data do not determine them."""
    rows = zip(adjusted.names, adjusted.estimable, values, strict=True)
    return {name: float(value) if known else None for name, known, value in rows}


def with_letters(
    table: MeansTable, means: comparisons.RankedMeans, tests: Sequence[str] = tuple(comparisons.TESTS)
) -> tuple[MeansTable, list[Note]]:
    """The table with the letters of `tests`, and a note where letters cannot show what the tests say."""
    from desktop.analysis.comparisons.letters import contradictions

    separated = {test: comparisons.TESTS[test](means) for test in tests}
    lettered = replace(
        table,
        letters=_signs(means, separated),
        relabel=partial(_signs_at, means, tests),
        least=partial(comparisons.critical_differences, means),
    )
    if means.errors is None and len(set(means.counts)) == 1:
        return lettered, []
    wrong = {name: pairs for name, s in separated.items() if (pairs := contradictions(s))}
    return lettered, [guards.letters_note(wrong, means.levels, adjusted=means.errors is not None)] if wrong else []


def _signs_at(means: comparisons.RankedMeans, tests: Sequence[str], alpha: float) -> dict[str, dict[str, str]]:
    """The letters by test and level at another level of significance."""
    return _signs(means, {test: comparisons.TESTS[test](replace(means, alpha=alpha)) for test in tests})


def _signs(means: comparisons.RankedMeans, separated: Mapping[str, Bools]) -> dict[str, dict[str, str]]:
    """The letters by test and level."""
    from desktop.analysis.comparisons.letters import letters

    return {test: dict(zip(means.levels, letters(s), strict=True)) for test, s in separated.items()}


def check_factor_of(request: Request, tables: Mapping[str, MeansTable]) -> str | None:
    """The name of the table in which the check is a level; UserError if in none."""
    if request.check is None:
        return None
    for name, table in tables.items():
        if request.check in table.means:
            return name
    raise guards.unknown_check(request.check, tables[request.treatments[0]])


def _against_check(
    request: Request, name: str | None, adjusted: Mapping[str, AdjustedMeans], model: LinearModel
) -> tuple[dict[str, CheckComparison] | None, list[Note]]:
    """Dunnett's comparisons of the adjusted means; withheld (empty) without error variance."""
    if name is None or request.check is None:
        return None, []
    means = adjusted[name]
    usable = np.flatnonzero(means.estimable)
    check = means.names.index(request.check)
    if not model.error_ms or check not in usable or len(usable) < 2:
        return {}, []
    found = compare_with_check(
        means.means[usable],
        means.unscaled[np.ix_(usable, usable)],
        int(np.flatnonzero(usable == check)[0]),
        error_ms=model.error_ms,
        error_df=model.residual_df,
        alpha=request.alpha,
        own=1 / model.factors[name].counts()[usable] if name in model.factors else None,
    )
    others = [means.names[i] for i in usable if i != check]
    result = by_name(others, found, float(means.means[check]), model.residual_df)
    return result, [] if found.exact else [Note("dunnett_lattice")]


def by_name(levels: list[str], found: Comparisons, base: float, df: int) -> dict[str, CheckComparison]:
    """The comparisons by level; `base` is the mean of the check."""
    alone = 2 * special.stdtr(df, -np.abs(found.difference) / found.standard_error)
    figures = np.column_stack([found.difference, found.lower, found.upper, found.p, found.standard_error, alone])
    return {
        level: CheckComparison(d, 100 * d / base if base else None, low, high, p, error, lsd_p, df)
        for level, (d, low, high, p, error, lsd_p) in zip(levels, figures.tolist(), strict=True)
    }


def plots_of(data: Complete, model: LinearModel) -> tuple[Plot, ...]:
    """Observed, fitted and residual of every plot analysed."""
    studentized = suspects.studentized_residuals(model)
    return tuple(
        Plot(int(i), float(y), float(f), float(r), None if np.isnan(t) else float(t))
        for i, y, f, r, t in zip(data.places, data.y, model.fitted, model.residuals, studentized, strict=True)
    )
