"""What accounts stand at, for other rooms: balance, open, overdue and advance of dealers, as of any day."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import BigInteger, Date, Integer, bindparam, column, text
from sqlmodel import Session

from desktop.core.settings import Settings
from desktop.sales.money import as_of, ledger_sql
from desktop.sales.money.rules import limits

PLAIN = ("balance", "open", "advance", "overdue", "oldest", "undated")
"""The figures of an account that are one number each, in the order of its fields."""


@dataclass(frozen=True)
class Account:
    """What an account stands at, in fen: balance = open − advance; `buckets` add to what is open (not due first).

    `oldest`: days late of what is owed longest, below 1 while nothing is due, None where nothing with a due day is open.
    `undated`: how many open parts have no due day. `last_paid`: when money came last.
    """

    balance: int = 0
    open: int = 0
    advance: int = 0
    overdue: int = 0
    oldest: int | None = None
    undated: int = 0
    buckets: tuple[int, ...] = ()
    last_paid: date | None = None

    @property
    def pressing(self) -> int:
        """What is overdue beyond the advance: nobody is dunned for what lies ready and is only not allotted yet."""
        return max(0, self.overdue - max(0, self.advance))


def undated() -> str:
    """How a debt without a due day is counted: "not_due", or "document": as old as its paper."""
    return str(Settings().get("undated_debts"))


def account_of(session: Session, dealer_id: int, day: date) -> Account:
    """What a dealer's account stands at on the evening of a day; all 0 where nothing has moved yet."""
    return _read(session, day, dealer_id).get(dealer_id, Account(buckets=(0,) * (len(limits(day)) + 2)))


def accounts(session: Session, day: date) -> dict[int, Account]:
    """What the accounts of all dealers with any movement stand at on the evening of a day, by the dealer's key. In a session
    for reading they are read once."""
    computed: dict[Any, dict[int, Account]] = session.info.get("computed", {})
    key = ("accounts", day)
    if key not in computed:
        computed[key] = _read(session, day, None)
    return computed[key]


@dataclass(frozen=True)
class Owed:
    """What all dealers owe together, in fen: balance, and what is overdue beyond each one's advance."""

    balance: int
    pressing: int


def owed(session: Session, day: date, dealers: Collection[int] | None = None) -> Owed:
    """What dealers owe together on the evening of a day; of these dealers, or of all. Summed where it stands, and in a session
    for reading once: a report asks for both figures of the day. Where the accounts of that day were read, those are summed."""
    computed: dict[Any, Any] = session.info.get("computed", {})
    key = ("owed", day, None if dealers is None else frozenset(dealers))
    if key not in computed:
        read: dict[int, Account] | None = computed.get(("accounts", day))
        computed[key] = _owed(session, day, dealers) if read is None else _sum(read, dealers)
    found: Owed = computed[key]
    return found


def _sum(read: Mapping[int, Account], dealers: Collection[int] | None) -> Owed:
    mine = read.values() if dealers is None else [read[key] for key in set(dealers) if key in read]
    return Owed(sum(account.balance for account in mine), sum(account.pressing for account in mine))


def _owed(session: Session, day: date, dealers: Collection[int] | None) -> Owed:
    mine = "" if dealers is None else "WHERE id IN (SELECT value FROM json_each(:dealers))"
    query = text("SELECT COALESCE(SUM(balance), 0), COALESCE(SUM(MAX(0, overdue - MAX(0, advance))), 0) FROM "
                 f"({ledger_sql.accounts(limits(day))}) {mine}")
    given = {"day": day.isoformat(), "undated": undated(), **({} if dealers is None else {"dealers": json.dumps([*dealers])})}
    return Owed(*session.execute(query, given).one())


def _read(session: Session, day: date, dealer: int | None) -> dict[int, Account]:
    bounds = limits(day)
    query = text(ledger_sql.accounts(bounds, dealer=dealer is not None)).columns(last_paid=Date)
    given = {"day": day.isoformat(), "undated": undated(), **({} if dealer is None else {"dealer": dealer})}
    found = session.execute(query, given)
    place = {name: number for number, name in enumerate(found.keys())}
    key = place["id"]
    plain: Callable[[Any], tuple[Any, ...]] = itemgetter(*(place[name] for name in PLAIN))
    late, paid = itemgetter(*(place[f"bucket{number}"] for number in range(len(bounds) + 2))), place["last_paid"]
    return {row[key]: Account(*(*plain(row), late(row), row[paid])) for row in found}


def joined(limits_: tuple[int, ...]) -> Any:
    """The accounts as a table that a list of dealers joins by its key; the day is the one chosen when the list is read."""
    numbers = ("balance", "open", "advance", "overdue", "oldest", "undated", *(f"bucket{p}" for p in range(len(limits_) + 2)))
    query = text(ledger_sql.accounts(limits_)).bindparams(
        bindparam("day", callable_=as_of.day, type_=Date), bindparam("undated", callable_=undated))
    return query.columns(column("id", BigInteger), *(column(name, BigInteger if name != "oldest" else Integer)
                                                     for name in numbers), column("last_paid", Date)).subquery("account")
