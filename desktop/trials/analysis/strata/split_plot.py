"""Split-plot design (裂区设计) in blocks: whole plots divided into sub-plots, and these again if wanted.

The factor of the whole plots is tested by their error ("block:whole"), that of the sub-plots and the interaction by
the error "Within"; a split-split-plot (再裂区) has the error "block:whole:sub" between. Where several samples were
taken from each smallest plot, the plots keep their error and "Within" is the sampling error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.trials.analysis.linear.least_squares import Term
from desktop.trials.analysis.request import Labels, Request, complete
from desktop.trials.analysis.result import Analysis
from desktop.trials.analysis.strata.stratified import analyse_strata

NAMES = {2: "split-plot", 3: "split-split-plot"}


def analyse_split_plot(
    factors: Mapping[str, Labels],
    blocks: Labels,
    values: Sequence[float | None],
    *,
    samples: Labels | None = None,
    response: str = "yield",
    block: str = "block",
    check: str | None = None,
    alpha: float = 0.05,
) -> Analysis:
    """The analysis of a split-plot trial.

    `factors` are the labels plot by plot of two factors (whole plots, sub-plots) or three, from the largest plots to
    the smallest; `values` the response in any unit; None is missing. `samples` numbers several values of one smallest
    plot. UserError where the data do not bear an analysis or the check is unknown.
    """
    names = tuple(factors)
    depth = len(names) if samples is not None else len(names) - 1
    errors: list[Term] = [(block, *names[:i]) for i in range(depth + 1)]
    request = Request(NAMES[len(names)], response, names, (block,), check, alpha)
    labels = {**factors, block: blocks} | ({"": samples} if samples is not None else {})
    return analyse_strata(request, complete(response, values, labels), errors)
