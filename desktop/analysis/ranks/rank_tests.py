"""Rank tests: Friedman's in complete blocks, Kruskal and Wallis' without blocks, with comparisons of the ranks.

Both with mid-ranks for ties and the variance adjusted for them; Friedman's statistic also as Iman and Davenport's F. Pairs
are compared by t as W. J. Conover, Practical Nonparametric Statistics, 1999, sections 5.2 and 5.8 (and the R package
agricolae) have it: the letters of "lsd", and after Holm and Bonferroni.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import special
from scipy.stats import rankdata

from desktop.analysis import guards
from desktop.analysis.columns import PlotColumns
from desktop.analysis.comparisons import multiple as comparisons
from desktop.analysis.comparisons.letters import letters
from desktop.analysis.factors import Factor
from desktop.analysis.notes import Note
from desktop.analysis.parts import STRICT, Letters
from desktop.analysis.ranks.result import RankAnalysis
from desktop.analysis.request import Complete, Request, complete
from desktop.core.errors import UserError
from desktop.core.i18n import _

Floats = NDArray[np.float64]
TESTS = ("lsd", "holm", "bonferroni")


def analyse(columns: PlotColumns, _check: str | None, alpha: float) -> RankAnalysis:
    """Friedman's test where there are blocks (role "block"), else Kruskal and Wallis'.

    UserError where fewer than two blocks are complete, or without blocks no level stands on two plots.
    """
    return _friedman(columns, alpha) if "block" in columns.roles else _kruskal_wallis(columns, alpha)


def _friedman(columns: PlotColumns, alpha: float) -> RankAnalysis:
    """Friedman's test of treatments in complete blocks; blocks that are not complete are left out, with a note.

    Several values of a treatment in a block count as their mean. UserError where fewer than two blocks are complete.
    """
    (treatment, levels), (block, blocks), response = columns.treatment, columns.roles["block"], columns.response
    request = Request("friedman", response, (treatment,), (block,), alpha=alpha)
    data = complete(response, columns.values, {treatment: levels, block: blocks})
    guards.refuse_impossible(request, data.factors)
    cells, notes = _cells(data, data.factors[treatment], data.factors[block])
    count, wide = cells.shape
    ranks = rankdata(cells, axis=1)
    sums, squares, mean = ranks.sum(axis=0), float((ranks**2).sum()), count * wide * (wide + 1) ** 2 / 4
    if squares - mean < 1e-9:
        notes.append(Note("constant", {"response": response}))
        return _result(request, data, {"Chisq": None, "Df": wide - 1, "p.chisq": None}, sums, None, notes)
    chi = (wide - 1) * (float(sums @ sums) - count * mean) / (squares - mean)
    rest = count * (wide - 1) - chi
    df = (count - 1) * (wide - 1)
    f = (count - 1) * chi / rest if rest > 1e-9 else None
    variance = max(2 * (count * squares - float(sums @ sums)) / df, 0.0)
    statistics: dict[str, float | int | None] = {
        "Chisq": chi, "Df": wide - 1, "p.chisq": float(special.chdtrc(wide - 1, chi)), "F": f, "DFerror": df,
        "p.F": 0.0 if f is None else float(special.fdtrc(wide - 1, df, f)),
    }
    means = None
    if variance > 1e-9:
        t = comparisons.critical_t(alpha, df)
        statistics |= {"t.value": t, "LSD": t * variance**0.5}
        means = comparisons.ranked(
            data.factors[treatment].levels, sums, np.ones(wide), error_ms=1.0, error_df=df, alpha=alpha,
            errors=np.full((wide, wide), variance**0.5),
        )
    return _result(request, data, statistics, sums, means, notes)


def _cells(data: Complete, treatment: Factor, block: Factor) -> tuple[Floats, list[Note]]:
    """The values as complete blocks × treatments; UserError where fewer than two blocks are complete."""
    shape = (len(block.levels), len(treatment.levels))
    total, count = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (block.codes, treatment.codes), data.y)
    np.add.at(count, (block.codes, treatment.codes), 1)
    whole = np.asarray((count > 0).all(axis=1), dtype=bool)
    if whole.sum() < 2:
        i, j = np.argwhere(count == 0)[0]
        problem = _(
            'Friedman\'s test needs at least two blocks with all levels of "{treatment}"; {level} has no value in'
            ' "{column}" {block}: leave that level out with --where, or use --design kruskal-wallis.'
        )
        raise UserError(problem.format(
            treatment=treatment.name, level=treatment.levels[j], column=block.name, block=block.levels[i]))
    notes = []
    if not whole.all():
        lost = [level for level, kept in zip(block.levels, whole.tolist(), strict=True) if not kept]
        notes.append(Note("incomplete_blocks_left_out", {"block": block.name, "levels": guards.listed(lost)}))
    if (count > 1).any():
        notes.append(Note("cell_means_ranked", {"treatment": treatment.name, "block": block.name}))
    return total[whole] / count[whole], notes


def _kruskal_wallis(columns: PlotColumns, alpha: float) -> RankAnalysis:
    """Kruskal and Wallis' test of treatments with any replication. UserError where no level stands on two plots."""
    (treatment, levels), response = columns.treatment, columns.response
    request = Request("kruskal-wallis", response, (treatment,), alpha=alpha)
    data = complete(response, columns.values, {treatment: levels})
    guards.refuse_impossible(request, data.factors)
    groups = data.factors[treatment]
    counts, total = groups.counts().astype(float), len(data.y)
    df = total - len(counts)
    if df < 1:
        raise UserError(
            _('Column "{column}" shows no replication (such as {level}): no plots are left for the error.').format(
                column=treatment, level=groups.levels[0]))
    ranks = rankdata(data.y)
    means = np.bincount(groups.codes, ranks) / counts
    variance = (float(ranks @ ranks) - total * (total + 1) ** 2 / 4) / (total - 1)
    if variance < 1e-9:
        constant = [Note("constant", {"response": response})]
        return _result(request, data, {"Chisq": None, "Df": len(counts) - 1, "p.chisq": None}, means, None, constant)
    chi = float(counts @ (means - (total + 1) / 2) ** 2) / variance
    error = variance * max(total - 1 - chi, 0.0) / df
    statistics: dict[str, float | int | None] = {
        "Chisq": chi, "Df": len(counts) - 1, "p.chisq": float(special.chdtrc(len(counts) - 1, chi))}
    ordered = None
    if error > 1e-9:
        ordered = comparisons.ranked(groups.levels, means, counts, error_ms=error, error_df=df, alpha=alpha)
        if len(set(counts.tolist())) == 1:
            t = comparisons.critical_t(alpha, df)
            statistics |= {"t.value": t, "LSD": t * (2 * error / counts[0]) ** 0.5}
    return _result(request, data, statistics, means, ordered, [])


def _result(
    request: Request,
    data: Complete,
    statistics: dict[str, float | int | None],
    ranks: Floats,
    means: comparisons.RankedMeans | None,
    notes: list[Note],
) -> RankAnalysis:
    """The test with its letters; without error they are withheld."""
    groups = data.factors[request.treatments[0]]
    plots = [data.y[groups.codes == i] for i in range(len(groups.levels))]
    found = []
    if data.missing:
        names = ", ".join((request.response, *request.columns()))
        found.append(Note("missing", {"count": data.missing, "columns": names, "used": len(data.y)}))
    if means is None and statistics["Chisq"] is not None:
        found.append(Note("no_rank_error"))
    p = statistics.get("p.F", statistics["p.chisq"])
    if p is not None and p > request.alpha:
        found.append(Note("rank_test_not_significant", {"factor": groups.name, "p": p}))
    strict = _signs(replace(means, alpha=STRICT)) if means else {}
    return RankAnalysis(
        request.design, request.response, groups.name, len(data.y), data.missing, statistics,
        dict(zip(groups.levels, ranks.tolist(), strict=True)),
        {level: float(y.mean()) for level, y in zip(groups.levels, plots, strict=True)},
        {level: float(np.median(y)) for level, y in zip(groups.levels, plots, strict=True)},
        _signs(means) if means else {},
        {test: {level: sign.swapcase() for level, sign in signs.items()} for test, signs in strict.items()},
        (*found, *notes),
    )


def _signs(means: comparisons.RankedMeans) -> Letters:
    """The letters of the tests of ranks."""
    return {test: dict(zip(means.levels, letters(comparisons.TESTS[test](means)), strict=True)) for test in TESTS}
