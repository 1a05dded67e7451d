"""Strip-plot or split-block design (条区设计): two factors in strips that cross in every block.

The horizontal factor is tested by the error of its strips ("block:horizontal"), the vertical one by that of its own
("block:vertical"), the interaction by "Within". A third factor may divide the crossings ("block:horizontal:vertical").
Where several samples were taken from each smallest plot, the plots keep their error and "Within" is the sampling error.
"""

from __future__ import annotations

from desktop.analysis.columns import PlotColumns
from desktop.analysis.linear.least_squares import Term
from desktop.analysis.request import Request, complete
from desktop.analysis.result import Analysis
from desktop.analysis.strata.stratified import analyse_strata


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The analysis of a strip-plot trial in blocks (role "block").

    The roles "horizontal" and "vertical" are the crossing factors, "sub", if there is one, that within their crossings;
    "sample" numbers several values of one smallest plot.
    UserError where the data do not bear an analysis or the check is unknown.
    """
    block, blocks = columns.roles["block"]
    factors = columns.factors("horizontal", "vertical", "sub")
    names = tuple(factors)
    horizontal, vertical = names[:2]
    errors: list[Term] = [(block,), (block, horizontal), (block, vertical)]
    sampled = "sample" in columns.roles
    if len(names) > 2 or sampled:
        errors.append((block, horizontal, vertical))
    if len(names) > 2 and sampled:
        errors.append((block, *names))
    request = Request("strip-plot", columns.response, names, (block,), check, alpha)
    labels = {**factors, block: blocks} | ({"": columns.roles["sample"][1]} if sampled else {})
    return analyse_strata(request, complete(columns.response, columns.values, labels), errors)
