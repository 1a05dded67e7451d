"""Orders with their lines, and shipments: what left for a dealer and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _, ngettext
from desktop.core.moves import Move
from desktop.core.records import Record, answering, living, table_of
from desktop.core.units import exact, format_number
from desktop.core.verbs import store
from desktop.sales.orders import checks
from desktop.sales.orders import states as s
from desktop.sales.orders.limits import (
    refuse_below_sent,
    refuse_minus,
    refuse_more_than_got,
    refuse_over_delivery,
    refuse_over_return,
    refuse_tied,
)
from desktop.sales.prices.finding import price_for
from desktop.sales.products.model import Product


class SalesOrder(Record, table=True):
    """What a dealer orders for a season. How much of it is delivered and paid follows from shipments and payments."""

    NAME: ClassVar[str] = N_("Sales order")
    FORM: ClassVar[Groups] = (
        Group("dealer_id:2 code state ordered_on required_on priority season_id deposit deposit_due contact:2 reason:2 "
              "lifted_by confirmed_on closed_on remarks"),
    )
    code: str = f.code(N_("Order no."), "SO", year_of="ordered_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    state: str = f.state(N_("State"), s.ORDERS, "draft")
    ordered_on: date | None = f.day(N_("Ordered on"), required=True, index=True)
    required_on: date | None = f.day(N_("Wanted by"), index=True, not_before="ordered_on",
                                     deadline=Deadline(s.OPEN_ORDERS))
    priority: str = f.choice(N_("Priority"), s.PRIORITIES, "normal")
    season_id: int | None = f.link(N_("Season"), "season.id", current=True)
    deposit: int | None = f.money(N_("Deposit agreed"))
    deposit_due: date | None = f.day(N_("Deposit due"))
    contact: str = f.text(N_("Placed by"), search=True)
    confirmed_on: date | None = f.day(N_("Confirmed on"))
    closed_on: date | None = f.day(N_("Settled on"))
    reason: str = f.text(N_("Reason of the last change"))
    lifted_by: str = f.text(N_("Credit lifted by"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def before_move(self, move: Move, session: Session) -> None:
        """It is confirmed only where nothing that forbids it speaks against it."""
        if move.after == "confirmed":
            refuse(session, self)

    def provide(self, before: Any, session: Session) -> None:
        """It stays with the dealer whose goods and money it has."""
        if before is not None and before.dealer_id != self.dealer_id:
            refuse_tied(session, self)

    def after_save(self, before: Any, session: Session) -> None:
        """Its lines follow its dealer and day. A confirmed order that is given to another dealer or day, or whose leave to
        pass the limit is taken back, is asked anew."""
        if before is None:
            return
        if (before.dealer_id, before.ordered_on) != (self.dealer_id, self.ordered_on):
            for line in session.exec(select(OrderLine).where(col(OrderLine.order_id) == self.id)):
                line.dealer_id, line.ordered_on = self.dealer_id, self.ordered_on
            session.flush()
        if self.state == before.state == "confirmed" and (before.dealer_id, before.ordered_on, before.lifted_by) != (
                self.dealer_id, self.ordered_on, self.lifted_by):
            refuse(session, self)

    def before_restore(self, session: Session) -> None:
        """A confirmed order that comes back from the bin is asked as one that is being confirmed."""
        session.flush()
        if self.state == "confirmed":
            refuse(session, self)


def refuse(session: Session, order: Any) -> None:
    """Raise `Refused` where something forbids an order, with all that does."""
    if said := checks.against(session, table_of(OrderLine), table_of(ShipmentLine), order, (checks.REFUSE,)):
        raise Refused(" ".join(said))


def order_doubts(session: Session, values: Mapping[str, Any], record_id: int | None) -> Mapping[str, str]:
    """What speaks against an order as it is being typed, at its dealer; nothing while it has no dealer, or is settled."""
    if not values.get("dealer_id") or values.get("state") in ("closed", "cancelled"):
        return {}
    order = SimpleNamespace(id=record_id, dealer_id=values["dealer_id"], ordered_on=values.get("ordered_on"),
                            lifted_by=values.get("lifted_by") or "")
    said = checks.against(session, table_of(OrderLine), table_of(ShipmentLine), order)
    return {"dealer_id": " ".join(said)} if said else {}


class OrderLine(Record, table=True):
    """So many bags of a product in an order; free bags stand at a price of 0.

    `conditional`: price, or the free bags, are what conditions of sale made of it; they are reckoned anew together.
    `dealer_id` and `ordered_on` are those of the order. A line that comes without its order, from a spreadsheet, joins the
    draft of its dealer and day, which is made where there is none.
    """

    NAME: ClassVar[str] = N_("Order line")
    FORM: ClassVar[Groups] = (Group("product_id:2 bags price amount allotted conditional remark:3", N_("Order line")),
                              Group("dealer_id:2 ordered_on", N_("Without an order")))
    order_id: int | None = f.link(N_("Sales order"), "salesorder.id", owned=True, required=False, locked=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=False)
    ordered_on: date | None = f.day(N_("Ordered on"))
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    bags: int | None = f.whole(N_("Bags"), low=1)
    price: int | None = f.money(N_("Price a bag"))
    amount: ClassVar[f.Computed] = f.computed(N_("Line amount"), lambda c: c.bags * c.price, kind="money", unit=N_("yuan"),
                                              decimals=2)
    allotted: int | None = f.whole(N_("Bags allotted"), low=0)
    conditional: bool = f.yes_no(N_("By conditions of sale"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """How many bags it orders; of what, its product says."""
        return ngettext("{n} bag", "{n} bags", self.bags or 0).format(n=self.bags or 0)

    def problems(self) -> dict[str, str]:
        """A line orders something; one of no order says whose it is, of which day."""
        found = {} if self.bags else {"bags": _("Say how many bags.")}
        if not self.order_id:
            found |= {name: said for name, said in (("dealer_id", _("Say at which dealer.")), (
                "ordered_on", _("Say on which day."))) if not getattr(self, name)}
        if self.allotted is not None and self.bags is not None and self.allotted > self.bags:
            found["allotted"] = _("More bags are allotted than ordered.")
        return found

    def before_save(self, before: Any, session: Session) -> None:
        """Dealer and day are the order's; a new line without a price takes the one that holds for them."""
        order = session.get(SalesOrder, self.order_id) if self.order_id else None
        if order is not None:
            self.dealer_id, self.ordered_on = order.dealer_id, order.ordered_on
        if before is None and self.price is None and self.product_id:
            self.price = price_for(session, self.product_id, self.dealer_id, self.ordered_on or f.today())
        if before is not None and (self.bags or 0) < (before.bags or 0):
            refuse_below_sent(session, table_of(ShipmentLine), self)

    def provide(self, before: Any, session: Session) -> None:
        """A line that comes without its order joins that of its dealer and day; one of which goods have left stays of its
        product and its order."""
        if not self.order_id:
            self.order_id = order_of(session, self).id
        elif before is not None and (before.product_id, before.order_id) != (self.product_id, self.order_id):
            refuse_sent(session, self, "product_id" if before.product_id != self.product_id else "order_id")

    def after_save(self, before: Any, session: Session) -> None:
        """A confirmed order that grows, or loses a price, is asked about as one that is being confirmed."""
        grown = before is None or (self.price is None and before.price is not None) or (self.bags or 0) * (self.price or 0) > (
            before.bags or 0) * (before.price or 0)
        if grown:
            ask_grown(session, self)

    def before_restore(self, session: Session) -> None:
        """With a line that comes back a confirmed order grows."""
        session.flush()
        ask_grown(session, self)


def ask_grown(session: Session, line: Any) -> None:
    """Ask about the order of a line, where it is confirmed, as about one that is being confirmed."""
    order = session.get(SalesOrder, line.order_id) if line.order_id else None
    if order is not None and order.state == "confirmed":
        refuse(session, order)


def order_of(session: Session, line: Any) -> SalesOrder:
    """The draft of a line's dealer and day; a new one where there is none."""
    wanted = living(SalesOrder).where(col(SalesOrder.dealer_id) == line.dealer_id, col(SalesOrder.state) == "draft",
                                      col(SalesOrder.ordered_on) == line.ordered_on).order_by(col(SalesOrder.id))
    return session.exec(wanted).first() or store(session, SalesOrder, {
        "dealer_id": line.dealer_id, "ordered_on": line.ordered_on})


def refuse_sent(session: Session, line: Any, name: str) -> None:
    """Raise `FieldErrors` for the field `name` of an order line of which goods have left."""
    sent = session.exec(living(ShipmentLine).where(col(ShipmentLine.order_line_id) == line.id)).first()
    if sent is not None:
        raise FieldErrors({name: _("Goods of this line have left already: write another line.")})


class Shipment(Record, table=True):
    """Goods that left for a dealer on a day, or came back from one: the paper that is signed for and owed by."""

    NAME: ClassVar[str] = N_("Shipment")
    FORM: ClassVar[Groups] = (
        Group("dealer_id:2 code kind moved_on order_id due_on carrier waybill freight signed_on signed_by reason:2 remarks"),
    )
    code: str = f.code(N_("Shipment no."), "SH", year_of="moved_on")
    kind: str = f.choice(N_("Kind"), s.SHIPMENT_KINDS, "delivery")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    order_id: int | None = f.link(N_("Sales order"), "salesorder.id")
    moved_on: date | None = f.day(N_("Day"), required=True, index=True)
    due_on: date | None = f.day(N_("Payment due"), index=True)
    carrier: str = f.text(N_("Carrier"), search=True)
    waybill: str = f.text(N_("Waybill no."), search=True)
    freight: int | None = f.money(N_("Freight"))
    signed_on: date | None = f.day(N_("Signed for on"), not_before="moved_on")
    signed_by: str = f.text(N_("Signed for by"))
    reason: str = f.text(N_("Reason of the return"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def provide(self, before: Any, session: Session) -> None:
        """It stays with the dealer whose money it has, and is of an order of its dealer."""
        if before is not None and before.dealer_id != self.dealer_id:
            refuse_tied(session, self)
        order = session.get(SalesOrder, self.order_id) if self.order_id else None
        if order is not None and order.dealer_id != self.dealer_id and (
                before is None or (before.order_id, before.dealer_id) != (self.order_id, self.dealer_id)):
            raise FieldErrors({"order_id": _("{name} is another dealer's.").format(name=order.code)})

    def after_save(self, before: Any, session: Session) -> None:
        """Its lines follow its dealer, its day and its direction, and stay within their limits there."""
        if before is None or (before.dealer_id, before.moved_on, before.kind) == (self.dealer_id, self.moved_on, self.kind):
            return
        for line in session.exec(select(ShipmentLine).where(col(ShipmentLine.shipment_id) == self.id)):
            follow(line, self)
            refuse_too_many(session, line)
        session.flush()


class ShipmentLine(Record, table=True):
    """Bags of a product and lot in a shipment. Bags that came back are negative, so that a sum is what the dealer got.

    `dealer_id` and `moved_on` are those of the shipment, kept here so that sums by dealer and day need no other table.
    Of a lot whose pack is not known the line says variety and kilograms; they become bags once its product is chosen.
    `held_kg`, `held_on`: what the dealer said was left of the lot, and as of when (a count says it better).
    """

    NAME: ClassVar[str] = N_("Shipment line")
    FORM: ClassVar[Groups] = (
        Group("product_id:2 lot bags price amount order_line_id returns_id germination tested_on remark:3", N_("Goods")),
        Group("dealer_id:2 moved_on variety_id kg held_kg held_on source:2", N_("Without a shipment, or by weight")),
    )
    __table_args__: ClassVar[Any] = (
        answering("ix_shipmentline_dealer_product_day", "dealer_id", "product_id", "moved_on", "bags"),
        answering("ix_shipmentline_shipment_sums", "shipment_id", "dealer_id", "moved_on", "bags", "price"),
        answering("ix_shipmentline_day_sums", "moved_on", "dealer_id", "product_id", "bags", "price"), {"sqlite_strict": True})
    shipment_id: int | None = f.link(N_("Shipment"), "shipment.id", owned=True, required=False, index=False)
    order_line_id: int | None = f.link(N_("Order line"), "orderline.id")
    returns_id: int | None = f.link(N_("Line that comes back"), "shipmentline.id")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=False, index=False)
    moved_on: date | None = f.day(N_("Day"))
    product_id: int | None = f.link(N_("Product"), "product.id")
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    lot: str = f.text(N_("Seed lot"), search=True, index=True)
    bags: int | None = f.whole(N_("Bags"))
    kg: float | None = f.number(N_("Kilograms"), unit="kg", decimals=1)
    price: int | None = f.money(N_("Price a bag"))
    amount: ClassVar[f.Computed] = f.computed(N_("Line amount"), lambda c: c.bags * c.price, kind="money", unit=N_("yuan"),
                                              decimals=2)
    held_kg: float | None = f.number(N_("Still held"), unit="kg", decimals=1, low=0)
    held_on: date | None = f.day(N_("Held as of"))
    source: str = f.text(N_("Source"))
    germination: float | None = f.number(N_("Germination"), unit="%", decimals=1, low=0, high=100)
    tested_on: date | None = f.day(N_("Tested on"))
    remark: str = f.text(N_("Remark"))

    def problems(self) -> dict[str, str]:
        """A line moves bags of a product, or kilograms of a lot; one of no shipment says whose it is, of which day."""
        found = {} if self.bags or self.kg else {"bags": _("Say how many bags.")}
        if not self.product_id and (self.bags or self.price is not None):
            found["product_id"] = _("Choose the product: bags and prices are those of a product.")
        elif not self.product_id and not self.lot.strip():
            found["product_id"] = _("Choose the product, or write the seed lot and how many kilograms it was.")
        if not self.shipment_id and not self.dealer_id:
            found["dealer_id"] = _("Say at which dealer.")
        if not self.shipment_id and not self.moved_on:
            found["moved_on"] = _("Say on which day.")
        return found

    def before_save(self, before: Any, session: Session) -> None:
        """Dealer, day and sign are the shipment's; a price that is not typed is the ordered one, else the list price."""
        put_in_bags(session, self)
        shipment = session.get(Shipment, self.shipment_id) if self.shipment_id else None
        if shipment is not None and not moved_apart(self, before):
            refuse_minus(self, shipment)
            follow(self, shipment)
        if before is None and self.price is None:
            self.price = usual_price(session, self)
        refuse_too_many(session, self)

    def provide(self, before: Any, session: Session) -> None:
        """A line that comes without its shipment, from a spreadsheet, joins that of its dealer, day and direction; one that
        has a shipment keeps its dealer and day."""
        if not self.shipment_id:
            self.shipment_id = shipment_of(session, self).id
        elif moved_apart(self, before):
            refuse_apart(self, session.get_one(Shipment, self.shipment_id))

    def after_save(self, _before: Any, session: Session) -> None:
        """Lines that came together keep their limits together."""
        refuse_too_many(session, self)

    def before_restore(self, session: Session) -> None:
        """A line that comes back keeps the limits there are by then."""
        session.flush()
        refuse_too_many(session, self)

    def label(self) -> str:
        """Lot and bags."""
        return " ".join(t for t in (self.lot, str(self.bags or "") or (f"{self.kg:g} kg" if self.kg else "")) if t)


def moved_apart(line: Any, before: Any) -> bool:
    """Whether a line that stays in its shipment was given another dealer or day; a merge of dealers does so, and the shipment
    comes after."""
    return before is not None and before.shipment_id == line.shipment_id and (
        before.dealer_id, before.moved_on) != (line.dealer_id, line.moved_on)


def refuse_apart(line: Any, shipment: Shipment) -> None:
    """Raise `FieldErrors` where a line is given a dealer or a day that its shipment has not."""
    said = _("Dealer and day are those of shipment {code}: change them there.").format(code=shipment.code)
    if apart := {name: said for name in ("dealer_id", "moved_on") if getattr(line, name) != getattr(shipment, name)}:
        raise FieldErrors(apart)


def put_in_bags(session: Session, line: Any) -> None:
    """Of a line whose product is known: kilograms become whole bags of it, and the variety is the product's.

    Raises `FieldErrors` where the kilograms are no whole number of bags.
    """
    product = session.get(Product, line.product_id) if line.product_id else None
    if product is None:
        return
    if line.kg and not line.bags:
        bags = exact(line.kg) / exact(product.bag_kg) if product.bag_kg else Fraction(1, 2)
        if bags.denominator != 1:
            raise FieldErrors({"bags": _("{kg} kg are no whole number of bags of {product}: say how many bags.").format(
                kg=format_number(line.kg, 1), product=product.label())})
        line.bags = int(bags)
    line.kg, line.variety_id = None, None


def follow(line: Any, shipment: Shipment) -> None:
    """Give a line dealer and day of its shipment; bags of a return are negative however they were typed."""
    line.dealer_id, line.moved_on = shipment.dealer_id, shipment.moved_on
    if line.bags:
        line.bags = -abs(line.bags) if shipment.kind == "return" else abs(line.bags)
    if line.kg:
        line.kg = -abs(line.kg) if shipment.kind == "return" else abs(line.kg)


def shipment_of(session: Session, line: Any) -> Shipment:
    """The shipment, or where bags are below nothing the return, of a line's dealer and day; a new one where there is none."""
    kind = "return" if (line.bags or line.kg) < 0 else "delivery"
    wanted = living(Shipment).where(col(Shipment.dealer_id) == line.dealer_id, col(Shipment.moved_on) == line.moved_on,
                                    col(Shipment.kind) == kind).order_by(col(Shipment.id))
    return session.exec(wanted).first() or store(session, Shipment, {
        "dealer_id": line.dealer_id, "moved_on": line.moved_on, "kind": kind})


def refuse_too_many(session: Session, line: Any) -> None:
    """Raise `FieldErrors` where a line sends more than was ordered and may be, or takes back more than was sent."""
    ordered = session.get(OrderLine, line.order_line_id) if line.order_line_id and line.bags else None
    if ordered is not None:
        order = session.get(SalesOrder, ordered.order_id)
        _refuse_foreign("order_line_id", line, order.dealer_id if order else None, ordered.product_id)
        refuse_over_delivery(session, table_of(ShipmentLine), line, ordered.bags or 0)
    sent = session.get(ShipmentLine, line.returns_id) if line.returns_id and line.bags else None
    if sent is not None:
        _refuse_foreign("returns_id", line, sent.dealer_id, sent.product_id)
        refuse_over_return(session, table_of(ShipmentLine), line, sent.bags or 0)
    elif line.bags and line.bags < 0 and line.product_id and line.dealer_id:
        refuse_more_than_got(session, line)


def _refuse_foreign(name: str, line: Any, dealer_id: int | None, product_id: int | None) -> None:
    """Raise `FieldErrors` where a line names one of another dealer or of another product."""
    if dealer_id != line.dealer_id:
        raise FieldErrors({name: _("That line is another dealer's.")})
    if product_id != line.product_id:
        raise FieldErrors({name: _("That line is of another product.")})


def usual_price(session: Session, line: Any) -> int | None:
    """The price of the line that is returned, of the order line that is delivered, else the one that holds, in fen."""
    returned = session.get(ShipmentLine, line.returns_id) if line.returns_id else None
    ordered = session.get(OrderLine, line.order_line_id) if line.order_line_id else None
    known = [found.price for found in (returned, ordered) if found is not None and found.price is not None]
    if known or not line.product_id:
        return known[0] if known else None
    return price_for(session, line.product_id, line.dealer_id, line.moved_on or f.today())
