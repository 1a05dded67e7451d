"""The tables of variance: analysis of variance, its strata, variance components, precision, and what a design adds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.analysis import wording
from desktop.analysis.paper import paper_table
from desktop.analysis.parts import RESIDUALS, AnovaRow, StratumRow, significance
from desktop.core.documents.model import CENTER, NUMBER, Cell, Column, Table
from desktop.core.i18n import _
from desktop.trials.results.trait_result import Result

if TYPE_CHECKING:
    from desktop.analysis.further_table import FurtherTable

PREDICTIONS = "predictions"
MOST_LINES = 40  # of a further table in the report


def variance_tables(result: Result, *, predictions: bool = True) -> list[Table]:
    """All tables of variance of a result, the analysis of variance first; none without an analysis.

    Without `predictions` the table of predicted values, which stand beside the means, very long tables, such as every new
    line against every check, and further analyses of variance, which stand in the annex, are left out: the window has them.
    """
    if result.analysis is None:
        return []
    first = anova_table(result) if predictions or not result.farmed else None
    found = [first] if first else []
    sections = [section for section in result.analysis.shown_further
                if predictions or (section.key != PREDICTIONS and len(section.rows) <= MOST_LINES and not _is_anova(section))]
    return [*found, *(paper_table(section.table(), result.trait.title()) for section in sections)]


def further_tables(result: Result) -> list[Table]:
    """Analyses of variance of the same trait on another basis, for the annex: two must not stand side by side."""
    sections = result.analysis.shown_further if result.analysis is not None else ()
    first = anova_table(result) if result.farmed else None  # farms are judged by their differences, not by its F
    return [*([first] if first else []),
            *(paper_table(section.table(), result.trait.title()) for section in sections if _is_anova(section))]


def _is_anova(section: FurtherTable) -> bool:
    """Whether a further table is an analysis of variance."""
    return {"df", "ss", "ms"} <= set(section.heads)


def anova_table(result: Result) -> Table | None:
    """Source, degrees of freedom, sums and mean squares, F, p; by strata where there are several errors."""
    analysis = result.analysis
    if analysis is None or not (analysis.anova or analysis.strata):
        return None
    title = _("{trait}: analysis of variance").format(trait=result.trait.title())
    places = decimals(analysis.error_ms)
    heads = [Column(_("Source of variation")), Column(_("df"), NUMBER, 0), Column(_("Sum of squares"), NUMBER, places),
             Column(_("Mean square"), NUMBER, places), Column("F", NUMBER, 3), Column("p", align=CENTER),
             Column(_("Significance"), align=CENTER)]
    lines: Sequence[AnovaRow | StratumRow] = analysis.strata or analysis.anova
    rows = [_variance(row) for row in lines]
    total: list[Cell] = [_("Total variation"), sum(r.df for r in lines), sum(r.ss for r in lines), "", "", "", ""]
    if analysis.strata:
        heads = [Column(_("Stratum")), *heads]
        rows = [[_first(analysis.strata, i), *row] for i, row in enumerate(rows)]
        total = ["", *total]
    return Table(heads, [*rows, total], caption=title, total_rows=1, sheet=_("Analysis of variance"))


def decimals(error: float | None) -> int:
    """Digits after the point that show the error mean square to five significant ones, at most four."""
    return 4 if not error else max(0, min(4, 4 - math.floor(math.log10(error))))


def _variance(row: AnovaRow | StratumRow) -> list[Cell]:
    if row.source == RESIDUALS:
        name = _("Error ({units})").format(units=wording.term(row.stratum)) if isinstance(row, StratumRow) else _("Error")
    else:
        name = wording.term(row.source)
    if row.p is None:
        return [name, row.df, row.ss, row.ms, "", "", ""]
    return [name, row.df, row.ss, row.ms, row.f, wording.p_cell(row.p), significance(row.p) or "ns"]


def _first(strata: Sequence[StratumRow], place: int) -> str:
    """The name of a stratum in its first line."""
    own = strata[place].stratum
    return wording.term(own) if place == 0 or strata[place - 1].stratum != own else ""
