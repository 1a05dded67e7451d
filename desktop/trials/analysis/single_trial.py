"""The analysis that all designs with one error term share: fit, means, six tests, check, guard rails.

A design module names the terms; the rest happens here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.trials.analysis import comparisons, guards
from desktop.trials.analysis.data import Factor, crossed, factor
from desktop.trials.analysis.dunnett import compare_with_check
from desktop.trials.analysis.linear import AdjustedMeans, LinearModel, Term
from desktop.trials.analysis.notes import Note
from desktop.trials.analysis.result import (
    RESIDUALS,
    Analysis,
    AnovaRow,
    CheckComparison,
    MeansTable,
    Plot,
)

Floats = NDArray[np.float64]
Labels = Sequence[str | None]
Levels = Labels | Mapping[str, Labels]


@dataclass(frozen=True)
class Complete:
    """The plots with a value and every label: what is analysed."""

    y: Floats
    factors: dict[str, Factor]
    places: NDArray[np.intp]
    missing: int


@dataclass(frozen=True)
class Request:
    """What is asked for: names, the check and the level of significance."""

    design: str
    response: str
    treatments: tuple[str, ...]
    blocks: tuple[str, ...] = ()
    check: str | None = None
    alpha: float = 0.05

    def terms(self) -> list[Term]:
        """Blocks first, then treatments, then their interactions."""
        names = self.treatments
        crossings = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
        return [(b,) for b in self.blocks] + [(t,) for t in names] + crossings


def named(levels: Levels, name: str) -> dict[str, Labels]:
    """Treatment labels by factor name: a plain sequence is the single factor `name`."""
    return dict(levels) if isinstance(levels, Mapping) else {name: levels}


def complete(values: Sequence[float | None], labels: Mapping[str, Labels]) -> Complete:
    """The plots whose value is a number and whose labels are all known; UserError if there is none."""
    numbers = np.array([np.nan if v is None else v for v in values], dtype=float)
    kept = np.isfinite(numbers)
    for column in labels.values():
        kept &= np.array([label is not None for label in column], dtype=bool)
    places = np.flatnonzero(kept)
    if len(places) == 0:
        raise UserError(_("No row has a value and every label ({columns}).").format(columns=", ".join(labels)))
    factors = {name: factor(name, [str(column[i]) for i in places]) for name, column in labels.items()}
    return Complete(numbers[places], factors, places, len(numbers) - len(places))


def analyse(request: Request, data: Complete) -> Analysis:
    """The analysis of `data` as `request` says; UserError where the design does not bear one."""
    guards.refuse_impossible(request.treatments, request.blocks, data.factors)
    model = LinearModel(data.y, data.factors, request.terms())
    guards.refuse_singular(model, request.treatments, request.blocks)
    error_ms = model.residual_ss / model.residual_df
    tables, adjusted, notes = _tables(request, data, model, error_ms)
    check_factor = _check_factor(request, tables)
    anova = _anova(model, error_ms)
    compared, check_notes = _against_check(request, check_factor, adjusted, model, error_ms)
    first = tables[request.treatments[0]]
    plots = _plots(data, model)
    return Analysis(
        design=request.design,
        response=request.response,
        treatments=request.treatments,
        n=len(data.y),
        missing=data.missing,
        mean=_mean(data.y),
        alpha=request.alpha,
        anova=anova,
        error_ms=error_ms,
        error_df=model.residual_df,
        cv_percent=_cv(error_ms, data.y),
        lsd_stats=_lsd_stats(data.y, error_ms, model.residual_df, list(first.counts.values()), request.alpha),
        tables=tables,
        plots=plots,
        notes=(
            *guards.notes(request.response, request.treatments, request.blocks, data.missing, model, anova, request.alpha),
            *notes,
            *check_notes,
            *guards.suspects(plots, model, request.treatments, request.blocks, data.places),
        ),
        check=request.check,
        check_factor=check_factor,
        dunnett=compared,
    )


def _mean(values: Floats) -> float:
    """The mean, correctly rounded, so that equal means compare equal whatever the order of their plots."""
    return fsum(values) / len(values)


def _cv(error_ms: float, y: Floats) -> float | None:
    """100 sqrt(MSE) / mean; None where the mean is 0."""
    mean = _mean(y)
    return 100 * sqrt(error_ms) / mean if mean else None


def _lsd_stats(y: Floats, error_ms: float, df: int, counts: list[int], alpha: float) -> dict[str, float | int | None]:
    """The figures of Fisher's test; t and LSD only where replication is equal, since each pair has its own else."""
    stats: dict[str, float | int | None] = {"MSerror": error_ms, "Df": df, "Mean": _mean(y), "CV": _cv(error_ms, y)}
    if len(set(counts)) == 1:
        stats["t.value"] = comparisons.critical_t(alpha, df)
        stats["LSD"] = comparisons.least_significant_difference(error_ms, df, counts[0], alpha)
    return stats


def _anova(model: LinearModel, error_ms: float) -> tuple[AnovaRow, ...]:
    """Sequential lines and the residuals; F and p are None without error variance."""
    rows = [_anova_row(":".join(s.term), s.df, s.ss, error_ms, model.residual_df) for s in model.sums_of_squares()]
    return (*rows, AnovaRow(RESIDUALS, model.residual_df, model.residual_ss, error_ms))


def _anova_row(source: str, df: int, ss: float, error_ms: float, error_df: int) -> AnovaRow:
    """One line against the error."""
    ms = ss / df if df else None
    if ms is None or not error_ms:
        return AnovaRow(source, df, ss, ms)
    f = ms / error_ms
    return AnovaRow(source, df, ss, ms, f, float(special.fdtrc(df, error_df, f)))


def _tables(
    request: Request, data: Complete, model: LinearModel, error_ms: float
) -> tuple[dict[str, MeansTable], dict[str, AdjustedMeans], list[Note]]:
    """A table per factor, and one for the combinations of all in a factorial."""
    targets: list[Term] = [(name,) for name in request.treatments]
    if len(request.treatments) > 1:
        targets.append(request.treatments)
    tables, adjusted, notes = {}, {}, []
    for target in targets:
        grouping = crossed([data.factors[name] for name in target])
        means = model.adjusted_means(target)
        table, table_notes = _table(grouping, data.y, means, error_ms, model.residual_df, request.alpha)
        tables[grouping.name], adjusted[grouping.name] = table, means
        notes += table_notes
    return tables, adjusted, notes


def _table(
    grouping: Factor, y: Floats, adjusted: AdjustedMeans, error_ms: float, error_df: int, alpha: float
) -> tuple[MeansTable, list[Note]]:
    """The means, errors and letters of one factor."""
    plain = np.array([_mean(y[grouping.codes == i]) for i in range(len(grouping.levels))])
    counts = grouping.counts()
    names = [":".join(c) for c in adjusted.combinations]
    errors = np.sqrt(error_ms * np.diag(adjusted.unscaled))
    known = dict(zip(names, zip(adjusted.estimable, adjusted.means, errors, strict=True), strict=True))
    letters, notes = {}, []
    if error_ms and len(plain) > 1:
        letters, notes = _letters(comparisons.ranked(grouping.levels, plain, counts, error_ms, error_df, alpha))
    table = MeansTable(
        factor=grouping.name,
        means=dict(zip(grouping.levels, map(float, plain), strict=True)),
        counts=dict(zip(grouping.levels, map(int, counts), strict=True)),
        adjusted={level: float(m) if ok else None for level, (ok, m, _e) in known.items()},
        standard_errors={level: float(e) if ok else None for level, (ok, _m, e) in known.items()},
        letters=letters,
    )
    return table, notes + guards.means_notes(table)


def _letters(means: comparisons.RankedMeans) -> tuple[dict[str, dict[str, str]], list[Note]]:
    """The letters of all tests, and a note where letters cannot show what the tests say."""
    from desktop.trials.analysis.letters import contradictions, letters

    separated = {name: test(means) for name, test in comparisons.TESTS.items()}
    shown = {name: dict(zip(means.levels, letters(s), strict=True)) for name, s in separated.items()}
    if len(set(means.counts)) == 1:
        return shown, []
    wrong = {name: pairs for name, s in separated.items() if (pairs := contradictions(s))}
    return shown, [guards.letters_note(wrong, means.levels)] if wrong else []


def _check_factor(request: Request, tables: Mapping[str, MeansTable]) -> str | None:
    """The name of the table in which the check is a level; UserError if in none."""
    if request.check is None:
        return None
    for name, table in tables.items():
        if request.check in table.means:
            return name
    raise guards.unknown_check(request.check, tables[request.treatments[0]])


def _against_check(
    request: Request, name: str | None, adjusted: Mapping[str, AdjustedMeans], model: LinearModel, error_ms: float
) -> tuple[dict[str, CheckComparison] | None, list[Note]]:
    """Dunnett's comparisons of the adjusted means; withheld (empty) without error variance."""
    if name is None or request.check is None:
        return None, []
    means = adjusted[name]
    names = [":".join(c) for c in means.combinations]
    usable = np.flatnonzero(means.estimable)
    check = names.index(request.check)
    if not error_ms or check not in usable or len(usable) < 2:
        return {}, []
    place = int(np.flatnonzero(usable == check)[0])
    unscaled = means.unscaled[np.ix_(usable, usable)]
    found = compare_with_check(means.means[usable], unscaled, place, error_ms, model.residual_df, request.alpha)
    base = float(means.means[check])
    others = [names[i] for i in usable if i != check]
    rows = zip(others, found.difference, found.lower, found.upper, found.p, strict=True)
    result = {
        level: CheckComparison(float(d), 100 * float(d) / base if base else None, float(low), float(high), float(p))
        for level, d, low, high, p in rows
    }
    return result, [] if found.exact else [Note("dunnett_lattice")]


def _plots(data: Complete, model: LinearModel) -> tuple[Plot, ...]:
    """Observed, fitted and residual of every plot analysed."""
    studentized = guards.studentized_residuals(model)
    return tuple(
        Plot(int(i), float(y), float(f), float(r), None if np.isnan(t) else float(t))
        for i, y, f, r, t in zip(data.places, data.y, model.fitted, model.residuals, studentized, strict=True)
    )
