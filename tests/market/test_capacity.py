"""Market capacity and the balance of seed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.model import Variety
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.i18n import using
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.market.capacity.figures import balance_of, count_own, verdict
from desktop.market.capacity.model import MarketCapacity, SeedBalance, bags_bought
from desktop.market.capacity.papers import balance_sheet, capacity_sheet
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.products.model import Product
from tests.market.conftest import Market, figure

STAND: dict[str, Any] = {"plants_mu": 4500.0, "emergence": 93.0, "bag_seeds": 4400, "price": 5400, "year": 2026}


def capacity(db: Database, market: Market, **values: Any) -> MarketCapacity:
    with db.operation("t") as session:
        return store(session, MarketCapacity, {"region_id": market.one, "crop_id": market.crop, **STAND, **values})


def test_bags_are_rounded_up_and_valued_at_the_farmer_price(database: Database, market: Market) -> None:
    made = capacity(database, market, area_likely=427_000.0, own_bags=56_349)
    assert (made.bags_likely, made.value_likely) == (469_575, 25_357_050_00)
    assert round(float(made.own_share), 2) == 12.00
    with using("zh_CN"):
        assert "469575" in str(capacity_sheet(database, made.id).blocks)


def test_without_an_area_the_sown_area_of_the_figures_counts_with_its_range(database: Database, market: Market) -> None:
    with pytest.raises(FieldErrors, match="sown area"):
        capacity(database, market)
    with database.operation("t") as session:
        figure(session, "播种面积", market.one, 1000.0, 2025, crop_id=market.crop, low=900.0, high=1200.0, source="年鉴")
    made = capacity(database, market)
    assert (made.area_low, made.area_likely, made.area_high, made.basis) == (900.0, 1000.0, 1200.0, "2025 年鉴")
    assert made.bags_low < made.bags_likely < made.bags_high  # type: ignore[operator]


@pytest.mark.parametrize(("values", "field"), [
    ({"kg_mu": 2.5}, "kg_mu"), ({"emergence": None}, "emergence"), ({"area_low": 9.0, "area_likely": 8.0}, "area_low"),
    ({"year": None}, "year"), ({"plants_mu": None, "emergence": None, "bag_seeds": None}, "plants_mu")])
def test_an_estimate_that_cannot_be_reckoned_is_refused(database: Database, market: Market, values: dict[str, Any],
                                                       field: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        capacity(database, market, **{"area_likely": 100.0, **values})
    assert field in refused.value.fields


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=3).map(sorted),
       st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted))
def test_a_wider_range_never_turns_the_bags_round(areas: list[int], shares: list[int]) -> None:
    made = MarketCapacity(plants_mu=4500, emergence=90, bag_seeds=4000, area_low=areas[0], area_likely=areas[1],
                          area_high=areas[2], bought_low=shares[0], bought_likely=shares[1], bought_high=shares[2])
    bags = [one or 0 for one in bags_bought(made)]
    assert bags == sorted(bags)


def test_own_bags_are_what_was_sent_less_what_came_back_in_the_region_and_the_year(database: Database, market: Market) -> None:
    made = capacity(database, market, area_likely=1000.0)
    with database.operation("t") as session:
        variety = store(session, Variety, {"name": "丰玉158", "crop_id": market.crop})
        product = store(session, Product, {"variety_id": variety.id, "bag_kg": 2.5})
        for region, kind, day, bags in ((market.one, "delivery", "2026-03-01", 30), (market.one, "return", "2026-05-01", 4),
                                        (market.two, "delivery", "2026-03-01", 50), (market.one, "delivery", "2025-03-01", 70)):
            dealer = store(session, Dealer, {"name": f"店{region}{day}{kind}", "region_id": region})
            shipment = store(session, Shipment, {"dealer_id": dealer.id, "moved_on": day, "kind": kind})
            store(session, ShipmentLine, {"shipment_id": shipment.id, "product_id": product.id, "bags": bags, "lot": "批1",
                                          "price": 5400})
    assert count_own(database, made.id).bags == 26


def test_the_balance_of_the_official_outlook_comes_out(database: Database, market: Market) -> None:
    """Hybrid rice: 1.67 million mu × 167 kg and 100 million kg in stock; 230 million needed, 30 million exported."""
    with database.operation("t") as session:
        made = store(session, SeedBalance, {
            "crop_id": market.crop, "year": 2018, "scope": "杂交稻", "area_mu": 1_670_000.0, "yield_kg": 167.0,
            "stock_kg": 100_000_000.0, "need_mu": 209_000_000.0, "rate_kg": 1.10, "export_kg": 30_000_000.0})
    found = balance_of(made)
    assert [round(float(value) / 1e8, 1) for value in (found.produced, found.supply, found.need,
                                                       found.left)] == [2.8, 3.8, 2.3, 1.2]
    assert (made.produced_kg, made.supply_kg) == (float(found.produced), float(found.supply))
    assert round(made.left_kg - float(found.left)) == 0
    with using("zh_CN"):
        assert verdict(found) == "供大于求"
        assert "产供需形势表" in str(balance_sheet(database, made.id).blocks)


@pytest.mark.parametrize(("stock", "said"), [(99, "供不应求"), (100, "紧平衡"), (114, "紧平衡"), (115, "平衡有余"),
                                             (150, "供大于求")])
def test_the_verdict_goes_by_what_is_left_of_the_need(stock: int, said: str) -> None:
    with using("zh_CN"):
        assert verdict(balance_of(SeedBalance(stock_kg=stock, need_mu=100, rate_kg=1))) == said
