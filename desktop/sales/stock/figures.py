"""What lies at dealers, for papers and advice: the rows of `figures_sql` as records, with what is still to come."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Date, String, bindparam, column, text
from sqlmodel import Session

from desktop.core.fields import today
from desktop.sales.stock import figures_sql
from desktop.sales.stock.states import SUREST_FIRST

FIELDS = """SELECT id, dealer_id, product_id, minimum, maximum, opened, opening, received, returned, moved_in, moved_out,
closed, closing, COALESCE(certainty, ''), since, sold, on_hand FROM ({sheet})"""
NUMBERS = ("opening", "received", "returned", "moved_in", "moved_out", "since", "on_hand")


class Stock(NamedTuple):
    """A product at a dealer as of a day, in bags. `sold` is None where no count of the season says so; below 0 one of the
    counts is wrong. `on_hand`: the last count and what moved since; nobody has taken off what was sold after it."""

    item_id: int
    dealer_id: int
    product_id: int
    minimum: int | None
    maximum: int | None
    opened: date | None
    opening: int
    received: int
    returned: int
    moved_in: int
    moved_out: int
    closed: date | None
    closing: int | None
    certainty: str
    since: int
    sold: int | None
    on_hand: int
    on_order: int = 0

    @property
    def never_counted(self) -> bool:
        """Whether all that is known is what was sent."""
        return self.closed is None

    @property
    def idle(self) -> bool:
        """Whether nothing was there and nothing moved."""
        return not any((self.opening, self.received, self.returned, self.moved_in, self.moved_out, self.closing, self.since,
                        self.on_order))

    def confidence(self, day: date, stale: int) -> str:
        """"good", "fair" or "poor": counted, told or estimated, and one worse where the count is older than `stale` days."""
        if self.closed is None or self.certainty not in SUREST_FIRST:
            return "poor"
        worse = SUREST_FIRST.index(self.certainty) + ((day - self.closed).days > stale)
        return ("good", "fair", "poor", "poor")[worse]


def stock(session: Session, day: date, dealer_id: int | None = None, *, first: date | None = None) -> list[Stock]:
    """All stock items as of the evening of a day, or those of one dealer, in the order of dealer and product; the season
    begins on `first`, else on that of the business year."""
    given: dict[str, Any] = {"day": day.isoformat(), "first": first.isoformat() if first else None}
    if dealer_id is not None:
        given["dealer"] = dealer_id
    coming, days = on_order(session, dealer_id), _Days()
    query = FIELDS.format(sheet=figures_sql.sheet(dealer=dealer_id is not None))
    found = [Stock(item, dealer, product, low, high, days[opened], opening, received, returned, moved_in, moved_out,
                   days[closed], closing, certainty, since, sold, on_hand, coming.get((dealer, product), 0))
             for (item, dealer, product, low, high, opened, opening, received, returned, moved_in, moved_out, closed, closing,
                  certainty, since, sold, on_hand) in session.connection().exec_driver_sql(query, given).all()]
    found.sort(key=itemgetter(1, 2))
    return found


class _Days(dict[str | None, date | None]):
    """Days by their texts, each made once: a season's counts fall on few of them."""

    def __missing__(self, text_: str | None) -> date | None:
        self[text_] = made = None if text_ is None else date.fromisoformat(text_)
        return made


def on_hand_by_dealer(session: Session, day: date, dealers: Collection[int] | None = None) -> dict[int, int]:
    """The bags there by the books as of the evening of a day, by dealer, of these dealers or of all; summed where they lie."""
    some = dealers is not None
    query = text(f"SELECT dealer_id, SUM(on_hand) AS bags FROM ({figures_sql.sheet(dealers=some)}) GROUP BY dealer_id")
    given = {"day": day.isoformat(), "first": None, **({"dealers": json.dumps([*dealers])} if dealers is not None else {})}
    return {row.dealer_id: row.bags for row in session.execute(query, given)}


def on_order(session: Session, dealer_id: int | None = None) -> dict[tuple[int, int], int]:
    """What is ordered and has not left yet, in bags, by dealer and product."""
    query = text(figures_sql.ON_ORDER.format(of="" if dealer_id is None else "AND o.dealer_id = :dealer"))
    rows = session.execute(query, {} if dealer_id is None else {"dealer": dealer_id})
    return {(row.dealer_id, row.product_id): row.bags for row in rows}


def joined() -> Any:
    """The stock as of today as a table that the list of stock items joins by its key."""
    query = text(figures_sql.sheet()).bindparams(bindparam("day", callable_=today, type_=Date),
                                                 bindparam("first", None, type_=Date))
    return query.columns(column("id", BigInteger), *(column(name, BigInteger) for name in (*NUMBERS, "closing", "sold")),
                         column("opened", Date), column("closed", Date), column("certainty", String)).subquery("stock")
