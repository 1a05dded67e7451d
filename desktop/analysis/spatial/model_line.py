"""The line of one model of the field among those compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


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
