"""Lists, search and import over the large database, without a window."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.core import search
from desktop.core.database import Database
from desktop.core.listing import Condition, Query
from desktop.newdata import open_ready
from tests.benchmarks.measure import Figure, milliseconds


def figures(path: Path) -> Iterator[Figure]:
    """The figures of the stored data."""
    db = open_ready(path)
    try:
        yield from _lists(db)
        yield from _search(db)
    finally:
        db.close()
    yield from _import()


def _lists(db: Database) -> Iterator[Figure]:
    from desktop.dealers.actions import VISITS

    def page(query: Query) -> None:
        with db.reading() as session:
            keys = VISITS.ids(session, query)
            VISITS.rows(session, keys[:200])

    yield Figure("100,000 visits: keys and first page", milliseconds(lambda: page(Query())), "ms", 100)
    for column in VISITS.columns[:4]:
        query = Query(order=((column.name, False),))
        yield Figure(f"100,000 visits: sort by {column.name}", milliseconds(lambda q=query: page(q)), "ms", 100)
    filtered = Query(conditions=(Condition("purpose", "in", ("order",)),))
    yield Figure("100,000 visits: filter by purpose", milliseconds(lambda: page(filtered)), "ms", 100)
    yield Figure("100,000 visits: text in the list", milliseconds(lambda: page(Query(text="库存7"))), "ms", 100)
    with db.reading() as session:
        keys = VISITS.ids(session, Query())

    def scroll() -> None:
        with db.reading() as session:
            VISITS.rows(session, keys[50_000:50_060])

    yield Figure("100,000 visits: rows of one scroll step", milliseconds(scroll), "ms", 16)


def _search(db: Database) -> Iterator[Figure]:
    for text in ("禾田种业", "禾田", "禾", "htzy", "D-12345", "1380", "确认意向 库存", "zhong"):
        def find(wanted: str = text) -> None:
            with db.reading() as session:
                search.find(session, wanted)

        yield Figure(f"search everything for “{text}”", milliseconds(find), "ms", 50)


def _import() -> Iterator[Figure]:
    """A 100,000-row workbook of visits against reading it with calamine plus inserting its rows raw."""
    from tests.benchmarks.importing import imported_seconds, raw_seconds, workbook

    with TemporaryDirectory() as folder:
        sheet = workbook(Path(folder))
        raw = raw_seconds(sheet, Path(folder))
        ours = imported_seconds(sheet, Path(folder))
    yield Figure("import of a 100,000-row XLSX, × calamine + raw insert", ours / raw, "×", 3,
                 f"{ours:.2f} s against {raw:.2f} s")


def copy_of(path: Path, folder: Path) -> Path:
    """A copy of the large database to write into."""
    target = folder / path.name
    shutil.copyfile(path, target)
    return target


def seconds(start: float) -> float:
    """Seconds since `start`."""
    return time.perf_counter() - start
