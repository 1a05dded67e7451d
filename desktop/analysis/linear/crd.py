"""Completely randomised design (完全随机设计): treatments, or a factorial of them, with any replication."""

from __future__ import annotations

from desktop.analysis.columns import PlotColumns
from desktop.analysis.linear.single_trial import analyse_one_error
from desktop.analysis.request import Request, adjusted_for, complete
from desktop.analysis.result import Analysis


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The analysis of a completely randomised trial; of a factorial where several treatments are named.

    UserError where the data do not bear an analysis or the check is unknown.
    """
    design = "crd" if len(columns.treatments) == 1 else "crd-factorial"
    request = Request(design, columns.response, tuple(columns.treatments), check=check, alpha=alpha)
    data = complete(columns.response, columns.values, columns.treatments, columns.covariates)
    return analyse_one_error(adjusted_for(request, columns.covariate), data)
