"""Row-column design (行列设计): replicates, in each of which rows and columns are random."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.trials.analysis.incomplete.incomplete_blocks import analyse_incomplete_blocks
from desktop.trials.analysis.mixed.result import MixedAnalysis
from desktop.trials.analysis.request import Labels


def analyse_row_column(
    levels: Labels,
    replicates: Labels,
    rows: Labels,
    columns: Labels,
    values: Sequence[float | None],
    *,
    response: str = "yield",
    treatment: str = "treatment",
    replicate: str = "replicate",
    row: str = "row",
    column: str = "column",
    check: str | None = None,
    alpha: float = 0.05,
) -> MixedAnalysis:
    """The REML analysis of a trial in replicates with rows and columns, with recovery of their information.

    Labels plot by plot (rows and columns may be numbered anew in every replicate), `values` the response in any unit;
    None is missing. UserError where the data do not bear an analysis or the check is unknown.
    """
    within = {row: rows, column: columns}
    return analyse_incomplete_blocks(
        "row-column", response, values, (treatment, levels), (replicate, replicates), within, check=check, alpha=alpha
    )
