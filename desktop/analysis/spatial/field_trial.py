"""Spatial analysis (空间分析): a trial whose plots have a row and a column in the field.

The trial is analysed without a field trend and with one described in several ways; the models are compared by Akaike's
criterion and the best, or the one asked for, gives the means. Treatments and replicates are fixed, blocks random.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from desktop.analysis import guards
from desktop.analysis.columns import PlotColumns
from desktop.analysis.comparisons.dunnett import compare_with_check
from desktop.analysis.comparisons.multiple import critical_t
from desktop.analysis.factors import Factor, crossed
from desktop.analysis.linear.single_trial import by_name, cv_of, mean_of
from desktop.analysis.mixed import notes as mixed_notes
from desktop.analysis.notes import Note
from desktop.analysis.parts import RESIDUALS, AnovaRow, CheckComparison, MeansTable, Plot
from desktop.analysis.request import Complete, Request, complete
from desktop.analysis.spatial import notes as spatial_notes
from desktop.analysis.spatial.field_fit import FieldFit
from desktop.analysis.spatial.field_model import FieldModel, Part
from desktop.analysis.spatial.grid import Grid, grid
from desktop.analysis.spatial.model_line import ModelLine
from desktop.analysis.spatial.models import AR1, BLOCKS, MODELS, PSPLINE, Candidate, Fitted, candidates, fit_candidate
from desktop.analysis.spatial.result import SpatialAnalysis
from desktop.core.errors import UserError
from desktop.core.i18n import _

Floats = NDArray[np.float64]

AUTO = "auto"
_FEWEST_FREE = 12  # plots beyond the fixed effects that a model of the field must leave
_RESERVED = frozenset({"rows", "columns", "field"})


@dataclass(frozen=True)
class _Trial:
    """The plots, and the model without a field trend."""

    request: Request
    data: Complete
    treatment: Factor
    base: FieldModel
    grid: Grid


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> SpatialAnalysis:
    """The analysis of a trial whose plots' rows and columns (the roles of these names) count through the whole field.

    Replicates and blocks within replicates are optional. The option "model" is "auto" or one of `MODELS`. UserError where
    the data do not bear an analysis.
    """
    (treatment, levels), model = columns.treatment, columns.options.get("model", AUTO)
    extra, place = columns.factors("replicate", "block"), columns.factors("row", "column")
    request = Request("spatial", columns.response, (treatment,), tuple(extra), check, alpha)
    data = complete(columns.response, columns.values, {treatment: levels, **extra, **place})
    replicate, block = (columns.roles[role][0] if role in columns.roles else None for role in ("replicate", "block"))
    trial = _trial(request, data, (replicate, block), (columns.roles["row"][0], columns.roles["column"][0]))
    fits, failed = _fits(trial, model)
    if model != AUTO and model not in fits:
        raise spatial_notes.refuse_no_model(model)
    used = fits[model] if model != AUTO else _choice(fits)
    return _analysis(trial, fits, used, failed, asked=model != AUTO)


def _trial(request: Request, data: Complete, names: tuple[str | None, str | None], place: tuple[str, str]) -> _Trial:
    """The model without a field trend; UserError where the layout bears none."""
    treatment = data.factors[request.treatments[0]]
    guards.refuse_impossible(replace(request, blocks=()), data.factors)
    field = grid(data.factors[place[0]], data.factors[place[1]])
    replicate = data.factors[names[0]] if names[0] else None
    fixed = np.zeros((len(data.y), 0))
    if replicate is not None and len(replicate.levels) > 1:
        mixed_notes.refuse_disconnected(treatment, replicate)
        sums = np.eye(len(replicate.levels))
        fixed = (sums[:, :-1] - sums[:, -1:])[replicate.codes]
    parts = _blocks(data, names)
    base = FieldModel(data.y, treatment, fixed, parts, grid=field)
    mixed_notes.refuse_unreplicated(treatment, base.free)
    _refuse_no_error(base, request.response)
    return _Trial(request, data, treatment, base, field)


def _blocks(data: Complete, names: tuple[str | None, str | None]) -> tuple[Part, ...]:
    """The random blocks, within replicates where there are any."""
    if names[1] is None:
        return ()
    blocks = crossed([data.factors[name] for name in names if name is not None])
    if len(blocks.levels) < 2:
        return ()
    taken = blocks.name in _RESERVED or blocks.name.startswith("rho_")
    return (Part(f"block:{blocks.name}" if taken else blocks.name, np.eye(len(blocks.levels))[blocks.codes]),)


def _refuse_no_error(base: FieldModel, response: str) -> None:
    """UserError where treatments and replicates explain all values."""
    square = base.plain.square - float(base.plain.right @ np.linalg.pinv(base.plain.matrix) @ base.plain.right)
    if square <= len(base.y) * (1e-13 * float(np.abs(base.y).max())) ** 2 + 1e-12 * float(base.y.var()) * len(base.y):
        raise UserError(
            _('No error is left in column "{column}": its values follow from treatments and blocks without rest;'
              " are they measured?").format(column=response)
        )


def _fits(trial: _Trial, model: str) -> tuple[dict[str, Fitted], list[str]]:
    """The models that could be fitted, and the names of those that could not."""
    names = list(MODELS) if model == AUTO else list(dict.fromkeys([BLOCKS, model]))
    if len(trial.base.y) > spatial_notes.MOST_FOR_AR1 and AR1 in names:
        if model == AR1:
            raise spatial_notes.refuse_too_large(len(trial.base.y))
        names.remove(AR1)
    fits: dict[str, Fitted] = {}
    failed: list[str] = []
    for candidate in candidates(trial.base, names):
        found = _attempt(candidate)
        if found is None:
            failed.append(candidate.name)
        else:
            fits[candidate.name] = found
    return fits, failed


def _attempt(candidate: Candidate) -> Fitted | None:
    """The fit; None where there are too few plots for it, or none is found."""
    model = candidate.model
    if candidate.name != BLOCKS and model.free < _FEWEST_FREE:
        return None
    if candidate.name == PSPLINE and len(model.parts) == len(candidate.at_places) - 1 == 0:
        return None
    try:
        found = fit_candidate(candidate)
        usable = np.isfinite(found.fit.aic) and found.fit.state.mean_difference_variance > 0
    except np.linalg.LinAlgError:
        return None
    return found if usable else None


def _choice(fits: dict[str, Fitted]) -> Fitted:
    """The model with the lowest AIC; the one without a trend unless another is clearly better."""
    best = min(fits.values(), key=lambda f: f.fit.aic)
    return best if best.fit.aic < fits[BLOCKS].fit.aic - spatial_notes.CLEARLY else fits[BLOCKS]


def _analysis(trial: _Trial, fits: dict[str, Fitted], used: Fitted, failed: list[str], *, asked: bool) -> SpatialAnalysis:
    """All figures and sentences."""
    request, data, fit = trial.request, trial.data, used.fit
    df = max(1, int(fit.difference_df + 1e-6))
    table = _table(trial, fit)
    dunnett, check_notes = _against_check(trial, table, fit, df)
    surface = trial.grid.by_row_and_column(used.surface()) if used.name != BLOCKS else None
    lines = tuple(_line(trial, f) for f in fits.values())
    difference = fit.state.mean_difference_variance
    analysis = SpatialAnalysis(
        design=request.design, response=request.response, treatments=request.treatments,
        n=len(data.y), missing=data.missing, mean=mean_of(data.y), alpha=request.alpha,
        anova=_anova(trial, fit, df), error_ms=fit.state.error_variance, error_df=df,
        cv_percent=cv_of(data.y, fit.state.error_variance),
        lsd_stats=_lsd_stats(data, fit, df, request.alpha),
        tables={trial.treatment.name: table}, plots=_plots(trial, used),
        notes=(*mixed_notes.data_notes(request, data), *check_notes),
        check=request.check, check_factor=trial.treatment.name if request.check is not None else None, dunnett=dunnett,
        model=used.name, asked=asked, models=lines,
        surface=None if surface is None else tuple(tuple(row) for row in surface.tolist()),
        first_row=trial.grid.first_row, first_column=trial.grid.first_column, difference_variance=difference,
    )
    return replace(analysis, notes=(*analysis.notes, *_notes(trial, analysis, fits, used, failed)))


def _notes(
    trial: _Trial, analysis: SpatialAnalysis, fits: dict[str, Fitted], used: Fitted, failed: list[str]
) -> list[Note]:
    """The sentences about the choice, the field, the ranking and the tests."""
    notes = spatial_notes.choice_notes(fits, used, analysis.asked)
    if analysis.surface is not None:
        grid_ = trial.grid
        notes += spatial_notes.surface_notes(np.array(analysis.surface), grid_.first_row, grid_.first_column)
        before = next(line.means for line in analysis.models if line.name == BLOCKS)
        notes += spatial_notes.ranking_notes(trial.treatment.name, before, analysis.used.means)
    return [*notes, *spatial_notes.model_notes(used, failed, analysis.n), *spatial_notes.test_notes(analysis)]


def _line(trial: _Trial, fitted: Fitted) -> ModelLine:
    """The figures of one model."""
    fit = fitted.fit
    return ModelLine(
        fitted.name, fit.model.rank, fit.count, fit.deviance, fit.aic, fit.aic_reml, fit.natural, fit.standard_errors,
        fit.zero, sqrt(fit.state.mean_difference_variance), _means(trial, fit),
    )


def _means(trial: _Trial, fit: FieldFit) -> dict[str, float]:
    """The estimates by level."""
    return dict(zip(trial.treatment.levels, fit.state.treatment_effects.tolist(), strict=True))


def _table(trial: _Trial, fit: FieldFit) -> MeansTable:
    """Arithmetic means and best linear unbiased estimates."""
    treatment, counts = trial.treatment, trial.treatment.counts()
    plain = np.bincount(treatment.codes, trial.data.y) / counts
    errors = np.sqrt(fit.state.error_variance * np.diag(fit.state.treatment_covariance))
    return MeansTable(
        factor=treatment.name,
        means=dict(zip(treatment.levels, plain.tolist(), strict=True)),
        counts={level: int(count) for level, count in zip(treatment.levels, counts, strict=True)},
        adjusted=dict(_means(trial, fit)),
        standard_errors=dict(zip(treatment.levels, errors.tolist(), strict=True)),
        by_adjusted=True,
    )


def _anova(trial: _Trial, fit: FieldFit, df: int) -> tuple[AnovaRow, ...]:
    """The treatments by generalized least squares, tested with `df`; the error of the model."""
    count, at = len(trial.treatment.levels), fit.state
    difference = np.eye(count)[:-1] - np.eye(count)[-1]
    estimate = difference @ at.treatment_effects
    ss = float(estimate @ np.linalg.solve(difference @ at.treatment_covariance @ difference.T, estimate))
    f = ss / (count - 1) / at.error_variance
    treatments = AnovaRow(trial.treatment.name, count - 1, ss, ss / (count - 1), f, float(special.fdtrc(count - 1, df, f)))
    return treatments, AnovaRow(RESIDUALS, fit.model.free, at.quadratic, at.error_variance)


def _lsd_stats(data: Complete, fit: FieldFit, df: int, alpha: float) -> dict[str, float | int | None]:
    """The figures of the average least significant difference."""
    t, error = critical_t(alpha, df), fit.state.error_variance
    lsd = t * sqrt(fit.state.mean_difference_variance)
    return {"MSerror": error, "Df": df, "Mean": mean_of(data.y), "CV": cv_of(data.y, error), "t.value": t, "LSD": lsd}


def _plots(trial: _Trial, used: Fitted) -> tuple[Plot, ...]:
    """Observed, fitted (with the field) and residual of every plot; the field alone is the residual where it is all."""
    at, places = used.fit.state, trial.grid.places
    rest = at.marginal
    if at.field is not None and "field" in used.fit.natural:
        rest = rest - at.field[places]
    rows = zip(trial.data.places.tolist(), trial.data.y.tolist(), rest.tolist(), strict=True)
    return tuple(Plot(place, y, y - r, r, None) for place, y, r in rows)


def _against_check(
    trial: _Trial, table: MeansTable, fit: FieldFit, df: int
) -> tuple[dict[str, CheckComparison] | None, list[Note]]:
    """Dunnett's comparisons of the estimates with the check; UserError if it is no level of the treatments."""
    check, levels = trial.request.check, trial.treatment.levels
    if check is None:
        return None, []
    if check not in table.means:
        raise guards.unknown_check(check, table)
    place, at = levels.index(check), fit.state
    compared = compare_with_check(
        at.treatment_effects, at.treatment_covariance, place, error_ms=at.error_variance, error_df=df,
        alpha=trial.request.alpha,
    )
    others = [level for level in levels if level != check]
    result = by_name(others, compared, float(at.treatment_effects[place]), df)
    return result, [] if compared.exact else [Note("dunnett_lattice")]
