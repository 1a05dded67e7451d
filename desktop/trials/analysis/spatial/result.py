"""What a spatial analysis returns beside the common figures: the models compared, the field's surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.trials.analysis.further_table import Section
from desktop.trials.analysis.result import Analysis


@dataclass(frozen=True)
class ModelLine:
    """One model of the field. `aic` compares all models, `aic_reml` only those with equally many fixed effects.

    `variances` are variance components and correlations by name ("Residual" is the error), None among their standard
    errors where the data give none; `zero` names components estimated as zero. `mean_sed` is the root of the mean
    variance of a difference of two treatments.
    """

    name: str
    fixed_effects: int
    parameters: int
    reml: float
    aic: float
    aic_reml: float
    variances: dict[str, float]
    standard_errors: dict[str, float | None]
    zero: tuple[str, ...]
    mean_sed: float
    means: dict[str, float]

    def to_json(self) -> dict[str, Any]:
        """The figures that the command line prints."""
        keys = ("name", "fixed_effects", "parameters", "reml", "aic", "aic_reml", "variances", "standard_errors")
        return {**{key: getattr(self, key) for key in keys}, "zero": list(self.zero), "mean_sed": self.mean_sed}


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
        from desktop.trials.analysis.comparisons.multiple import critical_t

        return float(critical_t(alpha, self.error_df) * self.difference_variance**0.5)

    @property
    def shown_sections(self) -> tuple[Section, ...]:
        """The models compared and the components of the one used."""
        from desktop.trials.analysis.spatial.tables import sections

        return (*self.sections, *sections(self))

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
