"""Since when what lies at a dealer has lain there: first in, first out, over shipments, moves and counts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text
from sqlmodel import Session

from desktop.core.records import alive_in_sql as alive
from desktop.trade.stock import Layer, layers

EVENTS = f"""
SELECT product_id, moved_on AS day, 0 AS counted, bags FROM shipmentline l
WHERE {alive("l")} AND l.dealer_id = :dealer AND l.bags IS NOT NULL AND l.moved_on <= :day
UNION ALL
SELECT product_id, moved_on, 0, CASE WHEN to_id = :dealer THEN bags ELSE -bags END FROM stockmove m
WHERE {alive("m")} AND (m.to_id = :dealer OR m.from_id = :dealer) AND m.to_id <> m.from_id AND m.moved_on <= :day
UNION ALL
SELECT product_id, counted_on, 1, SUM(bags) FROM countline c
WHERE {alive("c")} AND c.dealer_id = :dealer AND c.bags IS NOT NULL AND c.counted_on <= :day GROUP BY product_id, counted_on
ORDER BY product_id, day, counted, bags DESC"""
"""All that changed a dealer's stock, of each product in order; a count is of the evening, after what moved that day."""


def stock_layers(session: Session, dealer_id: int, day: date) -> dict[int, list[Layer]]:
    """What lies at a dealer on the evening of a day, by product, the oldest first."""
    events: dict[int, list[tuple[date, int, bool]]] = {}
    for row in session.execute(text(EVENTS), {"dealer": dealer_id, "day": day.isoformat()}):
        events.setdefault(row.product_id, []).append((date.fromisoformat(row.day), row.bags, bool(row.counted)))
    return {product: layers(found) for product, found in events.items()}
