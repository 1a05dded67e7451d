"""The tables that only spatial analyses have: models compared, components of the one used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.analysis.further_table import FurtherTable
from desktop.analysis.mixed.tables import COMPONENTS
from desktop.analysis.spatial.models import MODELS
from desktop.core.i18n import N_

if TYPE_CHECKING:
    from desktop.analysis.spatial.result import SpatialAnalysis


def further_tables(analysis: SpatialAnalysis) -> tuple[FurtherTable, ...]:
    """The tables in order."""
    return _models(analysis), _components(analysis)


def _models(analysis: SpatialAnalysis) -> FurtherTable:
    """The models with their criterion, the one used marked."""
    heads = {
        "parameters": N_("Variance parameters"), "aic": N_("AIC"), "reml": N_("REML deviance"),
        "mean_sed": N_("Mean s.e. of a difference"), "used": N_("Used"),
    }
    rows = {
        line.name: {"parameters": line.parameters, "aic": line.aic, "reml": line.reml, "mean_sed": line.mean_sed,
                    "used": line.name == analysis.model}
        for line in analysis.models
    }
    title = N_("Models of the field compared (the lowest AIC fits best)")
    return FurtherTable("models", title, N_("Model"), heads, rows, MODELS)


def _components(analysis: SpatialAnalysis) -> FurtherTable:
    """Variance components and correlations of the model used."""
    line = analysis.used
    rows = {name: {"estimate": value, "error": line.standard_errors[name]} for name, value in line.variances.items()}
    heads = {"estimate": N_("Estimate"), "error": N_("s.e.")}
    title = N_("Variance components and correlations of the model used")
    return FurtherTable("components", title, N_("Component"), heads, rows, COMPONENTS)
