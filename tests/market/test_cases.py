"""The published and computed cases of the market (managers-forms.md part 3), by command where a kind is named for them, else
from records. The numbers of the cases stand as ids."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from desktop.catalogue.model import Crop
from desktop.core.database import Database
from desktop.core.units import exact
from desktop.core.verbs import store
from desktop.market.capacity.figures import balance_of, verdict
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.market.figures.hints import figure_hints, output_of
from desktop.market.figures.model import MarketFigure
from desktop.trade.market import bags_by_rate
from tests.market.conftest import Market
from tests.market.test_yearbook import taken
from tests.trade.asking import answer

WAN, YI, MU_PER_HECTARE = 10_000, 100_000_000, 15


@pytest.mark.parametrize(("area", "per_ha", "printed", "exactly"), [
    pytest.param("36759.7", "5972.7", 21_955.4, 21_955.47, id="O1"), pytest.param("30162.4", "6860.7", 20_693.4, 20_693.52,
                                                                                  id="O2-rice"),
    pytest.param("24186.5", "5327.4", 12_885.0, 12_885.12, id="O2-wheat")])
def test_printed_output_is_accepted_within_its_rounding(database: Database, market: Market, area: str, per_ha: str,
                                                        printed: float,
                                                        exactly: float) -> None:
    made = {"播种面积": (float(area), "千公顷"), "单位面积产量": (float(per_ha), "公斤/公顷")}
    with database.operation("t") as session:
        for name, (value, unit) in made.items():
            store(session, MarketFigure, {"indicator": name, "region_id": market.city, "crop_id": market.crop, "year": 2016,
                                          "value": value, "unit": unit})
        kept = {one.indicator.split(" ")[0]: exact(one.value or 0) for one in session.exec(_figures())}
        assert round(float(output_of(kept["播种面积"], kept["单位面积产量"])) / WAN, 2) == exactly
        hints = figure_hints(session, {"indicator": "总产量", "region_id": market.city, "crop_id": market.crop, "year": 2016,
                                       "value": printed, "unit": "万吨"}, None)
    assert not hints
    if area == "36759.7":
        assert float(kept["播种面积"]) == 551_395_500 and round(float(kept["单位面积产量"]), 2) == 398.18


def _figures() -> Any:
    from desktop.core.records import living

    return living(MarketFigure)


def test_o3_the_structure_of_crops_adds_to_a_hundred_without_its_parts(database: Database, market: Market,
                                                                       tmp_path: Path) -> None:
    shares = (("粮食作物", 68.84), ("# 稻谷", 18.84), ("# 小麦", 15.45), ("# 玉米", 19.21), ("油料", 7.37), ("# 花生",
                                                                                                 2.57), ("棉花", 3.86),
              ("麻类", 0.17), ("糖料", 1.17), ("烟叶", 0.76), ("药材", 0.63), ("蔬菜瓜类", 12.76), ("其他农作物", 4.44))
    with database.operation("t") as session:
        for code, name in (("rice", "稻谷"), ("wheat", "小麦"), ("peanut", "花生"), ("cotton", "棉花")):
            store(session, Crop, {"code": code, "name_zh": name})
    rows = taken(database, tmp_path, [["绥化市农作物播种面积结构（2007年）"], ["指标", "单位", "2007"],
                                      *([name, "%", share] for name, share in shares)])
    assert len(rows) == len(shares)
    assert sum((exact(row[3]) for row in rows if not row[6]), Fraction(0)) == 100


def test_o4_bags_of_a_capacity_are_rounded_up(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        made = store(session, MarketCapacity, {
            "region_id": market.one, "crop_id": market.crop, "year": 2026, "area_likely": 427_000.0, "plants_mu": 4500.0,
            "emergence": 93.0, "bag_seeds": 4400, "price": 5400, "own_bags": 56_349})
    assert (made.bags_likely, made.value_likely) == (469_575, 2_535_705_000)
    assert made.own_share is not None and round(made.own_share, 2) == 12.0


def test_o38_distribution_of_shops() -> None:
    shops = [{"ours": True, "sales": 75}, *({"ours": False, "sales": sales} for sales in (10, 10, 5))]
    found = answer("distribution", {"shops": shops})
    assert (found["numeric_percent"], found["weighted_percent"]) == (25, 75)


def test_o58_uplift_is_on_the_baseline() -> None:
    found = answer("promotion", {"baseline": 80, "during": 100, "after_change": 0, "twin_change_percent": 0, "margin": 1,
                                 "price": 1, "cost": 1})
    assert found["uplift_percent"] == 25 and 100 * (100 - found["expected"]) / 100 == 20


@pytest.mark.parametrize(("given", "expected"), [
    pytest.param({"area_mu": 167 * WAN, "yield_kg": 167.0, "stock_kg": 1.0 * YI, "need_kg": 2.3 * YI, "export_kg": 0.3 * YI},
                 {"supply": 3.8, "left": 1.2}, id="O73"),
    pytest.param({"produced_kg": 10.58 * YI, "stock_kg": 8.0 * YI, "need_kg": 11.0 * YI}, {"supply": 18.58, "left": 7.58},
                 id="O74")])
def test_balances_of_a_season_in_hundred_million_kg(database: Database, market: Market, given: dict[str, float],
                                                   expected: dict[str, float]) -> None:
    need, produced = given.pop("need_kg"), given.pop("produced_kg", None)
    given |= {"need_mu": need, "rate_kg": 1.0} | ({"area_mu": produced, "yield_kg": 1.0} if produced is not None else {})
    with database.operation("t") as session:
        made = store(session, SeedBalance, {"crop_id": market.crop, "year": 2018, **given})
    found = balance_of(made)
    # the source prints hundred millions with one decimal: 2.79 is its 2.8
    assert {name: round(float(getattr(found, name)) / YI, 2) for name in expected} == pytest.approx(expected, abs=0.012)
    assert made.left_kg == float(found.left) and verdict(found)


@pytest.mark.parametrize(("area", "rate", "kg"), [
    (730, "1.1", 803), (820, "1.1", 902), (570, "2.6", 1482), (630, "2.6", 1638)])
def test_o75_need_of_a_province(area: int, rate: str, kg: int) -> None:
    found = answer("seed-balance", {"area_mu": 0, "yield_kg_per_mu": 0, "stock_kg": 0, "need_area_mu": area * WAN,
                                    "rate_kg_per_mu": rate, "export_kg": 0, "to_grain_kg": 0})
    assert found["need_kg"] == kg * WAN


def test_o75_bought_of_it() -> None:
    found = answer("capacity", {"area_mu": 1200 * WAN, "seed_kg_per_mu": "2.6", "bag_kg": 1, "share_bought_percent": 20,
                                "price": 1,
                                "own_bags": 0})
    assert found["bought_bags"] == 624 * WAN


def test_o76_production_and_balance() -> None:
    wheat = answer("seed-balance", {"area_mu": 1114 * WAN, "yield_kg_per_mu": 441, "stock_kg": 0, "need_area_mu": 0,
                                    "rate_kg_per_mu": 0, "export_kg": 0, "to_grain_kg": 0})
    assert round(wheat["produced_kg"] / YI, 2) == 49.13
    rape = answer("seed-balance", {"area_mu": 930 * WAN, "yield_kg_per_mu": 1, "stock_kg": 255 * WAN,
                                   "need_area_mu": 1100 * WAN,
                                   "rate_kg_per_mu": 1, "export_kg": 0, "to_grain_kg": 0})
    assert rape["left_kg"] == 85 * WAN


def test_o77_rate_a_hectare() -> None:
    area, bag = 30_000 * MU_PER_HECTARE, Fraction(1)
    assert [bags_by_rate(Fraction(area), exact(rate) / MU_PER_HECTARE, bag) for rate in ("37.5", "45")] == [1_125_000,
                                                                                                            1_350_000]


def test_o78_bags_and_share_of_an_area(database: Database, market: Market) -> None:
    with database.operation("t") as session:
        made = store(session, MarketCapacity, {"region_id": market.one, "crop_id": market.crop, "year": 2011,
                                               "area_likely": 250_000.0, "kg_mu": 1.0, "bag_kg": 1.0, "price": 5000,
                                               "own_bags": 800_000_000 // 5000})
    assert made.own_bags == 160_000 and made.own_share == 64.0


def test_o66_frost_at_80_percent() -> None:
    """Ten years whose last frosts have mean 13 May, s 6, and first frosts mean 25 September, s 5."""
    last, first = _spread(date(2001, 5, 13), 6), _spread(date(2001, 9, 25), 5)
    found = answer("frost", {"years": [{"last": str(a), "first": str(b)} for a, b in zip(last, first, strict=True)],
                             "level_percent": 80})
    assert (found["last"][-5:], found["first"][-5:]) == ("05-18", "09-20")
    assert found["frost_free"]["level"] == 124


def _spread(mean: date, sd: int) -> list[date]:
    """Ten days around a mean whose standard deviation is near `sd`: five on each side."""
    return [mean + timedelta(days=sign * sd) for sign in (1, -1) for _n in range(5)]
