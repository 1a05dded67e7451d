"""Completely randomised design (完全随机设计): treatments, or a factorial of them, with any replication."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.trials.analysis.linear.single_trial import analyse
from desktop.trials.analysis.request import Adjusting, Levels, Request, adjusted_for, complete, named
from desktop.trials.analysis.result import Analysis


def analyse_crd(
    levels: Levels,
    values: Sequence[float | None],
    *,
    response: str = "yield",
    treatment: str = "treatment",
    check: str | None = None,
    alpha: float = 0.05,
    covariate: Adjusting = None,
) -> Analysis:
    """The analysis of a completely randomised trial.

    `levels` are the treatment labels plot by plot, or several factors by name for a factorial; `values` the response
    in any unit; None is missing; `covariate` is a name and the
    numbers that the response is adjusted for. UserError where the data do not bear an analysis or the check is unknown.
    """
    treatments = named(levels, treatment)
    design = "crd" if len(treatments) == 1 else "crd-factorial"
    request = adjusted_for(Request(design, response, tuple(treatments), check=check, alpha=alpha), covariate)
    return analyse(request, complete(response, values, treatments, dict([covariate] if covariate else [])))
