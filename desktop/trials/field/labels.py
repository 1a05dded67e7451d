"""Labels of plots and seed bags: which, in which order, with what on them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.core.documents.labels import Label, LabelSheet, Line, Report, write_labels, write_proof
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, language, ngettext
from desktop.trials.field.keys import field_plots, plot_key, safe
from desktop.trials.model import Plot
from desktop.trials.trial_data import EntryLine, TrialData

FIELDS: dict[str, str] = {
    "plot": N_("Plot number"), "entry": N_("Entry number"), "variety": N_("Variety"), "rep": N_("Replicate"),
    "block": N_("Block"), "place": N_("Row and column"), "trial": N_("Trial"), "site": N_("Site"), "year": N_("Year"),
    "check": N_("Mark of a check"),
}
USUAL = ("plot", "entry", "variety", "rep", "trial")
NAMED = frozenset({"entry", "variety", "check"})  # what a blind label must not show
PLOTS, ENTRIES = "plots", "entries"
WALK, ENTRY = "walk", "entry"
BESIDE = 3  # so many short fields stand in one line
HEAD = 2.0  # how much larger the first line is


@dataclass(frozen=True)
class LabelOptions:
    """What is printed. `each`: a label a plot, or one an entry; `order`: by walk, or by entry for packing seed."""

    fields: Sequence[str] = USUAL
    each: str = PLOTS
    order: str = WALK
    copies: int = 1
    start: int = 1
    code: bool = True
    blind: bool = False
    outlines: bool = False
    plots: Sequence[int] = field(default=())  # only these plots; none = all


def labels_of(data: TrialData, options: LabelOptions) -> list[Label]:
    """The labels in order, copies beside each other. Raises `UserError` where there is nothing to print."""
    unknown = [f for f in options.fields if f not in FIELDS]
    if unknown:
        raise UserError(_("A label has no field “{name}”; there are: {names}.").format(
            name=unknown[0], names=", ".join(FIELDS)))
    made = _of_entries(data, options) if options.each == ENTRIES else _of_plots(data, options)
    if not made:
        raise UserError(_("Trial {code} has no plots with entries yet: lay them out first.").format(code=data.trial.code))
    return [label for label in made for _copy in range(max(1, options.copies))]


def _of_plots(data: TrialData, options: LabelOptions) -> list[Label]:
    plots = [p for p in field_plots(data) if not options.plots or p.id in set(options.plots)]
    if options.order == ENTRY:
        places = {p.id: i for i, p in enumerate(plots)}
        plots.sort(key=lambda p: (_entry_order(data.entry(p)), places[p.id]))
    return [Label(_lines(data, data.entry(p), p, options), plot_key(data.trial.code, p.number) if options.code else "")
            for p in plots]


def _of_entries(data: TrialData, options: LabelOptions) -> list[Label]:
    entries = sorted(data.entries, key=_entry_order)
    return [Label(_lines(data, e, None, options), safe(f"{data.trial.code}-E{e.number or e.id}") if options.code else "")
            for e in entries]


def _entry_order(entry: EntryLine | None) -> tuple[int, int]:
    return (entry.number or 0, entry.id) if entry else (0, 0)


def _lines(data: TrialData, entry: EntryLine | None, plot: Plot | None, options: LabelOptions) -> list[Line]:
    """The chosen fields in lines: the first alone and large, short ones side by side, the variety bold."""
    shown = [f for f in options.fields if not (options.blind and f in NAMED)]
    texts = {f: _text(data, entry, plot, f) for f in shown}
    if texts.get("variety") and texts.get("check"):
        texts["variety"] += f"  {texts.pop('check')}"
    head = "plot" if plot is not None and texts.get("plot") else next((f for f in ("variety", "entry") if texts.get(f)), "")
    lines = [Line(texts[head], HEAD, bold=True)] if head else []
    if texts.get("variety") and head != "variety":
        lines.append(Line(texts["variety"], 1.25, bold=True))
    short = [texts[f] for f in ("entry", "check", "rep", "block", "place") if texts.get(f) and f != head]
    where = [texts[f] for f in ("trial", "site", "year") if texts.get(f)]
    return [*lines, *(Line("  ".join(part[i:i + BESIDE])) for part in (short, where) for i in range(0, len(part), BESIDE))]


def _text(data: TrialData, entry: EntryLine | None, plot: Plot | None, name: str) -> str:
    """A field as it stands on a label, "" where there is nothing to say."""
    if name in ("plot", "rep", "block", "place"):
        return _plot_text(plot, name) if plot is not None else ""
    if name in NAMED:
        return _entry_text(entry, name) if entry is not None else ""
    season = data.season
    year = str(season.year or season.title()) if season else str(data.trial.sown_on.year) if data.trial.sown_on else ""
    return {"trial": data.trial.code, "site": data.site.name if data.site else "", "year": year}[name]


def _plot_text(plot: Plot, name: str) -> str:
    if name == "plot":
        return plot.number
    if name == "rep":
        return _("Rep {n}").format(n=plot.replicate) if plot.replicate is not None else ""
    if name == "block":
        return _("Block {n}").format(n=plot.block) if plot.block else ""
    return _("Row {row} col. {column}").format(row=plot.row, column=plot.column) if plot.row and plot.column else ""


def _entry_text(entry: EntryLine, name: str) -> str:
    if name == "entry":
        return _("No. {n}").format(n=entry.number) if entry.number else ""
    return entry.name if name == "variety" else ("CK" if entry.is_check else "")


def label_pdf(data: TrialData, sheet: LabelSheet, options: LabelOptions) -> tuple[bytes, Report]:
    """The labels as PDF, and what came of fitting them."""
    stream = io.BytesIO()
    report = write_labels(sheet, labels_of(data, options), stream, start=options.start, outlines=options.outlines,
                          title=_("Labels of trial {code}").format(code=data.trial.code), author=data.trial.author,
                          language=language())
    return stream.getvalue(), report


def proof_pdf(sheet: LabelSheet, name: str) -> bytes:
    """A sheet to be printed on plain paper and held against the labels before these are used."""
    stream = io.BytesIO()
    sentence = _("Print in actual size on plain paper and hold it against the labels. Where the lines do not meet, correct the "
                 "measures.")
    write_proof(sheet, stream, title=_("Alignment sheet: {name}").format(name=name), language=language(), sentence=sentence)
    return stream.getvalue()


def remarks(report: Report, *, verified: bool = True) -> list[str]:
    """What one should know before printing."""
    found = []
    if report.no_code:
        found.append(_("The label is too small for a QR code: it is left out."))
    if report.cut:
        found.append(ngettext(
            "Not everything fits on {n} label, the first is {name}: choose fewer fields or larger labels.",
            "Not everything fits on {n} labels, the first is {name}: choose fewer fields or larger labels.",
            len(report.cut)).format(n=len(report.cut), name=report.cut[0]))
    if not verified:
        found.append(_("The measures of this sheet are not verified: print one on plain paper first and hold it against it."))
    return found
