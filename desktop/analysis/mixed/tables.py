"""The tables that only mixed models have: variance components, heritability, predictions."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.analysis.further_table import FurtherTable, Row, plain
from desktop.analysis.mixed.components import COMPONENTS, Components
from desktop.core.i18n import N_

_PRECISION = {
    "cullis": N_("Heritability (Cullis)"),
    "piepho": N_("Heritability (Piepho and Möhring)"),
    "blue": N_("Mean s.e. of a difference, BLUE"),
    "blup": N_("Mean s.e. of a difference, BLUP"),
}


def of_components(fixed: Components, random: Components) -> FurtherTable:
    """Variance components with standard errors, treatments fixed and random side by side."""
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


def of_precision(cullis: float, piepho: float, blue: float, blup: float) -> FurtherTable:
    """Heritability by both definitions, and the mean standard error of a difference of two BLUEs and two BLUPs."""
    values = {"cullis": cullis, "piepho": piepho, "blue": blue, "blup": blup}
    return plain("precision", N_("Heritability and precision"), "", values, _PRECISION)


def of_predictions(blup: Mapping[str, float], errors: Mapping[str, float]) -> FurtherTable:
    """The best linear unbiased predictions with their standard errors, the best first."""
    rows = {level: {"blup": blup[level], "error": errors[level]} for level in sorted(blup, key=lambda level: -blup[level])}
    title = N_("Predictions for selection (BLUP, deviations from the mean of the trial)")
    return FurtherTable("predictions", title, "", {"blup": N_("Prediction"), "error": N_("s.e.")}, rows)
