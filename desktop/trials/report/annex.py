"""The annex of the field report: what other tests say than the one the verdicts rest on, and further analyses of variance."""

from __future__ import annotations

from desktop.analysis import wording
from desktop.core.documents.model import CENTER, LEFT, NUMBER, Cell, Column, Table
from desktop.core.i18n import _
from desktop.trials.report import means, variance
from desktop.trials.report.tables import lettered
from desktop.trials.results.trait_result import Result


def annex_tables(result: Result) -> list[Table]:
    """The tables that stand apart from the verdicts: other tests, levels of factors, further analyses of variance."""
    return [*([table] if (table := tests_table(result)) else []), *variance.further_tables(result)]


def tests_table(result: Result) -> Table | None:
    """Every entry against the check by the LSD and by Dunnett, with the letters chosen; None without such a comparison."""
    lines = [line for line in result.lines if line.compared is not None]
    if not lines:
        return None
    predicted = any(line.blup is not None for line in lines)
    lines = [line for line in result.lines if line in lines or (predicted and line is result.check_line)]
    factor, unit, places = means.scale_of(result)
    letters = not lettered(result) and bool(result.significant) and any(line.letters for line in result.lines)
    level = wording.level_text(1 - result.options.alpha)
    columns = [Column(_("Treatment") if result.factorial else _("Variety"), weight=2),
               Column(_("Difference"), NUMBER, places, signed=True, unit=unit), Column(_("p of the LSD"), align=CENTER),
               Column(_("Dunnett p"), align=CENTER), Column(_("Lower limit"), NUMBER, places, signed=True, group=_("Dunnett")),
               Column(_("Upper limit"), NUMBER, places, signed=True, group=_("Dunnett"))]
    columns += [Column(wording.test_name(result.letters_test), align=LEFT)] if letters else []
    columns += [Column(_("BLUP, deviation from the trial mean"), NUMBER, places, signed=True, unit=unit)] if predicted else []
    rows: list[list[Cell]] = []
    for line in lines:
        one = line.compared
        row: list[Cell] = [line.entry.name, None, "", "", None, None]
        if one is not None:
            row[1:] = [one.difference * factor, wording.p_cell(one.lsd_p), wording.p_cell(one.p), one.lower * factor,
                       one.upper * factor]
        row += [line.letters] if letters else []
        rows.append([*row, *([None if line.blup is None else line.blup * factor] if predicted else [])])
    title = _("{trait}: other tests of the differences from {check}").format(
        trait=result.trait.title(), check=result.check.name if result.check else "")
    notes = [_("For information; the verdicts do not rest on this table. LSD: each comparison alone. Dunnett: all comparisons "
               "with the check together, limits of {level}.").format(level=level)]
    return Table(columns, rows, caption=title, notes=notes, sheet=_("Other tests"))
