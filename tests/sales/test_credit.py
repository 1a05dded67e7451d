"""Credit and rights are asked about before an order stands (case O84), as the catalogue of limits says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import Session

from desktop.core import catalogues, verbs
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Licence, Territory
from desktop.regions.model import Region
from desktop.sales.money.credit import exposure, free_credit
from desktop.sales.money.credit_model import CreditLimit
from desktop.sales.money.model import AccountEntry
from desktop.sales.orders import checks
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine, order_doubts
from desktop.sales.products.model import Product
from tests.sales.conftest import Trade

DAY = date(2026, 2, 3)


@contextmanager
def settings(**changed: str) -> Iterator[None]:
    """Other answers of the catalogue of limits."""
    rows = catalogues.load("sales_limits").by("limit")
    known = {kind: rows[f"check_{kind}"]["value"] for kind in changed}
    try:
        for kind, value in changed.items():
            rows[f"check_{kind}"]["value"] = value  # type: ignore[index]
        yield
    finally:
        for kind, value in known.items():
            rows[f"check_{kind}"]["value"] = value  # type: ignore[index]


def owing(session: Session, trade: Trade, limit: int | None) -> None:
    """The dealer owes ¥100.00 and has this limit."""
    store(session, AccountEntry, {"dealer_id": trade.dealer, "entered_on": DAY, "amount": 100_00, "kind": "opening"})
    if limit is not None:
        store(session, CreditLimit, {"dealer_id": trade.dealer, "amount": limit, "valid_from": DAY, "granted_by": "总监"})


def ordered(session: Session, trade: Trade, fen: int, **more: Any) -> SalesOrder:
    """A draft of one bag at this price."""
    order = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": DAY, **more})
    store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 1, "price": fen})
    return order


@pytest.mark.parametrize(("limit", "fen", "stands"), [(None, 1000_00, True), (0, 0, False), (200_00, 0, True),
                                                      (200_00, 100_00, True), (200_00, 150_00, False)])
def test_an_order_is_confirmed_within_the_limit_only(database: Database, trade: Trade, limit: int | None, fen: int, stands: bool
                                                     ) -> None:
    """Case O84."""
    with database.operation("test") as session:
        owing(session, trade, limit)
        order = ordered(session, trade, fen)
    if stands:
        confirm(database, order)
    else:
        with pytest.raises(Refused, match=r"销售总监|sales director"):
            confirm(database, order)


def confirm(database: Database, order: SalesOrder) -> None:
    with database.operation("test") as session:
        move_in(session, SalesOrder, order.id, StateChange("confirmed", DAY))


def test_the_refusal_spells_the_exposure_out_and_somebody_may_lift_it(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        owing(session, trade, 200_00)
        confirmed = ordered(session, trade, 30_00)
    confirm(database, confirmed)
    with database.operation("test") as session:
        order = ordered(session, trade, 80_00)
        found = exposure(session, trade.dealer, DAY, order_id=order.id, this=80_00)
        assert (found.balance, found.unshipped, found.whole, found.beyond) == (100_00, 30_00, 210_00, 10_00)
        assert free_credit(session, trade.dealer, DAY) == 70_00
        assert all(part in checks.credit_said(found) for part in ("100.00", "30.00", "80.00", "210.00", "200.00", "10.00"))
    with pytest.raises(Refused):
        confirm(database, order)
    with database.operation("test") as session:
        store(session, SalesOrder, {"lifted_by": "李总监"}, order.id)
    confirm(database, order)


def test_a_confirmed_order_that_grows_is_asked_about_again_and_one_that_shrinks_is_not(database: Database,
                                                                                       trade: Trade) -> None:
    with database.operation("test") as session:
        owing(session, trade, 200_00)
        order = ordered(session, trade, 90_00)
    confirm(database, order)
    with pytest.raises(Refused), database.operation("test") as session:
        store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 1, "price": 20_00})


def test_what_has_left_counts_as_owed_and_not_a_second_time_as_ordered(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        order = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": DAY, "state": "confirmed"})
        line = store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 10, "price": 100})
        shipment = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": DAY})
        store(session, ShipmentLine, {"shipment_id": shipment.id, "order_line_id": line.id, "product_id": trade.product,
                                      "bags": 6})
        found = exposure(session, trade.dealer, DAY)
        assert (found.balance, found.unshipped) == (600, 400)
        with pytest.raises(FieldErrors, match="6"):
            store(session, OrderLine, {"bags": 5}, line.id)


def test_rights_are_hinted_at_or_refuse_as_the_catalogue_says(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        order = ordered(session, trade, 10_00)
        said = order_doubts(session, {"dealer_id": trade.dealer, "ordered_on": DAY, "state": "draft"}, order.id)["dealer_id"]
        assert said.count("丰玉158") == 2  # neither an area nor a filing
    confirm_draft = SimpleNamespace(id=order.id)
    with settings(territory="refuse"), pytest.raises(Refused, match="丰玉158"):
        confirm(database, confirm_draft)  # type: ignore[arg-type]
    with database.operation("test") as session:
        place = store(session, Region, {"name": "甲省", "level": "province"})
        store(session, Territory, {"dealer_id": trade.dealer, "region_id": place.id, "varieties": "别的、丰玉158"})
        for kind in ("business", "filing_no_repack"):
            store(session, Licence, {"dealer_id": trade.dealer, "kind": kind, "expires_on": date(2030, 1, 1)})
        assert not order_doubts(session, {"dealer_id": trade.dealer, "ordered_on": DAY, "state": "draft"}, order.id)
    with settings(territory="refuse"):
        confirm(database, order)


def test_a_right_to_another_variety_of_a_longer_name_is_none(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        order = ordered(session, trade, 10_00)
        place = store(session, Region, {"name": "甲省", "level": "province"})
        store(session, Territory, {"dealer_id": trade.dealer, "region_id": place.id, "varieties": "丰玉1580"})
        said = order_doubts(session, {"dealer_id": trade.dealer, "ordered_on": DAY, "state": "draft"}, order.id)
        assert "丰玉158" in said["dealer_id"]


def test_neither_a_date_nor_a_line_from_the_bin_nor_a_missing_price_gets_around_the_limit(database: Database,
                                                                                          trade: Trade) -> None:
    far = date(2099, 1, 1)
    with database.operation("test") as session:
        owing(session, trade, 300_00)
        store(session, CreditLimit, {"dealer_id": trade.dealer, "amount": 0, "valid_from": far, "granted_by": "总监"})
        order = ordered(session, trade, 100_00)
        second = store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 1, "price": 150_00})
    verbs.delete(database, OrderLine, [second.id])
    verbs.move(database, SalesOrder, [order.id], StateChange("confirmed", DAY))
    with pytest.raises(Refused, match="passed by"):
        verbs.restore(database, "orderline", second.id)
    with pytest.raises(Refused, match="passed by"):
        verbs.change_many(database, SalesOrder, [order.id], {"ordered_on": far})
    with database.operation("test") as session:
        bare = store(session, Product, {"variety_id": session.get_one(Product, trade.product).variety_id, "bag_kg": 1.0})
    with pytest.raises(Refused, match="no price yet"):
        verbs.save(database, OrderLine, {"order_id": order.id, "product_id": bare.id, "bags": 1})
    line = verbs.save(database, OrderLine, {"order_id": order.id, "product_id": bare.id, "bags": 1, "price": 0})
    with pytest.raises(Refused, match="no price yet"):
        verbs.save(database, OrderLine, {"price": None}, line.id)
