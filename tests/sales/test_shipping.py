"""Products are called after what they are; shipment lines follow their shipment; prices come from order or list."""

from __future__ import annotations

from datetime import date

from desktop.core import verbs
from desktop.core.database import Database
from desktop.sales.orders.lists import KEPT, SENT
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.products.model import Product
from tests.sales.conftest import Trade

DAY = date(2026, 2, 3)


def test_a_product_is_called_after_variety_and_pack_and_anew_when_these_change(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        assert session.get_one(Product, trade.product).name == "丰玉158 2.5 kg"
        assert verbs.store(session, Product, {"bag_kg": 5.0}, trade.product).name == "丰玉158 5 kg"
        verbs.store(session, Product, {"name": "王牌"}, trade.product)
        assert verbs.store(session, Product, {"bag_kg": 2.5}, trade.product).name == "王牌"


def test_what_comes_back_is_taken_off_what_was_delivered_however_it_is_typed(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        order = verbs.store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": DAY, "state": "confirmed"})
        ordered = verbs.store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 300,
                                                   "price": 5000})
        for kind, bags in (("delivery", 180), ("delivery", 130), ("return", 20)):
            shipment = verbs.store(session, Shipment, {"kind": kind, "dealer_id": trade.dealer, "moved_on": DAY})
            line = verbs.store(session, ShipmentLine, {"shipment_id": shipment.id, "order_line_id": ordered.id,
                                                       "product_id": trade.product, "bags": bags})
            assert line.price == 5000 and line.dealer_id == trade.dealer and line.moved_on == DAY
        assert line.bags == -20 and line.amount == -100_000
        assert (SENT.of(session, ordered), KEPT.of(session, ordered)) == (310, 290)


def test_lines_follow_the_dealer_the_day_and_the_kind_of_their_shipment(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        shipment = verbs.store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": DAY})
        line = verbs.store(session, ShipmentLine, {"shipment_id": shipment.id, "product_id": trade.product, "bags": 10})
        verbs.store(session, Shipment, {"dealer_id": trade.other, "moved_on": date(2026, 3, 1), "kind": "return"}, shipment.id)
        session.refresh(line)
        assert (line.dealer_id, line.moved_on, line.bags, line.price) == (trade.other, date(2026, 3, 1), -10, 5400)
