"""Conditions of sale on an order: its prices and free bags reckoned anew, in one action."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import remove, store
from desktop.sales.conditions.applying import offered
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.sales.prices.finding import price_for
from desktop.trade.conditions import Bought, Offer


def reckon(db: Database, order_id: int) -> int:
    """Reckon prices and free bags of an order by the conditions of its day; how many lines were changed, made or dropped.

    What conditions made before is undone first: lines they priced begin at the usual price again, free bags go. A price
    that was typed by hand stays, and its bags count. Raises `Refused` where conditions contradict each other, or the order
    is closed.
    """
    with db.operation(_("Conditions of sale applied")) as session:
        order = session.get_one(SalesOrder, order_id)
        day = order.ordered_on or f.today()
        lines = session.exec(living(OrderLine).where(col(OrderLine.order_id) == order_id).order_by(col(OrderLine.id))).all()
        paid = [line for line in lines if line.price != 0]
        usual = [price_for(session, line.product_id or 0, order.dealer_id, day) or 0 for line in paid]
        bought = [Bought(line.product_id or 0, line.bags or 0, price) for line, price in zip(paid, usual, strict=True)]
        found = offered(session, order.dealer_id or 0, day, bought)
        changed = sum(_price(session, line, price, offer) for line, price, offer in zip(paid, usual, found, strict=True))
        return changed + _free_bags(session, order_id, lines, list(zip(bought, found, strict=True)))


def _price(session: Session, line: OrderLine, usual: int, offer: Offer) -> bool:
    """Give a line the price that conditions make of the usual one; whether it changed."""
    by_hand = not line.conditional and line.price not in (None, usual)
    wanted = (offer.price, offer.price != usual)
    if by_hand or wanted == (line.price, line.conditional):
        return False
    store(session, OrderLine, {"price": offer.price, "conditional": offer.price != usual}, line.id)
    return True


def _free_bags(session: Session, order_id: int, lines: Sequence[OrderLine], found: Sequence[tuple[Bought, Offer]]) -> int:
    """Make the lines of free bags what the conditions give; how many lines were made, changed or dropped."""
    wanted: dict[int, int] = {}
    for bought, offer in found:
        if offer.free:
            wanted[bought.product] = wanted.get(bought.product, 0) + offer.free
    changed = 0
    for line in (line for line in lines if line.price == 0 and line.conditional):
        bags = wanted.pop(line.product_id or 0, 0)
        changed += bags != line.bags
        if bags == 0:
            remove(session, OrderLine, [line.id])
        elif bags != line.bags:
            store(session, OrderLine, {"bags": bags}, line.id)
    for product, bags in wanted.items():
        store(session, OrderLine, {"order_id": order_id, "product_id": product, "bags": bags, "price": 0, "conditional": True})
    return changed + len(wanted)
