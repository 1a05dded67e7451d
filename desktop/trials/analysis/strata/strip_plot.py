"""Strip-plot or split-block design (条区设计): two factors in strips that cross in every block.

The horizontal factor is tested by the error of its strips ("block:horizontal"), the vertical one by that of its own
("block:vertical"), the interaction by "Within". A third factor may divide the crossings ("block:horizontal:vertical").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.trials.analysis.linear.least_squares import Term
from desktop.trials.analysis.request import Labels, Request, complete
from desktop.trials.analysis.result import Analysis
from desktop.trials.analysis.strata.stratified import analyse_strata


def analyse_strip_plot(
    factors: Mapping[str, Labels],
    blocks: Labels,
    values: Sequence[float | None],
    *,
    response: str = "yield",
    block: str = "block",
    check: str | None = None,
    alpha: float = 0.05,
) -> Analysis:
    """The analysis of a strip-plot trial.

    `factors` are the labels plot by plot of the horizontal factor, the vertical one and, if there is one, the factor
    within their crossings; `values` the response in any unit; None is missing. UserError where the data do not bear
    an analysis or the check is unknown.
    """
    names = tuple(factors)
    horizontal, vertical = names[:2]
    errors: list[Term] = [(block,), (block, horizontal), (block, vertical)]
    if len(names) > 2:
        errors.append((block, horizontal, vertical))
    request = Request("strip-plot", response, names, (block,), check, alpha)
    return analyse_strata(request, complete(response, values, {**factors, block: blocks}), errors)
