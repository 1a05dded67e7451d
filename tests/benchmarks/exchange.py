"""A package of 100,000 changed rows: made by a laptop, taken by the leading file, and its answer taken by the laptop."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.core import verbs
from desktop.core.database import Database
from desktop.dealers.model import Dealer
from tests.benchmarks.measure import Figure
from tests.core.exchange.star import star, taken

NEW, CHANGED = 50_000, 50_000
GOAL = 30  # seconds for making and taking


def figures(_database: Path) -> Iterator[Figure]:
    """Making and taking, up and down."""
    with tempfile.TemporaryDirectory() as folder, star(Path(folder), "甲") as made:
        laptop = made.laptops["甲"]
        _add(laptop, CHANGED)
        made.round()
        _change(laptop)
        _add(laptop, NEW)
        package: list[Path] = []
        up = _seconds(lambda: package.append(made.up("甲")))
        here = _seconds(lambda: taken(made.leader, package[0]))
        yield Figure("100,000 changed rows: package made", up, "s")
        yield Figure("taken by the leading file", here, "s")
        yield Figure("made and taken", up + here, "s", GOAL)
        down = _seconds(lambda: package.append(made.down("甲")))
        yield Figure("answer made and taken", down + _seconds(lambda: taken(laptop, package[1])), "s")


def _add(db: Database, rows: int) -> None:
    with db.operation("many") as session:
        verbs.insert_many(session, Dealer, [{"name": f"店{number}", "address": f"路{number}号"} for number in range(rows)])


def _change(db: Database) -> None:
    """Give every dealer another address, as by an import: with what stood before in the history."""
    from sqlmodel import select

    from desktop.core.history import Step, write_steps

    with db.operation("changed") as session:
        rows = session.exec(select(Dealer)).all()
        steps: list[Step] = [("dealer", row.id, {"address": f"{row.address}乙"}, {"address": row.address}) for row in rows]
        write_steps(session, steps)


def _seconds(work: Callable[[], object]) -> float:
    """What happens once is measured once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
