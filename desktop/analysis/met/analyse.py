"""The entry point: plots of a series of trials in, `MetAnalysis` out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.analysis.columns import Labels, Named, PlotColumns
from desktop.analysis.met import additive, guards, stability, variance
from desktop.analysis.met.ammi import Ammi, ammi
from desktop.analysis.met.check import against
from desktop.analysis.met.completion import Completed, completed
from desktop.analysis.met.components import components
from desktop.analysis.met.entries import Errors, lines
from desktop.analysis.met.environments import blocks, environments
from desktop.analysis.met.gge import gge
from desktop.analysis.met.homogeneity import bartlett, first_stage, weighted
from desktop.analysis.met.letters import means_table
from desktop.analysis.met.lines import Line, combined, eberhart_russell
from desktop.analysis.met.result import MetAnalysis
from desktop.analysis.met.series import Cells, Series, mean_of, series
from desktop.analysis.met.sites import sites
from desktop.analysis.met.split import Split, attribute
from desktop.analysis.met.split import analyse as split
from desktop.analysis.notes import Note
from desktop.analysis.parts import AnovaRow
from desktop.analysis.spread import levene
from desktop.core.errors import UserError
from desktop.core.i18n import _

Floats = NDArray[np.float64]


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> MetAnalysis:
    """The analysis of one response over several environments.

    The roles: "environment"; "block" and "replicate" (none without replication); with "location" and "year", one of each
    per environment, the interaction is split between them; "index" is a figure per environment known from outside (rain,
    say) to regress on. The columns name one check or several, the main one first. UserError where the data do not bear an
    analysis or a check is unknown.
    """
    roles, checks = columns.roles, columns.checks or ((check,) if check else ())
    block, year = blocks(roles), roles.get("year")
    place = roles.get("location") or (roles["environment"] if year else None)
    data = series(columns.response, columns.values, columns.treatment, environments(roles), block)
    guards.refuse(data, checks)
    result = _analysis(data, checks, alpha, block[0] if block else None)
    result = replace(result, split=_split(data, place, year))
    if "index" in roles:
        known = _index(data, *roles["index"])
        result = replace(result, known_regression=stability.regress(data.cells.means, known))
    crossed = result.split is not None or place is None or year is None
    more = () if crossed else (Note("series_split_not_crossed"),)
    return replace(result, notes=(*guards.notes(result, data), *result.notes, *more))


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
    """The analysis without places, years and notes."""
    anova = variance.combined(data)
    error_ms, error_df = plot_error(anova, data)
    table = _table(data.cells)
    cells, means = data.cells, table.means
    replicates = harmonic(cells)
    errors = Errors(error_ms / replicates if error_ms else None, error_df, table.interaction_ms, table.interaction_df)
    axes = _axes(table, replicates, error_ms, error_df)
    regression = stability.finlay_wilkinson(cells.means)
    by_site = sites(data)
    lettered, notes = means_table(
        data.entry.name, cells, means, table.interaction_ms, table.interaction_df, alpha
    )
    environment, entry = data.environment.name, data.entry.name
    return MetAnalysis(
        response=data.response,
        treatment=entry,
        environment=environment,
        block=block,
        n=len(data.y),
        missing=data.data.missing,
        alpha=alpha,
        anova=anova,
        combined=combined(anova, environment, entry, block),
        error_ms=error_ms,
        error_df=error_df,
        interaction_ms=table.interaction_ms,
        interaction_df=table.interaction_df,
        grand_mean=mean_of(means.means),
        cells=cells,
        completed=table.done,
        means=means,
        table=lettered,
        entries=lines(cells, means, regression, table.done, axes, errors),
        sites=by_site,
        regression=regression,
        site_regression=stability.regress(cells.means.T, means.means),
        regression_anova=_regression_anova(data, regression, errors),
        ammi=axes,
        gge=gge(table.done.table) if table.done else None,
        gge_scaled=gge(table.done.table, scaled=True) if table.done else None,
        bartlett=bartlett(by_site),
        levene=levene(variance.plot_residuals(data), data.environment.codes) if error_ms else None,
        weighted=weighted(*first_stage(cells, by_site), by_site),
        components=components(cells, replicates, error_ms) if table.interaction_ms else None,
        notes=tuple(notes),
        checks={name: against(cells, means, by_site, errors, name, alpha) for name in checks},
    )


def _regression_anova(data: Series, regression: stability.Regression, errors: Errors) -> tuple[Line, ...]:
    """Eberhart and Russell's analysis; empty for incomplete tables and where the environments do not differ."""
    cells = data.cells
    if not cells.complete or not np.isfinite(regression.slope).all():
        return ()
    names = (data.entry.name, data.environment.name)
    return eberhart_russell(cells.means, regression, cells.entries, names, (errors.cell_ms, errors.df))


def _split(data: Series, place: Named | None, year: Named | None) -> Split | None:
    """The analysis split into places and years, where both are given."""
    if place is None or year is None:
        return None
    return split(data, attribute(data, *place), attribute(data, *year))


def _index(data: Series, name: str, labels: Labels) -> Floats:
    """A figure per environment; UserError where it is not a number."""
    own = attribute(data, name, labels)
    result = np.empty(len(data.environment.levels))
    for i, level in enumerate(data.environment.levels):
        plot = int(np.flatnonzero(data.environment.codes == i)[0])
        text = own.levels[own.codes[plot]]
        try:
            result[i] = float(text)
        except ValueError:
            result[i] = np.nan
        if not np.isfinite(result[i]):
            raise UserError(
                _('Column "{column}" must hold a number for every environment; for {environment} it holds "{value}".').format(
                    column=name, environment=level, value=text
                )
            )
    return result


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
    estimated = int(table.done.estimated.sum())
    return ammi(
        table.done.table, replicates=replicates, error_ms=error_ms, error_df=error_df, estimated=estimated
    )
