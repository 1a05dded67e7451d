"""The one list of a trial's figures, for window and paper alike.

To add a figure: a function of data and result that gives a `Figure` (None where the data do not bear it), in
`entries`, `diagnostics` or `spatial`, drawn with the builders of `core/documents`; and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.core.documents.model import Figure
from desktop.core.i18n import N_
from desktop.trials.figures import diagnostics as more
from desktop.trials.figures import entries as figures
from desktop.trials.figures.spatial import trend_map
from desktop.trials.results.trait_result import Result
from desktop.trials.trial_data import TrialData


@dataclass(frozen=True)
class Kind:
    """A kind of figure; `make` may give several."""

    key: str
    title: str
    make: Callable[[TrialData, Result], Figure | list[Figure] | None]
    in_report: bool = True


KINDS = (
    Kind("difference", N_("Difference from the check"), lambda _data, result: figures.differences(result)),
    Kind("bars", N_("Means with letters"), lambda _data, result: figures.bars(result)),
    Kind("plots", N_("Plots of each variety"), figures.spread),
    Kind("boxes", N_("Box plots"), more.boxes, in_report=False),
    Kind("farms", N_("Difference farm by farm"), more.farms),
    Kind("interaction", N_("Interaction of factors"), more.interactions),
    Kind("course", N_("Course over the observations"), more.course),
    Kind("map", N_("Field map of the values"), figures.field_map),
    Kind("trend", N_("Field map of the trend"), trend_map),
    Kind("residual_map", N_("Field map of the residuals"), more.residual_map),
    Kind("residuals", N_("Residual plots"), more.residuals),
)


def figures_of(data: TrialData, result: Result, key: str = "", *, report: bool = False) -> list[tuple[Kind, Figure]]:
    """The figures that the data bear, in order; all, of one kind, or those that stand in the report."""
    found = []
    for kind in KINDS:
        if (key and kind.key != key) or (report and not kind.in_report):
            continue
        made = kind.make(data, result)
        many = made if isinstance(made, list) else [made] if made else []
        found += [(kind, figure) for figure in many]
    return found
