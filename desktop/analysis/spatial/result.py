"""What a spatial analysis returns beside the common figures: the models compared, the field's surface."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from desktop.analysis.further_table import FurtherTable
from desktop.analysis.mixed.result import mixed_error
from desktop.analysis.result import Analysis
from desktop.analysis.spatial import tables
from desktop.analysis.spatial.model_line import ModelLine
from desktop.analysis.view import AnswerFigure, FieldFigure, View
from desktop.core.i18n import N_, _


@dataclass(frozen=True)
class SpatialAnalysis(Analysis):
    """An analysis that takes account of where the plots stood.

    `model` is the model used, `asked` whether it was asked for rather than chosen. The means table holds its best
    linear unbiased estimates. `surface` is the field about its mean, row by row (None where the model has no trend):
    `surface[i][j]` belongs to row `first_row + i`, column `first_column + j`. `error_df` are Satterthwaite's degrees of
    freedom of the mean variance of a difference.
    """

    model: str = ""
    asked: bool = False
    models: tuple[ModelLine, ...] = ()
    surface: tuple[tuple[float, ...], ...] | None = None
    first_row: int = 1
    first_column: int = 1
    difference_variance: float = 0.0

    @property
    def used(self) -> ModelLine:
        """The line of the model used."""
        return next(line for line in self.models if line.name == self.model)

    def lsd(self, alpha: float = 0.05) -> float | None:
        """The average least significant difference of two means: t times the root of the mean variance."""
        from desktop.analysis.comparisons.multiple import critical_t

        return float(critical_t(alpha, self.error_df) * self.difference_variance**0.5)

    def error_term(self) -> str:
        """What the tests are judged by."""
        return mixed_error(self.error_df)

    def figures(self, view: View) -> list[AnswerFigure]:
        """The field's trend; none where the model knows none."""
        if not self.surface:
            return []
        caption = _("{trait}: trend of the field that the spatial model took off the plots").format(trait=view.title)
        label = _("Better or poorer than the mean: {what}").format(what=view.label)
        return [FieldFigure("trend", N_("Field map of the trend"), caption, label, self._trend_at)]

    def _trend_at(self, row: int | None, column: int | None) -> float:
        """The trend at a place; NaN outside the rectangle of the plots analysed."""
        i, j = (row or 0) - self.first_row, (column or 0) - self.first_column
        surface = self.surface or ()
        return surface[i][j] if 0 <= i < len(surface) and 0 <= j < len(surface[0]) else math.nan

    @property
    def shown_further(self) -> tuple[FurtherTable, ...]:
        """The models compared and the components of the one used."""
        return (*self.further, tables.of_models(self.models, self.model), tables.of_components(self.used))

    def to_json(self) -> dict[str, Any]:
        """The object that `agridesk analyse --json` prints."""
        result = super().to_json()
        notes = result.pop("notes")
        result.pop("letters")
        own = {
            "blue": dict(self.table.adjusted),
            "mean_variance_of_a_difference": self.difference_variance,
            "mean_sed": self.used.mean_sed,
            "model": self.model,
            "models": [line.to_json() for line in self.models],
            "surface": self._surface_to_json(),
            "residuals": [{"plot": p.index, "value": p.value, "fitted": p.fitted, "residual": p.residual} for p in self.plots],
        }
        return {**result, **own, "notes": notes}

    def _surface_to_json(self) -> dict[str, Any] | None:
        """The surface with the number of its first row and column."""
        if self.surface is None:
            return None
        values = [list(row) for row in self.surface]
        return {"first_row": self.first_row, "first_column": self.first_column, "values": values}
