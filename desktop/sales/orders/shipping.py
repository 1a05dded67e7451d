"""Shipping an order: what of it was allotted, or ordered, and has not left yet becomes a shipment, or what is chosen of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.picking import labels_of
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.orders.lists import SENT
from desktop.sales.orders.lots_offered import Lot, lots, term_days
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.states import ORDER_STATES


@dataclass(frozen=True)
class Load:
    """So many bags of an order line, of one lot ("" = not said)."""

    line_id: int
    bags: int
    lot: str = ""


@dataclass(frozen=True)
class Open:
    """An order line of which bags are left: of what, how many, and the lots of it that left last."""

    line_id: int
    product: str
    bags: int
    lots: Sequence[Lot] = ()


@dataclass(frozen=True)
class Offer:
    """What is left of an order, after how many days its dealer pays by contract (None: no contract says it), and whether
    some of it left already."""

    lines: Sequence[Open]
    term_days: int | None = None
    begun: bool = False


@dataclass(frozen=True)
class Papers:
    """What is written on a shipment besides its goods; "" and None are left open, the number is given by itself."""

    moved_on: date
    due_on: date | None = None
    code: str = ""
    carrier: str = ""
    waybill: str = ""
    loads: Sequence[Load] | None = field(default=None)  # None: all that is left


def remaining(session: Session, order_id: int) -> list[tuple[OrderLine, int]]:
    """The lines of an order of which bags are left to be shipped, with how many: of what was allotted, else of all."""
    lines = session.exec(living(OrderLine).where(col(OrderLine.order_id) == order_id).order_by(col(OrderLine.id)))
    left = [(line, (line.bags if line.allotted is None else line.allotted) - SENT.of(session, line)) for line in lines]
    return [(line, bags) for line, bags in left if bags > 0]


def offered(db: Database, order_id: int) -> Offer:
    """What is left of an order, line by line, and the dealer's term. Raises `Refused` where it is not confirmed, or nothing is
    left."""
    with db.reading() as session:
        left = _left(session, order_id)
        names = labels_of(session, "product", [line.product_id or 0 for line, _bags in left])
        dealer = session.get_one(SalesOrder, order_id).dealer_id
        return Offer([Open(line.id or 0, names.get(line.product_id or 0, ""), bags, lots(session, line.product_id or 0))
                      for line, bags in left], term_days(session, dealer, today()), _begun(session, order_id))


def _begun(session: Session, order_id: int) -> bool:
    lines = session.exec(living(OrderLine).where(col(OrderLine.order_id) == order_id))
    return any(SENT.of(session, line) > 0 for line in lines)


def ship(db: Database, order_id: int, papers: Papers | date) -> Shipment:
    """Make a shipment of an order in one action: of the loads that `papers` name, of a bare day all that is left.

    Raises `Refused` where the order is not confirmed, nothing of it is left or named, or a load is more than may leave.
    """
    wanted = Papers(papers) if isinstance(papers, date) else papers
    with db.operation(_("Order shipped")) as session:
        left = _left(session, order_id)
        loads = wanted.loads if wanted.loads is not None else [Load(line.id or 0, bags) for line, bags in left]
        order, lines = session.get_one(SalesOrder, order_id), {line.id: line for line, _bags in left}
        _within(session, loads, left)
        shipment = store(session, Shipment, {
            "dealer_id": order.dealer_id, "order_id": order_id, "moved_on": wanted.moved_on, "due_on": wanted.due_on,
            "code": wanted.code, "carrier": wanted.carrier, "waybill": wanted.waybill})
        for load in loads:
            if load.bags:
                _load(session, shipment, lines[load.line_id], load)
        return shipment


def _left(session: Session, order_id: int) -> list[tuple[OrderLine, int]]:
    order = session.get_one(SalesOrder, order_id)
    if order.state != "confirmed":
        raise Refused(_("An order that is “{state}” is not shipped: confirm it first.").format(
            state=ORDER_STATES.label(order.state)))
    left = remaining(session, order_id)
    if not left:
        raise Refused(_("Nothing of this order is left to be shipped."))
    return left


def _within(session: Session, loads: Sequence[Load], left: Sequence[tuple[OrderLine, int]]) -> None:
    """Raise `Refused` where no bag is named, or in all loads of a line together more than may leave: of what was allotted no
    bag more, of a line that is no longer open nothing. What was only ordered the rules of the shipment's lines hold."""
    named = Counter[int]()
    for load in loads:
        named[load.line_id] += load.bags
    if not any(named.values()):
        raise Refused(_("Say of one line at least how many bags are to leave."))
    lines = {line.id: (line, bags) for line, bags in left}
    for number, bags in named.items():
        line, most = lines.get(number, (None, 0))
        if bags > most and (line is None or line.allotted is not None):
            text = _("{product}: {n} {n:bag is|bags are} to leave, but only {left} of this line may.")
            raise Refused(text.format(product=_product(session, number), n=bags, left=most))


def _product(session: Session, line_id: int) -> str:
    """What an order line is of, also of one that is in the recycle bin."""
    line = session.get(OrderLine, line_id)
    key = (line.product_id if line is not None else None) or 0
    return labels_of(session, "product", [key]).get(key, _("Order line"))


def _load(session: Session, shipment: Shipment, line: OrderLine, load: Load) -> None:
    try:
        store(session, ShipmentLine, {"shipment_id": shipment.id, "order_line_id": line.id, "product_id": line.product_id,
                                      "bags": load.bags, "lot": load.lot, "price": line.price})
    except FieldErrors as error:  # said of the line it is about: several may name the same field
        raise Refused(f"{_product(session, line.id or 0)}{_(': ')}{error}") from error
