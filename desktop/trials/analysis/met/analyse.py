"""The entry point: plots of a series of trials in, `MetAnalysis` out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.trials.analysis.met import additive, guards, stability, variance
from desktop.trials.analysis.met.ammi import Ammi, ammi
from desktop.trials.analysis.met.completion import Completed, completed
from desktop.trials.analysis.met.entries import Errors, against, lines
from desktop.trials.analysis.met.gge import gge
from desktop.trials.analysis.met.result import MetAnalysis
from desktop.trials.analysis.met.series import Cells, Series, mean_of, series
from desktop.trials.analysis.request import Labels
from desktop.trials.analysis.result import AnovaRow

Floats = NDArray[np.float64]


def analyse_met(
    treatments: Labels,
    environments: Labels,
    blocks: Labels | None,
    values: Sequence[float | None],
    *,
    check: str | Sequence[str] | None = None,
    response: str = "yield",
    treatment: str = "treatment",
    environment: str = "environment",
    block: str = "block",
    alpha: float = 0.05,
) -> MetAnalysis:
    """The analysis of one response over several environments.

    `treatments`, `environments` and `blocks` (blocks within each environment, None without replication) are labels plot
    by plot, `values` the response in any unit; None is missing. `check` names one check or several, the main one first.
    UserError where the data do not bear an analysis or a check is unknown.
    """
    checks = [check] if isinstance(check, str) else list(check or ())
    named_block = None if blocks is None else (block, blocks)
    data = series(response, values, (treatment, treatments), (environment, environments), named_block)
    guards.refuse(data, checks)
    result = _analysis(data, checks, alpha, None if blocks is None else block)
    return replace(result, notes=tuple(guards.notes(result, data)))


@dataclass(frozen=True)
class _Table:
    """The table of means and what is fitted to it."""

    cells: Cells
    means: additive.RowMeans
    interaction_ms: float | None
    interaction_df: int
    done: Completed | None


def _table(cells: Cells) -> _Table:
    """The additive model of the table, and the table completed."""
    means, found = additive.row_means(cells.means)
    present = cells.present
    df = int(present.sum()) - found.rank
    rest = float(((cells.means[present] - found.fitted) ** 2).sum())
    rounding = cells.means.size * (64 * np.finfo(float).eps * float(np.nanmax(np.abs(cells.means)))) ** 2
    if cells.complete:
        means = replace(means, means=np.array([mean_of(row) for row in cells.means]))
    return _Table(cells, means, rest / df if df and rest > rounding else None, df, completed(cells.means))


def _analysis(data: Series, checks: Sequence[str], alpha: float, block: str | None) -> MetAnalysis:
    """The analysis without its notes."""
    anova = variance.combined(data)
    error_ms, error_df = plot_error(anova, data)
    table = _table(data.cells)
    replicates = harmonic(data.cells)
    errors = Errors(error_ms / replicates if error_ms else None, error_df, table.interaction_ms, table.interaction_df)
    axes = _axes(table, replicates, error_ms, error_df)
    regression = stability.finlay_wilkinson(data.cells.means)
    return MetAnalysis(
        response=data.response,
        treatment=data.entry.name,
        environment=data.environment.name,
        block=block,
        n=len(data.y),
        missing=data.data.missing,
        alpha=alpha,
        anova=anova,
        error_ms=error_ms,
        error_df=error_df,
        interaction_ms=table.interaction_ms,
        interaction_df=table.interaction_df,
        grand_mean=mean_of(table.means.means),
        cells=data.cells,
        completed=table.done,
        entries=lines(data.cells, table.means, regression, table.done, axes, errors),
        regression=regression,
        ammi=axes,
        gge=gge(table.done.table) if table.done else None,
        gge_scaled=gge(table.done.table, scaled=True) if table.done else None,
        checks={check: against(data.cells, table.means, check) for check in checks},
    )


def plot_error(anova: Sequence[AnovaRow], data: Series) -> tuple[float | None, int]:
    """The error mean square of plots and its degrees of freedom; None and 0 where the residual is the interaction."""
    residual = anova[-1]
    if not data.replicated or anova[-2].source != f"{data.environment.name}:{data.entry.name}":
        return None, 0
    return residual.ms, residual.df


def harmonic(cells: Cells) -> float:
    """The harmonic mean number of plots of a cell."""
    counts = cells.counts[cells.present]
    return len(counts) / float((1 / counts).sum())


def _axes(table: _Table, replicates: float, error_ms: float | None, error_df: int) -> Ammi | None:
    """AMMI of the completed table."""
    if table.done is None:
        return None
    return ammi(table.done.table, replicates=replicates, error_ms=error_ms, error_df=error_df)
