"""The figures that answers bring along: differences as bars, and maps of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.analysis import wording
from desktop.analysis.view import AnswerFigure, DifferenceFigure, FieldFigure
from desktop.core.documents.model import Figure
from desktop.core.i18n import _
from desktop.trials.figures.frame import field_height, height, short
from desktop.trials.report.tables import placed, places
from desktop.trials.results.trait_result import Result
from desktop.trials.trial_data import TrialData

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

Found = list[tuple[AnswerFigure, Figure]]


def difference_figures(_data: TrialData, result: Result) -> Found:
    """The bars of all answers."""
    return [(one, _bars(one, result)) for one in _of(result) if isinstance(one, DifferenceFigure)]


def field_figures(data: TrialData, result: Result) -> Found:
    """The maps of all answers; none where the places of the plots are not known."""
    if len(placed(data)) < 2:
        return []
    return [(one, _map(one, data, result)) for one in _of(result) if isinstance(one, FieldFigure)]


def _of(result: Result) -> list[AnswerFigure]:
    return [figure for answer in result.every_answer for figure in answer.figures(result.view)]


def _bars(one: DifferenceFigure, result: Result) -> Figure:
    names = [short(name) for name in one.names]
    mean = _("mean {value}").format(value=wording.signed(one.mean, result.view.places))

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures_series import difference_by_site

        difference_by_site(canvas, names, list(one.values), axis_label=one.axis, mean=one.mean, mean_label=mean)

    return Figure(draw, one.caption, height_mm=height(len(names), 60.0), alt=one.caption)


def _map(one: FieldFigure, data: TrialData, result: Result) -> Figure:
    plots = placed(data)
    where, folded = places(data)
    rows, cols = [where[p.id][0] for p in plots], [where[p.id][1] for p in plots]
    values = [one.at(p.row, p.column) * result.view.scale for p in plots]
    names = [p.number for p in plots]
    axes = ("", "") if folded else (_("Row"), _("Column"))

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import field_map

        field_map(canvas, rows, cols, values, names, (), value_label=one.label, decimals=result.view.places,
                  row_label=axes[0], col_label=axes[1])

    return Figure(draw, one.caption, height_mm=field_height(rows), alt=one.caption)
