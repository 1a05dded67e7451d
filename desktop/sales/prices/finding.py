"""Which price line holds: the dealer's own, else that of the nearest region, and there the one that began last."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_
from sqlmodel import Session, col

from desktop.core.records import living, table_of
from desktop.dealers.model import Dealer
from desktop.regions.tree import ancestors
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from desktop.sales.validity import holds


def price_line(session: Session, product_id: int, region_id: int | None, day: date,
               dealer_id: int | None = None) -> PriceLine | None:
    """The price line of a product that holds in a region, or for a dealer there, on a day; None where none does.

    The dealer's own line wins; else the region's own one over those of the regions it lies in, any of these over a line
    without a region.
    """
    near = list(reversed(ancestors(session, region_id))) if region_id else []
    query = living(PriceLine).where(
        col(PriceLine.product_id) == product_id, holds(table_of(PriceLine), day),
        or_(col(PriceLine.dealer_id).is_(None), col(PriceLine.dealer_id) == (dealer_id or 0)),
        or_(col(PriceLine.region_id).is_(None), col(PriceLine.region_id).in_(near)))
    rank = {key: place for place, key in enumerate([*near, None])}
    lines = session.exec(query.order_by(col(PriceLine.valid_from).desc(), col(PriceLine.id).desc()))
    return min(lines, key=lambda line: (line.dealer_id is None, rank[line.region_id]), default=None)


def price_for(session: Session, product_id: int, dealer_id: int | None, day: date) -> int | None:
    """What a dealer is invoiced for a bag on a day, in fen: by the dealer's own price line, that of the
    dealer's region, else the list price."""
    dealer = session.get(Dealer, dealer_id) if dealer_id else None
    line = price_line(session, product_id, dealer.region_id if dealer else None, day, dealer_id)
    if line is not None and line.invoice is not None:
        return line.invoice
    product = session.get(Product, product_id)
    return product.list_price if product is not None else None
