"""Invented products, orders and shipments of the example's active dealers."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core.records import living
from desktop.core.verbs import StateChange, insert_many, move_in, store
from desktop.dealers.model import Dealer
from desktop.example.names import called
from desktop.sales.allotting.model import AllotLine, AllotRound
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.states import PRIORITIES
from desktop.sales.prices.fee_model import FeeArea, FeePlan
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from desktop.sales.rebates.accrual import accrual
from desktop.sales.rebates.model import RebateAgreement, RebateCut, RebateFactor, RebateSettlement, RebateTier

PACKS = {"LF101": (2.5, 4500, 5600), "LD1": (2.5, None, 4200)}  # kg, seeds, fen a bag


def make_sales(session: Session, facts: dict[str, Any], lines: dict[str, Variety], chance: Random) -> None:
    """Two products; every other active dealer ordered some weeks ago and got most of it."""
    products = [store(session, Product, {"variety_id": lines[code].id, "bag_kg": kg, "bag_seeds": seeds, "bags_carton": 10,
                                         "bag_mu": 1.0, "list_price": price, "remarks": "虚构示例"})
                for code, (kg, seeds, price) in PACKS.items()]
    _make_prices(session, facts, products)
    dealers = session.exec(living(Dealer).where(col(Dealer.state) == "active").order_by(col(Dealer.id))).all()
    for number, dealer in enumerate(dealers[::2]):
        day = facts["today"] - timedelta(days=90 - 5 * number)
        order = store(session, SalesOrder, {"dealer_id": dealer.id, "ordered_on": day, "required_on": day + timedelta(days=30),
                                            "state": "confirmed", "remarks": "虚构示例"})
        ordered = [store(session, OrderLine, {"order_id": order.id, "product_id": product.id,
                                              "bags": 10 * chance.randint(4, 30)}) for product in products]
        shipment = store(session, Shipment, {"dealer_id": dealer.id, "order_id": order.id, "carrier": called("示例物流"),
                                             "moved_on": day + timedelta(days=12), "due_on": day + timedelta(days=102)})
        insert_many(session, ShipmentLine, [
            {"shipment_id": shipment.id, "order_line_id": line.id, "product_id": line.product_id, "lot": f"例批{number + 1:04}",
             "bags": (line.bags or 0) - 10 * (number % 3), "price": line.price} for line in ordered])
    _make_rebate(session, facts, dealers[0])
    _make_allotting(session, facts, dealers, products[0])


def _make_allotting(session: Session, facts: dict[str, Any], dealers: Any, product: Product) -> None:
    """Three orders wait for more than there is: 130 bags, urgent orders first."""
    round_ = store(session, AllotRound, {"product_id": product.id, "made_on": facts["today"], "bags": 130,
                                         "decided_by": "示例经理", "deposits_first": True, "remarks": "虚构示例"})
    for place, priority, bags, given in ((0, "normal", 120, 50), (2, "urgent", 80, 80), (4, "low", 60, 0)):
        order = store(session, SalesOrder, {
            "dealer_id": dealers[place].id, "ordered_on": facts["today"] - timedelta(days=place + 1), "priority": priority,
            "state": "confirmed", "required_on": facts["today"] + timedelta(days=20), "remarks": "虚构示例"})
        line = store(session, OrderLine, {"order_id": order.id, "product_id": product.id, "bags": bags})
        store(session, AllotLine, {"round_id": round_.id, "order_line_id": line.id, "wanted": bags, "reckoned": given,
                                   "given": given, "why": PRIORITIES.label(priority)})


def _make_prices(session: Session, facts: dict[str, Any], products: list[Product]) -> None:
    """A price line a product for the whole region, one county below it, and the fee sheet of three counties."""
    first = facts["today"].replace(month=1, day=1)
    county = int(facts["counties"][0]["code"])
    for product in products:
        price = product.list_price or 0
        line = {"product_id": product.id, "valid_from": first, "invoice": price, "freight": 60, "store": price + 600,
                "retail": price + 1400, "floor": price + 400, "source": "虚构示例"}
        store(session, PriceLine, line)
        store(session, PriceLine, {**line, "region_id": county, "store": price + 500, "retail": price + 1200})
    plan = store(session, FeePlan, {"name": "三县费用方案（示例）", "product_id": products[0].id, "rebate_percent": 10.0,
                                    "invoice_price": products[0].list_price, "made_on": facts["today"], "remarks": "虚构示例"})
    price = products[0].list_price or 0
    for place, place_facts in enumerate(facts["counties"]):
        store(session, FeeArea, {
            "plan_id": plan.id, "name": place_facts["name"], "region_id": int(place_facts["code"]), "store_price": price + 600,
            "retail_price": price + 1400, "sales": 100_000_00 - 20_000_00 * place, "subsidy_percent": 0.0 if place else 4.0,
            "promotion_percent": 5.0, "year_rebate_percent": 3.0, "year_rebate_if_target": place == 0,
            "held_percent": 0.0 if place == 0 else 2.0})


def _make_rebate(session: Session, facts: dict[str, Any], dealer: Dealer) -> None:
    """The agreement of one dealer for a year: three tiers on the task, a cut for display, a first settlement."""
    first = facts["today"] - timedelta(days=180)
    agreement = store(session, RebateAgreement, {
        "dealer_id": dealer.id, "name": "年度返利（示例）", "starts_on": first, "ends_on": first + timedelta(days=364),
        "plan_amount": 20_000_00, "remarks": "虚构示例"})
    for above, rate in ((None, 1.0), (60.0, 2.0), (100.0, 3.0)):
        store(session, RebateTier, {"agreement_id": agreement.id, "above_percent": above, "rate_percent": rate})
    for days, percent in ((15, 100.0), (90, 80.0), (180, 50.0)):
        store(session, RebateFactor, {"agreement_id": agreement.id, "paid_within": days, "percent": percent})
    store(session, RebateCut, {"agreement_id": agreement.id, "happened_on": facts["today"] - timedelta(days=20),
                               "kind": "display", "percent": 0.5, "what": "专柜陈列不到位（示例）"})
    found = accrual(session, agreement.id, facts["today"] - timedelta(days=10))
    store(session, RebateSettlement, {"agreement_id": agreement.id, "as_of": found.as_of, "base_amount": found.base,
                                      "earned": found.earned, "before": found.before})
    move_in(session, RebateAgreement, agreement.id, StateChange("active", first))
