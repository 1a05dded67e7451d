"""Row-column design (行列设计): replicates, in each of which rows and columns are random."""

from __future__ import annotations

from desktop.analysis.columns import PlotColumns
from desktop.analysis.incomplete.incomplete_blocks import analyse_incomplete_blocks
from desktop.analysis.mixed.result import MixedAnalysis


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> MixedAnalysis:
    """The REML analysis of a trial in replicates with rows and columns, with recovery of their information.

    Rows and columns may be numbered anew in every replicate. UserError where the data do not bear an analysis or the check
    is unknown.
    """
    return analyse_incomplete_blocks("row-column", columns, ("row", "column"), check, alpha)
