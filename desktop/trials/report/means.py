"""The tables of means by factor and combination, with the letters of the test chosen, and why that test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.analysis import wording
from desktop.core.documents.model import LEFT, NUMBER, PERCENT, Cell, Column, Table
from desktop.core.i18n import N_, _
from desktop.trials.choices import DUNNETT
from desktop.trials.report.levels import JOIN, factor_name, level_told
from desktop.trials.results.trait_result import Result, letters_of, test_of

if TYPE_CHECKING:
    from desktop.analysis.parts import MeansTable

WHY = {
    "lsd": N_("LSD: for few comparisons planned beforehand, after a significant F test; with many varieties some chance "
              "differences pass."),
    "duncan": N_("Duncan: usual in variety trials here; strict for neighbours in rank, generous for distant ones; the risk of "
                 "a false difference grows with the number of varieties."),
    "snk": N_("SNK: steps through the ranks at a constant level; between Duncan and Tukey in strictness."),
    "tukey": N_("Tukey: all pairs together at the level chosen; the choice where every pair is looked at."),
    "scheffe": N_("Scheffé: holds for any contrast one may think of afterwards; very strict for pairs."),
    "bonferroni": N_("Bonferroni: all pairs together, simple and strict."),
    "holm": N_("Holm: all pairs together in steps; never less powerful than Bonferroni."),
    "regw": N_("REGW: in steps like SNK, but all pairs together stay at the level chosen."),
    "waller": N_("Waller-Duncan: weighs the two kinds of error by the size of F; the larger F, the finer it separates."),
    "scott_knott": N_("Scott-Knott: forms groups that do not overlap, easy to read with many varieties."),
}



def means_tables(result: Result) -> list[Table]:
    """A table of means for every factor and combination, the largest first; none without an analysis."""
    return [means_table(result, table) for table in result.tables]


def means_table(result: Result, table: MeansTable) -> Table:
    """Level, plots, mean, adjusted mean, standard error, letters small and capital."""
    factor, unit, places = scale_of(result)
    small, large = letters_of(result, table)
    allowed = shows_letters(result, table)
    order = sorted(table.adjusted, key=lambda level: (table.adjusted[level] is None, -(table.adjusted[level] or 0.0)))
    name = wording.term(factor_name(table.factor))
    heads = [Column(name, weight=2), Column(_("Plots"), NUMBER, 0, weight=0),
             Column(_("Mean"), NUMBER, places, unit=unit), Column(_("Adjusted"), NUMBER, places, unit=unit),
             Column(_("s.e."), NUMBER, places + 1)]
    if allowed:
        heads += [Column(wording.level_text(result.options.alpha), align=LEFT, weight=0)]
        heads += [Column(wording.level_text(0.01), align=LEFT, weight=0)] if large else []
    rows: list[list[Cell]] = []
    for level in order:
        figures = (table.means.get(level), table.adjusted[level], table.standard_errors.get(level))
        told = level_told(table.factor, level)
        row: list[Cell] = [wording.term(told) if JOIN in table.factor else told, table.counts.get(level),
                           *(_times(value, factor) for value in figures)]
        if allowed:
            row += [small.get(level, ""), *([large.get(level, "")] if large else [])]
        rows.append(row)
    caption = _("{trait}: means of {factor}").format(trait=result.trait.title(), factor=name)
    marked = [i for i, level in enumerate(order) if result.analysis and level == result.analysis.check
              and result.analysis.check_factor == table.factor]
    return Table(heads, rows, caption=caption, notes=means_notes(result, table), sheet=name,
                 marked_rows=marked, bold_rows=marked)


def scale_of(result: Result) -> tuple[float, str, int]:
    """Factor, unit and decimals of the means of an analysis: kg/mu where that is known; a transformed scale has none."""
    if result.transformed:
        return 1.0, "", 4
    if result.per_mu is not None:
        return result.per_mu, _("kg/mu"), 1
    return 1.0, result.trait.unit_shown(), result.trait.digits() + 1


def shows_letters(result: Result, table: MeansTable) -> bool:
    """Whether the F test of a table allows letters; those of tests that hold all pairs together need none."""
    p = result.p_of(table.factor)
    return bool(table.letters) and (p is None or p <= result.options.alpha)


def means_notes(result: Result, table: MeansTable) -> list[str]:
    """The test behind the letters, or why there are none; the LSD of the table."""
    notes = []
    p = result.p_of(table.factor)
    if shows_letters(result, table):
        test = test_of(result, table)
        notes.append(_("Means with a letter in common do not differ at {level} ({test}); capitals: 1 %.").format(
            level=wording.level_text(result.options.alpha), test=wording.test_name(test)))
    elif not table.letters:
        notes.append(_("No letters: every pair has a precision of its own; compare by the standard errors and intervals."))
    elif p is not None and p > result.options.alpha:
        notes.append(_("The F test is not significant ({p}): no letters.").format(p=wording.p_clause(p)))
    if (least := lsd_of(result, table)) is not None:
        notes.append(_("LSD at {level}: {value}.").format(level=wording.level_text(result.options.alpha), value=least))
    if table.differences and len(table.differences) > 1:
        factor, _unit, places = scale_of(result)
        notes.append(_("Standard errors of differences: {list}.").format(list=_("; ").join(
            f"{wording.term(kind)} {wording.number(value * factor, places)}" for kind, value in table.differences.items())))
    return notes


def lsd_of(result: Result, table: MeansTable) -> str | None:
    """The least significant difference of a table's means, as text; None where each pair has its own."""
    value = table.critical_differences.get("lsd")
    if not isinstance(value, float):
        return None
    factor, _unit, places = scale_of(result)
    return wording.number(value * factor, max(places, 2))


def check_table(result: Result) -> Table | None:
    """The comparison of one factor's levels with its check, where the entries themselves are not compared."""
    analysis = result.analysis
    if analysis is None or not analysis.dunnett or not analysis.check_factor or result.judged:
        return None
    factor, _unit, places = scale_of(result)
    check = level_told(analysis.check_factor, analysis.check or "")
    heads = [Column(wording.term(factor_name(analysis.check_factor))), Column(_("Difference"), NUMBER, places, signed=True),
             Column(_("± % of {base}").format(base=check), PERCENT, 1, signed=True),
             Column(_("Lower limit"), NUMBER, places, signed=True), Column(_("Upper limit"), NUMBER, places, signed=True),
             Column(_("Dunnett p"))]
    rows: list[list[Cell]] = [
        [level_told(analysis.check_factor, level), c.difference * factor, c.percent, c.lower * factor, c.upper * factor,
         wording.p_cell(c.p)]
        for level, c in sorted(analysis.dunnett.items(), key=lambda item: -item[1].difference)]
    return Table(heads, rows, sheet=_("Against the check"), caption=_("{trait}: {factor} compared with {check}").format(
        trait=result.trait.title(), factor=wording.term(factor_name(analysis.check_factor)),
        check=check))


def answer_tables(result: Result) -> list[Table]:
    """The tables of the analyses beside that by the design."""
    return [table for answer in result.answers for table in answer.paper(result.view)]


def why_test(result: Result) -> list[str]:
    """Why the test behind the letters is the one it is, and why Dunnett stands beside it."""
    if result.tested is not None:
        return result.tested.reasons()
    if result.analysis is None:
        return []
    lettered = any(t.letters for t in result.tables) and result.letters_test in WHY
    lines = [_(WHY[result.letters_test])] if lettered else []
    if result.analysis.dunnett and result.leading is None and result.options.rule == DUNNETT:
        lines.append(_("Dunnett: every variety against the check and no other pair, so that the intervals of all of them "
                       "together hold."))
    return lines


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
