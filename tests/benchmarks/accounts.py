"""Accounts over five seasons: 2,000 dealers, 40,000 shipments with 200,000 lines, 100,000 payments, against plain SQL sums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text

from desktop.core.database import Database
from desktop.core.listing import Query
from desktop.features import import_models
from desktop.newdata import open_ready
from tests.benchmarks import data
from tests.benchmarks.measure import Figure, milliseconds

import_models()
DEALERS, SHIPMENTS, PAYMENTS, LINES, DAYS = 2_000, 40_000, 100_000, 5, 1_800
FIRST, AS_OF = date(2021, 10, 1), date(2026, 11, 29)
GOAL, TIMES = 500, 3  # ms on the worker; and so many times the plain sums
PLAIN = """
SELECT s.dealer_id, SUM(MAX(0, s.amount - COALESCE(c.amount, 0))),
       SUM(MAX(0, s.amount - COALESCE(c.amount, 0))) FILTER (WHERE julianday(:day) - julianday(h.due_on) BETWEEN 1 AND 30),
       SUM(MAX(0, s.amount - COALESCE(c.amount, 0))) FILTER (WHERE julianday(:day) - julianday(h.due_on) > 30)
FROM (SELECT shipment_id, dealer_id, SUM(bags * price) AS amount FROM shipmentline
      WHERE moved_on <= :day AND bags > 0 GROUP BY shipment_id) s
JOIN shipment h ON h.id = s.shipment_id
LEFT JOIN (SELECT a.shipment_id, SUM(a.amount) AS amount FROM paymentallotment a JOIN payment p ON p.id = a.payment_id
           WHERE p.received_on <= :day GROUP BY a.shipment_id) c ON c.shipment_id = s.shipment_id
GROUP BY s.dealer_id"""
"""What is open of each dealer by age, without instalments, returns, credits, entries and advances: less than the sheet says."""


def figures(_database: Path) -> Iterator[Figure]:
    """Ageing of all, the list of accounts, the statement of one dealer."""
    from desktop.sales.money.accounts import accounts
    from desktop.sales.money.lists import ACCOUNTS
    from desktop.sales.money.sheets import ageing_sheet, collection_sheet
    from desktop.sales.money.statement import statement

    db = made()
    query = Query()

    def read(work: Any) -> float:
        def once() -> None:
            with db.reading() as session:
                work(session)

        return milliseconds(once)

    plain = read(lambda session: session.execute(text(PLAIN), {"day": AS_OF.isoformat()}).all())
    yield Figure("plain sums of what is open", plain, "ms")
    yield Figure("ageing of all accounts", read(lambda session: accounts(session, AS_OF)), "ms", min(GOAL, TIMES * plain))
    yield Figure("list of accounts: keys in order", read(lambda session: ACCOUNTS.ids(session, query)), "ms", GOAL)
    yield Figure("list of accounts: a screen of rows", read(lambda session: ACCOUNTS.rows(session, range(1, 61))), "ms", GOAL)
    yield Figure("list of accounts: totals", read(lambda session: ACCOUNTS.totals(session, query)), "ms", GOAL)
    yield Figure("ageing sheet, made", milliseconds(lambda: ageing_sheet(db, AS_OF)), "ms", GOAL)
    yield Figure("collection sheet, made", milliseconds(lambda: collection_sheet(db, AS_OF)), "ms", GOAL)
    yield Figure("statement of one dealer, made", milliseconds(lambda: statement(db, 7, AS_OF)), "ms", GOAL)
    db.close()


def made() -> Database:
    """The database with accounts, made once."""
    path = data.folder() / "accounts.agridesk"
    fresh = not path.exists()
    db = open_ready(path)
    if fresh:
        with db.operation("benchmark") as session:
            _fill(session.connection().connection.driver_connection)
    return db


def _fill(driver: Any) -> None:
    """Rows straight into the tables: what is measured is reading them."""
    chance = Random(1)
    days = [(FIRST + timedelta(days=i)).isoformat() for i in range(DAYS + 90)]
    driver.execute("INSERT INTO variety (id, name) VALUES (1, 'v')")
    driver.execute("INSERT INTO product (id, name, variety_id, bag_kg) VALUES (1, 'p', 1, 2.5)")
    _put(driver, "dealer", ("id", "name"), [(i, f"d{i}") for i in range(1, DEALERS + 1)])
    kinds = {i: "return" if i % 10 == 0 else "delivery" for i in range(1, SHIPMENTS + 1)}
    _put(driver, "shipment", ("id", "code", "kind", "dealer_id", "moved_on", "due_on"), [
        (i, f"SH{i}", kinds[i], 1 + i % DEALERS, days[i % DAYS], days[i % DAYS + 90]) for i in kinds])
    sign = {"return": -1, "delivery": 1}
    lines = [(LINES * (i - 1) + j + 1, i, 1 + i % DEALERS, days[i % DAYS], 1, sign[kinds[i]] * chance.randint(1, 99), 5400)
             for i in kinds for j in range(LINES)]
    _put(driver, "shipmentline", ("id", "shipment_id", "dealer_id", "moved_on", "product_id", "bags", "price"), lines)
    _put(driver, "payment", ("id", "dealer_id", "received_on", "amount"), [
        (i, 1 + i % DEALERS, days[i % DAYS], chance.randint(1, 900_000)) for i in range(1, PAYMENTS + 1)])
    _put(driver, "paymentallotment", ("id", "payment_id", "shipment_id", "amount"), [
        (i, i, i % SHIPMENTS or SHIPMENTS, 100_000) for i in range(1, PAYMENTS + 1)])
    _put(driver, "instalment", ("id", "shipment_id", "due_on", "amount"), [
        (i, i, days[i % DAYS], 500_000) for i in range(1, SHIPMENTS + 1, 4)])


def _put(driver: Any, table: str, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    driver.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows)
