"""Latin square (拉丁方设计), also with lost plots: rows and columns, then treatments or a factorial of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.trials.analysis.linear.single_trial import analyse
from desktop.trials.analysis.notes import Note
from desktop.trials.analysis.request import Adjusting, Complete, Labels, Levels, Request, adjusted_for, complete, named
from desktop.trials.analysis.result import Analysis


def analyse_latin(
    levels: Levels,
    rows: Labels,
    columns: Labels,
    values: Sequence[float | None],
    *,
    response: str = "yield",
    treatment: str = "treatment",
    row: str = "row",
    column: str = "column",
    check: str | None = None,
    alpha: float = 0.05,
    covariate: Adjusting = None,
) -> Analysis:
    """The analysis of a Latin square.

    `levels` are the treatment labels plot by plot, or several factors by name for a factorial; `rows` and `columns`
    the places; `values` the response in any unit; None is missing; `covariate` is a name and the
    numbers that the response is adjusted for. A layout that is no Latin square (a Youden square,
    say) is analysed all the same, with a note. UserError where the data do not bear an analysis.
    """
    treatments = named(levels, treatment)
    design = "latin" if len(treatments) == 1 else "latin-factorial"
    request = adjusted_for(Request(design, response, tuple(treatments), (row, column), check, alpha), covariate)
    data = complete(response, values, {**treatments, row: rows, column: columns}, dict([covariate] if covariate else []))
    analysis = analyse(request, data)
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
