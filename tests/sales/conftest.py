"""A small region of trade: two dealers, a variety, a product."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.verbs import store
from desktop.dealers.model import Dealer, Outlet
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
        product = store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5, "list_price": 5400})
        first, second = (store(session, Dealer, {"name": name, "state": "active"}) for name in ("甲农资", "乙农资"))
        return Trade(first.id, second.id, product.id)


@pytest.fixture
def shop(database: Database) -> int:
    """A counter that was built, below a dealer."""
    dealer = verbs.save(database, Dealer, {"name": "甲农资", "state": "active"})
    return verbs.save(database, Outlet, {"dealer_id": dealer.id, "name": "城南店", "kind": "counter", "state": "built",
                                         "bags": 30, "check_days": 30}).id
