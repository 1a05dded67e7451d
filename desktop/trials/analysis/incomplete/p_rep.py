"""Partially replicated trial (部分重复设计): some entries on several plots, most on one, in blocks.

The replicated entries give the error and tie the blocks together; blocks are random, so that an entry on one plot is
judged by what its block is worth (B. R. Cullis, A. B. Smith, N. E. Coombes, On the design of early generation variety
trials with correlated data, Journal of Agricultural, Biological and Environmental Statistics 11, 2006, 381-393).
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.trials.analysis.incomplete.incomplete_blocks import analyse_incomplete_blocks
from desktop.trials.analysis.mixed.result import MixedAnalysis
from desktop.trials.analysis.request import Labels


def analyse_p_rep(
    levels: Labels,
    blocks: Labels,
    values: Sequence[float | None],
    *,
    replicate: tuple[str, Labels] | None = None,
    response: str = "yield",
    treatment: str = "treatment",
    block: str = "block",
    check: str | None = None,
    alpha: float = 0.05,
) -> MixedAnalysis:
    """The REML analysis of a partially replicated trial.

    `levels` and `blocks` are labels plot by plot, `values` the response in any unit; None is missing. `replicate` is a
    name and labels where the blocks lie within larger ones, which are then fixed. UserError where the data do not bear
    an analysis or the check is unknown.
    """
    within = {block: blocks}
    return analyse_incomplete_blocks(
        "p-rep", response, values, (treatment, levels), replicate, within, check=check, alpha=alpha
    )
