"""Which lots lie at a dealer: those of the last count of a product, and those sent since."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.stock.model import CountLine


def lots_at(session: Session, dealer_id: int, day: date) -> dict[int, list[str]]:
    """The lots of each product, by the last count up to a day and by what was sent after it."""
    counted = session.exec(living(CountLine).where(
        col(CountLine.dealer_id) == dealer_id, col(CountLine.counted_on) <= day, col(CountLine.bags) > 0)).all()
    last: dict[int, date] = {}
    for line in counted:
        product, on = line.product_id or 0, line.counted_on or date.min
        last[product] = max(on, last.get(product, on))
    found: dict[int, dict[str, None]] = {}
    for line in counted:
        if line.lot and line.counted_on == last[line.product_id or 0]:
            found.setdefault(line.product_id or 0, {})[line.lot] = None
    sent = session.exec(living(ShipmentLine).where(
        col(ShipmentLine.dealer_id) == dealer_id, col(ShipmentLine.moved_on) <= day, col(ShipmentLine.bags) > 0).order_by(
            col(ShipmentLine.moved_on)))
    for shipped in sent:
        product = shipped.product_id or 0
        if shipped.lot and (product not in last or (shipped.moved_on or date.min) > last[product]):
            found.setdefault(product, {})[shipped.lot] = None
    return {product: list(lots) for product, lots in found.items()}
