"""Lists and verbs of sites and trials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import case, exists, func
from sqlmodel import Session, col, select

from desktop.catalogue.actions import crop_column, localized, localized_unit, similar
from desktop.catalogue.model import Crop, Season, Trait, Variety
from desktop.core import rollups, search, verbs
from desktop.core.database import Database
from desktop.core.i18n import N_, _
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, living, table_of
from desktop.core.spoken import spoken
from desktop.regions.model import Region
from desktop.trials.label_stock import LabelStock
from desktop.trials.model import Entry, FieldEvent, Observation, Plot, Site, Trial, TrialTrait

SITES = Listing(
    "sites", N_("Sites"), Site,
    columns=[column(Site, "name"), column(Site, "code"),
             Column("region", N_("Region"), table_of(Region).c.full_name), column(Site, "soil"),
             column(Site, "previous_crop"), column(Site, "irrigation", shown=False),
             column(Site, "altitude", shown=False), column(Site, "latitude", shown=False),
             column(Site, "longitude", shown=False), column(Site, "farmer"),
             column(Site, "contact")],
    joins=[(Region, "region_id")], order=("name", False))


ENTRIES_OF = rollups.count(Entry, "trial_id")
PLOTS_OF = rollups.count(Plot, "trial_id")


def _measured(plot: Any) -> Any:
    """The plots with any observation among all, in percent."""
    seen = table_of(Observation).alias()
    found = exists(select(seen.c.plot_id).where(seen.c.plot_id == plot.c.id, alive(seen)).correlate(plot))
    return 100.0 * func.sum(case((found, 1), else_=0)) / func.count()


MEASURED = rollups.figure(Plot, "trial_id", _measured, decimals=1)

TRIALS = Listing(
    "trials", N_("Trials"), Trial,
    columns=[column(Trial, "code"), column(Trial, "title"), column(Trial, "state", share="measured"),
             crop_column(), Column("season", N_("Season"), table_of(Season).c.name),
             Column("site", N_("Site"), table_of(Site).c.name), column(Trial, "kind"),
             column(Trial, "series", shown=False), column(Trial, "design", shown=False),
             column(Trial, "replicates", shown=False),
             ENTRIES_OF.column(Trial, "entries", N_("Entries")),
             PLOTS_OF.column(Trial, "plots", N_("Plots")),
             MEASURED.column(Trial, "measured", N_("Plots with data"), unit="%", shown=False),
             column(Trial, "sown_on", shown=False), column(Trial, "harvested_on", shown=False)],
    joins=[(Crop, "crop_id"), (Season, "season_id"), (Site, "site_id")], order=("code", True),
    presets=[Preset("open", N_("Still running"),
                    lambda: (Condition("state", "in", ("planned", "sown", "in_field", "harvested", "analysed")),)),
             Preset("to_report", N_("Harvested, report due"),
                    lambda: (Condition("state", "in", ("harvested", "analysed")),))])

ENTRIES = Listing(
    "entries", N_("Entries"), Entry,
    columns=[column(Entry, "number"), Column("variety", N_("Variety"), table_of(Variety).c.name),
             column(Entry, "name"), column(Entry, "is_check"), column(Entry, "remark")],
    joins=[(Variety, "variety_id")], order=("number", False))

_entry, _variety = table_of(Entry), table_of(Variety)
ENTRY_NAME = func.coalesce(  # the name of its own, or as it has it in the trial: its variety's in the language in force
    func.replace(func.nullif(_entry.c.name, ""), _variety.c.name, spoken(_variety)), func.nullif(_entry.c.name, ""),
    spoken(_variety))
PLOTS = Listing(
    "plots", N_("Plots"), Plot,
    columns=[column(Plot, "number"), Column("entry", N_("Entry"), ENTRY_NAME),
             column(Plot, "replicate"), column(Plot, "block"), column(Plot, "row"),
             column(Plot, "column"), column(Plot, "walk"), column(Plot, "kind", shown=False),
             column(Plot, "state"), column(Plot, "reason")],
    joins=[(Entry, "entry_id"), (Variety, "variety_id", Entry)], order=("walk", False))

FIELD_EVENTS = Listing(
    "field_events", N_("Field log"), FieldEvent,
    columns=[column(FieldEvent, "happened_on"), column(FieldEvent, "ended_on", shown=False),
             column(FieldEvent, "kind"), column(FieldEvent, "what"),
             column(FieldEvent, "amount"), column(FieldEvent, "unit"),
             column(FieldEvent, "remark")],
    order=("happened_on", False))

TRIAL_TRAITS = Listing(
    "trial_traits", N_("Traits observed"), TrialTrait,
    columns=[column(TrialTrait, "position"), Column("trait", N_("Trait"), localized(Trait)),
             Column("unit", N_("Unit"), localized_unit())],
    joins=[(Trait, "trait_id")], order=("position", False))

LABEL_STOCKS = Listing(
    "label_stocks", N_("Own label sheets"), LabelStock,
    columns=[column(LabelStock, name) for name in (
        "name", "page_width", "page_height", "across", "down", "label_width", "label_height", "left", "top", "gap_x", "gap_y",
        "remarks")],
    order=("name", False))

LISTINGS = (TRIALS, SITES, ENTRIES, PLOTS, TRIAL_TRAITS, FIELD_EVENTS)


def similar_trials(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[search.Hit]:
    """Trials with the same code."""
    wanted = [table_of(Trial).c.code == values["code"]] if values.get("code") else []
    return similar(session, Trial, wanted, record_id)


def similar_sites(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[search.Hit]:
    """Sites of the same name or code."""
    table = table_of(Site)
    return similar(session, Site, [table.c[n] == values[n] for n in ("name", "code") if values.get(n)], record_id)


def set_traits(db: Database, trial_id: int, trait_ids: list[int]) -> None:
    """Choose the traits observed in a trial, in this order. Those left out keep their observations."""
    with db.operation(_("Traits of the trial chosen")) as session:
        choose_traits(session, trial_id, trait_ids)


def choose_traits(session: Session, trial_id: int, trait_ids: list[int]) -> None:
    """`set_traits` inside an action that is under way."""
    query = living(TrialTrait).where(TrialTrait.trial_id == trial_id)
    chosen = {t.trait_id: t for t in session.exec(query)}
    for place, trait_id in enumerate(trait_ids, start=1):
        existing = chosen.pop(trait_id, None)
        if existing is None:
            verbs.store(session, TrialTrait, {"trial_id": trial_id, "trait_id": trait_id, "position": place})
        else:
            verbs.store(session, TrialTrait, {"position": place}, existing.id)
    verbs.remove(session, TrialTrait, [dropped.id for dropped in chosen.values()])


def traits_of(db: Database, trial_id: int) -> list[Trait]:
    """The traits observed in a trial, in their order."""
    with db.reading() as session:
        query = (select(Trait).join(TrialTrait, col(TrialTrait.trait_id) == Trait.id)
                 .where(TrialTrait.trial_id == trial_id, alive(TrialTrait))
                 .order_by(col(TrialTrait.position), col(TrialTrait.id)))
        return list(session.exec(query))


def entries_named(db: Database, trial_id: int, text: str) -> list[search.Hit]:
    """The entries of one trial whose number or name holds `text`, in order of their numbers."""
    wanted = text.strip().casefold()
    found = sorted(verbs.owned(db, Entry, "trial_id", trial_id), key=lambda e: (e.number or 0, e.id))
    return [search.Hit("entry", e.id, e.label(), "CK" if e.is_check else "") for e in found if wanted in e.label().casefold()]


def missing_for_grid(db: Database, trial_id: int) -> str:
    """What a trial still needs before observations can be entered, as a sentence; "" for nothing."""
    if not traits_of(db, trial_id):
        return _("Choose the traits to be observed first (Traits… above).")
    if not has_plots(db, trial_id):
        return _("Add entries, then lay out the plots (Plots ▾ above), or import a table.")
    return ""


def has_plots(db: Database, trial_id: int) -> bool:
    """Whether a trial has plots."""
    with db.reading() as session:
        query = select(Plot.id).where(Plot.trial_id == trial_id, alive(Plot))
        return session.exec(query.limit(1)).first() is not None
