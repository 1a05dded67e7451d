"""Whatever door goods come and go by, also back from the bin or by an undo: each product at each dealer is a stock item."""

from __future__ import annotations

from sqlalchemy import text
from sqlmodel import Session

from desktop.core.records import alive_in_sql as alive
from desktop.core.verbs import store
from desktop.sales.stock.model import StockItem

LACKING = f"""
SELECT dealer_id, product_id FROM (
  SELECT dealer_id, product_id FROM shipmentline l WHERE {alive("l")} GROUP BY dealer_id, product_id
  UNION SELECT dealer_id, product_id FROM countline c WHERE {alive("c")} GROUP BY dealer_id, product_id
  UNION SELECT from_id, product_id FROM stockmove m WHERE {alive("m")}
  UNION SELECT to_id, product_id FROM stockmove m WHERE {alive("m")}) g
WHERE dealer_id IS NOT NULL AND product_id IS NOT NULL
  AND EXISTS (SELECT 1 FROM dealer d WHERE d.id = g.dealer_id AND {alive("d")})
  AND NOT EXISTS (SELECT 1 FROM stockitem i WHERE i.dealer_id = g.dealer_id AND i.product_id = g.product_id AND {alive("i")})"""


def follow(session: Session) -> None:
    """Make the stock items that goods lack."""
    for dealer_id, product_id in session.execute(text(LACKING)).all():
        store(session, StockItem, {"dealer_id": dealer_id, "product_id": product_id})
