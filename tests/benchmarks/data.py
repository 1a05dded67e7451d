"""The benchmarks' own database: 1,000,000 observations, 100,000 visits, 20,000 dealers. Made once and reused."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import gettempdir
from typing import Any

from sqlmodel import select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.newdata import open_ready

DEALERS, VISITS, TRIALS, PLOTS, TRAITS = 20_000, 100_000, 250, 100, 40
WORDS = "丰禾田穗金苗沃垄春秋北南东新海庆望泉林河"


def folder() -> Path:
    """Where the database is kept: AGRIDESK_BENCHMARKS, else the system's temporary folder."""
    path = Path(os.environ.get("AGRIDESK_BENCHMARKS") or Path(gettempdir()) / "agridesk-benchmarks")
    path.mkdir(parents=True, exist_ok=True)
    return path


def database() -> Path:
    """The path of the large database; made on first use."""
    path = folder() / "large.agridesk"
    if not (folder() / "large.done").exists():
        for old in folder().glob("large.*"):
            if old.is_file():
                old.unlink()
        db = open_ready(path)
        try:
            _fill(db)
        finally:
            db.close()
        (folder() / "large.done").touch()
    open_ready(path).close()  # what newer schema steps do belongs to no figure, and a window asks before it does it
    return path


def name(chance: Random) -> str:
    """A firm's name of six characters."""
    return "".join(chance.choices(WORDS, k=4)) + "种业"


def _fill(db: Database) -> None:
    from desktop.catalogue.model import Trait
    from desktop.dealers.model import Dealer
    from desktop.dealers.visit_model import Visit
    from desktop.regions.model import Region

    chance = Random(1)
    with db.reading() as session:
        counties = [r.id for r in session.exec(select(Region).where(Region.level == "county"))]
        traits = list(session.exec(select(Trait).where(Trait.kind == "number")))[:TRAITS]
    with db.operation("benchmark dealers") as session:
        dealers = verbs.insert_many(session, Dealer, [
            {"code": f"D-{n:05}", "name": name(chance), "region_id": chance.choice(counties), "state": "active",
             "phone": f"1{chance.randrange(10**10):010}", "address": f"第{n}号"} for n in range(DEALERS)])
    with db.operation("benchmark visits") as session:
        verbs.insert_many(session, Visit, [
            {"dealer_id": dealers[n % DEALERS], "state": "done", "visited_on": date(2020, 1, 1) + timedelta(days=n % 2400),
             "purpose": chance.choice(["routine", "order", "stock"]), "people": name(chance)[:3],
             "findings": f"库存{n % 97}袋，{name(chance)}反映良好", "result": f"确认意向{n}"} for n in range(VISITS)])
    _trials(db, traits, chance)


def _trials(db: Database, traits: list[Any], chance: Random) -> None:
    from desktop.trials.model import Entry, Observation, Plot, Trial, TrialTrait

    for number in range(TRIALS):
        with db.operation("benchmark trial") as session:
            trial = verbs.store(session, Trial, {"code": f"B{number:03}", "title": f"大数据试验{number}", "design": "rcbd",
                                                 "replicates": 4, "trait_id": traits[0].id, "state": "harvested"})
            entries = verbs.insert_many(session, Entry, [{"trial_id": trial.id, "number": n + 1, "name": f"品种{n + 1}",
                                                          "is_check": n == 0} for n in range(PLOTS // 4)])
            plots = verbs.insert_many(session, Plot, [
                {"trial_id": trial.id, "entry_id": entries[n % len(entries)], "number": f"{n // 25 + 1}{n % 25 + 1:02}",
                 "replicate": n // 25 + 1, "row": n // 25 + 1, "column": n % 25 + 1} for n in range(PLOTS)])
            verbs.insert_many(session, TrialTrait, [{"trial_id": trial.id, "trait_id": t.id, "position": n}
                                                    for n, t in enumerate(traits)])
            verbs.insert_many(session, Observation, [
                {"plot_id": plot, "trait_id": trait.id, "value": round(chance.gauss(100, 10), 1)}
                for plot in plots for trait in traits])
