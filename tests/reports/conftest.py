"""A small region: two dealers, a product, a case and a training, in the second and third week of April 2026."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.core.documents.html import page
from desktop.core.documents.model import Document
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.reports.measures import measure
from desktop.reports.periodic import content
from desktop.reports.periodic.model import PeriodReport
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product


@dataclass(frozen=True)
class Trade:
    """Keys of what is there."""

    dealer: int
    other: int
    product: int


@pytest.fixture
def trade(database: Database) -> Trade:
    """Two active dealers and one product at ¥54.00 a bag."""
    with database.operation("test") as session:
        variety = store(session, Variety, {"name": "丰玉158"})
        product = store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5, "bag_mu": 2.0, "list_price": 5400})
        first, second = (store(session, Dealer, {"name": name, "state": "active"}) for name in ("甲农资", "乙农资"))
        return Trade(first.id, second.id, product.id)


def visit(session: Session, dealer: int, day: date, **more: Any) -> Visit:
    """A visit made on a day."""
    return store(session, Visit, {"dealer_id": dealer, "state": "done", "planned_on": day, "visited_on": day,
                                  "findings": "库存偏高", "result": "谈定补货", **more})


def send(session: Session, trade: Trade, day: date, bags: int, price: int = 54_00) -> None:
    """Bags sent on a day."""
    store(session, ShipmentLine, {"dealer_id": trade.dealer, "moved_on": day, "product_id": trade.product, "bags": bags,
                                  "price": price})


def said_by(document: Document) -> str:
    """What a document says, as the window shows it."""
    return page(document.blocks)


def hand_in(database: Database, report: PeriodReport, day: date) -> None:
    """Hand a report in."""
    with database.operation("test") as session:
        move_in(session, PeriodReport, report.id, StateChange("handed", day))


@pytest.fixture
def today_is(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Let reports be written on a day."""
    def say(day: date) -> None:
        for module in (measure, content):
            monkeypatch.setattr(module, "today", lambda: day)
    return say
