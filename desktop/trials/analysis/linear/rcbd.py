"""Randomised complete blocks (随机区组设计), also with lost plots: blocks, then treatments or a factorial of them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.trials.analysis.linear.single_trial import analyse
from desktop.trials.analysis.request import Adjusting, Labels, Levels, Request, adjusted_for, complete, named
from desktop.trials.analysis.result import Analysis


def analyse_rcbd(
    levels: Levels,
    blocks: Labels,
    values: Sequence[float | None],
    *,
    response: str = "yield",
    treatment: str = "treatment",
    block: str = "block",
    check: str | None = None,
    alpha: float = 0.05,
    covariate: Adjusting = None,
) -> Analysis:
    """The analysis of a trial in randomised complete blocks.

    `levels` are the treatment labels plot by plot, or several factors by name for a factorial; `blocks` the block
    labels; `values` the response in any unit; None is missing; `covariate` is a name and the
    numbers that the response is adjusted for. With lost plots the treatments are adjusted for blocks.
    UserError where the data do not bear an analysis or the check is unknown.
    """
    treatments = named(levels, treatment)
    design = "rcbd" if len(treatments) == 1 else "rcbd-factorial"
    request = adjusted_for(Request(design, response, tuple(treatments), (block,), check, alpha), covariate)
    return analyse(request, complete(response, values, {**treatments, block: blocks}, dict([covariate] if covariate else [])))
