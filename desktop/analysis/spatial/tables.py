"""The tables that only spatial analyses have: models compared, components of the one used."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.analysis.further_table import FurtherTable
from desktop.analysis.mixed.components import COMPONENTS
from desktop.analysis.spatial.model_line import ModelLine
from desktop.analysis.spatial.models import MODELS
from desktop.core.i18n import N_


def of_models(lines: Sequence[ModelLine], used: str) -> FurtherTable:
    """The models with their criterion, the one used marked."""
    heads = {
        "parameters": N_("Variance parameters"), "aic": N_("AIC"), "reml": N_("REML deviance"),
        "mean_sed": N_("Mean s.e. of a difference"), "used": N_("Used"),
    }
    rows = {
        line.name: {"parameters": line.parameters, "aic": line.aic, "reml": line.reml, "mean_sed": line.mean_sed,
                    "used": line.name == used}
        for line in lines
    }
    title = N_("Models of the field compared (the lowest AIC fits best)")
    return FurtherTable("models", title, N_("Model"), heads, rows, MODELS)


def of_components(line: ModelLine) -> FurtherTable:
    """Variance components and correlations of a model, the one used."""
    rows = {name: {"estimate": value, "error": line.standard_errors[name]} for name, value in line.variances.items()}
    heads = {"estimate": N_("Estimate"), "error": N_("s.e.")}
    title = N_("Variance components and correlations of the model used")
    return FurtherTable("components", title, N_("Component"), heads, rows, COMPONENTS)
