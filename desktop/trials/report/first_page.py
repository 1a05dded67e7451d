"""What a reader needs first and last: the summary after the cover, yields by replicate, and the judgement of the trial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from desktop.analysis import wording
from desktop.core.documents.model import NUMBER, PERCENT, Block, Bullets, Cell, Column, Paragraph, Table
from desktop.core.i18n import _, ngettext
from desktop.trials.choices import FIELD_EVENT
from desktop.trials.report import sentences
from desktop.trials.results import verdict
from desktop.trials.results.trait_result import Result, usable
from desktop.trials.trial_data import TrialData

L = TypeVar("L")
ROMAN = ("", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "Ⅵ", "Ⅶ", "Ⅷ", "Ⅸ", "Ⅹ")
SHOWN, FEW = 10, 3  # entries of the summary besides the check; so many more are not worth leaving out


def summary_blocks(data: TrialData, result: Result | None) -> list[Block]:
    """The trial on one page: what was compared how precisely, the best entries with their verdicts, what may be concluded."""
    if result is None:
        return [Paragraph(_("No measured trait has values yet; there is nothing to conclude."))]
    shown = the_best([line for line in result.lines if line is not result.check_line])
    if result.check_line is not None:
        shown = sorted([*shown, result.check_line], key=result.lines.index)
    scale, places = (result.per_mu, 1) if result.per_mu is not None else (1.0, result.trait.digits())
    unit = _("kg/mu") if result.per_mu is not None else result.trait.unit_shown()
    columns = [Column(_("Rank"), NUMBER, 0, weight=0), Column(_("Treatment") if data.factors else _("Variety"), weight=2),
               Column(result.trait.title(), NUMBER, places, unit=unit),
               Column(_("± % of {base}").format(base=_("check") if result.check else _("trial mean")), PERCENT, 1, signed=True)]
    rows: list[list[Cell]] = [[line.rank, line.entry.name, line.mean * scale, line.percent] for line in shown]
    if result.judged:
        columns.append(Column(_("Against the check"), weight=1.5))
        rows = [[*row, "CK" if line is result.check_line else verdict.word(line.side)]
                for row, line in zip(rows, shown, strict=True)]
    marked = [i for i, line in enumerate(shown) if line is result.check_line]
    left = len(result.lines) - len(shown)
    caption = _("The best treatments in short") if data.factors else _("The best entries in short")
    table = Table(columns, rows, caption=caption, sheet=_("In short"), marked_rows=marked, key_columns=2,
                  notes=[ngettext(
                      "{n} further entry stands in the table of means.",
                      "{n} further entries stand in the table of means.", left).format(n=left)] if left > 0 else [])
    texts = [sentences.overview(result), *sentences.counts(result), *missing_entries(data, result)]
    return [*(Paragraph(text) for text in texts), table]


def the_best(lines: Sequence[L]) -> list[L]:
    """The entries that the first page tells of: the first `SHOWN`, or all where only a few would be left."""
    return list(lines if len(lines) <= SHOWN + FEW else lines[:SHOWN])


def missing_entries(data: TrialData, result: Result) -> list[str]:
    """The entries that took part and have no value, by name: how many entered and how many were analysed."""
    seen = {line.entry.id for line in result.lines}
    lost = [e.name for e in data.entries if e.id not in seen]
    if not lost:
        return []
    return [_("{entered} {entered:entry|entries} took part, {analysed} were analysed; without a value: {names}.").format(
        entered=len(data.entries), analysed=len(seen), names=_(", ").join(lost))]


def replicate_table(data: TrialData, result: Result) -> Table | None:
    """The response plot by plot in the order of the replicates, with mean, yield, ±% and rank, as official forms have it.

    None where a plot has no replicate, or an entry stands twice in one.
    """
    values: dict[int, dict[int, float]] = {}
    for plot in usable(data):
        value = data.number(plot, result.trait, result.options.occasion)
        if value is None:
            continue
        own = values.setdefault(plot.entry_id or 0, {})
        if plot.replicate is None or plot.replicate in own or plot.replicate >= len(ROMAN):
            return None
        own[plot.replicate] = value
    replicates = sorted({r for by in values.values() for r in by})
    if len(replicates) < 2 or data.trial.design == "on-farm":
        return None
    digits, unit = result.trait.digits(), result.trait.unit_shown()
    group = _("Replicate") + (f" ({unit})" if unit else "")
    columns = [Column(_("Treatment") if data.factors else _("Variety"), weight=2),
               *(Column(ROMAN[r], NUMBER, digits, group=group) for r in replicates),
               Column(_("Mean"), NUMBER, digits if result.per_mu == 1 else digits + 1),
               Column(_("Rank"), NUMBER, 0, weight=0)]
    rows: list[list[Cell]] = []
    means: dict[int, float] = {}
    for line in result.lines:
        own = values[line.entry.id]
        means[line.entry.id] = sum(own.values()) / len(own)
        rows.append([line.entry.name, *(own.get(r) for r in replicates), means[line.entry.id], line.rank])
    every = [[by[r] for by in values.values() if r in by] for r in replicates]
    total = [v for by in values.values() for v in by.values()]
    rows.append([_("Mean"), *(sum(v) / len(v) for v in every), sum(total) / len(total), ""])
    marked = [i for i, line in enumerate(result.lines) if line is result.check_line]
    notes = [_("Means over the plots as they were observed.")]
    if result.adjusted:
        notes = [_("Means over the plots as they were observed; the ranks are those of the adjusted means of the comparison.")]
    return Table(columns, rows, caption=_("{trait} by replicate").format(trait=result.trait.title()), notes=notes,
                 sheet=_("By replicate"), total_rows=1, marked_rows=marked)


def judgement(data: TrialData, result: Result | None) -> list[Block]:
    """试验评语: how the trial was carried out, how precise it is, and what influenced it, from the facts recorded."""
    return [Bullets([text for text in (
        _execution(data), _precision(result), _influences(data), _remarks(data)) if text])]


def _execution(data: TrialData) -> str:
    """Plots laid out and used, and when they were sown and harvested."""
    parts = [ngettext(
        "{n} plot was laid out and {used} of them used",
        "{n} plots were laid out and {used} of them used", len(data.plots)).format(n=len(data.plots), used=len(usable(data)))]
    if data.trial.sown_on and data.trial.harvested_on:
        parts.append(_("sown on {sown}, harvested on {harvested}").format(
            sown=data.trial.sown_on.isoformat(), harvested=data.trial.harvested_on.isoformat()))
    lost = sum(p.state != "ok" for p in data.plots)
    parts.append(ngettext("{n} plot lost or excluded",
        "{n} plots lost or excluded", lost).format(n=lost) if lost else _("no plot was lost"))
    return _("Execution") + _(": ") + wording.clauses(parts)


def _precision(result: Result | None) -> str:
    """The coefficient of variation, and the smallest difference that the trial can tell, in percent of its mean."""
    if result is None or result.analysis is None or not result.analysis.cv_percent:
        return _("Precision") + _(": ") + (result.reason if result and result.reason else _("no error can be estimated."))
    parts = [_("coefficient of variation {cv} %").format(cv=wording.number(result.analysis.cv_percent, 1))]
    if (least := result.lsd()) and result.mean and not result.farmed:
        parts.append(_("differences from {percent} % of the trial mean can be told (LSD 5 %)").format(
            percent=wording.number(100 * least / result.mean, 1)))
    return _("Precision") + _(": ") + wording.clauses(parts)


def _influences(data: TrialData) -> str:
    """Weather and disasters as they were recorded."""
    told = [f"{e.happened_on.isoformat() if e.happened_on else ''} {e.what or FIELD_EVENT.label(e.kind)}".strip()
            for e in data.events if e.kind == "disaster"]
    parts = [*_lines(data.trial.weather), *told]
    return _("Influences") + _(": ") + (f"{_('; ').join(parts)}{_('.')}" if parts else _("nothing was recorded."))


def _remarks(data: TrialData) -> str:
    """What was remarked on the trial, with what its file said beside the table; "" for nothing."""
    lines = _lines(data.trial.remarks)
    return _("Remarks") + _(": ") + f"{_('; ').join(lines)}{_('.')}" if lines else ""


def _lines(text: str) -> list[str]:
    """The lines of a remark, without the full stops that the sentence they are joined to ends with."""
    return [line.strip().rstrip("。.") for line in text.split("\n") if line.strip()]
