"""Partially replicated trial (部分重复设计): some entries on several plots, most on one, in blocks.

The replicated entries give the error and tie the blocks together; blocks are random, so that an entry on one plot is
judged by what its block is worth (B. R. Cullis, A. B. Smith, N. E. Coombes, On the design of early generation variety
trials with correlated data, Journal of Agricultural, Biological and Environmental Statistics 11, 2006, 381-393).
"""

from __future__ import annotations

from desktop.analysis.columns import PlotColumns
from desktop.analysis.incomplete.incomplete_blocks import analyse_incomplete_blocks
from desktop.analysis.mixed.result import MixedAnalysis


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> MixedAnalysis:
    """The REML analysis of a partially replicated trial.

    Where the blocks lie within larger ones (role "replicate"), these are fixed. UserError where the data do not bear an
    analysis or the check is unknown.
    """
    return analyse_incomplete_blocks("p-rep", columns, ("block",), check, alpha)
