"""Strip-plot or split-block design (条区设计): two factors in strips that cross in every block.

The horizontal factor is tested by the error of its strips ("block:horizontal"), the vertical one by that of its own
("block:vertical"), the interaction by "Within". A third factor may divide the crossings ("block:horizontal:vertical").
"""

from __future__ import annotations

from desktop.analysis.columns import PlotColumns
from desktop.analysis.linear.least_squares import Term
from desktop.analysis.request import Request, complete
from desktop.analysis.result import Analysis
from desktop.analysis.strata.stratified import analyse_strata


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The analysis of a strip-plot trial in blocks (role "block").

    The roles "horizontal" and "vertical" are the crossing factors, "sub", if there is one, that within their crossings.
    UserError where the data do not bear an analysis or the check is unknown.
    """
    block, blocks = columns.roles["block"]
    factors = columns.factors("horizontal", "vertical", "sub")
    names = tuple(factors)
    horizontal, vertical = names[:2]
    errors: list[Term] = [(block,), (block, horizontal), (block, vertical)]
    if len(names) > 2:
        errors.append((block, horizontal, vertical))
    request = Request("strip-plot", columns.response, names, (block,), check, alpha)
    return analyse_strata(request, complete(columns.response, columns.values, {**factors, block: blocks}), errors)
