"""Stock, targets and rebates over five seasons: 2,000 dealers, 10 products, 200,000 shipment lines, 100,000 payments, 50,000
counted lines, 2,100 targets, 400 rebate agreements, against plain SQL sums."""

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
from tests.benchmarks.accounts import DAYS, DEALERS, FIRST, _put
from tests.benchmarks.measure import Figure, milliseconds

import_models()
PRODUCTS, LINES, PAYMENTS, COUNTS, COUNTIES, AGREEMENTS = 10, 200_000, 100_000, 50_000, 100, 400
AS_OF = date(2026, 9, 1)
GOAL, TIMES = 500, 3  # ms on the worker; and so many times the plain sums
PLAIN_STOCK = """
WITH c AS (SELECT dealer_id, product_id, MAX(counted_on) AS closed,
                  MIN(counted_on) FILTER (WHERE counted_on >= :first) AS opened
           FROM countline WHERE counted_on <= :day AND deleted_at IS NULL GROUP BY dealer_id, product_id)
SELECT i.id, i.dealer_id, i.product_id, c.opened, c.closed,
       (SELECT SUM(bags) FROM countline o WHERE o.dealer_id = i.dealer_id AND o.product_id = i.product_id
        AND o.counted_on = c.opened AND o.deleted_at IS NULL),
       (SELECT SUM(bags) FROM countline o WHERE o.dealer_id = i.dealer_id AND o.product_id = i.product_id
        AND o.counted_on = c.closed AND o.deleted_at IS NULL),
       SUM(l.bags) FILTER (WHERE l.bags > 0 AND l.moved_on <= c.closed),
       SUM(l.bags) FILTER (WHERE l.bags < 0 AND l.moved_on <= c.closed), SUM(l.bags) FILTER (WHERE l.moved_on > c.closed)
FROM stockitem i LEFT JOIN c ON c.dealer_id = i.dealer_id AND c.product_id = i.product_id
LEFT JOIN shipmentline l ON l.dealer_id = i.dealer_id AND l.product_id = i.product_id AND l.deleted_at IS NULL
  AND l.moved_on BETWEEN COALESCE(c.opened, :first) AND :day
WHERE i.deleted_at IS NULL GROUP BY i.id"""
"""The sums of the sheet as one would write them by hand: what the first and the last count of the season found, what came and
went back between them, what came since; without moves, the season before, and how a count was made."""
PLAIN_TARGETS = """
SELECT r.parent_id, substr(l.moved_on, 1, 7), SUM(l.bags), SUM(l.bags * l.price) FROM shipmentline l
JOIN dealer d ON d.id = l.dealer_id JOIN region r ON r.id = d.region_id WHERE l.moved_on BETWEEN :first AND :day
GROUP BY 1, 2"""
"""What was sent by province and month; the sheet says it of every county and dealer, and against targets."""


def figures(_database: Path) -> Iterator[Figure]:
    """The stock sheet of all, its list, the advice for all, attainment, the liability of rebates."""
    from desktop.sales.rebates.reports import liability
    from desktop.sales.stock.advising import advised
    from desktop.sales.stock.figures import stock
    from desktop.sales.stock.lists import STOCK
    from desktop.sales.stock.papers import stock_sheet
    from desktop.sales.targets.lists import TARGETS
    from desktop.sales.targets.papers import attainment

    db = made()
    query, first = Query(), date(2025, 10, 1)

    def read(work: Any) -> float:
        def once() -> None:
            with db.reading() as session:
                work(session)

        return milliseconds(once)

    given = {"day": AS_OF.isoformat(), "first": first.isoformat()}
    plain = read(lambda session: session.execute(text(PLAIN_STOCK), given).all())
    yield Figure("the same sums of counts and shipments by hand", plain, "ms")
    yield Figure("stock of all dealers", read(lambda session: stock(session, AS_OF)), "ms", min(GOAL, TIMES * plain))
    yield Figure("advice for all stock items", read(lambda session: advised(session, AS_OF)), "ms")
    yield Figure("list of stock: keys in order", read(lambda session: STOCK.ids(session, query)), "ms", GOAL)
    yield Figure("list of stock: a screen of rows", read(lambda session: STOCK.rows(session, range(1, 61))), "ms", GOAL)
    yield Figure("list of stock: totals", read(lambda session: STOCK.totals(session, query)), "ms", GOAL)
    yield Figure("stock sheet of one dealer, made", milliseconds(lambda: stock_sheet(db, 7, AS_OF)), "ms", GOAL)
    plain = read(lambda session: session.execute(text(PLAIN_TARGETS), given).all())
    yield Figure("plain sums of what was sent by place and month", plain, "ms")
    yield Figure("list of targets: keys in order", read(lambda session: TARGETS.ids(session, query)), "ms", GOAL)
    yield Figure("list of targets: a screen of rows", read(lambda session: TARGETS.rows(session, range(1, 61))), "ms", GOAL)
    yield Figure("attainment of all targets, made", milliseconds(lambda: attainment(db, AS_OF)), "ms", max(GOAL, TIMES * plain))
    yield Figure("liability of all rebates, made", milliseconds(lambda: liability(db, AS_OF)), "ms", GOAL)
    db.close()


def made() -> Database:
    """The database with trade, made once."""
    path = data.folder() / "trade.agridesk"
    fresh = not path.exists()
    db = open_ready(path)
    if fresh:
        with db.operation("benchmark") as session:
            _fill(session.connection().connection.driver_connection)
    return db


def _fill(driver: Any) -> None:
    """Rows straight into the tables: what is measured is reading them."""
    chance = Random(1)
    days = [(FIRST + timedelta(days=i)).isoformat() for i in range(DAYS)]
    driver.execute("INSERT INTO variety (id, name) VALUES (1, 'v')")
    _put(driver, "product", ("id", "name", "variety_id", "bag_kg", "bags_carton"),
         [(i, f"p{i}", 1, 2.5, 10) for i in range(1, PRODUCTS + 1)])
    driver.execute("INSERT INTO region (id, name, level, full_name) VALUES (1, 'r', 'province', 'r')")
    _put(driver, "region", ("id", "name", "level", "parent_id", "full_name"),
         [(1 + i, f"c{i}", "county", 1, f"r c{i}") for i in range(1, COUNTIES + 1)])
    _put(driver, "dealer", ("id", "name", "state", "region_id"),
         [(i, f"d{i}", "active", 2 + i % COUNTIES) for i in range(1, DEALERS + 1)])
    _put(driver, "shipment", ("id", "code", "kind", "dealer_id", "moved_on"),
         [(i, f"SH{i}", "delivery", 1 + i % DEALERS, days[i % DAYS]) for i in range(1, LINES // 5 + 1)])
    _put(driver, "shipmentline", ("id", "shipment_id", "dealer_id", "moved_on", "product_id", "bags", "price"), [
        (i, (i - 1) // 5 + 1, 1 + ((i - 1) // 5 + 1) % DEALERS, days[((i - 1) // 5 + 1) % DAYS], 1 + i % PRODUCTS,
         chance.randint(-9, 99) or 1, 5400) for i in range(1, LINES + 1)])
    _put(driver, "payment", ("id", "dealer_id", "received_on", "amount"), [
        (i, 1 + i % DEALERS, days[i % DAYS], chance.randint(1, 900_000)) for i in range(1, PAYMENTS + 1)])
    counts = COUNTS // PRODUCTS
    _put(driver, "stockcount", ("id", "dealer_id", "counted_on", "certainty"), [
        (i, 1 + i % DEALERS, days[i * 7 % DAYS], "counted") for i in range(1, counts + 1)])
    _put(driver, "countline", ("id", "count_id", "dealer_id", "counted_on", "product_id", "bags"), [
        (i, (i - 1) // PRODUCTS + 1, 1 + ((i - 1) // PRODUCTS + 1) % DEALERS, days[((i - 1) // PRODUCTS + 1) * 7 % DAYS],
         1 + i % PRODUCTS, chance.randint(0, 60)) for i in range(1, COUNTS + 1)])
    _put(driver, "stockitem", ("id", "dealer_id", "product_id", "minimum", "maximum"), [
        (i, 1 + (i - 1) // PRODUCTS, 1 + i % PRODUCTS, 5, 50) for i in range(1, DEALERS * PRODUCTS + 1)])
    _put(driver, "salestarget", ("id", "name", "starts_on", "measure", "region_id", "dealer_id", "bags", "parent_id"), [
        (1, "all", "2025-10-01", "bags", 1, None, 900_000, None),
        *((1 + i, f"c{i}", "2025-10-01", "bags", 1 + i, None, 9_000, 1) for i in range(1, COUNTIES + 1)),
        *((200 + i, f"d{i}", "2025-10-01", "bags", None, i, 450, 2 + i % COUNTIES) for i in range(1, DEALERS + 1))])
    _put(driver, "rebateagreement", ("id", "code", "name", "dealer_id", "state", "starts_on", "ends_on", "basis", "method"), [
        (i, f"RB{i}", "y", i, "active", "2025-10-01", "2026-09-30", "amount", "tier") for i in range(1, AGREEMENTS + 1)])
    _put(driver, "rebatetier", ("id", "agreement_id", "part", "above_amount", "rate_percent", "method"), [
        (3 * i + n, i, "term", 100_000 * n, float(1 + n), "whole") for i in range(1, AGREEMENTS + 1) for n in range(3)])
