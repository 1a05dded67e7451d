"""Three further trials: an alpha design of new lines, a split-plot of nitrogen and density, a demonstration on farms."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, select

from desktop.catalogue.model import Season, Variety
from desktop.core.units import round_half_even
from desktop.core.verbs import insert_many, store
from desktop.designs import DesignOptions, Item, PlannedPlot, plan
from desktop.example.dealers import person
from desktop.example.trials import season_year
from desktop.example.varieties import maize, trait
from desktop.trials.model import Entry, Observation, Plot, Site, Trial, TrialTrait

LINES, BLOCK_SIZE, REPLICATES = 24, 4, 3
NITROGEN = {"N0": 0.0, "N10": 70.0, "N16": 92.0}  # kg N a mu and what it brings
DENSITIES = {"4000": 0.0, "4700": 28.0, "5400": 33.0}  # plants a mu
FARMS = 10
STRIP = 2000.0  # m² of a strip on a farm: three mu
MEASURED = ((45, 0.32), (60, 0.68), (75, 0.95), (95, 1.0))  # days after sowing, share of the final height


@dataclass(frozen=True)
class Kind:
    """What makes one of the trials: its fields, entries with their expected yield, and the options of its plan."""

    fields: Mapping[str, Any]
    entries: Sequence[Mapping[str, Any]]
    expected: Sequence[float]
    options: DesignOptions
    traits: tuple[str, ...] = ("yield_mu",)


def make_designs(session: Session, facts: dict[str, Any], lines: dict[str, Variety], chance: Random) -> list[int]:
    """The three trials in the season and on the sites of the others; gives their keys."""
    season = session.exec(select(Season).where(Season.year == season_year(facts["today"]))).first()
    site = session.exec(select(Site).where(Site.code == facts["sites"][0]["code"])).one()
    kinds = (_alpha(lines, chance), _split(lines), _farms(facts, lines, chance))
    return [_make(session, facts, kind, season, site, chance) for kind in kinds]


def _alpha(lines: dict[str, Variety], chance: Random) -> Kind:
    check = lines["LD1"]
    new = [{"name": f"例选{i:02}", "is_check": False} for i in range(1, LINES)]
    entries = [{"variety_id": check.id, "name": check.name, "is_check": True}, *new]
    return Kind({"code": "A1", "title": "玉米新组合鉴定试验（α 设计）", "design": "alpha", "kind": "comparison",
                 "replicates": REPLICATES, "block_size": BLOCK_SIZE}, entries,
                [740.0, *(740 + chance.gauss(8, 38) for _line in new)],
                DesignOptions(replicates=REPLICATES, block_size=BLOCK_SIZE, seed=2024), ("yield_mu", "plant_height"))


def _split(lines: dict[str, Variety]) -> Kind:
    variety = lines["LF101"]
    cells = [(n, d) for n in NITROGEN for d in DENSITIES]
    entries = [{"name": f"{n} × {d}株/亩", "level_a": n, "level_b": d, "variety_id": variety.id, "is_check": False}
               for n, d in cells]
    together = [640 + NITROGEN[n] + DENSITIES[d] * (0.2 if n == "N0" else 1.0) for n, d in cells]
    return Kind({"code": "S1", "title": "例丰101氮肥与密度试验（裂区设计）", "design": "split-plot", "kind": "cultivation",
                 "purpose": "明确例丰101在当地的适宜施氮量和种植密度，为配套栽培技术提供依据。",
                 "factor_a": "施氮量", "factor_b": "密度", "replicates": REPLICATES}, entries, together,
                DesignOptions(replicates=REPLICATES, seed=2025), ("yield_mu", "plant_height"))


def _farms(facts: dict[str, Any], lines: dict[str, Variety], chance: Random) -> Kind:
    farms: list[str] = []
    while len(farms) < FARMS:
        name = f"{person(facts, chance)}户"
        farms += [] if name in farms else [name]
    entries = [{"variety_id": lines[code].id, "name": lines[code].name, "is_check": code == "LD1"}
               for code in ("LD1", "LF101", "LF102")]
    return Kind({"code": "D1", "title": "例丰101、102大区示范（农户对比）", "design": "on-farm", "kind": "demonstration",
                 "series": "例丰101、102大区示范", "replicates": 1, "plot_area": STRIP, "harvest_area": STRIP,
                 "purpose": "在农户大田条件下检验例丰101、例丰102比对照的增产效果，为推广提供依据。"},
                entries, [705.0, 742.0, 722.0], DesignOptions(replicates=1, seed=2026, farms=tuple(farms)))


def _make(session: Session, facts: dict[str, Any], kind: Kind, season: Season | None, site: Site, chance: Random) -> int:
    year = season.year or 0 if season else 0
    codes = {code: trait(session, code).id for code in kind.traits}
    trial = store(session, Trial, {
        "plot_area": 20.0, "harvest_area": 12.0, "purpose": facts["purpose"], **kind.fields,
        "code": f"LS{year}-{kind.fields['code']}", "title": f"{year}年{kind.fields['title']}，虚构示例",
        "state": "harvested", "crop_id": maize(session).id, "season_id": season.id if season else None, "site_id": site.id,
        "seed": kind.options.seed, "design_options": kind.options.stored(),
        "sown_on": date(year, 5, 4), "harvested_on": date(year, 10, 3), "trait_id": codes["yield_mu"],
        "organiser": facts["company"], "author": facts["manager"],
        "management": facts["management"], "weather": facts["weather"], "remarks": "虚构示例"})
    for position, key in enumerate(codes.values(), 1):
        store(session, TrialTrait, {"trial_id": trial.id, "trait_id": key, "position": position})
    entries = [store(session, Entry, {"trial_id": trial.id, "number": n, **entry})
               for n, entry in enumerate(kind.entries, 1)]
    _plots(session, trial, kind, entries, codes, chance)
    return trial.id


def _plots(session: Session, trial: Trial, kind: Kind, entries: Sequence[Entry], codes: Mapping[str, int],
           chance: Random) -> None:
    """The plan's plots, and what was observed on them."""
    items = [Item(e.id, e.name, e.is_check, tuple(level for level in (e.level_a, e.level_b) if level)) for e in entries]
    made = plan(str(trial.design), items, kind.options).plots
    keys = insert_many(session, Plot, [
        {"trial_id": trial.id, "entry_id": p.entry, "number": p.number, "replicate": p.replicate, "block": p.block,
         "row": p.row, "column": p.column, "kind": p.kind, "walk": p.walk} for p in made])
    expected = {e.id: value for e, value in zip(entries, kind.expected, strict=True)}
    soil = _soil(made, chance)
    sown, rows = trial.sown_on or date(2000, 5, 1), []
    for key, plot in zip(keys, made, strict=True):
        value = expected.get(plot.entry or 0)
        if value is None:
            continue
        grown = value + soil(plot) + chance.gauss(0, 14)
        rows.append(_observation(key, codes["yield_mu"], 1, grown, trial.harvested_on))
        if "plant_height" in codes:
            height = 265 + (value - 700) * 0.12 + chance.gauss(0, 5)
            rows += [_observation(key, codes["plant_height"], i, height * share + chance.gauss(0, 3), sown + timedelta(days), 0)
                     for i, (days, share) in enumerate(MEASURED, 1)]
    insert_many(session, Observation, rows)


def _soil(plots: Sequence[PlannedPlot], chance: Random) -> Callable[[PlannedPlot], float]:
    """How good the ground is: by replicate or farm, by block, and along a slope of the field."""
    levels: dict[object, float] = {}
    for p in plots:
        levels.setdefault(p.replicate, chance.gauss(0, 20))
        levels.setdefault((p.replicate, p.block), chance.gauss(0, 14))
    return lambda p: levels[p.replicate] + levels[p.replicate, p.block] + 8 * math.sin(p.column / 3)


def _observation(plot: int, trait_id: int, occasion: int, value: float, day: date | None, decimals: int = 1) -> dict[str, Any]:
    return {"plot_id": plot, "trait_id": trait_id, "occasion": occasion, "value": float(round_half_even(value, decimals)),
            "text": "", "observed_on": day, "source": "示例"}
