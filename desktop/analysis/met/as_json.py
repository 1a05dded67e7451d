"""The JSON object of a series of trials."""

from __future__ import annotations

from dataclasses import asdict
from math import isnan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.analysis.met.figures import AgainstCheck, SeriesFigures
    from desktop.analysis.met.gge import Gge
    from desktop.analysis.met.sites import Site
    from desktop.analysis.met.stability import Regression

# key → attribute of an entry
_BY_ENTRY = {
    "mean": "mean",
    "standard_errors": "standard_error",
    "rank": "rank",
    "sd": "sd",
    "cv_percent": "cv_percent",
    "finlay_wilkinson_slope": "slope",
    "finlay_wilkinson_slope_error": "slope_error",
    "finlay_wilkinson_slope_p": "slope_p",
    "eberhart_russell_deviation_ms": "deviation_ms",
    "coefficient_of_determination": "r_squared",
    "wricke_ecovalence": "ecovalence",
    "shukla_variance": "shukla",
    "shukla_p": "shukla_p",
    "lin_binns_superiority": "superiority",
    "annicchiarico_reliability": "reliability",
    "huehn_s1": "s1",
    "huehn_s2": "s2",
    "kang_ys": "ys",
    "kang_selected": "ys_selected",
    "ammi_stability_value": "asv",
    "adaptability_percent": "adaptability_percent",
}


def to_json(a: SeriesFigures) -> dict[str, Any]:
    """Plain dicts, lists, numbers and strings."""
    return {
        "design": a.design,
        "response": a.response,
        "treatment": a.treatment,
        "environment": a.environment,
        "block": a.block,
        "n": a.n,
        "missing": a.missing,
        "complete": a.complete,
        "grand_mean": a.grand_mean,
        "anova": [dict(vars(row)) for row in a.anova],
        "combined": [line.to_json() for line in a.combined],
        **({"places_and_years": _split(a)} if a.split else {}),
        **{key: a.by_entry(attribute) for key, attribute in _BY_ENTRY.items()},
        "lsd_stats": a.lsd_stats,
        "letters": {test: dict(signs) for test, signs in a.table.letters.items()},
        **(_check(a.check) if a.check else {}),
        **({"checks": {name: _against(check) for name, check in a.checks.items()}} if a.checks else {}),
        "regression": _regressions(a),
        **_ammi(a),
        "gge_percent": a.gge.percent.tolist() if a.gge else [],
        **({"gge": _gge(a, a.gge)} if a.gge else {}),
        **({"gge_scaled": _gge(a, a.gge_scaled)} if a.gge_scaled else {}),
        "environments": {site.level: _site(site) for site in a.sites},
        "bartlett": asdict(a.bartlett) if a.bartlett else None,
        "levene": asdict(a.levene) if a.levene else None,
        "weighted": asdict(a.weighted) if a.weighted else None,
        "variance_components": asdict(a.components) if a.components else None,
        "blup": dict(a.components.blup) if a.components else {},
        "notes": [str(note) for note in a.notes],
    }


def _split(a: SeriesFigures) -> dict[str, Any]:
    """Lines and components of places and years."""
    assert a.split is not None
    return {"anova": [line.to_json() for line in a.split.lines], "components": dict(a.split.components)}


def _check(check: AgainstCheck) -> dict[str, Any]:
    """The keys of the first check."""
    return {
        "check": check.check,
        "hsc": dict(check.hsc),
        "sites_above_check": dict(check.above),
        "sites_compared": dict(check.compared),
        "sites_above_check_percent": {level: check.percent_above(level) for level in check.above},
        "probability_above_check": dict(check.probability),
        "dunnett": {level: c.to_json() for level, c in check.differences.items()},
    }


def _against(check: AgainstCheck) -> dict[str, Any]:
    """Everything about one of several checks."""
    return {
        **_check(check),
        "p_fixed_environments": dict(check.fixed_p),
        "environments_lost": {level: list(names) for level, names in check.lost.items()},
        "by_environment": {
            environment: {level: dict(vars(d)) for level, d in differences.items()}
            for environment, differences in check.by_environment.items()
        },
    }


def _regressions(a: SeriesFigures) -> dict[str, Any]:
    """The index, Eberhart and Russell's analysis, a known index, the environments on the entries' means."""
    environments = a.cells.environments
    result: dict[str, Any] = {
        "index": dict(zip(environments, a.regression.index.tolist(), strict=True)),
        "intercept": _numbers(a.cells.entries, a.regression.intercept.tolist()),
        "eberhart_russell_anova": [line.to_json() for line in a.regression_anova],
        "environment_slope": _numbers(environments, a.site_regression.slope.tolist()),
    }
    if a.known_regression is not None:
        result["known_index"] = _known(a, a.known_regression)
    return result


def _known(a: SeriesFigures, known: Regression) -> dict[str, Any]:
    """The regression on an index known from outside, about its mean."""
    return {
        "index": dict(zip(a.cells.environments, known.index.tolist(), strict=True)),
        "slope": _numbers(a.cells.entries, known.slope.tolist()),
        "slope_error": _numbers(a.cells.entries, known.slope_error.tolist()),
        "deviation_ms": _numbers(a.cells.entries, known.deviation_ms.tolist()),
    }


def _ammi(a: SeriesFigures) -> dict[str, Any]:
    """The axes, with their tests, and the scores of the first two."""
    if a.ammi is None:
        return {"ammi_singular_values": [], "ammi_percent": []}
    return {
        "ammi_singular_values": [axis.singular_value for axis in a.ammi.axes],
        "ammi_percent": [axis.percent for axis in a.ammi.axes],
        "ammi_axes": [dict(vars(axis)) for axis in a.ammi.axes],
        "ammi_significant_axes": a.ammi.significant,
        "ammi_scores": {
            "entries": dict(zip(a.cells.entries, a.ammi.entry_scores[:, :2].tolist(), strict=True)),
            "environments": dict(zip(a.cells.environments, a.ammi.environment_scores[:, :2].tolist(), strict=True)),
        },
    }


def _gge(a: SeriesFigures, gge: Gge) -> dict[str, Any]:
    """Symmetric scores on two axes, the corners of the polygon, and which entry won where."""
    entries, environments = gge.scores()
    names = a.cells.entries
    return {
        "percent": gge.percent.tolist(),
        "entries": dict(zip(names, entries.tolist(), strict=True)),
        "environments": dict(zip(a.cells.environments, environments.tolist(), strict=True)),
        "polygon": [names[i] for i in gge.polygon],
        "winners": {
            names[sector.entry]: [a.cells.environments[j] for j in sector.environments]
            for sector in gge.sectors
            if sector.environments
        },
    }


def _site(site: Site) -> dict[str, Any]:
    """One environment."""
    keys = ("n", "mean", "error_ms", "error_df", "cv_percent", "f", "p", "lsd", "means")
    return {key: getattr(site, key) for key in keys}


def _numbers(names: tuple[str, ...], values: list[float]) -> dict[str, float | None]:
    """Numbers by name, None for NaN."""
    return {name: None if isnan(value) else value for name, value in zip(names, values, strict=True)}
