"""Reports over five seasons of trade, a calendar of 20,000 dated things, and Today on both large databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from desktop.core.database import Database
from desktop.core.dated.gathering import gather_dates, told_by
from desktop.features import FEATURES, import_models
from desktop.newdata import open_ready
from tests.benchmarks import data
from tests.benchmarks.measure import Figure, milliseconds
from tests.benchmarks.trade import AS_OF, made

import_models()
YEAR_GOAL, WEEK_GOAL, CALENDAR_GOAL, TODAY_GOAL = 5000, 500, 200, 150  # ms
THINGS = 20_000
TOLD = [(feature.name, told_by(feature)) for feature in FEATURES if feature.reminders]


def figures(_database: Path) -> Iterator[Figure]:
    """A year's and a week's report filled from the records; the calendar; Today without and with what takes reckoning."""
    from desktop.reports.periodic.paper import document, unwritten
    from desktop.today import board

    db, sources = made(), [source for _name, source in TOLD]
    for kind, goal in (("year", YEAR_GOAL), ("week", WEEK_GOAL)):
        def once(of: str = kind) -> None:
            with db.reading() as session:
                document(unwritten(session, of, AS_OF))

        yield Figure(f"{kind}'s report over five seasons, made", milliseconds(once), "ms", goal)
    yield Figure("Today on that database, what is quickly told", milliseconds(
        lambda: board.quickly(db, sources, date.today(), 30)), "ms", TODAY_GOAL)
    yield Figure("Today on that database, what takes reckoning", milliseconds(
        lambda: board.reckoned(db, sources, date.today(), 30)), "ms")
    db.close()
    large = open_ready(data.database())
    days = _span(large)
    yield Figure("Today on the large database, all of it", milliseconds(
        lambda: board.gather(large, sources, date.today(), 30)), "ms", TODAY_GOAL)
    found = gather_dates(large, TOLD, *days, date.today())
    yield Figure(f"calendar of {len(found.lines):,} dated things", milliseconds(
        lambda: gather_dates(large, TOLD, *days, date.today())), "ms", CALENDAR_GOAL)
    large.close()


def _span(db: Database) -> tuple[date, date]:
    """Days around today that hold some 20,000 dated things."""
    half, today = 30, date.today()
    while True:
        days = today - timedelta(days=half), today + timedelta(days=half)
        if half > 3000 or len(gather_dates(db, TOLD, *days, today).lines) >= THINGS:
            return days
        half += 100
