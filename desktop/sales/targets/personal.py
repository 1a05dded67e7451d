"""What counts for each of one's own people: their shares of the orders that goods left on, else the dealers they look after.

A line that leaves on an order with shares counts for each person by the share, what comes back of it as well; what of the
order nobody has counts for nobody. Any other line counts for whoever looks after its dealer, and so does what a dealer pays or
sells out. Parts of a bag are added up over a month and rounded there, halves up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from sqlalchemy import text
from sqlmodel import Session

from desktop.core import money
from desktop.core.records import alive_in_sql as alive

WHOLE = 10_000
"""A whole line in the units in which shares are counted: hundredths of a percent."""

CREDITED = f"""
shared AS MATERIALIZED (
  SELECT order_id, person_id, CAST(ROUND(percent * 100) AS INTEGER) AS part FROM ordershare s WHERE {alive("s")}),
left_on AS (
  SELECT l.shipment_id, l.dealer_id, l.product_id, l.moved_on, l.bags, l.bags * COALESCE(l.price, 0) AS amount,
         COALESCE(o.order_id, ro.order_id, h.order_id, rh.order_id) AS order_id
  FROM shipmentline l
  LEFT JOIN orderline o ON o.id = l.order_line_id LEFT JOIN shipment h ON h.id = l.shipment_id
  LEFT JOIN shipmentline r ON r.id = l.returns_id
  LEFT JOIN orderline ro ON ro.id = r.order_line_id LEFT JOIN shipment rh ON rh.id = r.shipment_id
  WHERE {alive("l")} AND l.bags IS NOT NULL AND l.moved_on BETWEEN {{first}} AND {{last}}),
credited AS (
  SELECT l.shipment_id, l.dealer_id, l.product_id, l.moved_on, l.bags, l.amount, s.person_id, s.part
  FROM left_on l JOIN shared s ON s.order_id = l.order_id
  UNION ALL
  SELECT l.shipment_id, l.dealer_id, l.product_id, l.moved_on, l.bags, l.amount, d.salesperson_id, {WHOLE}
  FROM left_on l JOIN dealer d ON d.id = l.dealer_id
  WHERE d.salesperson_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM shared s WHERE s.order_id = l.order_id))"""
"""Tables of a query: `credited` has the bags and amounts (fen) of each line by person, with the `part` that counts."""

BY_DAY = f"""WITH {CREDITED.format(first=":first", last=":last")}
SELECT person_id, dealer_id, product_id, moved_on, SUM(bags * part), SUM(amount * part) FROM credited
WHERE person_id IS NOT NULL GROUP BY 1, 2, 3, 4"""

LINES = f"""WITH {CREDITED.format(first=":first", last=":last")}
SELECT c.*, d.name AS dealer FROM credited c JOIN dealer d ON d.id = c.dealer_id WHERE c.person_id = :person
ORDER BY c.moved_on, d.name"""

Credited = tuple[int, int | None, date, int, int]
"""Dealer, product, day, bags and amount (fen), both in parts of a ten-thousandth."""


def credited(session: Session, first: date, last: date) -> Mapping[int, list[Credited]]:
    """What counts for each person of the goods that left, or came back, from day to day."""
    found: dict[int, list[Credited]] = {}
    given = {"first": first.isoformat(), "last": last.isoformat()}
    for person, dealer, product, day, bags, amount in session.execute(text(BY_DAY), given):
        found.setdefault(person, []).append((dealer, product, date.fromisoformat(day), bags, amount))
    return found


def looked_after(session: Session) -> Mapping[int, set[int]]:
    """The dealers that each person looks after."""
    found: dict[int, set[int]] = {}
    rows = f"SELECT salesperson_id, id FROM dealer d WHERE {alive('d')} AND salesperson_id IS NOT NULL"
    for person, dealer in session.execute(text(rows)):
        found.setdefault(person, set()).add(dealer)
    return found


def rounded(parts: int) -> int:
    """Whole bags, or fen, of so many ten-thousandths."""
    return money.half_up(Fraction(parts, WHOLE))
