"""Small series of trials in a fresh database: entries × sites × blocks with yields that are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Season, Trait, Variety
from desktop.core import verbs
from desktop.core.verbs import insert_many
from desktop.trials.model import Entry, Observation, Plot, Site, Trial, TrialTrait

if TYPE_CHECKING:
    from desktop.core.database import Database

NAME = "甲系列"
VARIETIES = {"对照一号": 600.0, "甲一": 660.0, "甲二": 620.0, "甲三": 560.0}
SITES = {"东点": 0.0, "西点": 40.0, "南点": -30.0, "北点": 15.0, "中点": 5.0}
SHAKEN = (3.0, -7.0, 5.0, 11.0, -2.0, 8.0, -9.0, 1.0, -4.0, 6.0, -1.0, 2.0, -5.0)
Build = Callable[..., dict[str, int]]


def trait(db: Database, code: str, **values: object) -> int:
    """A trait of one's own; a yield in kg/亩 where nothing else is said."""
    plain = {"code": code, "name_zh": code, "kind": "number", "unit": "kg/亩", "decimals": 1, "is_yield": True,
             "direction": "higher"}
    return verbs.save(db, Trait, {**plain, **values}).id


def variety(db: Database, name: str) -> int:
    """The variety of that name, made where it is not there."""
    with db.reading() as session:
        found = session.connection().exec_driver_sql("SELECT id FROM variety WHERE name = ?", (name,)).scalar()
    return int(found) if found else verbs.save(db, Variety, {"name": name}).id


def add_trial(db: Database, code: str, site: str, values: Mapping[str, Sequence[float | None]], *, trait_id: int,
              series: str = NAME, check: str = "对照一号", season: str = "2025", **fields: object) -> int:
    """A trial with a plot for every value, by entry in order of the blocks; None is a plot without a value."""
    with db.reading() as session:
        execute = session.connection().exec_driver_sql
        place = execute("SELECT id FROM site WHERE name = ?", (site,)).scalar()
        year = execute("SELECT id FROM season WHERE name = ?", (season,)).scalar()
    place = place or verbs.save(db, Site, {"name": site}).id
    year = year or verbs.save(db, Season, {"name": season, "year": int(season)}).id
    trial = verbs.save(db, Trial, {"code": code, "title": code, "series": series, "site_id": place, "season_id": year,
                                   "trait_id": trait_id, "design": "rcbd", "state": "harvested", **fields}).id
    known = {v: variety(db, v) for v in values}
    with db.operation("trial of a series") as session:
        insert_many(session, TrialTrait, [{"trial_id": trial, "trait_id": trait_id, "position": 1}])
        entries = insert_many(session, Entry, [
            {"trial_id": trial, "number": n, "variety_id": variety_id, "is_check": name == check}
            for n, (name, variety_id) in enumerate(known.items(), start=1)])
        rows = [(entry, block, value) for entry, numbers in zip(entries, values.values(), strict=True)
                for block, value in enumerate(numbers, start=1)]
        plots = insert_many(session, Plot, [
            {"trial_id": trial, "entry_id": entry, "number": f"{n:03d}", "replicate": block}
            for n, (entry, block, _value) in enumerate(rows, start=1)])
        insert_many(session, Observation, [
            {"plot_id": plot, "trait_id": trait_id, "value": value}
            for plot, (_entry, _block, value) in zip(plots, rows, strict=True) if value is not None])
    return trial


def grown(place: int, shift: float, blocks: int = 3, scale: float = 1.0) -> dict[str, list[float | None]]:
    """The yields at one site: variety, site, and a small disturbance that is always the same."""
    found: dict[str, list[float | None]] = {}
    for i, (name, mean) in enumerate(VARIETIES.items()):
        found[name] = [scale * (mean + shift + SHAKEN[(7 * place + 3 * i + 5 * b) % len(SHAKEN)]) for b in range(blocks)]
    return found


@pytest.fixture
def series(database: Database) -> dict[str, int]:
    """Five sites, three blocks, four varieties with their check; site → trial."""
    response = trait(database, "own.yield", name_zh="亩产量")
    return {site: add_trial(database, f"X{n}", site, grown(n, shift), trait_id=response)
            for n, (site, shift) in enumerate(SITES.items(), start=1)}
