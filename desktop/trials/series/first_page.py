"""The summary after the cover of a series, its results year by year, and the judgement of its trials."""

from __future__ import annotations

from math import fsum

from desktop.analysis import wording
from desktop.core.documents.model import NUMBER, PERCENT, Block, Bullets, Cell, Column, Paragraph, Table
from desktop.core.i18n import _, ngettext
from desktop.trials.report.first_page import the_best
from desktop.trials.results import verdict
from desktop.trials.series import advice, sentences
from desktop.trials.series.joined import SeriesData
from desktop.trials.series.other_traits import Summed
from desktop.trials.series.series_result import SeriesResult


def summary_blocks(result: SeriesResult | None, traits: list[Summed]) -> list[Block]:
    """The series on one page: over how many sites, the best entries with their verdicts and what is advised for them."""
    if result is None:
        return [Paragraph(_("No measured trait has values yet; there is nothing to conclude."))]
    data = result.data
    shown = the_best(result.others)
    if result.check_line is not None:
        shown = sorted([*shown, result.check_line], key=result.lines.index)
    columns = [Column(_("Rank"), NUMBER, 0, weight=0), Column(_("Variety"), weight=2),
               Column(_("Mean"), NUMBER, sentences.places(data), unit=sentences.unit(data)),
               Column(_("± % of {base}").format(base=_("check")), PERCENT, 1, signed=True)]
    decided = {one.name: _(advice.CLASSES[one.decision]) for one in advice.advised(result, traits)}
    rows: list[list[Cell]] = [[x.rank, x.entrant.name, x.mean, x.percent] for x in shown]
    if result.judged:
        columns.append(Column(_("Against the check"), weight=1.5))
        rows = [[*row, "CK" if x is result.check_line else verdict.word(x.side)] for row, x in zip(rows, shown, strict=True)]
    if decided:
        columns.append(Column(_("Advice"), weight=1.5))
        rows = [[*row, decided.get(x.entrant.name, "")] for row, x in zip(rows, shown, strict=True)]
    left = len(result.lines) - len(shown)
    notes = [ngettext(
        "{n} further entry stands in the table of means.",
        "{n} further entries stand in the table of means.", left).format(n=left)] if left > 0 else []
    table = Table(columns, rows, caption=_("The best entries in short"), sheet=_("In short"), key_columns=2,
                  marked_rows=[i for i, x in enumerate(shown) if x is result.check_line],
                  notes=[*notes, *advice.held_back(result, traits, shown)])
    return [*(Paragraph(text) for text in (sentences.overview(result), *missing(data, result))), table]


def missing(data: SeriesData, result: SeriesResult) -> list[str]:
    """The entries that took part and have no value, by name."""
    seen = {line.entrant.key for line in result.lines}
    lost = [e.name for e in data.entrants if e.key not in seen]
    if not lost:
        return []
    return [_("{entered} {entered:entry|entries} took part, {analysed} were analysed; without a value: {names}.").format(
        entered=len(data.entrants), analysed=len(seen), names=_(", ").join(lost))]


def years_table(result: SeriesResult) -> Table | None:
    """Means and ±% of the check year by year, over the sites of each that had the variety; None within one season."""
    data = result.data
    if len(data.years) < 2 or result.on_farm is not None:
        return None
    places, labels = sentences.places(data), {y: [e.label for e in data.environments if e.year == y] for y in data.years}
    check = result.check_line.by_environment if result.check_line else {}
    columns = [Column(_("Variety"), weight=2)]
    for year in data.years:
        columns += [Column(_("Number of sites"), NUMBER, 0, weight=0, group=year),
                    Column(_("Mean"), NUMBER, places, group=year), Column("±%", PERCENT, 1, signed=True, group=year)]
    rows: list[list[Cell]] = []
    for line in result.lines:
        row: list[Cell] = [line.entrant.name]
        for year in data.years:
            own = {x: line.by_environment[x] for x in labels[year] if x in line.by_environment}
            both = [x for x in own if x in check] if line is not result.check_line else []
            base = fsum(check[x] for x in both)
            row += [len(own) or None, fsum(own.values()) / len(own) if own else None,
                    100 * (fsum(own[x] for x in both) / base - 1) if base else None]
        rows.append(row)
    return Table(columns, rows, caption=_("Results year by year"), sheet=_("Year by year"),
                 marked_rows=[i for i, x in enumerate(result.lines) if x is result.check_line],
                 notes=[_("±% over the sites of the year that had both the variety and the check.")])


def judgement(data: SeriesData, result: SeriesResult | None) -> list[Block]:
    """试验评语: how the trials were carried out, how precise they are, what influenced them, from the facts recorded."""
    plots = sum(len(e.data.plots) for e in data.environments)
    lost = sum(p.state != "ok" for e in data.environments for p in e.data.plots)
    carried = [ngettext(
        "{n} trial with {plots} {plots:plot|plots}",
        "{n} trials with {plots} {plots:plot|plots}", len(data.environments)).format(n=len(data.environments), plots=plots),
               ngettext("{n} plot lost or excluded",
                   "{n} plots lost or excluded", lost).format(n=lost) if lost else _("no plot was lost")]
    if data.left_out:
        carried.append(_("left out: {trials}").format(trials=_(", ").join(t.code for t, _reason in data.left_out)))
    found = [_("Execution") + _(": ") + wording.clauses(carried)]
    cvs = {s.level: s.cv_percent for s in result.analysis.sites if s.cv_percent} if result and result.analysis else {}
    if cvs:
        most = max(cvs, key=lambda level: cvs[level] or 0.0)
        text = _("coefficients of variation from {low} % to {high} %, the largest at {site}.")
        found.append(_("Precision") + _(": ") + text.format(
            low=wording.number(min(v for v in cvs.values() if v), 1), high=wording.number(cvs[most], 1), site=most))
    hit = [e.label for e in data.environments if any(x.kind == "disaster" for x in e.data.events)]
    found.append(_("Influences") + _(": ") + (_("disasters were recorded at {sites}.").format(sites=_(", ").join(hit)) if hit
                                              else _("no disaster was recorded.")))
    return [Bullets(found)]
