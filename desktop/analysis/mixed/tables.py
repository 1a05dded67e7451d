"""The tables that only mixed models have: variance components, heritability, predictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.analysis.further_table import FurtherTable, Row, plain
from desktop.core.i18n import N_, _

if TYPE_CHECKING:
    from desktop.analysis.mixed.result import MixedAnalysis

COMPONENTS = {
    "Residual": N_("Residual error"),
    "rho_row": N_("correlation from row to row"),
    "rho_column": N_("correlation from column to column"),
    "field": N_("alike neighbours (field)"),
    "rows": N_("rows of the field"),
    "columns": N_("columns of the field"),
    "row_smooth": N_("smooth along rows"),
    "column_smooth": N_("smooth along columns"),
    "row_smooth:column": N_("smooth along rows, changing with columns"),
    "row:column_smooth": N_("smooth along columns, changing with rows"),
    "row_smooth:column_smooth": N_("smooth in both directions"),
    "reml": N_("REML deviance"),
}
_PRECISION = {
    "cullis": N_("Heritability (Cullis)"),
    "piepho": N_("Heritability (Piepho and Möhring)"),
    "blue": N_("Mean s.e. of a difference, BLUE"),
    "blup": N_("Mean s.e. of a difference, BLUP"),
}


def component_name(name: str) -> str:
    """A variance component in words; the columns of the trial keep their names."""
    return _(COMPONENTS[name]) if name in COMPONENTS else name


def further_tables(analysis: MixedAnalysis) -> tuple[FurtherTable, ...]:
    """The tables in order."""
    return _components(analysis), _precision(analysis), _predictions(analysis)


def _components(analysis: MixedAnalysis) -> FurtherTable:
    """Variance components with standard errors, treatments fixed and random side by side."""
    fixed, random = analysis.fixed, analysis.random
    heads = {
        "fixed": N_("Treatments fixed"), "fixed_error": N_("s.e."),
        "random": N_("Treatments random"), "random_error": N_("s.e."),
    }
    rows: dict[str, Row] = {
        name: {
            "fixed": fixed.variances.get(name), "fixed_error": fixed.standard_errors.get(name),
            "random": variance, "random_error": random.standard_errors[name],
        }
        for name, variance in random.variances.items()
    }
    rows["reml"] = {"fixed": fixed.deviance, "random": random.deviance}
    return FurtherTable("components", N_("Variance components (REML)"), N_("Component"), heads, rows, COMPONENTS)


def _precision(analysis: MixedAnalysis) -> FurtherTable:
    """Heritability by both definitions, and the mean standard error of a difference."""
    values = {
        "cullis": analysis.heritability_cullis,
        "piepho": analysis.heritability_piepho,
        "blue": analysis.difference_variance**0.5,
        "blup": analysis.difference_variance_blup**0.5,
    }
    return plain("precision", N_("Heritability and precision"), "", values, _PRECISION)


def _predictions(analysis: MixedAnalysis) -> FurtherTable:
    """The best linear unbiased predictions, the best first."""
    order = sorted(analysis.blup, key=lambda level: -analysis.blup[level])
    rows = {level: {"blup": analysis.blup[level], "error": analysis.blup_errors[level]} for level in order}
    title = N_("Predictions for selection (BLUP, deviations from the mean of the trial)")
    return FurtherTable("predictions", title, "", {"blup": N_("Prediction"), "error": N_("s.e.")}, rows)
