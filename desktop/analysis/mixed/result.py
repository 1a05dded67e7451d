"""What a mixed-model analysis returns beside the common figures: BLUE, BLUP, variance components, heritability."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop.analysis import wording
from desktop.analysis.further_table import FurtherTable
from desktop.analysis.mixed import tables
from desktop.analysis.mixed.components import Components
from desktop.analysis.result import Analysis
from desktop.analysis.view import View
from desktop.core.i18n import _


@dataclass(frozen=True)
class MixedAnalysis(Analysis):
    """An analysis with treatments once fixed (BLUE) and once random (BLUP).

    The means table holds the BLUEs as adjusted means. `anova` is the intra-block analysis, whose error degrees of
    freedom the comparisons use; `error_ms` is the error variance of the model with fixed treatments. `blup` are
    deviations from the mean of the trial, `blup_errors` the standard errors of prediction. `difference_variance` is
    the mean variance of a difference of two treatments. `efficiency` is the precision of differences in percent of
    that of complete blocks, None where that has no error.
    """

    fixed: Components = field(default_factory=lambda: Components({}, {}, 0.0))
    random: Components = field(default_factory=lambda: Components({}, {}, 0.0))
    blup: dict[str, float] = field(default_factory=dict)
    blup_errors: dict[str, float] = field(default_factory=dict)
    intercept_random: float = 0.0
    difference_variance: float = 0.0
    difference_variance_blup: float = 0.0
    efficiency: float | None = None

    @property
    def heritability_cullis(self) -> float:
        """1 − v̄(BLUP) / 2σ²g; 0 where the treatments do not vary.

        B. R. Cullis, A. B. Smith, N. E. Coombes, On the design of early generation variety trials with correlated
        data, Journal of Agricultural, Biological and Environmental Statistics 11, 2006, 381-393.
        """
        treatments = self.treatment_variance
        return 1 - self.difference_variance_blup / (2 * treatments) if treatments else 0.0

    @property
    def heritability_piepho(self) -> float:
        """σ²g / (σ²g + v̄(BLUE) / 2).

        H.-P. Piepho, J. Möhring, Computing heritability and selection response from unbalanced plant breeding trials,
        Genetics 177, 2007, 1881-1888.
        """
        treatments = self.treatment_variance
        return treatments / (treatments + self.difference_variance / 2)

    @property
    def treatment_variance(self) -> float:
        """The variance among treatments."""
        return self.random.variances[self.treatments[0]]

    def lsd(self, alpha: float = 0.05) -> float | None:
        """The average least significant difference of two BLUEs: t times the root of the mean variance; None without
        degrees of freedom for error."""
        if not self.error_df:
            return None
        from desktop.analysis.comparisons.multiple import critical_t

        return float(critical_t(alpha, self.error_df) * self.difference_variance**0.5)

    def error_term(self) -> str:
        """What the tests are judged by."""
        return mixed_error(self.error_df)

    def of_entry(self, level: str, _view: View) -> dict[str, Any]:
        """The predicted deviation from the mean of the trial."""
        return {"blup": self.blup.get(level)}

    @property
    def shown_further(self) -> tuple[FurtherTable, ...]:
        """Variance components, heritability, predictions."""
        precision = tables.of_precision(self.heritability_cullis, self.heritability_piepho, self.difference_variance**0.5,
                                        self.difference_variance_blup**0.5)
        return (*self.further, tables.of_components(self.fixed, self.random), precision,
                tables.of_predictions(self.blup, self.blup_errors))

    def to_json(self) -> dict[str, Any]:
        """The object that `agridesk analyse --json` prints."""
        result = super().to_json()
        notes = result.pop("notes")
        for key in ("letters", "letters_1_percent", "critical_differences"):
            if not result[key]:
                result.pop(key)
        return {**result, **self._mixed_to_json(), "notes": notes}

    def _mixed_to_json(self) -> dict[str, Any]:
        """The keys that only mixed models have."""
        return {
            "blue": dict(self.table.adjusted),
            "blup": dict(self.blup),
            "blup_standard_errors": dict(self.blup_errors),
            "intercept_random": self.intercept_random,
            "variance_fixed_treatment": dict(self.fixed.variances),
            "variance_random_treatment": dict(self.random.variances),
            "variance_standard_errors": {
                "fixed_treatment": dict(self.fixed.standard_errors),
                "random_treatment": dict(self.random.standard_errors),
            },
            "mean_variance_of_a_difference": self.difference_variance,
            "mean_variance_of_a_difference_blup": self.difference_variance_blup,
            "heritability_cullis": self.heritability_cullis,
            "heritability_piepho_moehring": self.heritability_piepho,
            "relative_efficiency_percent": self.efficiency,
            "reml": self.fixed.deviance,
            "reml_random_treatment": self.random.deviance,
        }


def mixed_error(df: float) -> str:
    """The error of a mixed model, as a part of the sentence on methods."""
    return _("error term: error variance of the mixed model (REML), judged with {df} {df:degree|degrees} of freedom").format(
        df=wording.number(df, 0))
