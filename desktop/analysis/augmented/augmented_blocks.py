"""Augmented blocks (增广设计): new entries on one plot each, checks repeated in the blocks give block effects and error.

W. T. Federer, Augmented (or hoonuiaku) designs, Hawaiian Planters' Record 55, 1956, 191-208; R. G. Petersen, Agricultural
Field Experiments, 1994, chapter 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from desktop.analysis import guards
from desktop.analysis.augmented.prediction import predictions
from desktop.analysis.augmented.tables import Parts, further_tables
from desktop.analysis.columns import PlotColumns
from desktop.analysis.factors import Factor
from desktop.analysis.linear import single_trial
from desktop.analysis.notes import Note
from desktop.analysis.request import Request, complete
from desktop.analysis.result import Analysis
from desktop.core.errors import UserError
from desktop.core.i18n import _

_NOT_SAID = {"unequal", "single_plot", "missing_cells"}  # true of every augmented trial


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The analysis of an augmented trial in blocks (role "block").

    Without checks named in the columns they are the treatments that stand in every block. `check` is the one that all others
    are compared with. UserError where the data do not bear an analysis or a check is unknown.
    """
    (treatment, levels), (block, blocks), checks = columns.treatment, columns.roles["block"], columns.checks
    request = Request("augmented", columns.response, (treatment,), (block,), check, alpha, adjusted_letters=True)
    data = complete(columns.response, columns.values, {treatment: levels, block: blocks})
    guards.refuse_impossible(request, data.factors)
    chosen = checks_of(data.factors[treatment], data.factors[block], [*checks, *([check] if check else [])])
    model = single_trial.fitted(request, data)
    plain = single_trial.analysis_of(request, data, model)
    named = [level for level, is_check in zip(data.factors[treatment].levels, chosen, strict=True) if is_check]
    error = Note("augmented_error", {"checks": guards.listed(named), "df": model.residual_df})
    return replace(
        plain,
        further=(
            *further_tables(Parts(request, data, model, chosen)),
            *predictions(model, data.factors[treatment], data.factors[block]),
        ),
        notes=(*(note for note in plain.notes if note.kind not in _NOT_SAID), error),
    )


def checks_of(treatment: Factor, block: Factor, named: Sequence[str]) -> NDArray[np.bool_]:
    """Which levels are checks: those `named` and those in every block; UserError where there are none or nothing else.

    Where several are named, only they are.
    """
    unknown = next((name for name in named if name not in treatment.levels), None)
    if unknown is not None:
        raise UserError(
            _('The check "{check}" is not in column "{column}", which holds {levels}.').format(
                check=unknown, column=treatment.name, levels=guards.listed(treatment.levels)
            )
        )
    cells = np.zeros((len(treatment.levels), len(block.levels)), dtype=bool)
    cells[treatment.codes, block.codes] = True
    chosen = np.isin(treatment.levels, list(named))
    if len(set(named)) < 2:
        chosen |= cells.all(axis=1)
    if not chosen.any():
        problem = _(
            'No level of column "{column}" stands in every block of column "{block}": name the checks with --check.'
        )
        raise UserError(problem.format(column=treatment.name, block=block.name))
    if chosen.all():
        problem = _('Column "{column}" holds checks only ({levels}): analyse the trial as complete blocks.')
        raise UserError(problem.format(column=treatment.name, levels=guards.listed(treatment.levels)))
    return np.asarray(chosen)
