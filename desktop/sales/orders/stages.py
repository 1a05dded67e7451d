"""At a glance: how far an order, or a shipment, has come. What was decided of it (`states.py`) and what has happened since,
in one word that lists show as a pill; never typed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, exists, func, select

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.records import alive, table_of
from desktop.sales.money.model import AccountEntry, Payment, PaymentAllotment
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine

ORDER_STAGES = Choices("order_stage", {
    "draft": N_("Draft order"), "agreed": N_("Nothing shipped"), "part": N_("Shipped in part"), "shipped": N_("All shipped"),
    "signed": N_("All signed for"), "held": N_("Order on hold"), "closed": N_("Settled order"),
    "cancelled": N_("Cancelled order"),
}, {"draft": "grey", "agreed": "blue", "part": "amber", "shipped": "green", "signed": "green", "held": "red",
    "closed": "grey", "cancelled": "grey"})
SHIPMENT_STAGES = Choices("shipment_stage", {
    "sent": N_("Not signed for"), "signed": N_("Signed for"), "paid": N_("Paid up"), "return": N_("Return"),
}, {"sent": "amber", "signed": "blue", "paid": "green", "return": "grey"})


def order_stage(share: Any) -> Any:
    """The stage of each order; `share` is how much of it was delivered, in percent."""
    order = table_of(SalesOrder)
    return case((order.c.state.in_(("draft", "held", "closed", "cancelled")), order.c.state), (share <= 0, "agreed"),
                (share < 100, "part"), (_unsigned(order), "shipped"), else_="signed")


def _unsigned(order: Any) -> Any:
    """Whether goods of an order left on a shipment that nobody has signed for."""
    ordered, line, sent = table_of(OrderLine).alias(), table_of(ShipmentLine).alias(), table_of(Shipment).alias()
    return exists(select(line.c.id).join(ordered, ordered.c.id == line.c.order_line_id).join(
        sent, sent.c.id == line.c.shipment_id).where(
            ordered.c.order_id == order.c.id, line.c.bags > 0, sent.c.signed_on.is_(None), alive(ordered, line, sent)
    ).correlate(order))


def shipment_stage() -> Any:
    """The stage of each shipment: a return; else paid up, signed for, or neither."""
    sent = table_of(Shipment)
    owed = _sum(sent, ShipmentLine, "shipment_id", lambda line: line.c.bags * line.c.price)
    return case((sent.c.kind == "return", "return"), ((owed > 0) & (owed <= _settled(sent)), "paid"),
                (sent.c.signed_on.is_not(None), "signed"), else_="sent")


def _settled(sent: Any) -> Any:
    """What settled a shipment, fen: money received and allotted to it, goods of it that came back, credits against it."""
    allotted, payment = table_of(PaymentAllotment).alias(), table_of(Payment).alias()
    money = (select(func.coalesce(func.sum(allotted.c.amount), 0)).join(payment, payment.c.id == allotted.c.payment_id)
             .where(allotted.c.shipment_id == sent.c.id, payment.c.received_on.is_not(None), alive(allotted, payment))
             .correlate(sent).scalar_subquery())
    back, line = table_of(ShipmentLine).alias(), table_of(ShipmentLine).alias()
    returned = (select(func.coalesce(func.sum(-back.c.bags * back.c.price), 0)).join(line, line.c.id == back.c.returns_id)
                .where(line.c.shipment_id == sent.c.id, back.c.bags < 0, alive(back, line)).correlate(sent).scalar_subquery())
    return money + returned + _sum(sent, AccountEntry, "shipment_id", lambda entry: func.max(0, -entry.c.amount))


def _sum(sent: Any, model: Any, link: str, value: Any) -> Any:
    own = table_of(model).alias()
    return select(func.coalesce(func.sum(value(own)), 0)).where(own.c[link] == sent.c.id, alive(own)).correlate(
        sent).scalar_subquery()
