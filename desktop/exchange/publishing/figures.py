"""Figures as the program computes them, as tables of a day: what dealers sold, what they owe, what targets have reached.

They are computed here, by the same functions as lists and papers, so that headquarters' figures cannot differ from the
manager's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session

from desktop.core.records import living
from desktop.exchange.publishing.tables import SCHEMA
from desktop.sales.money.accounts import accounts
from desktop.sales.stock.figures import stock
from desktop.sales.targets.figures import Facts, reached
from desktop.sales.targets.model import SalesTarget

TABLES = {
    "figure_stock": "as_of date, dealer_id bigint, product_id bigint, opening_bags bigint, received_bags bigint, "
                    "returned_bags bigint, moved_in_bags bigint, moved_out_bags bigint, counted_on date, counted_bags bigint, "
                    "certainty text, sold_bags bigint, on_hand_bags bigint",
    "figure_account": "as_of date, dealer_id bigint, balance_fen bigint, open_fen bigint, advance_fen bigint, "
                      "overdue_fen bigint, oldest_days integer, last_paid date",
    "figure_target": "as_of date, target_id bigint, target bigint, done bigint, expected numeric, unit text",
}


def fill(session: Session, cursor: Any, day: date) -> None:
    """Write the figures of a day over those of the last publication."""
    rows = {"figure_stock": _stock(session, day), "figure_account": _accounts(session, day),
            "figure_target": _targets(session, day)}
    for name, columns in TABLES.items():
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {SCHEMA}.{name} ({columns})")
        cursor.execute(f"TRUNCATE {SCHEMA}.{name}")
        with cursor.copy(f"COPY {SCHEMA}.{name} FROM STDIN") as copy:
            for row in rows[name]:
                copy.write_row(row)


def _stock(session: Session, day: date) -> Iterable[tuple[Any, ...]]:
    for row in stock(session, day):
        yield (day, row.dealer_id, row.product_id, row.opening, row.received, row.returned, row.moved_in, row.moved_out,
               row.closed, row.closing, row.certainty, row.sold, row.on_hand)


def _accounts(session: Session, day: date) -> Iterable[tuple[Any, ...]]:
    for dealer, account in accounts(session, day).items():
        yield (day, dealer, account.balance, account.open, account.advance, account.overdue, account.oldest, account.last_paid)


def _targets(session: Session, day: date) -> Iterable[tuple[Any, ...]]:
    facts = Facts(session)
    for target in session.exec(living(SalesTarget)).all():
        found = reached(session, target, day, facts)
        unit = "fen" if target.money is not None and target.bags is None else "bags"
        yield day, target.id, target.whole, found.done, round(float(found.expected), 2), unit
