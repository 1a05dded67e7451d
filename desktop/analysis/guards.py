"""The guard rails: what an analysis refuses, and what it says beside its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.factors import Factor
from desktop.analysis.linear.least_squares import LinearModel
from desktop.analysis.notes import TEST_TITLES, Note
from desktop.analysis.parts import AnovaRow, MeansTable, StratumRow
from desktop.analysis.request import Complete, Request
from desktop.core.errors import UserError
from desktop.core.i18n import _

FEW_ERROR_DF = 6
_NAMED = 6  # so many levels are named in a sentence, the rest are counted


def listed(names: Sequence[str]) -> str:
    """A few names for a sentence, and how many more there are."""
    if len(names) <= _NAMED:
        return ", ".join(names)
    return _("{names} and {count} more").format(names=", ".join(names[:_NAMED]), count=len(names) - _NAMED)


def unknown_check(check: str, table: MeansTable) -> UserError:
    """The sentence about a check that is not among the levels."""
    return UserError(
        _('The check "{check}" is not in column "{column}", which holds {levels}.').format(
            check=check, column=table.factor, levels=listed(list(table.means))
        )
    )


def refuse_impossible(request: Request, factors: Mapping[str, Factor]) -> None:
    """UserError where a factor has one level only, or names of combinations are alike."""
    for name in request.treatments:
        if len(factors[name].levels) < 2:
            raise UserError(
                _('Column "{column}" holds only one level ({level}): at least two are needed to compare.').format(
                    column=name, level=factors[name].levels[0]
                )
            )
    _refuse_names_alike(request, factors)
    for name in request.blocks:
        if len(factors[name].levels) < 2:
            raise UserError(
                _('Column "{column}" holds only one block ({level}): at least two are needed for a test.').format(
                    column=name, level=factors[name].levels[0]
                )
            )


def _refuse_names_alike(request: Request, factors: Mapping[str, Factor]) -> None:
    """UserError where two combinations of treatments would have the same name "a:b"."""
    names = Counter(":".join(levels) for levels in product(*(factors[name].levels for name in request.treatments)))
    name, count = names.most_common(1)[0]
    if count > 1:
        problem = _('"{level}" stands for {count} {count:combination|combinations} of {columns}: rename the levels so that none'
                    " holds a colon.")
        raise UserError(problem.format(level=name, count=count, columns=_(", ").join(request.treatments)))


def refuse_singular(request: Request, model: LinearModel) -> None:
    """UserError where treatments cannot be told from blocks or each other, or nothing is left for error."""
    for line in model.sums_of_squares():
        name = line.term[0]
        if len(line.term) == 1 and name in model.factors and line.df < len(model.factors[name].levels) - 1:
            if request.covariate is not None:
                problem = _('Column "{column}" cannot serve as a covariate: it follows from the treatments or the blocks.')
                raise UserError(problem.format(column=request.covariate))
            raise _singular(model, name, [other for other in request.columns() if other != name])
    if model.residual_df == 0:
        column = request.treatments[0]
        raise UserError(
            _('Column "{column}" shows no replication (such as {level}): no plots are left for the error.').format(
                column=column, level=model.factors[column].levels[0]
            )
        )


def _singular(model: LinearModel, name: str, others: Sequence[str]) -> UserError:
    """The sentence about levels that cannot be compared; it names one."""
    target = model.factors[name]
    other = model.factors[others[0]]
    group = _connected(target, other)
    apart = [level for i, level in enumerate(target.levels) if group[i] != group[0]] or [target.levels[-1]]
    return UserError(
        _(
            'The design is singular: in column "{column}", {levels} cannot be compared with {first},'
            ' because column "{other}" separates them already.'
        ).format(column=name, levels=listed(apart), first=target.levels[0], other=other.name)
    )


def _connected(a: Factor, b: Factor) -> NDArray[np.intp]:
    """For each level of `a` the number of its group: levels are in one group if a chain of common `b` joins them."""
    group = np.arange(len(a.levels))
    for code in range(len(b.levels)):
        members = np.unique(a.codes[b.codes == code])
        if len(members):
            joined = np.isin(group, group[members])
            group[joined] = group[joined].min()
    return group


def notes(request: Request, data: Complete, model: LinearModel, anova: Sequence[AnovaRow | StratumRow]) -> list[Note]:
    """The sentences about data, layout and F tests."""
    found = []
    if data.missing:
        columns = ", ".join((request.response, *request.columns(), *data.covariates))
        found.append(Note("missing", {"count": data.missing, "columns": columns, "used": len(data.y)}))
    lost = [(name, levels) for name, levels in data.lost.items() if levels]
    found += [Note("lost_levels", {"factor": name, "levels": listed(levels)}) for name, levels in lost]
    found += _layout_notes(request, model)
    if not model.residual_ss:
        constant = bool(np.ptp(model.y) == 0)
        return [*found, Note("constant", {"response": request.response}) if constant else Note("zero_error")]
    if model.residual_df < FEW_ERROR_DF:
        found.append(Note("few_error_df", {"df": model.residual_df}))
    if model.mean <= 0:
        found.append(Note("cv_undefined", {"response": request.response}))
    return found + _f_notes(request, anova)


def _f_notes(request: Request, anova: Sequence[AnovaRow | StratumRow]) -> list[Note]:
    """Factors without significant F, interactions with."""
    interactions = [":".join(term) for term in request.terms() if len(term) > 1 and term[0] in request.treatments]
    found = []
    for row in anova:
        if row.p is None:
            continue
        if row.source in request.treatments and row.p > request.alpha:
            found.append(Note("f_not_significant", {"factor": row.source, "p": row.p}))
        if row.source in interactions and row.p <= request.alpha:
            found.append(Note("interaction", {"term": row.source, "p": row.p}))
    return found


def _layout_notes(request: Request, model: LinearModel) -> list[Note]:
    """Unequal replication, empty cells, repeated plots, single plots."""
    found = []
    for name in request.treatments:
        f = model.factors[name]
        counts = f.counts()
        if counts.min() != counts.max():
            found.append(Note("unequal", {"factor": name, "least": int(counts.min()), "most": int(counts.max())}))
        single = [level for level, count in zip(f.levels, counts, strict=True) if count == 1]
        if single:
            found.append(Note("single_plot", {"levels": listed(single)}))
    if len(request.treatments) == 1 and request.blocks:
        found += _cell_notes(model.factors[request.treatments[0]], model.factors[request.blocks[0]])
    return found


def _cell_notes(treatment: Factor, block: Factor) -> list[Note]:
    """Combinations of treatment and block without a plot, and with more than one."""
    cells = np.zeros((len(treatment.levels), len(block.levels)), dtype=int)
    np.add.at(cells, (treatment.codes, block.codes), 1)
    names = {"treatment": treatment.name, "block": block.name}
    found = []
    if empty := int((cells == 0).sum()):
        found.append(Note("missing_cells", {"count": empty, "cells": cells.size, **names}))
    if repeated := int((cells > 1).sum()):
        i, j = np.argwhere(cells > 1)[0]
        where = {"level": treatment.levels[i], "where": block.levels[j]}
        found.append(Note("repeated_plots", {"count": repeated, **names, **where}))
    return found


def means_notes(table: MeansTable) -> list[Note]:
    """Where adjusted means are unknown, or other than the arithmetic means that letters compare."""
    unknown = [level for level, mean in table.adjusted.items() if mean is None]
    found = [Note("not_estimable", {"levels": listed(unknown)})] if unknown else []
    shifts = {
        level: abs(table.means[level] - mean)
        for level, mean in table.adjusted.items()
        if mean is not None and level in table.means
    }
    level = max(shifts, key=lambda name: shifts[name], default=None)
    if level is not None and table.letters and shifts[level] > 1e-9 * max(abs(m) for m in table.means.values()):
        values = {"level": level, "plain": table.means[level], "adjusted": table.adjusted[level]}
        found.append(Note("arithmetic", values))
    return found


def letters_note(wrong: Mapping[str, list[tuple[int, int]]], levels: Sequence[str], *, adjusted: bool = False) -> Note:
    """Where letters say other than the test; `wrong` holds such pairs by test. `adjusted`: each pair has its own precision."""
    pairs = next(iter(wrong.values()))
    first, second = pairs[0]
    count = sum(len(p) for p in wrong.values())
    return Note(
        "letters_inexact_pairs" if adjusted else "letters_inexact",
        {
            "tests": ", ".join(TEST_TITLES[test] for test in wrong),
            "count": count,
            "first": levels[first],
            "second": levels[second],
        },
    )
