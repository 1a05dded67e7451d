"""Papers of orders and shipments: the order, the delivery note, the return slip, and what is promised and late."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.core.capitals import capitals
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living
from desktop.core.reporting import Report, Reports, coded, of_document
from desktop.core.settings import office
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.sales.orders.call_model import OrderCall
from desktop.sales.orders.lists import SENT
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.states import OPEN_ORDERS, ORDER_STATES
from desktop.sales.products.model import product_names


def order_sheet(db: Database, order_id: int) -> Document:
    """An order as it was placed: lines with what has left of them, the sum, for both signatures."""
    order = get(db, SalesOrder, order_id)
    with db.reading() as session:
        lines = session.exec(living(OrderLine).where(col(OrderLine.order_id) == order_id).order_by(col(OrderLine.id))).all()
        names = product_names(session)
        sent = {line.id: SENT.of(session, line) for line in lines}
    rows: list[list[Cell]] = [[number, names.get(line.product_id or 0, ""), line.bags, line.price, line.amount, sent[line.id],
                               line.remark] for number, line in enumerate(lines, start=1)]
    columns = [Column(_("No."), NUMBER, weight=0), Column(_("Product"), weight=3), Column(_("Bags"), NUMBER),
               Column(_("Price a bag"), MONEY), Column(_("Line amount"), MONEY), Column(_("Bags delivered"), NUMBER),
               Column(_("Remark"), weight=2)]
    amount = sum(line.amount or 0 for line in lines)
    total: list[Cell] = [_("Total"), "", sum(line.bags or 0 for line in lines), "", amount, sum(sent.values()), ""]
    facts: list[tuple[str, Cell]] = [
        (_("Dealer"), get(db, Dealer, order.dealer_id or 0).name), (_("Order no."), order.code), (_("Ordered on"),
                                                                                                  order.ordered_on),
        (_("Wanted by"), order.required_on or ""), (_("State"), ORDER_STATES.label(order.state)),
        (_("Placed by"), order.contact), (_("Credit lifted by"), order.lifted_by)]
    return _paper(_("Order {code}").format(code=order.code), facts, columns, [*rows, total], amount, order.code,
                  (_("For the company (seal)"), _("For the dealer (seal)")), order.remarks)


def shipment_note(db: Database, shipment_id: int) -> Document:
    """The delivery note that is signed for, or of goods that came back the return slip with its four copies."""
    shipment = get(db, Shipment, shipment_id)
    with db.reading() as session:
        found = living(ShipmentLine).where(col(ShipmentLine.shipment_id) == shipment_id).order_by(col(ShipmentLine.id))
        lines, names = session.exec(found).all(), product_names(session)
        order = session.get(SalesOrder, shipment.order_id) if shipment.order_id else None
    back = shipment.kind == "return"
    sign = -1 if back else 1
    tested = [Column(_("Germination %"), NUMBER, 1), Column(_("Tested on"), DATE)] if back else []
    columns = [Column(_("No."), NUMBER, weight=0), Column(_("Product"), weight=3), Column(_("Seed lot"), weight=2),
               Column(_("Bags"), NUMBER), Column(_("Price a bag"), MONEY), Column(_("Line amount"), MONEY), *tested]
    rows: list[list[Cell]] = [
        [number, names.get(line.product_id or 0, ""), line.lot, sign * (line.bags or 0), line.price,
         sign * (line.amount or 0), *((line.germination, line.tested_on) if back else ())]
        for number, line in enumerate(lines, start=1)]
    amount = sign * sum(line.amount or 0 for line in lines)
    total: list[Cell] = [_("Total"), "", "", sign * sum(line.bags or 0 for line in lines), "", amount, *([""] * len(tested))]
    facts: list[tuple[str, Cell]] = [
        (_("Dealer"), get(db, Dealer, shipment.dealer_id or 0).name), (_("Shipment no."), shipment.code),
        (_("Day"), shipment.moved_on), (_("Sales order"), order.code if order else ""), (_("Carrier"), shipment.carrier),
        (_("Waybill no."), shipment.waybill), (_("Payment due"), shipment.due_on or ""),
        (_("Reason of the return"), shipment.reason)]
    title = _("Return slip {code}") if back else _("Delivery note {code}")
    signed = (_("Store"), _("Finance"), _("Service"), _("Applicant")) if back else (_("Sent by"), _("Received in order by"))
    return _paper(title.format(code=shipment.code), facts, columns, [*rows, total], amount, shipment.code, signed,
                  str(office(db, "company") or ""))


def late_orders(db: Database, day: date | None = None) -> Document:
    """What is promised and late, dealer by dealer, with the last call about each order (催单表)."""
    on = day or today()
    with db.reading() as session:
        wanted = living(SalesOrder).where(col(SalesOrder.state).in_(OPEN_ORDERS), col(SalesOrder.required_on) < on)
        orders = session.exec(wanted.order_by(col(SalesOrder.required_on))).all()
        rows = [row for order in orders if (row := _late(session, order, on))]
    columns = [Column(_("Dealer"), weight=2), Column(_("Order no."), weight=1), Column(_("Wanted by"), DATE),
               Column(_("Days late"), NUMBER),
               Column(_("Bags not shipped"), NUMBER), Column(_("Last call"), DATE), Column(_("Answer"), weight=2),
               Column(_("Promised for"), DATE)]
    title = _("Orders promised and late on {day}").format(day=on)
    blocks: list[Block] = [Heading(title), Table(columns, sorted(rows, key=lambda row: str(row[0]))) if rows else Paragraph(
        _("No order is late."))]
    return Document(title, blocks, language(), numbered_headings=False)


def _late(session: Session, order: SalesOrder, day: date) -> list[Cell] | None:
    lines = session.exec(living(OrderLine).where(col(OrderLine.order_id) == order.id)).all()
    left = sum(max(0, (line.bags or 0) - SENT.of(session, line)) for line in lines)
    if not left or order.required_on is None:
        return None
    calls = living(OrderCall).where(col(OrderCall.order_id) == order.id).order_by(col(OrderCall.called_on).desc())
    call = session.exec(calls).first()
    dealer = session.get_one(Dealer, order.dealer_id)
    return [dealer.name, order.code, order.required_on, (day - order.required_on).days, left, call.called_on if call else None,
            call.answer if call else "", call.promised_on if call else None]


def _paper(title: str, facts: Sequence[tuple[str, Cell]], columns: Sequence[Column], rows: Sequence[list[Cell]], amount: int,
           code: str, signed: Sequence[str], remarks: str) -> Document:
    blocks: list[Block] = [Heading(title), KeyValues([fact for fact in facts if fact[1] != ""]),
                           Table(columns, rows, total_rows=1)]
    if language() == "zh_CN":
        blocks.append(Paragraph(_("Amount in capitals: {amount}").format(amount=capitals(amount))))
    blocks += [Paragraph(remarks)] if remarks else []
    return Document(title, [*blocks, Signatures(list(signed))], language(), numbered_headings=False, keywords=[code])


def _order(db: Database, args: argparse.Namespace) -> Document:
    return order_sheet(db, coded(db, SalesOrder, args.code))


def _shipment(db: Database, args: argparse.Namespace) -> Document:
    return shipment_note(db, coded(db, Shipment, args.code))


def _late_orders(db: Database, args: Any) -> Document:
    return late_orders(db, args.day)


REPORTS = Reports((Report("order", "code", of_document(_order)), Report("shipment", "code", of_document(_shipment)),
                   Report("late-orders", "", of_document(_late_orders))))
