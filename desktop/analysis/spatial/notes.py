"""What a spatial analysis says in words: which model was used and why, what the field looks like, what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.mixed.components import component_name
from desktop.analysis.mixed.notes import MixedNote
from desktop.analysis.notes import Note
from desktop.analysis.spatial.models import BLOCKS, MODELS, Fitted
from desktop.analysis.spatial.result import SpatialAnalysis
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext

Floats = NDArray[np.float64]

CLEARLY = 2.0  # a model is clearly better if its AIC is lower by more (K. P. Burnham, D. R. Anderson, 2002, p. 70)
MOST_FOR_AR1 = 1000  # plots; its time grows with their cube: 900 take 15 s, 10,000 would take hours
FEW_PLOTS = 40
_STUCK = 0.998
_ONE_WAY = 0.6  # the share of the surface's variance from which a direction is called the field's

# A further sentence is a line here and `SpatialNote(kind, values)` where it applies; `model` values are model names.
SPATIAL_SENTENCES: dict[str, str] = {
    "spatial_better": N_(
        "The field has a trend: the model with {model} fits better than without one (AIC {aic:.1f} against {other:.1f})"
        " and was used; the mean standard error of a difference is {sed:.4g} instead of {other_sed:.4g}."
    ),
    "spatial_not_better": N_(
        "No model of a field trend fits clearly better than the trial without one (best: {model}, AIC {aic:.1f} against"
        " {other:.1f}): the plots' places were left out of account."
    ),
    "spatial_asked": N_(
        "The model with {model} was asked for: AIC {aic:.1f} against {other:.1f} without a field trend"
        " (the lower fits better)."
    ),
    "asked_worse": N_("The model asked for fits no better than the trial without a field trend: better leave it out."),
    "along_rows": N_(
        "The field differs mostly from row to row ({share:.0f} % of its trend); from its best to its poorest place it"
        " makes {range:.4g}, best about row {row}, column {column}."
    ),
    "along_columns": N_(
        "The field differs mostly from column to column ({share:.0f} % of its trend); from its best to its poorest place"
        " it makes {range:.4g}, best about row {row}, column {column}."
    ),
    "patches": N_(
        "The field differs in patches or aslant, not along rows or columns alone; from its best to its poorest place it"
        " makes {range:.4g}, best about row {row}, column {column}."
    ),
    "ranking": N_(
        "Against the analysis without a field trend {count} of {total} {treatment} change their place, most of all"
        " {level}: place {after} instead of {before}."
    ),
    "new_first": N_("The largest mean is now that of {first}, not of {before}."),
    "same_ranking": N_("The ranking of {treatment} is the same as without a field trend."),
    "zero_components": N_(
        "Estimated as zero, hence without part in the model used: {components}."
    ),
    "stuck": N_(
        "A correlation of neighbours reached its limit: the field changes so smoothly that its variance cannot be told;"
        " differences between treatments are not harmed."
    ),
    "spatial_df": N_(
        "Differences are judged with {df} {df:degree|degrees} of freedom (Satterthwaite); the LSD is an average, since each "
        "pair has"
        " its own precision."
    ),
    "few_plots": N_("Only {plots} {plots:plot|plots}: which model fits better is uncertain."),
    "aliased": N_(
        "The treatments stand so that a straight trend along {directions} cannot be told from their differences; it was"
        " left out."
    ),
    "not_fitted": N_("Too few plots, or no solution, for the model with {model}."),
    "ar1_left_out": N_("The model of correlated neighbours was not tried: with {plots} {plots:plot|plots} it takes too long."),
    "shared_error": N_(
        "No error of its own beside the field was found: neighbouring plots share all of it, and the residuals are those"
        " of the field."
    ),
}


class SpatialNote(Note):
    """A sentence about a spatial analysis."""

    def __str__(self) -> str:
        values = dict(self.values)
        if "model" in values:
            values["model"] = _(MODELS[values["model"]])
        if "components" in values:
            values["components"] = _(", ").join(map(component_name, values["components"]))
        if "directions" in values:
            values["directions"] = _(", ").join(_(DIRECTIONS[d]) for d in values["directions"])
        return _(SPATIAL_SENTENCES[self.kind]).format(**values)


DIRECTIONS = {"row": N_("rows"), "column": N_("columns"), "row:column": N_("both (aslant)")}


def refuse_too_large(plots: int) -> UserError:
    """The sentence about a field too large for the model of correlated neighbours."""
    return UserError(ngettext(
        "The model of correlated neighbours takes too long with {plots} plot (at most {limit}): choose the model "
        "pspline, trend or blocks, or fewer rows.",
        "The model of correlated neighbours takes too long with {plots} plots (at most {limit}): choose the "
        "model pspline, trend or blocks, or fewer rows.", plots).format(plots=plots, limit=MOST_FOR_AR1))


def refuse_no_model(name: str) -> UserError:
    """The sentence where the model asked for cannot be fitted."""
    return UserError(
        _("The model with {model} cannot be fitted to this trial: too few plots, or too few rows and columns.").format(
            model=_(MODELS[name])
        )
    )


def choice_notes(fits: Mapping[str, Fitted], used: Fitted, asked: bool) -> list[Note]:
    """Which model was used, and why."""
    base = fits[BLOCKS].fit
    others = [f for f in fits.values() if f.name != BLOCKS]
    shown = used if used.name != BLOCKS else min(others, key=lambda f: f.fit.aic, default=used)
    values = {
        "model": shown.name, "aic": shown.fit.aic, "other": base.aic,
        "sed": shown.fit.state.mean_difference_variance**0.5, "other_sed": base.state.mean_difference_variance**0.5,
    }
    if asked and used.name == BLOCKS:
        return []
    if not asked:
        if shown.name == BLOCKS:
            return []
        return [SpatialNote("spatial_better" if used.name != BLOCKS else "spatial_not_better", values)]
    worse = used.fit.aic > base.aic - CLEARLY
    return [SpatialNote("spatial_asked", values), *([SpatialNote("asked_worse")] if worse else [])]


def surface_notes(surface: Floats, first_row: int, first_column: int) -> list[Note]:
    """Where the field is good, and along which direction it changes; `surface` by rows and columns."""
    spread = float(surface.var())
    if not spread:
        return []
    best = np.unravel_index(int(surface.argmax()), surface.shape)
    values = {"range": float(np.ptp(surface)), "row": int(best[0]) + first_row, "column": int(best[1]) + first_column}
    shares = {"along_rows": surface.mean(axis=1).var() / spread, "along_columns": surface.mean(axis=0).var() / spread}
    kind = max(shares, key=lambda k: shares[k])
    if shares[kind] < _ONE_WAY:
        return [SpatialNote("patches", values)]
    return [SpatialNote(kind, {**values, "share": 100 * float(shares[kind])})]


def ranking_notes(treatment: str, before: Mapping[str, float], after: Mapping[str, float]) -> list[Note]:
    """What the model changes in the ranking; `before` and `after` are means by level."""
    old, new = _places(before), _places(after)
    moved = {level: abs(new[level] - old[level]) for level in new if new[level] != old[level]}
    if not moved:
        return [SpatialNote("same_ranking", {"treatment": treatment})]
    most = max(moved, key=lambda level: moved[level])
    values = {"count": len(moved), "total": len(new), "treatment": treatment, "level": most}
    found: list[Note] = [SpatialNote("ranking", {**values, "before": old[most], "after": new[most]})]
    first, before_first = min(new, key=lambda x: new[x]), min(old, key=lambda x: old[x])
    if first != before_first:
        found.append(SpatialNote("new_first", {"first": first, "before": before_first}))
    return found


def _places(means: Mapping[str, float]) -> dict[str, int]:
    """The place of every level, the largest mean first."""
    order = sorted(means, key=lambda level: -means[level])
    return {level: place + 1 for place, level in enumerate(order)}


def model_notes(used: Fitted, failed: Sequence[str], plots: int) -> list[Note]:
    """What the fit itself leaves to say."""
    found: list[Note] = [SpatialNote("zero_components", {"components": used.fit.zero})] if used.fit.zero else []
    natural = used.fit.natural
    if any(abs(value) > _STUCK for name, value in natural.items() if name.startswith("rho_")):
        found.append(SpatialNote("stuck"))
    if any(name.startswith("rho_") for name in natural) and "field" not in natural:
        found.append(SpatialNote("shared_error"))
    if used.candidate.aliased:
        found.append(SpatialNote("aliased", {"directions": used.candidate.aliased}))
    found += [SpatialNote("not_fitted", {"model": name}) for name in failed]
    if plots > MOST_FOR_AR1:
        found.append(SpatialNote("ar1_left_out", {"plots": plots}))
    if plots < FEW_PLOTS:
        found.append(SpatialNote("few_plots", {"plots": plots}))
    return found


def test_notes(analysis: SpatialAnalysis) -> list[Note]:
    """Degrees of freedom, the F test, the mean."""
    found: list[Note] = [SpatialNote("spatial_df", {"df": analysis.error_df})]
    p = analysis.row(analysis.treatments[0]).p
    if p is not None and p > analysis.alpha:
        found.append(MixedNote("no_difference", {"factor": analysis.treatments[0], "p": p}))
    if analysis.mean <= 0:
        found.append(Note("cv_undefined", {"response": analysis.response}))
    return found
