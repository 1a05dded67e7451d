"""The products that are asked about at a dealer's: those he got in the last season, else those on sale."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core.records import alive, table_of
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product

LATELY = 400
MOST = 12


def products_of(session: Session, dealer_id: int, day: date) -> list[int]:
    """Keys of at most `MOST` products, those of which the dealer got most bags, in the order of their names."""
    line, p = table_of(ShipmentLine), table_of(Product)
    lately = select(p.c.id, p.c.name).join(line, line.c.product_id == p.c.id).where(
        line.c.dealer_id == dealer_id, line.c.moved_on >= day - timedelta(days=LATELY), alive(line, p)).group_by(p.c.id)
    got = session.execute(lately.order_by(func.sum(line.c.bags).desc(), p.c.name).limit(MOST)).all()
    rows = got or session.execute(select(p.c.id, p.c.name).where(p.c.retired.is_(False), alive(p)).order_by(
        p.c.name).limit(MOST)).all()
    return [row.id for row in sorted(rows, key=lambda row: row.name)]
