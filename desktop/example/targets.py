"""Invented targets of this season: bags of the region, split down to the dealers, and payments."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.orders.model import SalesOrder
from desktop.sales.targets.model import SalesTarget

GIVEN = 300  # bags a dealer


def make_targets(session: Session, facts: dict[str, Any]) -> None:
    """The counties' prefecture has a target; each dealer who ordered has a part, a little of it is not given yet."""
    on = facts["today"]
    county = session.get_one(Region, int(facts["counties"][0]["code"]))
    ordered = session.exec(living(SalesOrder).order_by(col(SalesOrder.id))).all()
    dealers = list(dict.fromkeys(order.dealer_id for order in ordered))
    whole = store(session, SalesTarget, {"starts_on": on, "measure": "bags", "region_id": county.parent_id,
                                         "remarks": "虚构示例",
                                         "bags": GIVEN * len(dealers) + 200})
    for dealer in dealers:
        store(session, SalesTarget, {"starts_on": on, "measure": "bags", "dealer_id": dealer, "bags": GIVEN,
                                     "parent_id": whole.id,
                                     "name": session.get_one(Dealer, dealer).name, "remarks": "虚构示例"})
    paid = store(session, SalesTarget, {"starts_on": on, "measure": "collected", "region_id": county.parent_id,
                                        "money": 300_000_00, "remarks": "虚构示例"})
    for made in (whole, paid):
        move_in(session, SalesTarget, made.id, StateChange("issued", on.replace(day=1)))
