"""Invented counts, a move, a plan and a credit limit of the example's dealers who got goods."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col

from desktop.core.fields import today
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.money.credit_model import CreditLimit
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.stock.model import CountLine, StockCount, StockItem, StockMove
from desktop.sales.stock.plan_model import PlanCause, StockPlan

LEFT = (60, 35, 80, 10)  # percent of what was sent that a count found
HOW = ("counted", "told", "counted", "estimated")


def make_stock(session: Session, facts: dict[str, Any], chance: Random) -> None:
    """Most dealers were counted lately, in one or another way; one count finds more than there can be; one has too much."""
    on = facts["today"]
    shipments = session.exec(living(Shipment).where(col(Shipment.order_id).is_not(None)).order_by(col(Shipment.id))).all()
    for place, shipment in enumerate(shipments[:-2]):
        lines = session.exec(living(ShipmentLine).where(col(ShipmentLine.shipment_id) == shipment.id)).all()
        day = min(on, max((shipment.moved_on or on) + timedelta(days=20), on - timedelta(days=3 + 5 * place)))
        _count_all(session, shipment, lines)
        count = store(session, StockCount, {"dealer_id": shipment.dealer_id, "counted_on": day, "counted_by": "示例经理",
                                            "certainty": HOW[place % len(HOW)], "remarks": "虚构示例"})
        percent = 130 if place == 3 else LEFT[place % len(LEFT)]
        for line in lines:
            store(session, CountLine, {"count_id": count.id, "product_id": line.product_id, "lot": line.lot,
                                       "bags": (line.bags or 0) * percent // 100, "germination": 90.0 + chance.randint(0, 6),
                                       "tested_on": day - timedelta(days=chance.choice((40, 90, 230)))})
    _levels(session, shipments)
    first, second = shipments[0], shipments[1]
    product = session.exec(living(ShipmentLine).where(col(ShipmentLine.shipment_id) == first.id)).first()
    assert product is not None
    store(session, StockMove, {"from_id": second.dealer_id, "to_id": first.dealer_id, "moved_on": on - timedelta(days=2),
                               "product_id": product.product_id, "lot": product.lot, "bags": 10, "cost": 1000,
                               "agreed_by": "示例经理", "reason": "邻县缺货", "remarks": "虚构示例"})
    plan = store(session, StockPlan, {
        "dealer_id": second.dealer_id, "product_id": product.product_id, "kind": "clear", "made_on": on - timedelta(days=4),
        "advised": 40, "bags": 30, "overruled": "留10袋作零售样品（示例经理）", "way": "move", "taker_id": first.dealer_id,
        "deadline": on + timedelta(days=10), "owner": "示例经理", "reasons": "高于上限，按曲线到季末只需一半。",
        "remarks": "虚构示例"})
    for cause, problem, measure in (("coverage", "乡镇门店铺货不足", "两周内补铺三家"), ("price", "零售价高于邻县",
                                                                          "核对价格链")):
        store(session, PlanCause, {"plan_id": plan.id, "cause": cause, "problem": problem, "measure": measure})
    store(session, CreditLimit, {"dealer_id": first.dealer_id, "amount": 60_000_00, "valid_from": on - timedelta(days=120),
                                 "granted_by": "销售总监（示例）", "basis": "月均进货 × 2个月 × 80 %", "remarks": "虚构示例"})


def _count_all(session: Session, shipment: Shipment, lines: Any) -> None:
    """What was there when the goods had come."""
    first = store(session, StockCount, {"dealer_id": shipment.dealer_id, "counted_by": "示例经理", "remarks": "虚构示例",
                                        "counted_on": (shipment.moved_on or today()) + timedelta(days=1)})
    for line in lines:
        store(session, CountLine, {"count_id": first.id, "product_id": line.product_id, "lot": line.lot, "bags": line.bags})


def _levels(session: Session, shipments: Any) -> None:
    """Levels of their own for the goods of three dealers."""
    for dealer, (low, high) in zip((s.dealer_id for s in shipments[:3]), ((30, 400), (20, 60), (100, 300)), strict=False):
        for item in session.exec(living(StockItem).where(col(StockItem.dealer_id) == dealer)).all():
            store(session, StockItem, {"minimum": low, "maximum": high}, item.id)
