"""Lattices (格子设计) and balanced incomplete blocks (平衡不完全区组) as the textbooks have them: within blocks.

Treatments are adjusted for their blocks by least squares, letters compare the adjusted means by the error within blocks
(F. Yates, A new method of arranging variety trials involving a large number of varieties, Journal of Agricultural Science
26, 1936, 424-455; Incomplete randomized blocks, Annals of Eugenics 7, 1936, 121-140). What the differences between blocks
add is told beside it: the estimates of a mixed model (recovery of inter-block information).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.analysis.columns import PlotColumns
from desktop.analysis.factors import crossed
from desktop.analysis.further_table import FurtherTable, plain
from desktop.analysis.incomplete.incomplete_blocks import analyse_incomplete_blocks
from desktop.analysis.linear import single_trial
from desktop.analysis.linear.least_squares import LinearModel, Term
from desktop.analysis.parts import BLOCKS_ADJUSTED, AnovaRow, variance_table
from desktop.analysis.request import Complete, Request, complete
from desktop.analysis.result import Analysis
from desktop.core.errors import UserError
from desktop.core.i18n import N_

_NOT_SAID = {"missing_cells"}  # true of every incomplete block


def analyse(columns: PlotColumns, check: str | None, alpha: float) -> Analysis:
    """The analysis within blocks of a lattice, or without a role "replicate" of balanced incomplete blocks.

    Blocks may be numbered anew in every replicate. UserError where the data do not bear an analysis or the check is unknown.
    """
    treatment, levels = columns.treatment
    grouping, (block, blocks) = columns.factors("replicate"), columns.roles["block"]
    data = complete(columns.response, columns.values, {treatment: levels, **grouping, block: blocks})
    within = crossed([data.factors[name] for name in (*grouping, block)])
    whole = replace(data, factors={**data.factors, within.name: within})
    design = "lattice" if grouping else "bib"
    request = Request(design, columns.response, (treatment,), (within.name,), check, alpha, adjusted_letters=True)
    found = single_trial.analyse_one_error(request, whole)
    terms: list[Term] = [(name,) for name in grouping]
    treatments_first = _variance(whole, [*terms, (treatment,), (within.name,)])
    return replace(
        found,
        anova=_variance(whole, [*terms, (within.name,), (treatment,)]),
        further=(
            variance_table("anova_treatments_first", BLOCKS_ADJUSTED, treatments_first),
            *_recovery(design, columns, alpha),
        ),
        notes=tuple(note for note in found.notes if note.kind not in _NOT_SAID),
    )


def _variance(data: Complete, terms: Sequence[Term]) -> tuple[AnovaRow, ...]:
    """The sequential analysis of variance of the terms."""
    return single_trial.anova_of(LinearModel(data.y, data.factors, terms))


def _recovery(design: str, columns: PlotColumns, alpha: float) -> list[FurtherTable]:
    """What a mixed model with random blocks estimates; nothing where it cannot."""
    try:
        found = analyse_incomplete_blocks(design, columns, ("block",), None, alpha)
    except UserError:
        return []
    title = N_("Estimates with the information between blocks (REML)")
    return [
        plain("blue", title, columns.treatment[0], found.table.adjusted),
        plain("variance_fixed_treatment", N_("Variance components (REML)"), N_("Component"), found.fixed.variances,
              {"Residual": N_("Residual error")}),
    ]
