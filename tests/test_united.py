"""Two laptops that started from one file and each added every kind of record: their rows stand in one file without a clash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from desktop.core import verbs
from desktop.core.check import check
from desktop.core.database import Database
from desktop.core.kinds import kinds, model_of
from desktop.core.records import Record, own_columns, table_of
from desktop.core.settings import Settings
from desktop.newdata import open_ready

DAY = date(2026, 5, 1)
GIVEN: dict[str, dict[str, Any]] = {
    # What a kind of record asks for beyond its required fields.
    "attachment": {"digest": "ab/ab" + "0" * 62},
    "move": {"row_table": "dealer"}, "crop": {"name_zh": "作物"}, "trait": {"name_zh": "性状"},
    "announcedtrait": {"wording": "w"}, "visit": {"planned_on": DAY}, "techniquestep": {"term": "guyu"},
    "product": {"bag_kg": 2.5}, "orderline": {"bags": 1}, "shipmentline": {"bags": 1},
    "priceline": {"invoice": 1, "dealer_id": None},
    "feeplan": {"invoice_price": 1, "rebate_percent": 1.0}, "feearea": {"store_price": 1, "retail_price": 1, "sales": 0},
    "printorder": {"pieces": 1}, "printdelivery": {"pieces": 1}, "printreading": {"value": 1.0}, "labelcount": {"pieces": 1},
    "accountentry": {"amount": 1}, "instalment": {"amount": 1}, "payment": {"amount": 1, "received_on": DAY},
    "paymentallotment": {"amount": 1, "shipment_id": None, "order_id": None},
    "creditlimit": {"amount": 1}, "stockmove": {"bags": 1}, "allotround": {"bags": 1},
    "stockplan": {"bags": 1, "taker_id": None},
    "salestarget": {"bags": 1, "region_id": None, "parent_id": None}, "targetmonth": {"bags": 1, "month": DAY},
    "participant": {"attendance": "attended"}, "question": {"kind": "true_false", "answer": "√"},
    "tripexpense": {"claimed": 1},
    "membermonth": {"month": DAY}, "teammember": {"coach_id": None},
    "checkround": {"planned_on": DAY},
    "marketfigure": {"value": 1.0, "year": 2026}, "seedbalance": {"year": 2026},
    "marketcapacity": {"area_likely": 1.0, "kg_mu": 1.0, "bag_kg": 1.0, "year": 2026},
    "rivalvariety": {"against_id": None}, "pricesighting": {"farmer_price": 1, "known_id": None},
    "marketranking": {"year": 2026},
    "suitabilityrule": {"best": 2.0, "good": 1.0},
    "promotionplan": {"year": 2026}, "planline": {"product_id": None}, "placedisease": {"year": 2026}, "planseed": {"bags": 1},
    "soiltest": {"ph": 6.5},
    "rankline": {"amount": 1.0}, "weatheryear": {"year": 2025},
    "salespromotion": {"twin_region_id": None}, "promotedproduct": {"newness": "known"},
    "promise": {"person_id": None}, "touch": {"planned_on": DAY}, "touchplan": {"year": 2026, "times": 1},
                                    "gift": {"value": 1}, "expertuse": {"conflict_said": "x"},
    "ordershare": {"percent": 1.0},
    "rebatetier": {"rate_percent": 1.0}, "rebatecut": {"percent": 1.0}, "rebatefactor": {"paid_within": 15, "percent": 100.0},
    "salescondition": {"percent": 1.0, "region_id": None},
}


MADE_WITH_OTHERS = frozenset({"stockitem", "sessionmark"})
"""What comes by itself: with the first shipment, count or move, once a dealer and product; with a participant who came."""


def filled(session: Session, model: type[Record], laptop: str) -> dict[str, Any]:
    """A value for every required field and every reference of a record; other fields stay at their defaults."""
    values, others = dict(GIVEN.get(table_of(model).name, {})), Counter[str]()
    for column in own_columns(model):
        info, name = column.info, column.name
        if name in values:
            continue
        if info["kind"] == "link":
            values[name] = newest(session, info["link"], others[info["link"]])
            others[info["link"]] += model.__name__ in BETWEEN
        elif info.get("required"):
            values[name] = {"text": f"{name} {laptop}", "day": DAY, "choice": None}.get(info["kind"], 1)
    return {name: value for name, value in values.items() if value is not None}


BETWEEN = frozenset({"StockMove", "DiversionCase", "StockPlan"})
"""What names two different dealers."""


def newest(session: Session, table: str, after: int) -> Any:
    """The key of the newest living row of a table but so many."""
    return session.connection().exec_driver_sql(
        f'SELECT id FROM "{table}" WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 1 OFFSET ?', (after,)).scalar()


def in_order() -> Iterator[type[Record]]:
    """Every kind of record, each after those it refers to."""
    left, done = dict(kinds()), set[str]()
    while left:
        free = [k for k in left.values() if all(link.target in ("", k.table, *done) for link in k.links)]
        assert free, f"a circle of references among {sorted(left)}"
        for kind in free:
            del left[kind.table]
            done.add(kind.table)
            yield model_of(kind.table)


def work(path: Path, laptop: str) -> None:
    """Add one record of every kind, as the laptop of that letter."""
    Settings().set("laptop", laptop)
    db = open_ready(path)
    try:
        for model in in_order():
            if table_of(model).name in MADE_WITH_OTHERS:
                continue
            with db.operation(f"one {model.__name__}") as session:
                for _row in range(2 if table_of(model).name == "dealer" else 1):
                    verbs.store(session, model, filled(session, model, laptop))
    finally:
        db.close()


def rows(db: Database) -> dict[str, dict[int, dict[str, Any]]]:
    """All rows of all kinds of record: table → key → values."""
    with db.reading() as session:
        return {table: {row["id"]: dict(row) for row in session.connection().exec_driver_sql(
            f'SELECT * FROM "{table}"').mappings()} for table in kinds()}


def codes(db: Database) -> Counter[tuple[str, str]]:
    """The numbers given from a series, with the table they stand in."""
    found = Counter[tuple[str, str]]()
    for table, of_table in rows(db).items():
        names = [c.name for c in own_columns(model_of(table)) if c.info.get("series")]
        found.update((f"{table}.{name}", row[name]) for row in of_table.values() for name in names if row[name])
    return found


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A database, and two copies of it in which two laptops have worked."""
    folder = tmp_path_factory.mktemp("laptops")
    first, one, two = (folder / f"{name}.agridesk" for name in ("first", "one", "two"))
    open_ready(first).close()
    for copy in (one, two):
        copy.write_bytes(first.read_bytes())
    return first, one, two


def test_what_two_laptops_added_to_copies_of_one_file_stands_in_one_file(copies: tuple[Path, Path, Path]) -> None:
    first, one, two = copies
    work(one, "A")
    work(two, "B")
    before, mine, theirs = (open_ready(path) for path in (first, one, two))
    try:
        known, here, there = rows(before), rows(mine), rows(theirs)
        added = {table: [row for key, row in there[table].items() if key not in known[table]] for table in kinds()}
        assert not [table for table, new in added.items() if not new], "a kind of record that was not added"
        taken = Counter(key for of_table in (*here.values(), added_keys(added)) for key in of_table)
        assert not [key for key, n in taken.items() if n > 1 and key not in shared(here)], "two rows have one key"
        with mine.raw() as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for table, new in added.items():
                for row in new:
                    names = ", ".join(f'"{name}"' for name in row)
                    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(row))})',
                                       tuple(row.values()))
            connection.execute("PRAGMA foreign_keys = ON")
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        numbers = codes(mine)
        assert len({name for name, _code in numbers}) >= 7 and set(numbers.values()) == {1}, "a number that two laptops gave"
        with mine.transaction() as session:
            from desktop.core.search import rebuild

            rebuild(session)
        assert [f.sentence for f in check(mine) if f.level == "error" and "attached file" not in f.sentence] == []
    finally:
        for db in (before, mine, theirs):
            db.close()


def added_keys(added: dict[str, list[dict[str, Any]]]) -> list[int]:
    """The keys of all added rows."""
    return [row["id"] for new in added.values() for row in new]


def shared(here: dict[str, dict[int, Any]]) -> set[int]:
    """Keys that a person and what the person is to us have in common since contacts became people."""
    return set(here["person"]) & set(here["membership"])
