"""Alpha design and other resolvable incomplete blocks (α 设计): replicates, blocks within replicates.

H. D. Patterson, E. R. Williams, A new class of resolvable incomplete block designs, Biometrika 63, 1976, 83-92.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.trials.analysis.incomplete.incomplete_blocks import analyse_incomplete_blocks
from desktop.trials.analysis.mixed.result import MixedAnalysis
from desktop.trials.analysis.request import Labels


def analyse_alpha(
    levels: Labels,
    replicates: Labels,
    blocks: Labels,
    values: Sequence[float | None],
    *,
    response: str = "yield",
    treatment: str = "treatment",
    replicate: str = "replicate",
    block: str = "block",
    check: str | None = None,
    alpha: float = 0.05,
) -> MixedAnalysis:
    """The REML analysis of a trial in replicates divided into blocks, with recovery of inter-block information.

    `levels`, `replicates` and `blocks` are labels plot by plot (blocks may be numbered anew in every replicate), `values`
    the response in any unit; None is missing. UserError where the data do not bear an analysis or the check is unknown.
    """
    return analyse_incomplete_blocks(
        "alpha", response, values, (treatment, levels), (replicate, replicates), {block: blocks}, check=check, alpha=alpha
    )
