"""Analysis of covariance (协方差分析): the response adjusted for a number measured on every plot, the stand count say.

Blocks first, then the covariate, then the treatments, which are so adjusted for it; adjusted means are those at the mean
of the covariate. The slope is tested adjusted for everything else; whether the lines of the treatments are parallel is
tested by slopes of their own (R. A. Fisher, Statistical Methods for Research Workers, 1932, section 49.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import sqrt

from scipy import special

from desktop.analysis.further_table import Cell, FurtherTable, plain
from desktop.analysis.linear.least_squares import LinearModel
from desktop.analysis.notes import Note
from desktop.analysis.request import Complete, Request
from desktop.analysis.result import Analysis
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

_NAMES = {
    "name": N_("Column"),
    "mean": N_("Mean"),
    "slope": N_("Slope"),
    "standard_error": N_("s.e."),
    "t": "t",
    "df": N_("df"),
    "p": "p",
}
_HEADS = {"df": N_("df"), "ss": N_("SS"), "ms": N_("MS"), "f": "F", "p": "p"}


def with_covariate(found: Analysis, request: Request, data: Complete, model: LinearModel) -> Analysis:
    """The analysis with the slope and the test of parallel lines; UserError where the covariate says nothing."""
    name = str(request.covariate)
    if not any(line.df for line in model.sums_of_squares() if line.term == (name,)):
        problem = _('Column "{column}" cannot serve as a covariate: it does not vary within the blocks.')
        raise UserError(problem.format(column=name))
    slope, unscaled = model.slope(name)
    line = _slope(name, data, slope, unscaled, model)
    parallel = _parallel(request, data, model)
    further = [plain("covariate", N_("Covariate"), N_("Figure"), line, _NAMES)]
    if parallel:
        further.append(FurtherTable("parallelism", N_("Are the lines of the treatments parallel?"), N_("Source of variation"),
                                _HEADS, {f"{':'.join(request.treatments)}:{name}": parallel}, listed="source"))
    return replace(found, further=(*found.further, *further), notes=(*found.notes, *_notes(request, line, parallel)))


def _slope(name: str, data: Complete, slope: float, unscaled: float, model: LinearModel) -> dict[str, Cell]:
    """The slope and its t-test; t and p are None without error variance."""
    error = sqrt(model.error_ms * unscaled)
    t = slope / error if error else None
    p = None if t is None else 2 * float(special.stdtr(model.residual_df, -abs(t)))
    mean = data.covariates[name].mean
    return {"name": name, "mean": mean, "slope": slope, "standard_error": error, "t": t, "df": model.residual_df, "p": p}


def _parallel(request: Request, data: Complete, model: LinearModel) -> dict[str, Cell] | None:
    """The F test of slopes of their own for the treatments; None where the plots do not suffice."""
    own = LinearModel(
        data.y, data.factors, [*request.terms(), (*request.treatments, str(request.covariate))], data.covariates
    )
    df = model.residual_df - own.residual_df
    if df < 1 or not own.error_ms:
        return None
    ss = max(model.residual_ss - own.residual_ss, 0.0)
    f = ss / df / own.error_ms
    return {"df": df, "ss": ss, "ms": ss / df, "f": f, "p": float(special.fdtrc(df, own.residual_df, f)),
            "residual_df": own.residual_df}


def _notes(request: Request, line: Mapping[str, Cell], parallel: Mapping[str, Cell] | None) -> list[Note]:
    """What the reader must know before using the adjusted means."""
    notes = [Note("covariate_assumed", {"covariate": request.covariate, "mean": line["mean"]})]
    if isinstance(line["p"], float) and line["p"] > request.alpha:
        notes.append(Note("covariate_useless", {"covariate": request.covariate, "p": line["p"]}))
    if parallel and isinstance(parallel["p"], float) and parallel["p"] <= request.alpha:
        notes.append(Note("not_parallel", {"covariate": request.covariate, "p": parallel["p"]}))
    return notes
