"""The one list of a trial's figures, for window and paper alike.

To add a figure of every trial: a function of data and result that gives a `Figure` (None where the data do not bear it), in
`entries` or `diagnostics`, drawn with the builders of `core/documents`; and a line here. What an analysis alone has to show
it says itself (`Answer.figures`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.core.documents.model import Figure
from desktop.core.i18n import N_
from desktop.trials.figures import diagnostics, entries
from desktop.trials.figures.answers import Found, difference_figures, field_figures
from desktop.trials.results.trait_result import Result
from desktop.trials.trial_data import TrialData


@dataclass(frozen=True)
class Kind:
    """A kind of figure; `make` may give several. `of_field`: it draws one field, which farms are not."""

    key: str
    title: str
    make: Callable[[TrialData, Result], Figure | list[Figure] | None]
    in_report: bool = True
    of_field: bool = False


KINDS: tuple[Kind | Callable[[TrialData, Result], Found], ...] = (
    Kind("difference", N_("Difference from the check"), lambda _data, result: entries.differences(result)),
    Kind("bars", N_("Means with letters"), lambda _data, result: entries.bars(result)),
    Kind("plots", N_("Plots of each variety"), entries.spread),
    Kind("boxes", N_("Box plots"), diagnostics.boxes, in_report=False),
    difference_figures,
    Kind("interaction", N_("Interaction of factors"), diagnostics.interactions),
    Kind("course", N_("Course over the observations"), diagnostics.course),
    Kind("map", N_("Field map of the values"), entries.field_map, of_field=True),
    field_figures,
    Kind("residual_map", N_("Field map of the residuals"), diagnostics.residual_map, of_field=True),
    Kind("residuals", N_("Residual plots"), diagnostics.residuals),
)


def figures_of(data: TrialData, result: Result, *, report: bool = False) -> Iterator[tuple[str, str, Figure]]:
    """The figures that the data bear, in order: (key, English title, figure); all, or those of the report."""
    for kind in KINDS:
        if not isinstance(kind, Kind):
            yield from ((one.key, one.title, figure) for one, figure in kind(data, result))
        elif (kind.in_report or not report) and not (kind.of_field and result.farmed):
            made = kind.make(data, result)
            many = made if isinstance(made, list) else [made] if made else []
            yield from ((kind.key, kind.title, figure) for figure in many)
