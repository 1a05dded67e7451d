"""The planting plan (播种计划): the map, the seed for every plot, what to pack for each entry, the order of sowing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from desktop.catalogue.model import AnnouncedTrait, Trait
from desktop.core import i18n
from desktop.core.documents.model import (
    CENTER,
    NUMBER,
    SMALL,
    THIRD,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.records import alive
from desktop.core.tables.words import plain
from desktop.core.units import quantity
from desktop.trials.choices import DESIGN, PLOT_KIND
from desktop.trials.field.keys import field_plots
from desktop.trials.field.plan_pages import plan_grid
from desktop.trials.field.seed_need import Need, need, plants
from desktop.trials.model import Plot
from desktop.trials.plan.borders import replicate_starts
from desktop.trials.trial_data import EntryLine, TrialData

WEIGHT_CODE = re.compile(r"(thousand|hundred)_\w+_weight")
DENSITY_FACTOR = re.compile(r"密度|density", re.IGNORECASE)
DENSITY_LEVEL = re.compile(r"(\d+(?:\.\d+)?)\s*(万)?\s*(?:株/亩|plants/mu)?")
BOX = "□"


@dataclass(frozen=True)
class PlantingOptions:
    """What seed is counted by. `thousand`: weight of a thousand seeds in g where the variety's own is not known;
    `weights`: entry id → its own; `blind`: no names on the map and in the walking order."""

    germination: float | None = None
    extra: float = 10.0
    thousand: float | None = None
    weights: Mapping[int, float] = field(default_factory=dict)
    blind: bool = False


def known_weights(session: Session, data: TrialData) -> dict[int, float]:
    """Entry id → weight of a thousand seeds in grams, as announced for its variety."""
    varieties = {e.variety.id: e.id for e in data.entries if e.variety}
    query = (select(AnnouncedTrait, Trait).join(Trait, col(AnnouncedTrait.trait_id) == Trait.id)
             .where(col(AnnouncedTrait.variety_id).in_(sorted(varieties)), alive(AnnouncedTrait),
                    col(AnnouncedTrait.value).is_not(None)))
    found = {}
    for announced, trait in session.exec(query):
        kind = WEIGHT_CODE.search(trait.code)
        if kind and trait.unit == "g" and announced.value:
            found[varieties[announced.variety_id or 0]] = announced.value * (10 if kind[1] == "hundred" else 1)
    return found


def density_of(data: TrialData, entry: EntryLine) -> float | None:
    """The plants per mu of an entry where the density is a factor of the trial; None elsewhere."""
    for name, place in data.factors:
        found = DENSITY_LEVEL.fullmatch(plain(entry.levels[place])) if DENSITY_FACTOR.search(name) else None
        if found:
            return float(found[1]) * (10_000 if found[2] else 1)
    return None


def seed_of(data: TrialData, entry: EntryLine, options: PlantingOptions) -> Need:
    """The seed of an entry for one plot."""
    trial = data.trial
    density = density_of(data, entry) or trial.density
    wanted = plants(trial.plot_area, density, trial.row_spacing, trial.plant_spacing)
    return need(wanted, germination=options.germination, extra=options.extra,
                thousand=options.weights.get(entry.id) or options.thousand)


def planting_plan(data: TrialData, language: str, options: PlantingOptions) -> Document:
    """The plan of a trial. Raises `UserError` where it has no plots yet."""
    plots = field_plots(data)
    if not plots:
        raise UserError(_("Trial {code} has no plots with entries yet: lay them out first.").format(code=data.trial.code))
    with i18n.using(language):
        signed = Signatures([_("Packed by"), _("Sown by")])
        blocks = [Heading(_("Planting plan")), *_facts(data, plots, options), *_plan(data, options),
                  *_packing(data, plots, options), *_walk(data, options), signed]
        title = _("Planting plan of trial {code}").format(code=data.trial.code)
        return Document(title=title, blocks=blocks, language=language, footer=data.trial.author, numbered_headings=False,
                        header=" · ".join(p for p in (data.trial.code, data.site.name if data.site else "") if p))


def _facts(data: TrialData, plots: list[Plot], options: PlantingOptions) -> list[Block]:
    trial, season = data.trial, data.season

    def measure(value: float | None, unit: str) -> str:
        return quantity(f"{value:g}", unit) if value is not None else ""

    pairs: list[tuple[str, Cell]] = [
        (_("Trial"), f"{trial.code} {trial.title}"), (_("Site"), data.site.name if data.site else ""),
        (_("Season"), season.title() if season else ""), (_("Design"), DESIGN.label(trial.design)),
        (_("Entries"), len(data.entries)), (_("Plots"), len(plots)), (_("Plot area"), measure(trial.plot_area, "m²")),
        (_("Rows per plot"), trial.rows_per_plot or ""), (_("Row length"), measure(trial.row_length, "m")),
        (_("Row spacing"), measure(trial.row_spacing, "cm")), (_("Plant spacing"), measure(trial.plant_spacing, "cm")),
        (_("Density"), measure(trial.density, _("plants/mu"))), (_("Sowing date"), trial.sown_on or ""),
        (_("Germination"), measure(options.germination, "%")), (_("Extra seed"), measure(options.extra, "%")),
        (_("Thousand-seed weight"), measure(options.thousand, "g"))]
    blocks: list[Block] = [KeyValues([p for p in pairs if p[1] not in ("", None)])]
    notes = _warnings(data, options)
    return [*blocks, *([Paragraph("\n".join(notes), SMALL)] if notes else [])]


def _warnings(data: TrialData, options: PlantingOptions) -> list[str]:
    """What the count of seed does not know."""
    found = []
    if all(seed_of(data, e, options).seeds is None for e in data.entries):
        return [_("Seed is not counted: fill in plot area and density (or both spacings) in the trial.")]
    if options.germination is None:
        found.append(_("Germination is not known: every seed is counted as a plant."))
    lacking = [e for e in data.entries if not (options.weights.get(e.id) or options.thousand)]
    if lacking:
        found.append(ngettext(
            "No thousand-seed weight for {n} entry: their seed is given in numbers only.",
            "No thousand-seed weight for {n} entries: their seed is given in numbers only.",
            len(lacking)).format(n=len(lacking)))
    return found


def _plan(data: TrialData, options: PlantingOptions) -> list[Block]:
    grams = {e.id: seed_of(data, e, options).grams for e in data.entries}

    def seed(plot: Plot) -> str:
        found = grams.get(plot.entry_id or 0)
        return "" if found is None or plot.kind != "plot" else quantity(f"{_rounded(found):g}", "g")

    grid = plan_grid(data, blind=options.blind, walk=True, extra=seed)
    if grid is None:
        return [Paragraph(_("The plots have no rows and columns yet, so there is no map."), SMALL)]
    return [Heading(_("Map: plot, entry, seed, order of walking"), 2), grid]


def _rounded(grams: float) -> float:
    """Grams as one weighs them: to 0.1 below 100 g, else whole."""
    return round(grams, 1) if grams < 100 else float(round(grams))


def _packing(data: TrialData, plots: list[Plot], options: PlantingOptions) -> list[Block]:
    """What to pack: a line an entry, with the numbers of its plots."""
    columns = [Column(_("No."), NUMBER, 0, weight=0), Column(_("Entry"), weight=1.2), Column(_("Plots"), NUMBER, 0, weight=0),
               Column(_("Plot numbers"), weight=3), Column(_("Seeds per plot"), NUMBER, 0, weight=0.5),
               Column(_("Per plot"), NUMBER, 1, unit="g", weight=0.5), Column(_("Seeds in all"), NUMBER, 0, weight=0.5),
               Column(_("In all"), NUMBER, 0, unit="g", weight=0.5), Column(_("Packed"), align=CENTER, weight=0)]
    rows: list[list[Cell]] = []
    seeds, grams = 0, 0.0
    for entry in data.entries:
        own = [p for p in plots if p.entry_id == entry.id]
        one, whole = seed_of(data, entry, options), seed_of(data, entry, options).times(len(own))
        seeds, grams = seeds + (whole.seeds or 0), grams + (whole.grams or 0.0)
        name = f"{entry.name} CK" if entry.is_check else entry.name
        numbers = _(", ").join(p.number for p in own)
        rows.append([entry.number, name, len(own), numbers, one.seeds, one.grams, whole.seeds, whole.grams, BOX])
    rows.append(["", _("In all"), len(plots), "", "", "", seeds or "", grams or "", ""])
    kept = [i for i in range(len(columns)) if i < len(columns) - 1 and any(row[i] not in (None, "") for row in rows)]
    kept.append(len(columns) - 1)
    table = Table([columns[i] for i in kept], [[row[i] for i in kept] for row in rows], total_rows=1, key_columns=2,
                  marked_rows=[i for i, e in enumerate(data.entries) if e.is_check], sheet=_("Packing list"))
    return [KeepTogether([Heading(_("Packing list"), 2), table])]


def _walk(data: TrialData, options: PlantingOptions) -> list[Block]:
    """The order of sowing, guards and fillers named where they are passed."""
    columns = [Column(_("Order"), NUMBER, 0, weight=0), Column(_("Plot"), align=CENTER, weight=0),
               Column(_("Row"), NUMBER, 0, weight=0), Column(_("Column"), NUMBER, 0, weight=0),
               Column(_("Rep"), NUMBER, 0, weight=0),
               *([] if options.blind else [Column(_("No."), NUMBER, 0, weight=0), Column(_("Entry"), weight=1.5)]),
               Column(_("Seeds"), NUMBER, 0, weight=0.4), Column(_("Seed needed"), NUMBER, 1, unit="g", weight=0.4),
               Column(_("Sown"), align=CENTER, weight=0), Column(_("Remarks"), width_mm=30, weight=2)]
    rows: list[list[Cell]] = []
    order = 0
    for plot in data.plots:
        entry = data.entry(plot) if plot.kind == "plot" else None
        seed = seed_of(data, entry, options) if entry else Need()
        order += entry is not None
        name: list[Cell] = [] if options.blind else [entry.number if entry else "", entry.name if entry else ""]
        kind = PLOT_KIND.label(plot.kind) if plot.kind != "plot" else ""
        rows.append([order if entry else "", plot.number, plot.row or "", plot.column or "", plot.replicate or "", *name,
                     seed.seeds or "", seed.grams or "", BOX, kind])
    return [PageBreak(THIRD), Heading(_("Order of sowing"), 2),
            Table(columns, rows, key_columns=2, boxed=True, row_mm=6.0, sheet=_("Order of sowing"),
                  ruled_rows=replicate_starts(data.plots))]


