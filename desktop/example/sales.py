"""Invented products, orders and shipments of the example's active dealers."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core.records import living
from desktop.core.verbs import insert_many, store
from desktop.dealers.model import Dealer
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.products.model import Product

PACKS = {"LF101": (2.5, 4500, 5600), "LD1": (2.5, None, 4200)}  # kg, seeds, fen a bag


def make_sales(session: Session, facts: dict[str, Any], lines: dict[str, Variety], chance: Random) -> None:
    """Two products; every other active dealer ordered some weeks ago and got most of it."""
    products = [store(session, Product, {"variety_id": lines[code].id, "bag_kg": kg, "bag_seeds": seeds, "bags_carton": 10,
                                         "bag_mu": 1.0, "list_price": price, "remarks": "虚构示例"})
                for code, (kg, seeds, price) in PACKS.items()]
    dealers = session.exec(living(Dealer).where(col(Dealer.state) == "active").order_by(col(Dealer.id))).all()
    for number, dealer in enumerate(dealers[::2]):
        day = facts["today"] - timedelta(days=90 - 5 * number)
        order = store(session, SalesOrder, {"dealer_id": dealer.id, "ordered_on": day, "required_on": day + timedelta(days=30),
                                            "state": "confirmed", "remarks": "虚构示例"})
        ordered = [store(session, OrderLine, {"order_id": order.id, "product_id": product.id,
                                              "bags": 10 * chance.randint(4, 30)}) for product in products]
        shipment = store(session, Shipment, {"dealer_id": dealer.id, "order_id": order.id, "carrier": "示例物流",
                                             "moved_on": day + timedelta(days=12), "due_on": day + timedelta(days=102)})
        insert_many(session, ShipmentLine, [
            {"shipment_id": shipment.id, "order_line_id": line.id, "product_id": line.product_id, "lot": f"例批{number + 1:04}",
             "bags": (line.bags or 0) - 10 * (number % 3), "price": line.price} for line in ordered])
