"""What accounts stand at, for other rooms: balance, open, overdue and advance of dealers, as of any day."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

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


class Owed(NamedTuple):
    """What a dealer or several owe, in fen: balance, and what is overdue beyond the advance of each."""

    balance: int
    pressing: int


def standing(session: Session, *days: date) -> list[dict[int, Owed]]:
    """What all dealers with any movement owe on the evening of each day, by the dealer's key. In a session for reading a day is
    read once, and the days named together are read together, in hardly more time than one of them; where the accounts of a
    day were read, those say it."""
    computed: dict[Any, Any] = session.info.get("computed", {})
    for day in days:
        if ("accounts", day) in computed:
            computed["standing", day] = {key: Owed(one.balance, one.pressing)
                                         for key, one in computed["accounts", day].items()}
    asked = [day for day in dict.fromkeys(days) if ("standing", day) not in computed]
    if asked:
        given = {f"day{n}": day.isoformat() for n, day in enumerate(asked)} | {"undated": undated()}
        rows = session.execute(text(ledger_sql.standing(len(asked))), given).all()
        for n, day in enumerate(asked):
            computed["standing", day] = {row[0]: Owed(row[1 + 2 * n], row[2 + 2 * n]) for row in rows}
    return [computed["standing", day] for day in days]


def owed(session: Session, day: date, dealers: Collection[int] | None = None) -> Owed:
    """What dealers owe together on the evening of a day; of these dealers, or of all."""
    read, = standing(session, day)
    mine = read.values() if dealers is None else [read[key] for key in set(dealers) if key in read]
    return Owed(sum(one.balance for one in mine), sum(one.pressing for one in mine))


def _read(session: Session, day: date, dealer: int | None) -> dict[int, Account]:
    bounds = limits(day)
    query = text(ledger_sql.accounts(bounds, dealer=dealer is not None)).columns(last_paid=Date)
    given = {"day": day.isoformat(), "undated": undated(), **({} if dealer is None else {"dealer": dealer})}
    found = session.execute(query, given)
    place = {name: number for number, name in enumerate(found.keys())}
    key = place["id"]
    plain: Callable[[Any], tuple[Any, ...]] = itemgetter(*(place[name] for name in PLAIN))
    late, paid = itemgetter(*(place[f"bucket{number}"] for number in range(len(bounds) + 2))), place["last_paid"]
    return {row[key]: Account(*(*plain(row), late(row), row[paid])) for row in found.all()}


def joined(limits_: tuple[int, ...]) -> Any:
    """The accounts as a table that a list of dealers joins by its key; the day is the one chosen when the list is read."""
    numbers = ("balance", "open", "advance", "overdue", "oldest", "undated", *(f"bucket{p}" for p in range(len(limits_) + 2)))
    query = text(ledger_sql.accounts(limits_)).bindparams(
        bindparam("day", callable_=as_of.day, type_=Date), bindparam("undated", callable_=undated))
    return query.columns(column("id", BigInteger), *(column(name, BigInteger if name != "oldest" else Integer)
                                                     for name in numbers), column("last_paid", Date)).subquery("account")
