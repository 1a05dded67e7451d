"""What encryption costs: the same work in a plain and in an encrypted database, in turn. Asked for: at most a tenth more."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.encryption import ways
from desktop.core.encryption.beside import Old
from desktop.core.encryption.switching import switch_on
from desktop.core.encryption.wraps import PASSPHRASE
from desktop.core.listing import Query
from desktop.dealers.lists import DEALERS
from desktop.dealers.model import Dealer
from desktop.newdata import open_ready
from tests.benchmarks.measure import Figure

LISTED, IMPORTED, RUNS = 100_000, 20_000, 5
MOST = 10.0  # percent more
T = TypeVar("T")
_numbers = count()


def figures(_database: Path) -> Iterator[Figure]:
    """Opening, a list of 100,000, one save, an import of 20,000 rows: percent that encryption adds, medians of pairs."""
    with tempfile.TemporaryDirectory() as folder:
        plain, hidden = Path(folder) / "plain.agridesk", Path(folder) / "hidden.agridesk"
        db = open_ready(plain)
        with db.operation("many") as session:
            verbs.insert_many(session, Dealer, [{"name": f"店{n:06}", "address": f"路{n % 977}号"} for n in range(LISTED)])
        db.close()
        shutil.copyfile(plain, hidden)
        began = time.perf_counter()
        switch_on(hidden, lambda mark, key: [ways.typed_way(PASSPHRASE, "甲", mark, key, "correct horse battery")],
                  Old.ENCRYPT)
        size = hidden.stat().st_size / 1e6
        yield Figure("switching encryption on", time.perf_counter() - began, "s", None, f"{size:.0f} MB")
        yield _both("opening", lambda path: open_ready(path).close(), plain, hidden)
        first, second = open_ready(plain), open_ready(hidden)
        try:
            for what, work in (("a list of 100,000, sorted, 200 rows of it", _list), ("one save", _save),
                               ("20,000 rows in one action", _import)):
                yield _both(what, work, first, second)
        finally:
            first.close()
            second.close()


def _list(db: Database) -> None:
    with db.reading() as session:
        found = DEALERS.ids(session, Query(order=(("name", False),)))
        assert len(found) >= LISTED
        for start in range(0, LISTED, LISTED // 20):
            DEALERS.rows(session, found[start:start + 10])


def _save(db: Database) -> None:
    for _number in range(20):
        verbs.save(db, Dealer, {"name": f"新店{next(_numbers)}"})


def _import(db: Database) -> None:
    with db.operation("import") as session:
        verbs.insert_many(session, Dealer, [{"name": f"入店{next(_numbers)}", "address": "路"} for _n in range(IMPORTED)])


def _both(what: str, work: Callable[[T], None], plain: T, hidden: T) -> Figure:
    """In turn, so that the machine's own ups and downs meet both alike."""
    work(plain)
    work(hidden)
    times: dict[int, list[float]] = {0: [], 1: []}
    for _run in range(RUNS):
        for number, one in enumerate((plain, hidden)):
            began = time.perf_counter()
            work(one)
            times[number].append(time.perf_counter() - began)
    one, other = (sorted(times[number])[RUNS // 2] for number in (0, 1))
    return Figure(what, (other / one - 1) * 100, "%", MOST, f"{one * 1000:.1f} → {other * 1000:.1f} ms")
