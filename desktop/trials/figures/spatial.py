"""The figure of a spatial analysis: what its model says of the field, place by place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from desktop.core.documents.model import Figure
from desktop.core.i18n import _
from desktop.trials.figures.entries import _scale
from desktop.trials.model import Plot
from desktop.trials.report.tables import placed, places
from desktop.trials.results.trait_result import Result
from desktop.trials.trial_data import TrialData

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

    from desktop.trials.analysis.spatial.result import SpatialAnalysis


def trend_map(data: TrialData, result: Result) -> Figure | None:
    """The field's trend where the plots stand; None where the analysis knows none."""
    analysis = _spatial(result)
    plots = placed(data)
    if analysis is None or len(plots) < 2:
        return None
    factor, label, decimals = _scale(result)
    where, folded = places(data)
    rows, cols = [where[p.id][0] for p in plots], [where[p.id][1] for p in plots]
    values = [_at(analysis, p) * factor for p in plots]
    names = [p.number for p in plots]
    axes = {"row_label": "" if folded else _("Row"), "col_label": "" if folded else _("Column")}
    caption = _("{trait}: trend of the field that the spatial model took off the plots").format(trait=result.trait.title())
    title = _("Better or poorer than the mean: {what}").format(what=label)

    def draw(canvas: Canvas) -> None:
        from desktop.core.documents.figures import field_map

        field_map(canvas, rows, cols, values, names, (), value_label=title, decimals=decimals, **axes)

    height = min(200.0, max(70.0, 14.0 * (max(rows) - min(rows) + 1) + 20))
    return Figure(draw, caption, height_mm=height, alt=caption)


def _spatial(result: Result) -> SpatialAnalysis | None:
    """The analysis if it is a spatial one with a trend."""
    analysis = result.analysis
    if analysis is None or analysis.design != "spatial":
        return None
    from desktop.trials.analysis.spatial.result import SpatialAnalysis

    return analysis if isinstance(analysis, SpatialAnalysis) and analysis.surface else None


def _at(analysis: SpatialAnalysis, plot: Plot) -> float:
    """The trend at a plot; NaN outside the rectangle of the plots analysed."""
    row, column = (plot.row or 0) - analysis.first_row, (plot.column or 0) - analysis.first_column
    surface = analysis.surface or ()
    inside = 0 <= row < len(surface) and 0 <= column < len(surface[0])
    return surface[row][column] if inside else math.nan
