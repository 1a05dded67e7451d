"""A small trial as people have them: three varieties with a check, three blocks, one lost plot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Crop, Season, Trait, Variety
from desktop.core import verbs
from desktop.trials import actions
from desktop.trials.model import Entry, Plot, Site, Trial
from desktop.trials.observations.observation_grid import store_values
from tests.core.store import made_as

if TYPE_CHECKING:
    from desktop.core.database import Database

# Clewer & Scarisbrick's wheat (row, column, block, variety, yield): SS block 9.78, varieties 6.63, error 2.40.
CLEWER = (
    (1, 1, 1, "V2", 9.8), (1, 2, 1, "V4", 9.5), (1, 3, 1, "V3", 7.3), (1, 4, 1, "V1", 7.4),
    (2, 1, 2, "V2", 6.8), (2, 2, 2, "V4", 8.0), (2, 3, 2, "V1", 6.5), (2, 4, 2, "V3", 6.1),
    (3, 1, 3, "V2", 6.2), (3, 2, 3, "V4", 7.4), (3, 3, 3, "V3", 6.4), (3, 4, 3, "V1", 5.6),
)


def build_trial(db: Database, *, check: str | None = "V1", unit: str = "t/ha") -> int:
    """The trial with its values; gives its key."""
    crop = verbs.save(db, Crop, {"code": "wheat", "name_zh": "小麦", "name_en": "Wheat", "standard_moisture": 13})
    trait = verbs.save(db, Trait, {"code": "wheat.yield", "name_zh": "产量", "name_en": "Yield", "unit": unit, "kind": "number",
                                   "decimals": 2, "low": 1, "high": 12, "is_yield": True, "direction": "higher"})
    season = verbs.save(db, Season, {"name": "2026", "year": 2026})
    site = verbs.save(db, Site, {"name": "示例试验点", "soil": "壤土"})
    trial = verbs.save(db, Trial, {"code": "T1", "title": "小麦品种比较试验", "crop_id": crop.id, "season_id": season.id,
                                   "site_id": site.id, "trait_id": trait.id, "replicates": 3, "state": "harvested"})
    names = dict.fromkeys(row[3] for row in CLEWER)
    entries = {name: _entry(db, trial.id, crop.id, name, name == check) for name in sorted(names)}
    actions.set_traits(db, trial.id, [trait.id])
    for row, column, block, name, value in CLEWER:
        plot = verbs.save(db, Plot, {"trial_id": trial.id, "entry_id": entries[name], "number": f"{block}0{column}",
                                     "replicate": block, "row": row, "column": column})
        with db.operation("observed") as session:
            store_values(session, [((plot.id, trait.id, 1), value, False)])
    return trial.id


def _entry(db: Database, trial: int, crop: int, name: str, is_check: bool) -> int:
    variety = verbs.save(db, Variety, {"name": name, "crop_id": crop})
    return verbs.save(db, Entry, {"trial_id": trial, "variety_id": variety.id, "is_check": is_check}).id


def plot_numbered(db: Database, trial: int, number: str) -> Plot:
    """The plot of that number."""
    return next(p for p in verbs.owned(db, Plot, "trial_id", trial) if p.number == number)


def entry_named(db: Database, trial: int, name: str) -> Entry:
    """The entry of that name."""
    return next(e for e in verbs.owned(db, Entry, "trial_id", trial) if e.name == name)


@pytest.fixture
def trial(database: Database) -> int:
    """The wheat trial in a fresh database."""
    return made_as(database, "wheat", build_trial)
