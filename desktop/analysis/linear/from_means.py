"""Analysis from means: one value an entry, with the error that another source states (a published table, a report)."""

from __future__ import annotations

import numpy as np
from scipy import special

from desktop.analysis import guards
from desktop.analysis.columns import PlotColumns
from desktop.analysis.comparisons import multiple as comparisons
from desktop.analysis.comparisons.dunnett import compare_with_check
from desktop.analysis.linear import single_trial
from desktop.analysis.notes import Note
from desktop.analysis.parts import RESIDUALS, AnovaRow, CheckComparison, MeansTable
from desktop.analysis.request import Request, complete
from desktop.analysis.result import Analysis
from desktop.core.errors import UserError
from desktop.core.i18n import _


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The comparisons of means, judged by a stated error.

    The options say the error mean square ("mse"), its degrees of freedom ("df") and of how many plots each is the mean
    ("replicates"). UserError where an entry has two means, or the check is unknown.
    """
    (treatment, levels), response = columns.treatment, columns.response
    mse, replicates, df = float(columns.options["mse"]), float(columns.options["replicates"]), int(columns.options["df"])
    request = Request("means", response, (treatment,), check=check, alpha=alpha)
    data = complete(response, columns.values, {treatment: levels})
    guards.refuse_impossible(request, data.factors)
    groups = data.factors[treatment]
    if groups.counts().max() > 1:
        twice = groups.levels[int(groups.counts().argmax())]
        problem = _('Column "{column}" holds {level} more than once: give one mean an entry, or name the design of the trial.')
        raise UserError(problem.format(column=treatment, level=twice))
    means = np.zeros(len(groups.levels))
    means[groups.codes] = data.y
    table, notes = _table(treatment, groups.levels, means, mse, df, replicates, alpha)
    compared, check_notes = _against_check(request, table, means, mse, df, replicates)
    anova = _variance(treatment, means, mse, df, replicates)
    if anova[0].p is not None and anova[0].p > alpha:
        notes.append(Note("f_not_significant", {"factor": treatment, "p": anova[0].p}))
    if df < guards.FEW_ERROR_DF:
        notes.append(Note("few_error_df", {"df": df}))
    stats = {"MSerror": mse, "Df": df, "Mean": single_trial.mean_of(means), "CV": single_trial.cv_of(means, mse)}
    t = comparisons.critical_t(alpha, df)
    lost = {"count": data.missing, "columns": f"{response}, {treatment}", "used": len(means)}
    return Analysis(
        design="means", response=response, treatments=(treatment,), n=len(means), missing=data.missing,
        mean=single_trial.mean_of(means), alpha=alpha, anova=anova, error_ms=mse, error_df=df,
        cv_percent=single_trial.cv_of(means, mse),
        lsd_stats={**stats, "t.value": t, "LSD": comparisons.least_significant_difference(mse, df, replicates, alpha)},
        tables={treatment: table}, plots=(),
        notes=(
            *([Note("missing", lost)] if data.missing else []),
            Note("from_means", {"mse": mse, "df": df, "replicates": replicates}), *notes, *check_notes,
        ),
        check=check, check_factor=treatment if check is not None else None, dunnett=compared,
    )


def _variance(treatment: str, means: np.ndarray, mse: float, df: int, replicates: float) -> tuple[AnovaRow, ...]:
    """The analysis of variance that the means and their error imply."""
    between = len(means) - 1
    ss = replicates * float(((means - means.mean()) ** 2).sum())
    f = ss / between / mse
    row = AnovaRow(treatment, between, ss, ss / between, f, float(special.fdtrc(between, df, f)))
    return row, AnovaRow(RESIDUALS, df, mse * df, mse)


def _table(
    treatment: str, levels: tuple[str, ...], means: np.ndarray, mse: float, df: int, replicates: float, alpha: float
) -> tuple[MeansTable, list[Note]]:
    """The means with the letters of all tests."""
    shown = dict(zip(levels, means.tolist(), strict=True))
    table = MeansTable(
        factor=treatment, means=shown, counts=dict.fromkeys(levels, max(round(replicates), 1)), adjusted=dict(shown),
        standard_errors=dict.fromkeys(levels, float((mse / replicates) ** 0.5)),
    )
    ranked = comparisons.ranked(
        levels, means, np.full(len(levels), replicates), error_ms=mse, error_df=df, alpha=alpha
    )
    return single_trial.with_letters(table, ranked)


def _against_check(
    request: Request, table: MeansTable, means: np.ndarray, mse: float, df: int, replicates: float
) -> tuple[dict[str, CheckComparison] | None, list[Note]]:
    """Dunnett's comparisons; UserError where the check is no level."""
    name = single_trial.check_factor_of(request, {table.factor: table})
    if name is None or request.check is None:
        return None, []
    levels = list(table.means)
    place = levels.index(request.check)
    found = compare_with_check(
        means, np.diag(np.full(len(means), 1 / replicates)), place, error_ms=mse, error_df=df, alpha=request.alpha
    )
    others = [level for level in levels if level != request.check]
    return single_trial.by_name(others, found, float(means[place]), df), []
