"""The lists of orders and shipments, with their lines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, func, or_, select

from desktop.catalogue.model import Variety
from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.sales.money.model import Payment, PaymentAllotment
from desktop.sales.orders.call_model import OrderCall
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.share_model import OrderShare
from desktop.sales.orders.stages import ORDER_STAGES, SHIPMENT_STAGES, order_stage, shipment_stage
from desktop.sales.orders.states import OPEN_ORDERS, PROGRESS
from desktop.sales.products.model import Product

_dealer, _product, _place = table_of(Dealer), table_of(Product), table_of(Region).c.full_name

ASKED_DAYS = 365  # seed that came back longer ago was sold on or written off; nobody is asked for its test any more
ORDERED_BAGS = rollups.total(OrderLine, "order_id", "bags")
ORDERED_AMOUNT = rollups.total(OrderLine, "order_id", "amount")
SENT_AMOUNT = rollups.total(ShipmentLine, "shipment_id", "amount")
IN_BAGS = rollups.any_of(ShipmentLine, "shipment_id", where=(Condition("bags", "filled"),))
UNTESTED = rollups.any_of(ShipmentLine, "shipment_id", where=(Condition("bags", "most", -1), Condition("germination", "empty")))
SENT_BAGS = rollups.total(ShipmentLine, "shipment_id", "bags")
# What was sent and what was kept are two figures: what came back in May is not owed to the dealer again.
SENT = rollups.total(ShipmentLine, "order_line_id", "bags", where=(Condition("bags", "least", 1),))
KEPT = rollups.total(ShipmentLine, "order_line_id", "bags")


def _share(line: Any) -> Any:
    """Σ min(sent, ordered) ÷ Σ ordered: what one line got too much does not hide what another lacks."""
    return 100.0 * func.sum(func.min(SENT.sql(line), line.c.bags)) / func.sum(line.c.bags)


SHARE = rollups.figure(OrderLine, "order_id", _share, decimals=1)
_share_sent: Any = func.coalesce(SHARE.sql(table_of(SalesOrder)), 0)
PROGRESS_OF: Any = case((_share_sent <= 0, "none"), (_share_sent < 100, "part"), else_="all")


def _paid(order: Any) -> Any:
    """What was received and allotted to an order as its deposit, and to its shipments, fen."""
    allotted, payment, sent = table_of(PaymentAllotment).alias(), table_of(Payment).alias(), table_of(Shipment).alias()
    shipments = select(sent.c.id).where(sent.c.order_id == order.c.id, alive(sent)).correlate(order)
    return (select(func.coalesce(func.sum(allotted.c.amount), 0)).join(payment, payment.c.id == allotted.c.payment_id)
            .where(or_(allotted.c.order_id == order.c.id, allotted.c.shipment_id.in_(shipments)),
                   payment.c.received_on.is_not(None), alive(allotted, payment)).correlate(order).scalar_subquery())


PAID = _paid(table_of(SalesOrder))
TO_SHIP = (Condition("state", "in", OPEN_ORDERS), Condition("progress", "in", ("none", "part")))

ORDERS = Listing(
    "orders", N_("Orders"), SalesOrder,
    columns=[column(SalesOrder, "code"), Column("dealer", N_("Dealer"), _dealer.c.name),
             Column("stage", N_("Where it stands"), order_stage(_share_sent), "choice", ORDER_STAGES, share="share"),
             column(SalesOrder, "state"),
             column(SalesOrder, "ordered_on"), column(SalesOrder, "required_on"), column(SalesOrder, "priority"),
             ORDERED_BAGS.column(SalesOrder, "bags", N_("Bags ordered"), total="sum"),
             ORDERED_AMOUNT.column(SalesOrder, "amount", N_("Order amount"), total="sum"),
             SHARE.column(SalesOrder, "share", N_("Delivered"), unit="%"),
             Column("progress", N_("Shipping"), PROGRESS_OF, "choice", PROGRESS, shown=False),
             Column("paid", N_("Paid"), PAID, "money", total="sum", unit=N_("yuan"), decimals=2),
             Column("paid_share", N_("Paid share"), 100.0 * PAID / ORDERED_AMOUNT.sql(table_of(SalesOrder)), "number",
                    decimals=1, unit="%", shown=False),
             column(SalesOrder, "deposit", total="sum"), Column("region", N_("Region"), _place, shown=False),
             column(SalesOrder, "remarks", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("ordered_on", True),
    presets=[
        Preset("open", N_("Open orders"), lambda: (Condition("state", "in", OPEN_ORDERS),)),
        Preset("to_ship", N_("Still to be shipped"), lambda: TO_SHIP),
        Preset("late", N_("Promised and late"), lambda: (
            *TO_SHIP, Condition("required_on", "until", today() - timedelta(days=1)))),
        Preset("drafts", N_("Draft orders"), lambda: (Condition("state", "in", ("draft",)),)),
    ])

ORDER_LINES = Listing(
    "order_lines", N_("Order lines"), OrderLine,
    columns=[Column("product", N_("Product"), _product.c.name), column(OrderLine, "bags", total="sum"),
             column(OrderLine, "price"), column(OrderLine, "amount", total="sum"), column(OrderLine, "allotted", total="sum"),
             SENT.column(OrderLine, "sent", N_("Bags delivered"), total="sum"),
             KEPT.column(OrderLine, "kept", N_("Kept after returns"), total="sum", shown=False),
             column(OrderLine, "conditional"), column(OrderLine, "remark")],
    joins=[(Product, "product_id")], order=("id", False))

ORDER_CALLS = Listing(
    "order_calls", N_("Calls about the order"), OrderCall,
    columns=[column(OrderCall, name) for name in ("called_on", "whom", "spoke_to", "said", "answer", "promised_on", "next_on")],
    order=("called_on", True))
ORDER_SHARES = Listing(
    "order_shares", N_("Whose order it is"), OrderShare,
    columns=[Column("person", N_("Person"), table_of(Person).c.name), column(OrderShare, "percent", total="sum"),
             column(OrderShare, "remark")], joins=[(Person, "person_id")], order=("id", False))
SHIPMENTS = Listing(
    "shipments", N_("Shipments"), Shipment,
    columns=[column(Shipment, "code"), Column("dealer", N_("Dealer"), _dealer.c.name),
             Column("stage", N_("Where it stands"), shipment_stage(), "choice", SHIPMENT_STAGES),
             column(Shipment, "moved_on"), column(Shipment, "kind"),
             SENT_BAGS.column(Shipment, "bags", N_("Bags sent"), total="sum"),
             SENT_AMOUNT.column(Shipment, "amount", N_("Shipment amount"), total="sum"), column(Shipment, "due_on"),
             column(Shipment, "signed_on"), Column("region", N_("Region"), _place, shown=False),
             IN_BAGS.column(Shipment, "in_bags", N_("Told in bags"), shown=False),
             UNTESTED.column(Shipment, "untested", N_("Came back, germination not tested"), shown=False),
             column(Shipment, "remarks", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("moved_on", True),
    presets=[
        Preset("untested", N_("Came back, germination not tested"), lambda: (
            Condition("untested", "yes"), Condition("moved_on", "from", today() - timedelta(days=ASKED_DAYS)))),
        Preset("unsigned", N_("Not signed for"), lambda: (
            Condition("kind", "in", ("delivery",)), Condition("signed_on", "empty"), Condition("in_bags", "yes"))),
        Preset("returns", N_("Returns"), lambda: (Condition("kind", "in", ("return",)),)),
    ])

WEIGHT = func.coalesce(table_of(ShipmentLine).c.kg, table_of(ShipmentLine).c.bags * _product.c.bag_kg)
"""What the bags of a line weigh, or what it says without a product."""

SHIPMENT_LINES = Listing(
    "shipment_lines", N_("Shipment lines"), ShipmentLine,
    columns=[column(ShipmentLine, "moved_on", editable=False), Column("dealer", N_("Dealer"), _dealer.c.name),
             Column("product", N_("Product"), _product.c.name), column(ShipmentLine, "lot"),
             column(ShipmentLine, "bags", total="sum"), column(ShipmentLine, "price"),
             column(ShipmentLine, "amount", total="sum"),
             Column("weight", N_("Weight"), WEIGHT, "number", decimals=1, unit="kg", total="sum"),
             column(ShipmentLine, "kg", total="sum", shown=False),
             Column("variety", N_("Variety"), table_of(Variety).c.name, shown=False),
             column(ShipmentLine, "germination", shown=False),
             column(ShipmentLine, "tested_on", shown=False), column(ShipmentLine, "remark"),
             Column("region", N_("Region"), _place, shown=False)],
    joins=[(Product, "product_id"), (Variety, "variety_id"), (Dealer, "dealer_id"), (Region, "region_id", Dealer)],
    order=("id", False))
