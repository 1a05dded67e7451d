"""Alpha design and other resolvable incomplete blocks (α 设计): replicates, blocks within replicates.

H. D. Patterson, E. R. Williams, A new class of resolvable incomplete block designs, Biometrika 63, 1976, 83-92.
"""

from __future__ import annotations

from desktop.analysis.columns import PlotColumns
from desktop.analysis.incomplete.incomplete_blocks import analyse_incomplete_blocks
from desktop.analysis.mixed.result import MixedAnalysis


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> MixedAnalysis:
    """The REML analysis of a trial in replicates divided into blocks, with recovery of inter-block information.

    Blocks (role "block") may be numbered anew in every replicate. UserError where the data do not bear an analysis or the
    check is unknown.
    """
    return analyse_incomplete_blocks("alpha", columns, ("block",), check, alpha)
