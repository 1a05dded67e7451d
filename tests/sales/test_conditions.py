"""Conditions of sale on an order, and notices told to dealers."""

from __future__ import annotations

from dataclasses import replace
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
from desktop.sales.products.model import Product
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


def product(db: Database, trade: Trade, name: str, yuan: int) -> int:
    """Another product of the same variety, at a list price."""
    variety = verbs.get(db, Product, trade.product).variety_id
    return verbs.save(db, Product, {"variety_id": variety, "name": name, "bag_kg": 1.0, "list_price": yuan * 100}).id


def amount(db: Database, number: int) -> int:
    """What an order comes to under the conditions that hold now, in fen."""
    reckon(db, number)
    return sum(bags * price for bags, price, _conditional in lines_of(db, number))


def test_who_wins_on_an_order_as_published(database: Database, trade: Trade) -> None:
    """Case O59: the customer's 20 %; for another one 10 % of the product before 15 % of the set; a campaign of rank 8."""
    verbs.save(database, Product, {"list_price": 1000_00}, trade.product)
    numbers = [order(database, replace(trade, dealer=dealer), {"bags": 1}) for dealer in (trade.dealer, trade.other)]
    condition(database, trade, percent=10.0)
    condition(database, trade, percent=20.0, dealer_id=trade.dealer)
    group = condition(database, trade, percent=15.0)
    verbs.save(database, ConditionProduct, {"condition_id": group, "product_id": product(database, trade, "另一种", 10)})
    assert [amount(database, number) for number in numbers] == [800_00, 900_00]
    condition(database, trade, percent=5.0, priority=8)
    assert [amount(database, number) for number in numbers] == [950_00, 950_00]
    condition(database, trade, percent=6.0, priority=8)
    with pytest.raises(Refused, match="contradict each other"):
        reckon(database, numbers[0])


def test_bags_of_two_products_reach_the_limit_together_on_an_order(database: Database, trade: Trade) -> None:
    """Case O86: 10 % from 10 bags of two products: 5 + 10 of these and 10 others at 20 yuan; with 5 + 3 none."""
    verbs.save(database, Product, {"list_price": 20_00}, trade.product)
    second, third = (product(database, trade, name, 20) for name in ("二号", "三号"))
    number = order(database, trade, {"bags": 5}, {"bags": 10, "product_id": second}, {"bags": 10, "product_id": third})
    assert amount(database, number) == 500_00
    both = condition(database, trade, percent=10.0, least=10)
    verbs.save(database, ConditionProduct, {"condition_id": both, "product_id": second})
    assert amount(database, number) == 470_00
    with database.reading() as session:
        line = session.exec(living(OrderLine).where(col(OrderLine.product_id) == second)).one().id
    verbs.save(database, OrderLine, {"bags": 3}, line)
    assert amount(database, number) == 18 * 20_00, "below the limit every bag is at its own price again"


def test_free_bags_follow_the_paid_ones_and_stand_outside_the_discount(database: Database, trade: Trade) -> None:
    """Cases O87 and O88: three paid bring one free, whatever lines they stand in; 3 at 320 yuan less 10 % are 864.00."""
    verbs.save(database, Product, {"list_price": 320_00}, trade.product)
    condition(database, trade, kind="free", buy=3, free=1)
    number = order(database, trade, {"bags": 75})
    with database.reading() as session:
        line = session.exec(living(OrderLine).where(col(OrderLine.order_id) == number)).one().id
    for paid, free in ((2, 0), (3, 1), (6, 2), (8, 2), (75, 25), (6, 2)):
        verbs.save(database, OrderLine, {"bags": paid}, line)
        reckon(database, number)
        assert sum(bags for bags, price, _conditional in lines_of(database, number) if price == 0) == free
    verbs.save(database, OrderLine, {"bags": 2}, line)
    verbs.save(database, OrderLine, {"order_id": number, "product_id": trade.product, "bags": 1})
    condition(database, trade, percent=10.0)
    assert amount(database, number) == 864_00
    assert [bags for bags, price, _conditional in lines_of(database, number) if price == 0] == [1]


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
