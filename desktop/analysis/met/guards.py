"""What the analysis of a series refuses, and what it says beside its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from desktop.analysis.guards import listed
from desktop.analysis.met import additive
from desktop.analysis.met.series import Series
from desktop.analysis.notes import Note
from desktop.analysis.parts import RESIDUALS
from desktop.analysis.wording import term
from desktop.core.errors import UserError
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.analysis.met.result import MetAnalysis

FEW_ENVIRONMENTS = 5


def refuse(series: Series, checks: Sequence[str]) -> None:
    """UserError where there is nothing to compare: one entry, one environment, parts that share nothing."""
    for factor in (series.entry, series.environment):
        if len(factor.levels) < 2:
            problem = _(
                'Column "{column}" holds only one level ({level}); a series needs at least two entries in two environments.'
            )
            raise UserError(problem.format(column=factor.name, level=factor.levels[0]))
    for check in checks:
        if check not in series.entry.levels:
            problem = _('The check "{check}" is not in column "{column}", which holds {levels}.')
            raise UserError(problem.format(check=check, column=series.entry.name, levels=listed(series.entry.levels)))
    _refuse_parts(series)


def _refuse_parts(series: Series) -> None:
    """UserError where the table of means falls into parts."""
    part = additive.groups(series.cells.present)
    apart = [level for level, group in zip(series.entry.levels, part, strict=True) if group != part[0]]
    if apart:
        raise UserError(
            _(
                'Column "{column}": {levels} share no environment with {first}, directly or through other entries, so that'
                " they cannot be compared; analyse the two groups apart or add a common check."
            ).format(column=series.entry.name, levels=listed(apart), first=series.entry.levels[0])
        )


def notes(a: MetAnalysis, series: Series) -> list[Note]:
    """The sentences about data, layout and figures."""
    return [*_data_notes(a, series), *_layout_notes(a), *_error_notes(a, series), *_figure_notes(a)]


def _data_notes(a: MetAnalysis, series: Series) -> list[Note]:
    """Rows left out, levels lost."""
    found = []
    if a.missing:
        columns = ", ".join([a.response, a.treatment, a.environment, *([a.block] if a.block else [])])
        found.append(Note("missing", {"count": a.missing, "columns": columns, "used": a.n}))
    lost = {name: levels for name, levels in series.data.lost.items() if levels}
    return found + [Note("lost_levels", {"factor": name, "levels": listed(levels)}) for name, levels in lost.items()]


def _layout_notes(a: MetAnalysis) -> list[Note]:
    """Missing cells, few environments, single environments."""
    found = []
    names = {"treatment": a.treatment, "environment": a.environment}
    empty = int((~a.cells.present).sum())
    if empty:
        values = {"count": empty, "cells": a.cells.counts.size, **names}
        found.append(
            Note("series_incomplete", {**values, "axes": a.completed.axes}) if a.completed
            else Note("series_too_incomplete", values)
        )
    counts = a.cells.counts[a.cells.present]
    if counts.min() < counts.max():
        found.append(Note("series_unequal", {**names, "least": int(counts.min()), "most": int(counts.max())}))
    count = len(a.cells.environments)
    if count == 2:
        found.append(Note("series_two_environments"))
    if count < FEW_ENVIRONMENTS:
        found.append(Note("series_few_environments", {"count": count}))
    if len(a.cells.entries) == 2:
        found.append(Note("series_two_entries"))
    single = [entry.level for entry in a.entries if entry.environments == 1]
    if single:
        found.append(Note("series_single_environment", {"levels": listed(single)}))
    return [*found, *_arithmetic_notes(a), *_check_notes(a)]


def _arithmetic_notes(a: MetAnalysis) -> list[Note]:
    """Whether adjusting for blocks would move a mean of the table."""
    index = {level: i for i, level in enumerate(a.cells.entries)}
    moved = [
        (abs(adjusted - float(a.cells.means[index[level], j])), level, j, adjusted)
        for j, site in enumerate(a.sites)
        for level, adjusted in site.means.items()
    ]
    shift, level, j, adjusted = max(moved)
    plain = float(a.cells.means[index[level], j])
    if not a.block or shift <= 1e-9 * float(np.nanmax(np.abs(a.cells.means))):
        return []
    where = a.cells.environments[j]
    return [Note("series_arithmetic", {"level": level, "where": where, "plain": plain, "adjusted": adjusted})]


def _check_notes(a: MetAnalysis) -> list[Note]:
    """Checks that did not stand everywhere."""
    found = []
    for check in a.checks:
        absent = np.flatnonzero(~a.cells.present[a.cells.entries.index(check)])
        if len(absent):
            names = listed([a.cells.environments[j] for j in absent])
            found.append(Note("series_check_absent", {"check": check, "count": len(absent), "environments": names}))
    if any(not against.exact for against in a.checks.values()):
        found.append(Note("series_lattice"))
    return found


def _error_notes(a: MetAnalysis, series: Series) -> list[Note]:
    """Replication, zero errors, the interaction's test."""
    if np.ptp(series.y) == 0:
        return [Note("constant", {"response": a.response})]
    names = {"treatment": a.treatment, "environment": a.environment}
    if not series.replicated:
        return [Note("series_unreplicated", names), *_term_notes(a)]
    if not a.error_df:
        return [Note("series_no_error")]
    if not a.error_ms:
        return [Note("zero_error")]
    return [*_term_notes(a), *_interaction_notes(a), *_variance_notes(a)]


def _term_notes(a: MetAnalysis) -> list[Note]:
    """Which error tests what, and whether the entries differ by it."""
    tests = {line.source: line.random for line in a.combined}
    environment, entry = tests.get(a.environment), tests.get(a.treatment)
    found = []
    if environment and entry and a.error_ms:
        terms = {"environment": a.environment, "treatment": a.treatment}
        found.append(Note("series_error_terms", {**terms, "blocks": term(environment.error), "interaction": term(entry.error)}))
    if entry and entry.p > a.alpha:
        error = _("the residuals") if entry.error == RESIDUALS else term(entry.error)
        found.append(Note("series_entries_alike", {"treatment": a.treatment, "p": p_value(entry.p), "error": error}))
    return found


def _interaction_notes(a: MetAnalysis) -> list[Note]:
    """Whether the interaction is significant."""
    p = next((row.p for row in a.anova if row.source == a.ge), None)
    if p is None:
        return []
    names = {"treatment": a.treatment, "environment": a.environment}
    return [Note("series_interaction" if p <= a.alpha else "series_no_interaction", {**names, "p": p_value(p)})]


def _variance_notes(a: MetAnalysis) -> list[Note]:
    """Error variances that differ between environments."""
    lacking = [site.level for site in a.sites if not site.error_ms]
    if lacking:
        return [Note("series_no_own_error", {"environments": listed(lacking)})]
    b = a.bartlett
    if b is None or b.p > a.alpha:
        return []
    values = {"p": p_value(b.p), "largest": b.largest, "smallest": b.smallest, "ratio": b.ratio}
    return [Note("series_unequal_errors", values)]


def p_value(p: float) -> str:
    """A p-value for a sentence."""
    return "p < 0.0001" if p < 0.0001 else f"p = {p:.4f}"


def _figure_notes(a: MetAnalysis) -> list[Note]:
    """Figures that came out odd."""
    found = []
    negative = [entry.level for entry in a.entries if entry.shukla is not None and entry.shukla < 0]
    if negative:
        found.append(Note("series_negative_variance", {"levels": listed(negative)}))
    if a.grand_mean <= 0:
        found.append(Note("cv_undefined", {"response": a.response}))
    return found
