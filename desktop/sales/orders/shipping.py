"""Shipping an order: what of it was allotted, or ordered, and has not left yet becomes a shipment."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.orders.lists import SENT
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.states import ORDER_STATES


def remaining(session: Session, order_id: int) -> list[tuple[OrderLine, int]]:
    """The lines of an order of which bags are left to be shipped, with how many: of what was allotted, else of all."""
    lines = session.exec(living(OrderLine).where(col(OrderLine.order_id) == order_id).order_by(col(OrderLine.id)))
    left = [(line, (line.bags if line.allotted is None else line.allotted) - SENT.of(session, line)) for line in lines]
    return [(line, bags) for line, bags in left if bags > 0]


def ship(db: Database, order_id: int, day: date) -> Shipment:
    """Make the shipment of what is left of an order, in one action.

    Raises `Refused` where the order is not confirmed, or nothing of it is left.
    """
    with db.operation(_("Order shipped")) as session:
        order = session.get_one(SalesOrder, order_id)
        if order.state != "confirmed":
            raise Refused(_("An order that is “{state}” is not shipped: confirm it first.").format(
                state=ORDER_STATES.label(order.state)))
        left = remaining(session, order_id)
        if not left:
            raise Refused(_("Nothing of this order is left to be shipped."))
        shipment = store(session, Shipment, {"dealer_id": order.dealer_id, "order_id": order_id, "moved_on": day})
        for line, bags in left:
            store(session, ShipmentLine, {"shipment_id": shipment.id, "order_line_id": line.id, "product_id": line.product_id,
                                          "bags": bags, "price": line.price})
        return shipment
