"""Predictions of an augmented trial: blocks fixed, all entries random, for selecting among new entries (BLUP).

An entry on one plot is drawn towards the mean, the more so the less the entries vary against the error; this guards
against picking what was merely lucky (C. R. Henderson, Biometrics 31, 1975, 423-447).
"""

from __future__ import annotations

import numpy as np

from desktop.analysis.factors import Factor
from desktop.analysis.further_table import FurtherTable, Row, plain
from desktop.analysis.linear.least_squares import LinearModel
from desktop.analysis.mixed.equations import Equations
from desktop.analysis.mixed.reml import fit
from desktop.analysis.mixed.treatment_precision import TreatmentPrecision
from desktop.core.i18n import N_


def predictions(model: LinearModel, treatment: Factor, block: Factor) -> list[FurtherTable]:
    """Variance components and predicted deviations; nothing where the entries leave no error to weigh them by."""
    if not model.residual_ss:
        return []
    equations = Equations(model.y, treatment, block, (), treatment_random=True)
    found = fit(equations, [treatment.name])
    precision = TreatmentPrecision(found.solution)
    effects = found.solution.treatment_effects + 0.0  # no negative zero
    errors = np.sqrt(precision.variances())
    order = np.argsort(-effects, kind="stable")
    rows: dict[str, Row] = {
        treatment.levels[i]: {"prediction": float(effects[i]), "standard_error": float(errors[i])} for i in order
    }
    heads = {"prediction": N_("Prediction"), "standard_error": N_("s.e.")}
    variance = found.variances[treatment.name]
    mean = precision.mean_variance_of_a_difference()
    facts = {
        "heritability_cullis": 1 - mean / (2 * variance) if variance else 0.0,
        "mean_variance_of_a_difference_blup": mean,
    }
    names = {
        "heritability_cullis": N_("Heritability (Cullis)"),
        "mean_variance_of_a_difference_blup": N_("Mean variance of a difference, BLUP"),
    }
    return [
        plain("variance_random_treatment", N_("Variance components (REML), entries random"), N_("Component"),
              found.variances, {"Residual": N_("Residual error")}),
        plain("", N_("Heritability and precision"), N_("Figure"), facts, names),
        FurtherTable("predictions", N_("Predictions for selection (BLUP, deviations from the mean of the trial)"),
                treatment.name, heads, rows),
        _blup(rows),
    ]


def _blup(rows: dict[str, Row]) -> FurtherTable:
    """The predicted deviations alone, as other mixed models give them; not printed a second time."""
    predicted = {level: {"": row["prediction"]} for level, row in rows.items()}
    return FurtherTable("blup", "", "", {"": ""}, predicted, printed=False)
