"""Goods that are short go to orders by priority, and stand in the orders as what may be shipped."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.verbs import StateChange, store
from desktop.sales.allotting.actions import reckon
from desktop.sales.allotting.model import AllotLine, AllotRound, lines_of
from desktop.sales.allotting.papers import allotting_sheet
from desktop.sales.money.model import Payment, PaymentAllotment
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.shipping import ship
from desktop.trade.allotting import SHARE, TURN, Claim, allot
from tests.sales.conftest import Trade

DAY = date(2026, 2, 3)
CLAIMS = st.lists(st.builds(Claim, st.integers(0, 500), st.integers(0, 2), st.integers(0, 5)), max_size=8)


@given(st.integers(0, 2000), CLAIMS, st.sampled_from((SHARE, TURN)), st.integers(1, 20))
def test_all_there_is_goes_out_nobody_gets_too_much_and_no_later_rank_while_one_before_lacks(
        there: int, claims: list[Claim], rule: str, carton: int) -> None:
    found = allot(there, claims, rule, carton)
    assert sum(found) == min(there, sum(claim.wanted for claim in claims))
    assert all(0 <= bags <= claim.wanted for bags, claim in zip(found, claims, strict=True))
    for bags, claim in zip(found, claims, strict=True):
        for others, other in zip(found, claims, strict=True):
            assert not (bags and other.rank < claim.rank and others < other.wanted)


def test_a_rank_that_lacks_goes_by_share_in_whole_cartons_or_by_turn() -> None:
    claims = [Claim(100, 1, 0), Claim(50, 0, 1), Claim(300, 1, 2)]
    assert allot(250, claims) == [50, 50, 150]
    assert allot(250, claims, TURN) == [100, 50, 100]
    assert allot(245, claims, SHARE, 20) == [55, 50, 140], "whole cartons, what is left over to whom most is missing"


@pytest.fixture
def orders(database: Database, trade: Trade) -> list[int]:
    """Lines of orders that wait: ordinary of 100, whose deposit is not paid; urgent of 60; ordinary of 300, 100 of it sent."""
    made = []
    with database.operation("test") as session:
        for place, (dealer, bags, priority, deposit) in enumerate((
                (trade.dealer, 100, "normal", 500_00), (trade.other, 60, "urgent", None),
                (trade.other, 300, "normal", 100_00))):
            order = store(session, SalesOrder, {"dealer_id": dealer, "ordered_on": DAY + timedelta(days=place),
                                                "deposit": deposit, "priority": priority, "state": "confirmed"})
            made.append(store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": bags}).id)
        paid = store(session, Payment, {"dealer_id": trade.other, "received_on": DAY, "amount": 100_00})
        store(session, PaymentAllotment, {"payment_id": paid.id, "order_id": order.id, "amount": 100_00})
        sent = store(session, Shipment, {"dealer_id": trade.other, "moved_on": DAY})
        store(session, ShipmentLine, {"shipment_id": sent.id, "order_line_id": made[2], "product_id": trade.product,
                                      "bags": 100})
    return made


def begin(db: Database, trade: Trade, bags: int, **values: object) -> int:
    number = verbs.save(db, AllotRound, {"product_id": trade.product, "made_on": DAY, "bags": bags, **values}).id
    assert reckon(db, number) == 3
    return number


def given_to(db: Database, number: int) -> dict[int, int]:
    with db.reading() as session:
        return {line.order_line_id or 0: line.given or 0 for line in lines_of(session, number)}


def test_short_goods_go_by_priority_and_deposit_and_are_shipped_in_parts(database: Database, trade: Trade,
                                                                          orders: list[int]) -> None:
    ordinary, urgent, long = orders
    assert given_to(database, begin(database, trade, 210)) == {urgent: 60, ordinary: 50, long: 100}
    number = begin(database, trade, 210, deposits_first=True)
    assert given_to(database, number) == {urgent: 60, ordinary: 0, long: 150}
    verbs.move(database, AllotRound, [number], StateChange("applied", DAY))
    allotted = {key: verbs.get(database, OrderLine, key).allotted for key in orders}
    assert allotted == {urgent: 60, ordinary: 0, long: 250}, "what has left of it and what it got now"
    made = ship(database, verbs.get(database, OrderLine, long).order_id or 0, DAY)
    (line,) = verbs.owned(database, ShipmentLine, "shipment_id", made.id)
    assert line.bags == 150
    with pytest.raises(Refused, match="Nothing of this order"):
        ship(database, verbs.get(database, OrderLine, ordinary).order_id or 0, DAY)
    with pytest.raises(Refused, match="open it again"):
        reckon(database, number)
    text = str(allotting_sheet(database, number).blocks)
    assert "Urgent orders are served first" in text and "deposit not paid yet" in text


def test_more_than_is_there_or_waited_for_is_not_put_into_the_orders(database: Database, trade: Trade,
                                                                     orders: list[int]) -> None:
    number = begin(database, trade, 60)
    with database.reading() as session:
        mine = {line.order_line_id: line.id for line in lines_of(session, number)}
    with pytest.raises(FieldErrors, match="100 bags are waited for"):
        verbs.save(database, AllotLine, {"given": 101}, mine[orders[0]])
    verbs.save(database, AllotLine, {"given": 10}, mine[orders[0]])
    with pytest.raises(Refused, match="70 bags are given, 60 are there: take back 10"):
        verbs.move(database, AllotRound, [number], StateChange("applied", DAY))
    verbs.save(database, AllotLine, {"given": 50}, mine[orders[1]])
    assert "by the rule 60" in str(allotting_sheet(database, number).blocks)
    verbs.save(database, OrderLine, {"bags": 5}, orders[0])
    with pytest.raises(Refused, match="waits for 5 bags only, not for 10"):
        verbs.move(database, AllotRound, [number], StateChange("applied", DAY))
