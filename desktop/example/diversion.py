"""Two invented cases of diversion: one just reported, one on its way to a decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import StateChange, move_in, store
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.orders.model import Shipment, ShipmentLine


def make_diversions(session: Session, facts: dict[str, Any]) -> None:
    """Goods of the first dealer were found in the next county, goods of an unknown one in a shop."""
    on = facts["today"]
    ordered = living(Shipment).where(col(Shipment.order_id).is_not(None)).order_by(col(Shipment.id))
    first, second = session.exec(ordered).all()[:2]
    line = session.exec(living(ShipmentLine).where(col(ShipmentLine.shipment_id) == first.id)).first()
    assert line is not None
    places = [int(county["code"]) for county in facts["counties"]]
    case = store(session, DiversionCase, {
        "found_on": on - timedelta(days=12), "region_id": places[1], "place": "示例镇", "shop": "示例农资店",
        "finder": "示例经理",
        "reported_by": "当地经销商", "product_id": line.product_id, "lot": line.lot, "box_code": "例箱20260007", "bags": 30,
        "price_here": 58_00, "price_allowed": 60_00, "suspect_id": first.dealer_id, "confidence": "single",
        "harmed_id": second.dealer_id, "deposit": 20_000_00, "plan_bags": 600,
        "statement": "货由下级网点自行调出，本店不知情。", "remarks": "虚构示例"})
    for days, state in ((11, "accepted"), (8, "evidence"), (5, "heard")):
        move_in(session, DiversionCase, case.id, StateChange(state, on - timedelta(days=days)))
    store(session, DiversionCase, {
        "found_on": on - timedelta(days=2), "region_id": places[2], "place": "示例村", "shop": "示例便民店", "legible": False,
        "finder": "示例促销员", "reported_by": "农户", "product_id": line.product_id, "bags": 6, "price_here": 52_00,
        "remarks": "虚构示例"})
