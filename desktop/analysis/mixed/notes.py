"""The guard rails of mixed models: what they refuse, and what they say beside their figures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from desktop.analysis.factors import Factor
from desktop.analysis.guards import FEW_ERROR_DF, listed
from desktop.analysis.incomplete.intra_block import IntraBlock
from desktop.analysis.mixed.result import MixedAnalysis
from desktop.analysis.notes import Note
from desktop.analysis.request import Complete, Request
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

FEW_BLOCKS = 6

# A further guard rail is a line here and `MixedNote(kind, values)` where it applies.
MIXED_SENTENCES: dict[str, str] = {
    "boundary": N_(
        "The variance of {group} was estimated as zero: it cannot be told from the error, and has no standard error."
    ),
    "no_treatment_variance": N_(
        "The variance of {treatment} was estimated as zero: with {treatment} random there is nothing to select for,"
        " all predicted deviations are zero and so is the heritability."
    ),
    "few_blocks": N_(
        "The variance of {group} rests on {df} {df:degree|degrees} of freedom only; take it as a rough figure, and the gain "
        "from"
        " inter-block information with it."
    ),
    "blocks_apart": N_(
        "Some levels of {treatment} never meet within blocks, not even through others: they are compared through the"
        " differences between blocks alone, and with less precision."
    ),
    "average_error": N_(
        "Differences are judged with {df} {df:degree|degrees} of freedom, those of the error within blocks; the LSD is an "
        "average,"
        " since each pair has its own precision."
    ),
    "no_error_within": N_(
        "No degrees of freedom are left for the error within blocks: estimates and variances come from the differences"
        " between blocks as well, and rest on the model; no test, no least significant difference and no comparison of"
        " {treatment} with a check is stated."
    ),
    "efficiency": N_(
        "Precision of differences compared with complete blocks: {percent:.0f} %;"
        " the blocks within replicates were worth their trouble."
    ),
    "no_efficiency": N_(
        "Precision of differences compared with complete blocks: {percent:.0f} %;"
        " the blocks within replicates brought nothing here."
    ),
    "no_difference": N_(
        "The F test of {factor} is not significant (p = {p:.4f}): differences between its means may be chance."
    ),
}


class MixedNote(Note):
    """A sentence about a mixed model."""

    def __str__(self) -> str:
        return _(MIXED_SENTENCES[self.kind]).format(**self.values)


def refuse_one_replicate(replicate: Factor) -> None:
    """UserError where there is no second replicate."""
    if len(replicate.levels) < 2:
        raise UserError(
            _('Column "{column}" holds only one replicate ({level}): at least two are needed for a test.').format(
                column=replicate.name, level=replicate.levels[0]
            )
        )


def refuse_unreplicated(treatment: Factor, free: int) -> None:
    """UserError where treatments and replicates leave no plot for the error."""
    if free <= 0:
        raise UserError(
            _('Column "{column}" shows no replication (such as {level}): no plots are left for the error.').format(
                column=treatment.name, level=treatment.levels[0]
            )
        )


def components(treatment: Factor, other: Factor) -> NDArray[np.intp]:
    """For each treatment the number of its group: treatments are in one group if a chain of `other` joins them."""
    size = len(treatment.levels)
    whole = size + len(other.levels)
    links = coo_array((np.ones(len(other.codes)), (treatment.codes, size + other.codes)), shape=(whole, whole))
    return np.asarray(connected_components(links, directed=False)[1][:size], dtype=np.intp)


def refuse_disconnected(treatment: Factor, replicate: Factor) -> None:
    """UserError where some treatments share no chain of replicates with the others."""
    group = components(treatment, replicate)
    apart = [level for level, g in zip(treatment.levels, group, strict=True) if g != group[0]]
    if apart:
        raise UserError(
            _(
                'The design is singular: in column "{column}", {levels} cannot be compared with {first},'
                ' because column "{other}" separates them already.'
            ).format(column=treatment.name, levels=listed(apart), first=treatment.levels[0], other=replicate.name)
        )


def refuse_useless_blocks(found: IntraBlock, blocks: Sequence[str], response: str) -> None:
    """UserError where blocks add nothing, or the response is explained without rest."""
    for name, added in zip(blocks, found.added, strict=True):
        if not added:
            raise UserError(
                _('Column "{column}" does not divide the replicates: analyse the trial without it.').format(column=name)
            )
    if not found.complete_ss or (found.error_df and not found.error_ss):
        raise UserError(
            _(
                'No error is left in column "{column}": its values follow from treatments and blocks without rest;'
                " are they measured?"
            ).format(column=response)
        )


def data_notes(request: Request, data: Complete) -> list[Note]:
    """The sentences about missing values and replication."""
    found = []
    if data.missing:
        columns = ", ".join((request.response, *request.columns()))
        found.append(Note("missing", {"count": data.missing, "columns": columns, "used": len(data.y)}))
    lost = [(name, levels) for name, levels in data.lost.items() if levels]
    found += [Note("lost_levels", {"factor": name, "levels": listed(levels)}) for name, levels in lost]
    return found + _replication_notes(data.factors[request.treatments[0]])


def _replication_notes(treatment: Factor) -> list[Note]:
    """Unequal replication, and treatments on a single plot."""
    counts, found = treatment.counts(), []
    if counts.min() != counts.max():
        values = {"factor": treatment.name, "least": int(counts.min()), "most": int(counts.max())}
        found.append(Note("unequal", values))
    single = [level for level, count in zip(treatment.levels, counts, strict=True) if count == 1]
    return [*found, Note("single_plot", {"levels": listed(single)})] if single else found


def model_notes(analysis: MixedAnalysis, found: IntraBlock, treatment: Factor, blocks: Sequence[Factor]) -> list[Note]:
    """The sentences about the fit."""
    zero = [name for name in analysis.fixed.variances if not analysis.fixed.variances[name]]
    zero += [n for n, v in analysis.random.variances.items() if not v and n not in zero and n != treatment.name]
    notes: list[Note] = [MixedNote("boundary", {"group": name}) for name in zero]
    if not analysis.treatment_variance:
        notes.append(MixedNote("no_treatment_variance", {"treatment": treatment.name}))
    few = [(f.name, df) for f, df in zip(blocks, found.added, strict=True) if df < FEW_BLOCKS and f.name not in zero]
    notes += [MixedNote("few_blocks", {"group": name, "df": df}) for name, df in few]
    if any(len(set(components(treatment, f).tolist())) > 1 for f in blocks):
        notes.append(MixedNote("blocks_apart", {"treatment": treatment.name}))
    return notes + _test_notes(analysis)


def _test_notes(analysis: MixedAnalysis) -> list[Note]:
    """The sentences about error degrees of freedom, the F test, precision and the mean."""
    if not analysis.error_df:
        notes: list[Note] = [MixedNote("no_error_within", {"treatment": analysis.treatments[0]})]
    else:
        notes = [MixedNote("average_error", {"df": analysis.error_df})]
    if 0 < analysis.error_df < FEW_ERROR_DF:
        notes.append(Note("few_error_df", {"df": analysis.error_df}))
    # Where treatments and blocks cannot be told apart, the treatments have no line of their own.
    p = next((row.p for row in analysis.anova if row.source == analysis.treatments[0]), None)
    if p is not None and p > analysis.alpha:
        notes.append(MixedNote("no_difference", {"factor": analysis.treatments[0], "p": p}))
    if analysis.efficiency is not None:
        kind = "efficiency" if analysis.efficiency > 100 else "no_efficiency"
        notes.append(MixedNote(kind, {"percent": analysis.efficiency}))
    if analysis.mean <= 0:
        notes.append(Note("cv_undefined", {"response": analysis.response}))
    return notes
