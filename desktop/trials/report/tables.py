"""The tables of the field report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from desktop.analysis import wording
from desktop.catalogue.model import Trait
from desktop.core.documents.model import CENTER, LEFT, NUMBER, PERCENT, TEXT, Cell, Column, Document, Grid, GridCell, Table
from desktop.core.i18n import _
from desktop.trials.choices import LSD
from desktop.trials.model import Plot
from desktop.trials.plan.borders import borders, legend, measures
from desktop.trials.report import sentences
from desktop.trials.results import summing, verdict
from desktop.trials.results.trait_result import Line, Result
from desktop.trials.trial_data import EntryLine, TrialData

MU_PER_HA = 15
L = TypeVar("L")
MOST_ROWS, NARROW = 24, 3  # a field with more rows and so few columns is folded into strips


def entries_table(data: TrialData) -> Table:
    """Number, name, crop group, breeder, approval and remark of each entry; the check is marked."""
    factors = data.factors
    columns = [Column(_("No."), NUMBER, 0, weight=0), Column(_("Treatment") if factors else _("Variety")),
               *(Column(name) for name, _place in factors), Column(_("Check"), align=CENTER, weight=0),
               Column(_("Breeder")), Column(_("Approval number"))]
    rows = [[e.number, e.name, *(e.levels[place] for _name, place in factors), "CK" if e.is_check else "",
             e.variety.breeder if e.variety else "",
             (e.variety.approval_number or e.variety.registration_number) if e.variety else ""] for e in data.entries]
    kept = [i for i in range(len(columns)) if i < 2 or any(row[i] for row in rows)]
    return Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows],
                 caption=_("Treatments") if factors else _("Entries"), sheet=_("Entries"), key_columns=2,
                 marked_rows=[i for i, e in enumerate(data.entries) if e.is_check])


def yield_table(result: Result) -> Table:
    """The means, best first, with the comparison with the check; without an error term no significance."""
    shown = [(column, cell) for _key, column, cell in for_paper(yield_columns(result), result.lines)]
    rows = [[cell(line) for _column, cell in shown] for line in result.lines]
    marked = [i for i, line in enumerate(result.lines) if line is result.check_line]
    caption = _("{trait}: means and comparison").format(trait=result.trait.title())
    return Table([column for column, _cell in shown], rows, caption=caption, notes=_yield_notes(result),
                 marked_rows=marked, bold_rows=marked, sheet=_("Means"), key_columns=2)


def for_paper(shown: Sequence[tuple[str, Column, Callable[[L], Cell]]],
              lines: Sequence[L]) -> list[tuple[str, Column, Callable[[L], Cell]]]:
    """The columns that stand side by side on an upright page: where they would break each other's figures those go that say
    least there.

    First a count that is the same in every line, then the words of the verdict, which stand on the first page and whose
    marks stay, then the predictions, which stand in the annex.
    """
    from desktop.core.documents.pdf_fitting import unbroken
    from desktop.core.documents.pdf_layout import sheet

    width = sheet(Document(""), sideways=False).room[0]
    left = list(shown)
    for key in ("plots", "sites", "verdict", "blup"):
        found = next((one for one in left if one[0] == key), None)
        if found is None or (key in ("plots", "sites") and len({str(found[2](line)) for line in lines}) > 1):
            continue
        if not unbroken(Table([column for _key, column, _cell in left], [[c(x) for _k, _c, c in left] for x in lines]), width):
            left.remove(found)
    return left


def yield_columns(result: Result) -> list[tuple[str, Column, Callable[[Line], Cell]]]:
    """The columns of the means that this result bears: (key, column, cell of a line)."""
    trait, factor = result.trait, result.per_mu
    base = _("check") if result.check else _("trial mean")
    unit = summing.unit(trait)
    own = factor is not None and abs(factor - 1) < 1e-12
    found: list[tuple[str, Column, Callable[[Line], Cell]]] = [
        ("rank", Column(_("Rank"), NUMBER, 0, weight=0), lambda line: line.rank),
        ("variety", Column(_("Treatment") if result.factorial else _("Variety"), weight=2), lambda line: line.entry.name),
        ("plots", Column(_("Plots"), NUMBER, 0, weight=0), lambda line: line.count)]
    if not own:
        title = _(summing.PLOT_TITLES[summing.over_plots(trait)])
        found.append(("mean", Column(title, NUMBER, trait.digits() + (1 if result.analysis else 0), unit=unit),
                      lambda line: line.mean))
    if factor is not None:
        found += [("mu", Column(_("Yield"), NUMBER, 1, unit=_("kg/mu")), lambda line: line.mean * factor),
                  ("ha", Column(_("Yield"), NUMBER, 0, unit=_("kg/ha")), lambda line: line.mean * factor * MU_PER_HA)]
    scale, places = (factor, 1) if factor is not None else (1.0, trait.digits())
    found += [("difference", Column(_("Difference"), NUMBER, places, signed=True), lambda line: _times(line.difference, scale)),
              ("percent", Column(_("± % of {base}").format(base=base), PERCENT, 1, signed=True), lambda line: line.percent)]
    found += [_other_check(check) for check in result.checks[1:]]
    if any(line.beside is not None for line in result.lines):
        found.insert(-2 - len(result.checks[1:]), (
            "beside", Column(_("Check beside"), NUMBER, places), lambda line: _times(line.beside, scale)))
    if result.farmed:
        found += [("farms", Column(_("Farms won"), align=CENTER, weight=0), lambda line: line.farms),
                  ("interval", Column(_("95 % interval"), align=CENTER), lambda line: _interval(line, scale, places)),
                  ("p", Column("p (t)", align=CENTER), lambda line: wording.p_cell(line.p)),
                  ("chance", Column(_("Probability on a new farm"), PERCENT, 0), lambda line: _times(line.probability, 100))]
    elif any(line.lower is not None for line in result.lines):
        found += [("interval", Column(_("{level} interval").format(level=wording.level_text(1 - result.options.alpha)),
                                      align=CENTER), lambda line: _interval(line, scale, places))]
    if result.judged:
        found += [("mark", Column(_("Significance"), align=CENTER, weight=0),
                   lambda line: "CK" if line is result.check_line else line.mark),
                  ("verdict", Column(_("Against the check")), lambda line: verdict.word(line.side))]
    if any(line.blup is not None for line in result.lines):
        title = _("BLUP, deviation from the trial mean")
        own_unit = _("kg/mu") if factor is not None else unit
        found.append(("blup", Column(title, NUMBER, places, signed=True, unit=own_unit), lambda line: _times(line.blup, scale)))
    if lettered(result):
        level = wording.level_text(result.options.alpha)
        found.append(("letters", Column(level, align=LEFT, weight=0), lambda line: line.letters))
        if any(line.capitals for line in result.lines):
            found.append(("capitals", Column(wording.level_text(0.01), align=LEFT, weight=0), lambda line: line.capitals))
    return found


def lettered(result: Result) -> bool:
    """Whether the lines of the entries carry letters: those of the test by which they are judged, never those of another.

    On farms the differences farm by farm are judged instead; without verdicts the letters of any test may stand.
    """
    own = result.options.rule == LSD and result.letters_test == "lsd"
    return (bool(result.significant) and not result.farmed and any(line.letters for line in result.lines)
            and (own or not result.judged))


def _other_check(check: EntryLine) -> tuple[str, Column, Callable[[Line], Cell]]:
    """The percentage against a further check."""
    column = Column(_("± % of {base}").format(base=check.name), PERCENT, 1, signed=True)
    return f"percent{check.id}", column, lambda line: line.others.get(check.id)



def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _interval(line: Line, scale: float, places: int) -> str:
    if line.lower is None or line.upper is None:
        return ""
    low, high = wording.signed(line.lower * scale, places), wording.signed(line.upper * scale, places)
    return _("{low} to {high}").format(low=low, high=high)


def _adjusted(result: Result) -> list[str]:
    """That the means are adjusted ones, where they are not those of the plots."""
    text = _("Means adjusted for blocks and lost plots; those over the plots stand in the table by replicate.")
    return [text] if result.adjusted else []


def _yield_notes(result: Result) -> list[str]:
    if result.analysis is None:
        return [result.reason]
    notes = [sentences.tests_sentence(result), *([] if result.farmed else _adjusted(result))]
    if lettered(result):
        test = result.letters_test if not result.factorial or result.letters_test in result.tables[-1].letters else "lsd"
        text = (_("Treatments with a letter in common do not differ at {level} ({test}); capitals: 1 %.") if result.factorial
                else _("Varieties with a letter in common do not differ at {level} ({test}); capitals: 1 %."))
        notes.append(text.format(
            level=wording.level_text(result.options.alpha), test=wording.test_name(test)))
    if result.farmed:
        notes.append(_("Difference, interval and p (Student, adjusted by Holm) from the differences on the farms that had "
                       "both; probability: of beating the check on a further farm of this kind."))
    elif result.judged:
        notes.append(verdict.named(result.options.rule, result.options.alpha, annex=True))
    return notes


def placed(data: TrialData) -> list[Plot]:
    """The plots whose row and column in the field are known."""
    return [p for p in data.plots if p.row and p.column]


def places(data: TrialData) -> tuple[dict[int, tuple[int, int]], bool]:
    """Where each plot is drawn: plot id → (row, column), and whether a long narrow field was folded into strips."""
    plots = placed(data)
    if not plots:
        return {}, False
    low, left = min(p.row or 0 for p in plots), min(p.column or 0 for p in plots)
    down, across = max(p.row or 0 for p in plots) - low + 1, max(p.column or 0 for p in plots) - left + 1
    if down <= MOST_ROWS or across > NARROW:
        return {p.id: (p.row or 0, p.column or 0) for p in plots}, False
    tall = -(-down // max(2, round((down / (2.5 * (across + 1))) ** 0.5)))
    return {p.id: (((p.row or 0) - low) % tall + 1, (p.column or 0) - left + 1 + ((p.row or 0) - low) // tall * (across + 1))
            for p in plots}, True


def layout_grid(data: TrialData) -> Grid | None:
    """The field plan: plot number and entry in every square, row 1 at the foot; None where places are not known."""
    where, folded = places(data)
    if not where:
        return None
    by_id = {p.id: p for p in data.plots}
    rows = range(max(r for r, _c in where.values()), min(r for r, _c in where.values()) - 1, -1)
    cols = range(min(c for _r, c in where.values()), max(c for _r, c in where.values()) + 1)
    known = {place: by_id[key] for key, place in where.items()}
    lines = {} if folded else borders(known)
    cells = [[_square(data, known.get((r, c)), *lines.get((r, c), ("", ""))) for c in cols] for r in rows]
    notes = [_("Row 1 is at the foot. Shaded: check. Struck out: lost or excluded plot.")]
    notes += [text for text in ("" if folded else legend(known), measures(data.trial)) if text]
    if folded:
        notes.append(_("The field is long and narrow: it is drawn in strips, from the left, each beginning at the foot."))
    names = ([], []) if folded else ([str(r) for r in rows], [str(c) for c in cols])
    return Grid(cells, names[0], names[1], caption=_("Field plan"), sheet=_("Field plan"), notes=notes)


def _square(data: TrialData, plot: Plot | None, strong: str = "", dashed: str = "") -> GridCell | None:
    if plot is None:
        return None
    entry = data.entry(plot)
    check = entry is not None and entry.is_check
    return GridCell(f"{plot.number}\n{entry.name if entry else ''}", 0.18 if check else 0.0, check, plot.state != "ok",
                    strong, dashed)


def _observed(data: TrialData, plot: Plot, trait: Trait) -> Cell:
    """What was observed, words as they are shown."""
    value = data.value(plot, trait)
    return trait.shown(value) if isinstance(value, str) else value


def plots_table(data: TrialData) -> Table:
    """Every plot with its measured values: the data themselves, for the spreadsheet and the archive."""
    compared = _("Treatment") if data.factors else _("Variety")
    columns = [Column(_("Plot")), Column(compared), Column(_("Replicate"), NUMBER, 0), Column(_("Block")),
               Column(_("Row"), NUMBER, 0), Column(_("Column"), NUMBER, 0), Column(_("State"))]
    shown = [t for t in data.traits if data.occasions(t.id)]
    columns += [Column(t.title(), NUMBER if t.kind in ("number", "count", "score") else TEXT, t.decimals,
                       unit=t.unit_shown()) for t in shown]
    from desktop.trials.choices import PLOT_STATE

    rows: list[list[Cell]] = []
    for plot in data.plots:
        entry = data.entry(plot)
        rows.append([plot.number, entry.name if entry else "", plot.replicate, plot.block, plot.row, plot.column,
                     "" if plot.state == "ok" else PLOT_STATE.label(plot.state), *(_observed(data, plot, t) for t in shown)])
    kept = [i for i in range(len(columns)) if i < 2 or any(row[i] not in (None, "") for row in rows)]
    return Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows], caption=_("Plot data"),
                 sheet=_("Plot data"), key_columns=2)
