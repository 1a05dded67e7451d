"""The JSON object of a series of trials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.trials.analysis.met.result import AgainstCheck, MetAnalysis

# key → attribute of an entry
_BY_ENTRY = {
    "mean": "mean",
    "standard_errors": "standard_error",
    "sd": "sd",
    "cv_percent": "cv_percent",
    "finlay_wilkinson_slope": "slope",
    "finlay_wilkinson_slope_error": "slope_error",
    "finlay_wilkinson_slope_p": "slope_p",
    "eberhart_russell_deviation_ms": "deviation_ms",
    "wricke_ecovalence": "ecovalence",
    "shukla_variance": "shukla",
    "shukla_p": "shukla_p",
    "lin_binns_superiority": "superiority",
    "huehn_s1": "s1",
    "huehn_s2": "s2",
    "kang_ys": "ys",
    "ammi_stability_value": "asv",
    "adaptability_percent": "adaptability_percent",
}


def to_json(a: MetAnalysis) -> dict[str, Any]:
    """Plain dicts, lists, numbers and strings."""
    names = {"design": a.design, "response": a.response, "treatment": a.treatment, "environment": a.environment}
    result: dict[str, Any] = {
        **names,
        "block": a.block,
        "n": a.n,
        "missing": a.missing,
        "complete": a.complete,
        "grand_mean": a.grand_mean,
        "anova": [dict(vars(row)) for row in a.anova],
        **{key: a.by_entry(attribute) for key, attribute in _BY_ENTRY.items()},
    }
    if a.check:
        result |= _check(a.check)
    result |= _axes(a)
    result["notes"] = [str(note) for note in a.notes]
    return result


def _check(check: AgainstCheck) -> dict[str, Any]:
    """The keys of the first check."""
    return {
        "check": check.check,
        "hsc": dict(check.hsc),
        "sites_above_check": dict(check.above),
        "sites_compared": dict(check.compared),
        "sites_above_check_percent": {level: check.percent_above(level) for level in check.above},
    }


def _axes(a: MetAnalysis) -> dict[str, Any]:
    """AMMI and GGE, empty where withheld."""
    ammi = a.ammi.axes if a.ammi else ()
    return {
        "ammi_singular_values": [axis.singular_value for axis in ammi],
        "ammi_percent": [axis.percent for axis in ammi],
        "gge_percent": a.gge.percent.tolist() if a.gge else [],
    }
