"""After how many days the goods of a dealer were paid, for rebates that stand on it (回款天数系数).

A payment pays the shipment it is allotted to. What is not allotted, and credits of the account, pay what is open in the order
of its days, goods and debits of the account alike. Goods that came back are not paid and count for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Date, text
from sqlmodel import Session

from desktop.core.records import alive_in_sql as alive
from desktop.trade.rebates import Paid

SENT = f"""
SELECT l.shipment_id AS ref, l.moved_on AS day, SUM(l.bags * l.price) AS amount,
       SUM(CASE WHEN :product IS NULL OR l.product_id = :product THEN l.bags * l.price ELSE 0 END) AS mine
FROM shipmentline l WHERE {alive("l")} AND l.dealer_id = :dealer AND l.moved_on <= :day AND l.bags > 0 AND l.price > 0
GROUP BY l.shipment_id ORDER BY l.moved_on, l.shipment_id"""
BACK = f"""
SELECT d.shipment_id AS ref, -SUM(b.bags * b.price) AS amount
FROM shipmentline b LEFT JOIN shipmentline d ON d.id = b.returns_id
WHERE {alive("b")} AND b.dealer_id = :dealer AND b.moved_on <= :day AND b.bags < 0 AND b.price > 0 GROUP BY d.shipment_id"""
PAID = f"""
SELECT a.shipment_id AS ref, p.received_on AS day, a.amount FROM payment p JOIN paymentallotment a ON a.payment_id = p.id
JOIN shipment h ON h.id = a.shipment_id
WHERE {alive("p", "a")} AND p.dealer_id = :dealer AND h.dealer_id = :dealer AND p.received_on <= :day
UNION ALL
SELECT NULL, p.received_on, p.amount - COALESCE((
  SELECT SUM(a.amount) FROM paymentallotment a WHERE a.payment_id = p.id AND a.shipment_id IS NOT NULL AND {alive("a")}), 0)
FROM payment p WHERE {alive("p")} AND p.dealer_id = :dealer AND p.received_on <= :day
UNION ALL
SELECT NULL, e.entered_on, -e.amount FROM accountentry e
WHERE {alive("e")} AND e.dealer_id = :dealer AND e.amount < 0 AND e.entered_on <= :day
ORDER BY day"""
OWED = f"""SELECT e.entered_on AS day, e.amount FROM accountentry e
WHERE {alive("e")} AND e.dealer_id = :dealer AND e.amount > 0 AND e.entered_on <= :day"""


@dataclass
class _Owed:
    """A shipment, or a debit of the account, as it is paid."""

    day: date
    open: int
    share: Fraction = Fraction(0)
    paid: list[tuple[date, int]] = field(default_factory=list)

    def pay(self, day: date, amount: int) -> int:
        """Pay of it what is open, at most; what is left of the amount."""
        part = max(0, min(self.open, amount))
        if part:
            self.open -= part
            self.paid.append((day, part))
        return amount - part


def collected(session: Session, dealer_id: int, product_id: int | None, first: date, last: date, day: date) -> list[Paid]:
    """The amounts (fen) of goods sent from `first` to `last`, by days from sending to payment as known on `day`; of one product
    its share of each shipment."""
    given = {"dealer": dealer_id, "product": product_id, "day": day.isoformat()}

    def rows(query: str) -> list[Any]:
        return list(session.execute(text(query).columns(day=Date) if "AS day" in query else text(query), given))

    sent: dict[int, _Owed] = {row.ref: _Owed(row.day, row.amount, Fraction(row.mine, row.amount)) for row in rows(SENT)}
    debits = [_Owed(row.day, row.amount) for row in rows(OWED)]
    queue = sorted([*sent.values(), *debits], key=lambda owed: owed.day)
    for row in rows(BACK):
        _take_back([sent[row.ref]] if row.ref in sent else list(sent.values()), row.amount)
    pool: list[tuple[date, int]] = []
    for row in rows(PAID):
        left = sent[row.ref].pay(row.day, row.amount) if row.ref in sent else row.amount
        pool = [*pool, (row.day, left)] if left >= 0 else _paid_back(pool, -left)
    for paid_on, left in pool:
        for owed in queue:
            left = owed.pay(paid_on, left)  # noqa: PLW2901
    return [piece for owed in sent.values() if owed.share and first <= owed.day <= last for piece in _pieces(owed)]


def _take_back(goods: list[_Owed], amount: int) -> None:
    """Let goods that came back be owed no longer, the newest first."""
    for owed in reversed(goods):
        part = min(owed.open, amount)
        owed.open, amount = owed.open - part, amount - part


def _paid_back(pool: list[tuple[date, int]], amount: int) -> list[tuple[date, int]]:
    """What is left of money that came before some of it was paid back: the newest goes first."""
    left = []
    for day, there in reversed(pool):
        part = min(there, amount)
        amount -= part
        left.append((day, there - part))
    return left[::-1]


def _pieces(owed: _Owed) -> list[Paid]:
    parts: list[Paid] = [((day - owed.day).days, amount) for day, amount in owed.paid]
    parts += [(None, owed.open)] if owed.open else []
    return [(days, round(amount * owed.share)) for days, amount in parts]
