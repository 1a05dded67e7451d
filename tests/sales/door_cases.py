"""The records of sales that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.products.model import Product
from tests.door_cases import DAY, Case, dealer, moved_through, once

NO_COMMAND = "no command takes it in"


def product(db: Database) -> int:
    return once(db, Product, 131, variety_id=once(db, Variety, 130, name="例丰101"), bag_kg=2.5, list_price=5400, code="P-1")


def order(db: Database) -> int:
    return once(db, SalesOrder, 132, dealer_id=dealer(db), ordered_on=DAY, code="SO-1")


def shipment(db: Database) -> int:
    return once(db, Shipment, 133, dealer_id=dealer(db), moved_on=DAY, kind="return", code="SH-1")


CASES = (
    Case(Product, lambda db: {"variety_id": once(db, Variety, 130, name="例丰101"), "bag_seeds": 4400, "remarks": "r"},
         ("remarks",), gives={"name": "例丰101 4400粒"}, change={"bag_kg": 1.8}, changed={"name": "例丰101 1.8 kg 4400粒"},
         refused={"bag_seeds": -1}),
    Case(SalesOrder, lambda db: {"dealer_id": dealer(db), "ordered_on": DAY, "contact": "王"}, ("contact",),
         gives={"code": r"SO-2026-[A-Z]001"}, change={"required_on": date(2026, 7, 1)},
         refused={"required_on": date(2026, 5, 1)}, moved="confirmed"),
    Case(OrderLine, lambda db: {"order_id": order(db), "product_id": product(db), "bags": 5, "remark": "r"}, ("remark",),
         gives={"price": 5400}, change={"bags": 6}, refused={"bags": 7}, without={"command": NO_COMMAND},
         prepare=lambda db, _n: moved_through(SalesOrder, "confirmed", "cancelled")(db, 132)),
    Case(Shipment, lambda db: {"dealer_id": dealer(db), "moved_on": DAY, "carrier": "顺风"}, ("carrier",),
         gives={"code": r"SH-2026-[A-Z]001"}, change={"signed_on": date(2026, 6, 3)},
         refused={"signed_on": date(2026, 5, 1)}),
    Case(ShipmentLine, lambda db: {"shipment_id": shipment(db), "product_id": product(db), "bags": 5, "lot": "批1"}, ("lot",),
         gives={"bags": -5, "price": 5400, "dealer_id": "甲种业"}, change={"bags": 6}, changed={"bags": -6},
         refused={"bags": 0}),
)
