"""What may be asked of an analysis beside its design: a transformation of the response, and Box and Cox's advice on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from desktop.analysis.answer import Answer
from desktop.analysis.catalogue import COVARIATE, ListedAnalysis
from desktop.analysis.columns import PlotColumns

if TYPE_CHECKING:
    from desktop.analysis.further_table import FurtherTable
    from desktop.analysis.linear.least_squares import LinearModel


@dataclass(frozen=True)
class Scale:
    """`transform` is the name of a transformation or empty; `constant` its constant, None for the usual one."""

    transform: str = ""
    constant: float | None = None


def analyse_on(scale: Scale, analysis: ListedAnalysis, columns: PlotColumns, check: str | None, alpha: float) -> Answer:
    """The analysis of the columns by their design, of transformed values where that was asked for."""
    if not scale.transform:
        return analysis.analyse(columns, check, alpha)
    from desktop.analysis.result import Analysis
    from desktop.analysis.scales.transformations import transformed, with_way_back

    chosen, values = transformed(scale.transform, scale.constant, columns.response, columns.values)
    found = analysis.analyse(replace(columns, values=values), check, alpha)
    assert isinstance(found, Analysis)
    found = with_way_back(found, chosen)
    return replace(found, further=(*found.further, *_advice(analysis, columns)))


def _advice(analysis: ListedAnalysis, columns: PlotColumns) -> Sequence[FurtherTable]:
    """The advice of Box and Cox on the response as it was measured, for designs with one error."""
    if COVARIATE not in analysis.options:
        return []
    from desktop.analysis.scales.box_cox import box_cox

    found = box_cox(_model(columns))
    return [found] if found else []


def _model(columns: PlotColumns) -> LinearModel:
    """Blocks, then all combinations of the treatments."""
    from desktop.analysis.linear.least_squares import LinearModel
    from desktop.analysis.request import complete

    blocks = dict(columns.roles.values())
    data = complete(columns.response, columns.values, {**columns.treatments, **blocks})
    orders = range(1, len(columns.treatments) + 1)
    treatments = [term for n in orders for term in combinations(columns.treatments, n)]
    return LinearModel(data.y, data.factors, [*((name,) for name in blocks), *treatments])
