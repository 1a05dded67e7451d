"""Split-plot design (裂区设计) in blocks: whole plots divided into sub-plots, and these again if wanted.

The factor of the whole plots is tested by their error ("block:whole"), that of the sub-plots and the interaction by
the error "Within"; a split-split-plot (再裂区) has the error "block:whole:sub" between. Where several samples were
taken from each smallest plot, the plots keep their error and "Within" is the sampling error.
"""

from __future__ import annotations

from desktop.analysis.columns import PlotColumns
from desktop.analysis.linear.least_squares import Term
from desktop.analysis.request import Request, complete
from desktop.analysis.result import Analysis
from desktop.analysis.strata.stratified import analyse_strata

NAMES = {2: "split-plot", 3: "split-split-plot"}


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The analysis of a split-plot trial in blocks (role "block").

    The roles "whole", "sub" and, if there is one, "sub-sub" are the factors from the largest plots to the smallest; "sample"
    numbers several values of one smallest plot. UserError where the data do not bear an analysis or the check is unknown.
    """
    block, blocks = columns.roles["block"]
    factors = columns.factors("whole", "sub", "sub-sub")
    names, sampled = tuple(factors), "sample" in columns.roles
    depth = len(names) if sampled else len(names) - 1
    errors: list[Term] = [(block, *names[:i]) for i in range(depth + 1)]
    request = Request(NAMES[len(names)], columns.response, names, (block,), check, alpha)
    labels = {**factors, block: blocks} | ({"": columns.roles["sample"][1]} if sampled else {})
    return analyse_strata(request, complete(columns.response, columns.values, labels), errors)
