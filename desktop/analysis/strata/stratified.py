"""The analysis that all designs with several error terms share: strata, means by their own error, check, guard rails.

A design module names the factors and the strata; the rest happens here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis import guards, suspects
from desktop.analysis.comparisons import multiple as comparisons
from desktop.analysis.comparisons.dunnett import compare_with_check
from desktop.analysis.comparisons.letters import letters
from desktop.analysis.factors import Factor, crossed
from desktop.analysis.linear import single_trial
from desktop.analysis.linear.least_squares import AdjustedMeans, LinearModel, Term
from desktop.analysis.notes import Note
from desktop.analysis.parts import RESIDUALS, CheckComparison, MeansError, MeansTable, StratumRow, harmonic_mean
from desktop.analysis.request import Complete, Request
from desktop.analysis.result import Analysis
from desktop.analysis.strata.cell_means import Differences
from desktop.analysis.strata.error_strata import Stratum, strata_of

Floats = NDArray[np.float64]


def analyse_strata(request: Request, data: Complete, errors: Sequence[Term]) -> Analysis:
    """The analysis of `data` with the strata that `errors` name, the largest units first, and "Within".

    UserError where the design does not bear one.
    """
    guards.refuse_impossible(request, data.factors)
    terms = [term for term in request.terms() if term[0] not in request.blocks]
    model = LinearModel(data.y, data.factors, _all_terms(errors, terms))
    guards.refuse_singular(request, model)
    strata = strata_of(data.y, data.factors, errors, terms)
    tested = {term: stratum for term in terms if (stratum := _stratum_of(term, strata, errors))}
    tables, notes = _tables(request, data, model, tested)
    check_factor = single_trial.check_factor_of(request, {name: tables[name] for name in request.treatments})
    compared, check_notes = _against_check(request, check_factor, tables)
    plots = single_trial.plots_of(data, model)
    rows = tuple(row for stratum in strata for row in _rows(stratum))
    return Analysis(
        design=request.design,
        response=request.response,
        treatments=request.treatments,
        n=len(data.y),
        missing=data.missing,
        mean=single_trial.mean_of(data.y),
        alpha=request.alpha,
        anova=(),
        strata=rows,
        error_ms=model.error_ms,
        error_df=model.residual_df,
        cv_percent=single_trial.cv_of(data.y, model.error_ms),
        lsd_stats={},
        tables=tables,
        plots=plots,
        notes=(
            *guards.notes(request, data, model, [row for row in rows if row.p is not None]),
            *_strata_notes(strata, terms, tested),
            *notes,
            *check_notes,
            *suspects.suspects(request, plots, model),
        ),
        check=request.check,
        check_factor=check_factor,
        dunnett=compared,
    )


def _all_terms(errors: Sequence[Term], terms: Sequence[Term]) -> list[Term]:
    """Strata and treatment terms as one fixed model: blocks and main effects before what they are nested in."""
    mains = [term for term in terms if len(term) == 1]
    rest = [term for term in terms if len(term) > 1]
    return [errors[0], *mains, *(error for error in errors[1:]), *rest]


def _stratum_of(term: Term, strata: Sequence[Stratum], errors: Sequence[Term]) -> Stratum | None:
    """The stratum that tests `term`: the largest units whose classification holds all its factors."""
    by_name = {stratum.name: stratum for stratum in strata}
    for error in errors:
        if set(term) <= set(error):
            return by_name.get(":".join(error))
    return strata[-1]


def _rows(stratum: Stratum) -> list[StratumRow]:
    """The lines of one stratum, each tested by its residual."""
    error, df = stratum.error_ms, stratum.residual_df
    rows = []
    for line in stratum.lines:
        ms = line.ss / line.df
        f = ms / error if error else None
        p = None if f is None else float(special.fdtrc(line.df, df, f))
        rows.append(StratumRow(stratum.name, ":".join(line.term), line.df, line.ss, ms, f, p))
    if df:
        rows.append(StratumRow(stratum.name, RESIDUALS, df, stratum.residual_ss, error))
    return rows


def _strata_notes(strata: Sequence[Stratum], terms: Sequence[Term], tested: dict[Term, Stratum]) -> list[Note]:
    """Which error tests what, terms that none can test, and terms that lost plots spread over strata."""
    errors = [f"{':'.join(term)} – {tested[term].name} ({tested[term].residual_df})" for term in terms if term in tested]
    found = [Note("stratum_errors", {"errors": "; ".join(errors)})]
    for term in terms:
        name = ":".join(term)
        stratum = tested.get(term)
        if stratum is not None and not stratum.residual_df:
            found.append(Note("no_stratum_error", {"stratum": stratum.name, "term": name}))
        elif stratum is not None and stratum.residual_df < guards.FEW_ERROR_DF and stratum is not strata[-1]:
            found.append(Note("few_stratum_df", {"stratum": stratum.name, "df": stratum.residual_df}))
        if sum(line.term == term for s in strata for line in s.lines) > 1:
            found.append(Note("several_strata", {"term": name}))
    return list({str(note.values) + note.kind: note for note in found}.values())


def _tables(
    request: Request, data: Complete, model: LinearModel, tested: dict[Term, Stratum]
) -> tuple[dict[str, MeansTable], list[Note]]:
    """A table per factor, judged by the factor's own error, and one per combination of factors."""
    orders = range(1, len(request.treatments) + 1)
    targets = [target for n in orders for target in combinations(request.treatments, n)]
    errors = {term: MeansError(s.error_ms, s.residual_df) for term, s in tested.items()}
    tables: dict[str, MeansTable] = {}
    notes: list[Note] = []
    for target in targets:
        table, table_notes = _table(request, data, model, target, errors)
        tables[table.factor] = table
        notes += table_notes
    return tables, notes


def _table(
    request: Request, data: Complete, model: LinearModel, target: Term, errors: dict[Term, MeansError]
) -> tuple[MeansTable, list[Note]]:
    """The means of one factor or combination."""
    grouping = crossed([data.factors[name] for name in target])
    adjusted = model.adjusted_means(target)
    means = [single_trial.mean_of(model.y[grouping.codes == i]) for i in range(len(grouping.levels))]
    counts = [int(count) for count in grouping.counts()]
    differences = Differences(data.factors, target, errors, harmonic_mean(counts))
    error = errors.get(target, MeansError(0.0, 0)) if len(target) == 1 else differences.typical()
    table = MeansTable(
        factor=grouping.name,
        means=dict(zip(grouping.levels, means, strict=True)),
        counts=dict(zip(grouping.levels, counts, strict=True)),
        adjusted=single_trial.by_level(adjusted, adjusted.means),
        standard_errors=_standard_errors(adjusted, dict(zip(grouping.levels, counts, strict=True)), error),
        error=error,
        differences=differences.by_kind(),
    )
    tested = [*differences.errors.values(), error] if len(target) == 1 else [*differences.errors.values()]
    if not tested or not all(e.ms and e.df for e in tested):
        return table, guards.means_notes(table)
    if len(target) == 1:
        stats = single_trial.lsd_stats_of(data.y, error.ms, error.df, counts, request.alpha)
        lettered, notes = _letters(replace(table, lsd_stats=stats), error, means, counts, request.alpha)
    else:
        lettered, notes = _combined_letters(table, differences, _levels_of(grouping, data, target), request.alpha)
    return lettered, notes + guards.means_notes(lettered)


def _standard_errors(
    adjusted: AdjustedMeans, counts: dict[str, int], error: MeansError
) -> dict[str, float | None]:
    """The standard error of each mean by its plots; None where the data do not determine the mean."""
    return {
        name: sqrt(error.ms / counts[name]) if known and name in counts else None
        for name, known in zip(adjusted.names, adjusted.estimable, strict=True)
    }


def _levels_of(grouping: Factor, data: Complete, target: Term) -> list[tuple[str, ...]]:
    """The levels of `target`'s factors that each level of their crossing stands for."""
    first = [int(np.flatnonzero(grouping.codes == i)[0]) for i in range(len(grouping.levels))]
    return [tuple(data.factors[name].levels[data.factors[name].codes[i]] for name in target) for i in first]


def _letters(
    table: MeansTable, error: MeansError, means: list[float], counts: list[int], alpha: float
) -> tuple[MeansTable, list[Note]]:
    """The table with the letters of all tests by its one error."""
    ranked = comparisons.ranked(
        tuple(table.means), means, counts, error_ms=error.ms, error_df=error.df, alpha=alpha
    )
    return single_trial.with_letters(table, ranked)


def _signs_at(differences: Differences, names: list[str], levels: list[tuple[str, ...]], means: Floats, alpha: float
              ) -> dict[str, dict[str, str]]:
    """The letters of combinations, by falling mean, at a level of significance."""
    return {"lsd": dict(zip(names, letters(differences.separated(levels, means, alpha)), strict=True))}


def _combined_letters(
    table: MeansTable, differences: Differences, levels: list[tuple[str, ...]], alpha: float
) -> tuple[MeansTable, list[Note]]:
    """The table with LSD letters, each pair of combinations judged by its own combined error."""
    means = np.array(list(table.means.values()))
    order = np.argsort(-means, kind="stable")
    names = list(table.means)
    signs = partial(_signs_at, differences, [names[i] for i in order], [levels[i] for i in order], means[order])
    notes = [Note("combined_error", {"term": table.factor})]
    if len(set(table.counts.values())) > 1:
        notes.append(Note("uneven_combinations", {"term": table.factor}))
    return replace(table, letters=signs(alpha), relabel=signs), notes


def _against_check(
    request: Request, name: str | None, tables: Mapping[str, MeansTable]
) -> tuple[dict[str, CheckComparison] | None, list[Note]]:
    """Dunnett's comparisons of the means of one factor, by its own error; withheld (empty) without one."""
    if name is None or request.check is None:
        return None, []
    table = tables[name]
    levels = [level for level, mean in table.adjusted.items() if mean is not None]
    if not table.error or not table.error.ms or not table.error.df or request.check not in levels or len(levels) < 2:
        return {}, []
    means = np.array([table.adjusted[level] for level in levels], dtype=float)
    unscaled = np.diag([1 / table.counts[level] for level in levels])
    place = levels.index(request.check)
    found = compare_with_check(
        means, unscaled, place, error_ms=table.error.ms, error_df=table.error.df, alpha=request.alpha
    )
    others = [level for level in levels if level != request.check]
    compared = single_trial.by_name(others, found, float(means[place]), table.error.df)
    return compared, [] if found.exact else [Note("dunnett_lattice")]
