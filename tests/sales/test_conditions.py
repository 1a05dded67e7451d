"""Conditions of sale on an order, and notices told to dealers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlmodel import col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.conditions.model import ConditionProduct, SalesCondition
from desktop.sales.conditions.on_orders import reckon
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.sales.policy.actions import concern_active
from desktop.sales.policy.lists import CONCERNED, UNTOLD
from desktop.sales.policy.model import PolicyNotice
from tests.sales.conftest import Trade

DAY = date(2026, 2, 3)


def order(db: Database, trade: Trade, *lines: dict[str, Any]) -> int:
    with db.operation("test") as session:
        made = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": DAY})
        for line in lines:
            store(session, OrderLine, {"order_id": made.id, "product_id": trade.product, **line})
        return made.id


def condition(db: Database, trade: Trade, **values: Any) -> int:
    with db.operation("test") as session:
        made = store(session, SalesCondition, {"name": values.get("kind", "percent"), "valid_from": DAY, **values})
        store(session, ConditionProduct, {"condition_id": made.id, "product_id": trade.product})
        return made.id


def lines_of(db: Database, number: int) -> list[tuple[Any, ...]]:
    with db.reading() as session:
        found = session.exec(living(OrderLine).where(col(OrderLine.order_id) == number).order_by(col(OrderLine.id)))
        return [(line.bags, line.price, line.conditional) for line in found]


def test_discount_and_free_bags_follow_the_order_and_a_typed_price_stays(database: Database, trade: Trade) -> None:
    number = order(database, trade, {"bags": 75}, {"bags": 3, "price": 5000})
    condition(database, trade, kind="percent", percent=10.0, least=70)
    condition(database, trade, kind="free", buy=3, free=1)
    assert reckon(database, number) == 2
    assert lines_of(database, number) == [(75, 4860, True), (3, 5000, False), (26, 0, True)]
    assert reckon(database, number) == 0
    with database.reading() as session:
        first = session.exec(living(OrderLine).where(col(OrderLine.bags) == 75)).one().id
    verbs.save(database, OrderLine, {"bags": 3}, first)
    assert reckon(database, number) == 2
    assert lines_of(database, number) == [(3, 5400, False), (3, 5000, False), (2, 0, True)]


def test_a_condition_of_the_region_holds_there_and_its_day_counts(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        province = store(session, Region, {"name": "某省", "level": "province"}).id
        county = store(session, Region, {"name": "某县", "level": "county", "parent_id": province}).id
        store(session, Dealer, {"region_id": county}, trade.dealer)
    number = order(database, trade, {"bags": 1})
    condition(database, trade, kind="price", price=4000, region_id=county, valid_until=DAY)
    condition(database, trade, kind="price", price=4100, valid_from=date(2026, 2, 4))
    reckon(database, number)
    assert lines_of(database, number) == [(1, 4000, True)]


def test_a_contradiction_is_said_and_changes_nothing(database: Database, trade: Trade) -> None:
    number = order(database, trade, {"bags": 1})
    for percent in (5.0, 6.0):
        condition(database, trade, kind="percent", percent=percent)
    with pytest.raises(Refused, match="contradict each other"):
        reckon(database, number)
    assert lines_of(database, number) == [(1, 5400, False)]


def test_a_condition_needs_the_figures_of_its_kind(database: Database) -> None:
    with pytest.raises(FieldErrors) as error:
        verbs.save(database, SalesCondition, {"name": "赠", "kind": "free", "valid_from": DAY, "buy": 3})
    assert set(error.value.fields) == {"free"}


def test_every_active_dealer_is_put_on_the_list_of_a_notice_once(database: Database, trade: Trade) -> None:
    verbs.save(database, Dealer, {"name": "丙", "state": "prospect"})
    notice = verbs.save(database, PolicyNotice, {"title": "春播政策", "issued_on": DAY})
    assert (concern_active(database, notice.id), concern_active(database, notice.id)) == (2, 0)
    with database.reading() as session:
        assert CONCERNED.of(session, notice) == UNTOLD.of(session, notice) == 2
