"""Latin square (拉丁方设计), also with lost plots: rows and columns, then treatments or a factorial of them."""

from __future__ import annotations

from dataclasses import replace

from desktop.analysis.columns import PlotColumns
from desktop.analysis.linear.single_trial import analyse_one_error
from desktop.analysis.notes import Note
from desktop.analysis.request import Complete, Request, adjusted_for, complete
from desktop.analysis.result import Analysis


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The analysis of a Latin square (roles "row" and "column"); of a factorial where several treatments are named.

    A layout that is no Latin square (a Youden square, say) is analysed all the same, with a note. UserError where the data
    do not bear an analysis or the check is unknown.
    """
    places = columns.factors("row", "column")
    design = "latin" if len(columns.treatments) == 1 else "latin-factorial"
    request = Request(design, columns.response, tuple(columns.treatments), tuple(places), check, alpha)
    data = complete(columns.response, columns.values, {**columns.treatments, **places}, columns.covariates)
    analysis = analyse_one_error(adjusted_for(request, columns.covariate), data)
    return replace(analysis, notes=(*_layout(request, data), *analysis.notes))


def _layout(request: Request, data: Complete) -> list[Note]:
    """A note where rows, columns and treatments are not equal in number, as those of a Latin square are."""
    treatments = 1
    for name in request.treatments:
        treatments *= len(data.factors[name].levels)
    rows, columns = (len(data.factors[name].levels) for name in request.blocks)
    if rows == columns == treatments:
        return []
    return [Note("not_latin", {"rows": rows, "columns": columns, "treatments": treatments})]
