"""The summary of a series of thirty trials: read, analysed, written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from desktop.catalogue.model import Season, Trait, Variety
from desktop.core import documents, verbs
from desktop.core.database import Database
from desktop.core.verbs import insert_many
from desktop.newdata import open_ready
from desktop.trials.model import Entry, Observation, Plot, Site, Trial, TrialTrait
from tests.benchmarks.measure import Figure, milliseconds

SITES, ENTRIES, BLOCKS = 30, 15, 3
NAME = "thirty sites"


def figures(_database: Path) -> Iterator[Figure]:
    """What the window waits for (read and analyse), and the whole report in each format."""
    from desktop.trials.series import shown
    from desktop.trials.series.actions import record_of
    from desktop.trials.series.joined import load
    from desktop.trials.series.series_report import series_report

    with TemporaryDirectory() as folder:
        db = open_ready(Path(folder) / "series.agridesk")
        try:
            _fill(db)
            record = record_of(db, NAME)
            assert record is not None
            size = f"{SITES} sites × {ENTRIES} entries × {BLOCKS}"
            yield Figure(f"series of {size}: read", milliseconds(lambda: load(db, NAME), runs=3), "ms")
            yield Figure(f"series of {size}: as the window shows it", milliseconds(
                lambda: shown.show(db, record.id), runs=3), "ms")
            for ending in documents.ENDINGS:
                target = Path(folder) / f"series{ending}"
                yield Figure(f"summary of {size}, {ending}", milliseconds(
                    lambda t=target: documents.save(series_report(db, NAME), t), runs=3), "ms", 5000)
        finally:
            db.close()


def _fill(db: Database) -> None:
    """Thirty randomised block trials of the same entries, the first one the check."""
    chance = Random(30)
    trait = verbs.save(db, Trait, {"code": "own.yield", "name_en": "Yield", "name_zh": "产量", "kind": "number",
                                   "unit": "kg/亩", "decimals": 1, "is_yield": True, "direction": "higher"})
    season = verbs.save(db, Season, {"name": "2025", "year": 2025})
    effects = [chance.gauss(600, 25) for _n in range(ENTRIES)]
    with db.operation("thirty trials") as session:
        varieties = insert_many(session, Variety, [{"name": f"V{n:02}"} for n in range(ENTRIES)])
        for n in range(SITES):
            (site,) = insert_many(session, Site, [{"name": f"S{n:02}", "longitude": 126 + n / 10, "latitude": 46 + n % 7 / 10}])
            trial = verbs.store(session, Trial, {
                "code": f"T{n:02}", "title": f"T{n:02}", "series": NAME, "site_id": site, "season_id": season.id,
                "trait_id": trait.id, "design": "rcbd", "replicates": BLOCKS, "state": "harvested"}).id
            insert_many(session, TrialTrait, [{"trial_id": trial, "trait_id": trait.id, "position": 1}])
            entries = insert_many(session, Entry, [{"trial_id": trial, "number": k + 1, "variety_id": v, "is_check": k == 0}
                                                   for k, v in enumerate(varieties)])
            grown = [(entry, block, effects[k] + chance.gauss(0, 30)) for k, entry in enumerate(entries)
                     for block in range(1, BLOCKS + 1)]
            plots = insert_many(session, Plot, [{"trial_id": trial, "entry_id": entry, "number": f"{i:03}", "replicate": block}
                                                for i, (entry, block, _value) in enumerate(grown, start=1)])
            insert_many(session, Observation, [
                {"plot_id": plot, "trait_id": trait.id, "value": value + 3 * n}
                for plot, (_entry, _block, value) in zip(plots, grown, strict=True)])
