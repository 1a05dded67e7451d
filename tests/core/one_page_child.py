"""Run in a process of its own, where nothing but the dealers' page is loaded: `python -m tests.core.one_page_child PATH`.

Prints what came of searching, saving, deleting, merging, undoing and checking, a line each.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.newdata import open_ready

REFERRING = ("trainingevent", "farmercase")


def prepare(path: Path) -> None:
    """Two dealers, the second with an outlet, a training that it hosts and a case of a farmer that it reported."""
    from desktop.dealers.model import Dealer, Outlet
    from desktop.service.case_model import FarmerCase
    from desktop.training.model import TrainingEvent

    db = open_ready(path)
    verbs.save(db, Dealer, {"name": "keep"})
    lose = verbs.save(db, Dealer, {"name": "lose"})
    verbs.save(db, Outlet, {"name": "own", "dealer_id": lose.id})
    verbs.save(db, TrainingEvent, {"topic": "sowing", "held_on": date(2026, 3, 1), "dealer_id": lose.id})
    verbs.save(db, FarmerCase, {"farmer": "Li", "symptom": "根蘖奇征", "dealer_id": lose.id, "reported_on": date(2026, 7, 1)})
    db.close()


def work(db: Database) -> Iterator[Any]:
    """Each thing done, as what came of it."""
    from desktop.core.check import check
    from desktop.core.recycling import deleted
    from desktop.core.search import find
    from desktop.dealers.model import Dealer

    with db.reading() as session:
        keep, lose = session.connection().exec_driver_sql("SELECT id FROM dealer ORDER BY name").scalars()
    yield verbs.save(db, Dealer, {"name": "third"}).name
    yield sorted(loaded())
    try:
        verbs.delete(db, Dealer, [lose])
    except Refused:
        yield "refused"
    verbs.merge(db, Dealer, keep, [lose], {"name": "keep"})
    yield referred(db) == {keep}
    db.undo()
    yield referred(db) == {lose}
    db.redo()
    with db.reading() as session:
        yield [record.label for record in deleted(session)]
        yield sorted(hit.table for hit in find(session, "根蘖奇征"))  # a hit is named by its model, whose feature it loads
    yield [finding.level for finding in check(db)]


def referred(db: Database) -> set[int]:
    """The dealers that rows of other features refer to."""
    with db.reading() as session:
        return {session.connection().exec_driver_sql(f"SELECT dealer_id FROM {table}").scalar() for table in REFERRING}


def loaded() -> set[str]:
    """The features whose models stand in memory."""
    return {name.split(".")[1] for name in sys.modules if name.startswith("desktop.") and name.endswith("model")
                   and name.split(".")[1] not in ("core", "ui")}


if __name__ == "__main__":
    where = Path(sys.argv[2])
    if sys.argv[1] == "prepare":
        prepare(where)
    else:
        from desktop.app import open_database
        from desktop.dealers.page import DealersPage

        opened = open_database(where)
        print(DealersPage.__name__)
        for line in work(opened):
            print(line)
        opened.close()
