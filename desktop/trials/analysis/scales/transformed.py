"""What may be asked of an analysis beside its design: a transformation of the response, and Box and Cox's advice on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from desktop.trials.analysis.catalogue import COVARIATE, Answer, Columns, Design

if TYPE_CHECKING:
    from desktop.trials.analysis.further_table import Section
    from desktop.trials.analysis.linear.least_squares import LinearModel


@dataclass(frozen=True)
class Extras:
    """`transform` is the name of a transformation or empty; `constant` its constant, None for the usual one."""

    transform: str = ""
    constant: float | None = None


def analyse_with(design: Design, columns: Columns, check: str | None, alpha: float, extras: Extras) -> Answer:
    """The analysis of the columns by their design, of transformed values where that was asked for."""
    if not extras.transform:
        return design.analyse(columns, check, alpha)
    from desktop.trials.analysis.result import Analysis
    from desktop.trials.analysis.scales.transformations import transformed, with_way_back

    chosen, values = transformed(extras.transform, extras.constant, columns.response, columns.values)
    found = design.analyse(replace(columns, values=values), check, alpha)
    assert isinstance(found, Analysis)
    found = with_way_back(found, chosen)
    return replace(found, sections=(*found.sections, *_advice(design, columns)))


def _advice(design: Design, columns: Columns) -> Sequence[Section]:
    """The advice of Box and Cox on the response as it was measured, for designs with one error."""
    if COVARIATE not in design.options:
        return []
    from desktop.trials.analysis.scales.box_cox import box_cox

    found = box_cox(_model(columns))
    return [found] if found else []


def _model(columns: Columns) -> LinearModel:
    """Blocks, then all combinations of the treatments."""
    from desktop.trials.analysis.linear.least_squares import LinearModel
    from desktop.trials.analysis.request import complete

    blocks = dict(columns.roles.values())
    data = complete(columns.response, columns.values, {**columns.treatments, **blocks})
    orders = range(1, len(columns.treatments) + 1)
    treatments = [term for n in orders for term in combinations(columns.treatments, n)]
    return LinearModel(data.y, data.factors, [*((name,) for name in blocks), *treatments])
