"""Randomised complete blocks (随机区组设计), also with lost plots: blocks, then treatments or a factorial of them."""

from __future__ import annotations

from desktop.analysis.columns import PlotColumns
from desktop.analysis.linear.single_trial import analyse_one_error
from desktop.analysis.request import Request, adjusted_for, complete
from desktop.analysis.result import Analysis


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The analysis of a trial in randomised complete blocks (role "block"); of a factorial where several treatments are named.

    With lost plots the treatments are adjusted for blocks. UserError where the data do not bear an analysis or the check is
    unknown.
    """
    block, blocks = columns.roles["block"]
    design = "rcbd" if len(columns.treatments) == 1 else "rcbd-factorial"
    request = Request(design, columns.response, tuple(columns.treatments), (block,), check, alpha)
    data = complete(columns.response, columns.values, {**columns.treatments, block: blocks}, columns.covariates)
    return analyse_one_error(adjusted_for(request, columns.covariate), data)
