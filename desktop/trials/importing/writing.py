"""Writing a planned trial table: names first, then trials, entries, plots and observations in bulk."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from sqlmodel import Session

from desktop.catalogue.model import Season, Trait, Variety
from desktop.catalogue.season_words import years_in
from desktop.core import verbs
from desktop.core.ids import new_id
from desktop.core.importing import Plan, Progress
from desktop.core.records import alive
from desktop.trials.actions import choose_traits
from desktop.trials.field.keys import plot_key
from desktop.trials.importing.payload import PLAIN_YIELD, Payload, PlotPlan, TraitPlan, TrialPlan
from desktop.trials.importing.said_facts import NAMES
from desktop.trials.importing.targets import LEVELS
from desktop.trials.model import Entry, Observation, Plot, Site, Trial, TrialTrait

CHUNK = 5000
MOST_REPLICATES = 50  # that a trial may have; of more plots of one entry that many are said
KINDS = {"fertiliser": r"肥|氮|磷|钾|nitro|fert|\bn\b", "density": r"密度|株距|行距|播量|播种量|densit|spacing|rate|population"}


def write_trials(session: Session, plan: Plan, progress: Progress) -> None:
    """Write new trials, entries, plots and observations of `plan`, and the changed observations."""
    payload: Payload = plan.payload
    _add_names(session, payload)
    entries: list[dict[str, Any]] = []
    plots: list[dict[str, Any]] = []
    observations: list[dict[str, Any]] = []
    for trial in payload.trials.values():
        if not any(p.rows for p in trial.plots.values()):
            continue
        _write_trial(session, payload, trial)
        numbers = _entries(payload, trial, entries)
        for plot in trial.plots.values():
            _plot(session, payload, trial, plot, numbers, plots, observations, plan.table.source)
    for model, rows in ((Entry, entries), (Plot, plots), (Observation, observations)):
        for start in range(0, len(rows), CHUNK):
            verbs.insert_many(session, model, rows[start:start + CHUNK])
            progress(min(1.0, (start + CHUNK) / max(1, len(observations))))


def _add_names(session: Session, payload: Payload) -> None:
    """Add varieties, sites, seasons and traits that are not known."""
    checks = {t.variety_of.get(c, "") for t in payload.trials.values() for c in t.checks}
    for name, number in payload.varieties.items():
        if number is None:
            values = {"name": name, "crop_id": payload.crop_id, "kind": "check" if name in checks else "", "state": "testing"}
            payload.varieties[name] = verbs.store(session, Variety, values).id
    for name, number in payload.sites.items():
        if number is None:
            payload.sites[name] = verbs.store(session, Site, {"name": name}).id
    for name, number in payload.seasons.items():
        if number is None:
            years = years_in(name)  # a winter crop is of the year in which it is harvested
            values = {"name": name, "year": int(years[-1]) if years else None}
            payload.seasons[name] = verbs.store(session, Season, values).id
    for trait in payload.traits.values():
        if trait.id is None:
            trait.id = _add_trait(session, trait)


def _add_trait(session: Session, trait: TraitPlan) -> int:
    chinese = any("\u4e00" <= c <= "\u9fff" for c in trait.name)
    code = _free_code(session, re.sub(r"\W+", "_", trait.name.casefold()).strip("_") or "trait")
    names = {"name_zh": trait.name if chinese else "", "name_en": "" if chinese else trait.name}
    if trait.name.casefold() in PLAIN_YIELD:  # so that a report in the other language names it as well
        names = {"name_zh": "产量", "name_en": "Yield"}
    values = {**names, "code": code,
              "kind": trait.kind, "unit": trait.unit, "is_yield": trait.is_yield,
              "direction": "higher" if trait.is_yield else "none", "decimals": trait.decimals}
    return verbs.store(session, Trait, values).id


def _free_code(session: Session, wanted: str) -> str:
    """`wanted`, or with a number behind it where a trait has that code already."""
    from sqlmodel import select

    taken = set(session.exec(select(Trait.code)))
    return next(code for n in count(1) if (code := wanted if n == 1 else f"{wanted}_{n}") not in taken)


def _write_trial(session: Session, payload: Payload, trial: TrialPlan) -> None:
    """Add the trial if it is new, and the traits it observes."""
    traits = list(dict.fromkeys(t.id for t in payload.traits.values() if t.id))
    if trial.id is None:
        response = next((t.id for t in payload.traits.values() if t.is_yield), None)
        design = payload.design_of(trial)
        trial.id = verbs.store(session, Trial, {
            "design": design.name, "replicates": min(design.replicates, MOST_REPLICATES), "block_size": design.block_size,
            **dict(zip(("factor_a", "factor_b", "factor_c"), payload.factors, strict=False)),
            "code": trial.code, "title": trial.title or trial.code, "series": payload.series, "crop_id": payload.crop_id,
            "site_id": payload.sites.get(trial.site), "season_id": payload.seasons.get(trial.season), "kind": _kind(payload),
            "trait_id": response, "state": "planned" if payload.layout else "harvested", **_facts(payload, trial)}).id
        choose_traits(session, trial.id, traits)
        return
    from sqlmodel import col, select

    query = select(TrialTrait.trait_id).where(TrialTrait.trial_id == trial.id, alive(TrialTrait))
    known = [t for t in session.exec(query.order_by(col(TrialTrait.position))) if t]
    choose_traits(session, trial.id, [*known, *(t for t in traits if t not in known)])


def _kind(payload: Payload) -> str:
    """The kind of trial by what is compared."""
    if payload.compared == "varieties":
        return "comparison"
    named = " ".join(payload.factors)
    return next((kind for kind, words in KINDS.items() if re.search(words, named, re.IGNORECASE)), "cultivation")


def _facts(payload: Payload, trial: TrialPlan) -> dict[str, Any]:
    """The fields of the trial that the file fills, in columns or beside the table; width and length make a plot's area.

    How often entries are repeated is what the plots show.
    """
    beside = {name: value for name, value in payload.facts.items() if name not in ("title", "series")}
    found = {**beside, **{name: value for name, value in trial.facts.items() if name in NAMES}}
    found.pop("replicates", None)
    width, length = trial.facts.get("plot_width"), trial.facts.get("plot_length")
    if width and length and "plot_area" not in found:
        found["plot_area"] = width * length
    return found


def _entries(payload: Payload, trial: TrialPlan, rows: list[dict[str, Any]]) -> dict[str, int]:
    """The keys of the trial's entries by name; new ones are added to `rows`."""
    numbers = dict(trial.known_entries)
    given = {n for n in trial.entries.values() if n}
    free = iter(n for n in range(len(numbers) + 1, len(numbers) + len(trial.entries) + len(given) + 2) if n not in given)
    for name, number in trial.entries.items():
        if name not in numbers:
            numbers[name] = new_id()
            levels = dict(zip(LEVELS, trial.levels.get(name, ()), strict=False))
            rows.append({"id": numbers[name], "trial_id": trial.id, "number": number or next(free), **levels,
                         "variety_id": payload.varieties.get(trial.variety_of.get(name, "")), "name": name,
                         "is_check": name in trial.checks, "remark": "; ".join(dict.fromkeys(trial.remarks.get(name, ())))})
    return numbers


def _plot(session: Session, payload: Payload, trial: TrialPlan, plot: PlotPlan, entries: dict[str, int],
          plots: list[dict[str, Any]], observations: list[dict[str, Any]], source: str) -> None:
    if not plot.rows:
        return
    if plot.id is None:
        plot.id = new_id()
        plots.append({"id": plot.id, "trial_id": trial.id, "entry_id": entries.get(plot.entry), "number": plot.number,
                      "replicate": plot.replicate, "block": plot.block, "row": plot.row, "column": plot.column,
                      "walk": plot.walk, "kind": plot.kind, "given_id": _own_id(trial, plot)})
    elif plot.moved:
        moved = {name: value for name, value in plot.moved.items() if name != "entry"}
        if "entry" in plot.moved:
            moved["entry_id"] = entries[plot.entry]
        verbs.store(session, Plot, moved, plot.id)
    for place, (key, value) in enumerate(plot.values.items()):
        is_number = isinstance(value, float)
        note = {"note": "; ".join(plot.notes)} if plot.notes and place == 0 else {}
        stored = {"value": value if is_number else None, "text": "" if is_number else str(value), **note}
        if key in plot.changed:
            verbs.store(session, Observation, {**stored, "source": source}, plot.changed[key])
        else:
            observations.append({"note": "", **stored, "plot_id": plot.id, "trait_id": payload.traits[key].id, "occasion": 1,
                                 "source": source})


def _own_id(trial: TrialPlan, plot: PlotPlan) -> str:
    """The id that the file gives a plot, where it is not the one it has here by trial and number."""
    return "" if plot.given_id == plot_key(trial.code, plot.number) else plot.given_id
