"""How far a dealer may be in debt: the limit that holds, what counts against it, what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.core.records import alive_in_sql as alive
from desktop.core.records import living
from desktop.sales.money.accounts import account_of
from desktop.sales.money.credit_model import CreditLimit

UNSHIPPED = f"""
SELECT COALESCE(SUM(COALESCE(l.price, p.list_price, 0) * MAX(0, l.bags - COALESCE((
  SELECT SUM(s.bags) FROM shipmentline s WHERE s.order_line_id = l.id AND s.bags > 0 AND {alive("s")}), 0))), 0)
FROM salesorder o JOIN orderline l ON l.order_id = o.id LEFT JOIN product p ON p.id = l.product_id
WHERE {alive("o", "l")} AND o.dealer_id = :dealer AND o.state IN ('confirmed', 'held') AND o.id <> :order"""
"""What is ordered by a dealer in other open orders and has not left yet, in fen; without a price by the
list price."""


@dataclass(frozen=True)
class Exposure:
    """What counts against the limit, in fen: the account's balance, other open orders not shipped, this order; `limit` is None
    where there is none."""

    balance: int
    unshipped: int
    this: int
    limit: int | None

    @property
    def whole(self) -> int:
        """All of it."""
        return self.balance + self.unshipped + self.this

    @property
    def beyond(self) -> int:
        """By how much the limit is passed; 0 within it or without one."""
        return 0 if self.limit is None else max(0, self.whole - self.limit)


def limit_of(session: Session, dealer_id: int, day: date) -> int | None:
    """The credit limit of a dealer that holds on a day, in fen; of several that which began last.

    None for a dealer who never had one; 0 where the last one has run out: nobody granted anything for now.
    """
    wanted = living(CreditLimit).where(col(CreditLimit.dealer_id) == dealer_id, col(CreditLimit.valid_from) <= day)
    rows = session.exec(wanted.order_by(col(CreditLimit.valid_from).desc(), col(CreditLimit.id).desc())).all()
    holding = [row for row in rows if row.valid_until is None or row.valid_until >= day]
    return (holding[0].amount or 0) if holding else 0 if rows else None


def exposure(session: Session, dealer_id: int, day: date, *, order_id: int = 0, this: int = 0) -> Exposure:
    """What a dealer owes and will owe on a day, beside the order `order_id`, which comes to `this` fen still to be shipped."""
    given: dict[str, Any] = {"dealer": dealer_id, "order": order_id}
    unshipped = int(session.execute(text(UNSHIPPED), given).scalar_one())
    return Exposure(account_of(session, dealer_id, day).balance, unshipped, this, limit_of(session, dealer_id, day))


def free_credit(session: Session, dealer_id: int, day: date) -> int | None:
    """What is left of a dealer's credit limit, in fen, below 0 beyond it; None without a limit."""
    found = exposure(session, dealer_id, day)
    return None if found.limit is None else found.limit - found.whole
