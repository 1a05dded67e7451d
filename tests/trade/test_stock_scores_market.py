"""Stock, scores and markets: worked cases of the trade."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.calculating import kinds
from tests.trade.asking import answer, complaint

SHOP = {"on_hand": 0, "on_order": 0, "demand": 0, "minimum": 0, "maximum": 0, "multiple": 1, "rounding": "up"}


@pytest.mark.parametrize(("changes", "order", "surplus"), [
    ({"maximum": 5, "demand": 12}, 17, 0), ({"demand": 10}, 10, 0),
    ({"minimum": 10, "maximum": 20, "multiple": 3}, 21, 0),
    ({"minimum": 10, "maximum": 20, "multiple": 3, "rounding": "down"}, 18, 0),
    ({"multiple": 5, "demand": 4}, 5, 0), ({"multiple": 5, "demand": 9}, 10, 0),
    ({"multiple": 5, "demand": 4, "rounding": "down"}, 0, 0), ({"multiple": 5, "demand": 9, "rounding": "down"}, 5, 0),
    ({"minimum": 10, "maximum": 15}, 15, 0), ({"maximum": 80, "target": 60, "on_hand": 100}, 0, 40),
    ({"maximum": 80, "on_hand": 100}, 0, 20), ({"minimum": 10, "maximum": 80, "on_hand": 10}, 0, 0)])
def test_what_to_order_and_what_to_clear(changes: dict[str, Any], order: int, surplus: int) -> None:
    """Cases O23, O24, O25, O26, O27 and O28."""
    found = answer("replenish", {**SHOP, **changes})
    assert (found["order"], found["surplus"]) == (order, surplus) and len(found["steps"]) >= 2


def test_levels_that_cross_are_refused() -> None:
    assert complaint("replenish", {**SHOP, "minimum": 2, "maximum": 1}) == "“minimum” is above the maximum: 2."
    assert "target" in complaint("replenish", {**SHOP, "maximum": 5, "target": 6})


COUNTS = {"opening": 120, "received": 300, "moved_in": 0, "returned": 20, "moved_out": 10, "closing": 80}


def test_sell_out_between_counts_and_a_miscount() -> None:
    assert answer("sellout", COUNTS) == {"sold": 310}
    assert "400 more" in complaint("sellout", {**COUNTS, "closing": 790})


def test_days_turns_and_cover() -> None:
    """Case O33."""
    found = answer("turnover", {"opening": 120, "closing": 80, "out": 310, "days": 60})
    assert (found["average"], round(found["days"], 2)) == (100, 19.35)
    assert answer("turnover", {"opening": 80, "closing": 80, "out": 40, "days": 30})["cover_days"] == 60
    for year, days in ((360, 60), (365, 60.83)):
        six_turns = {"opening": 1, "closing": 1, "out": 6, "days": year, "year_days": year}
        assert round(year / answer("turnover", six_turns)["turns"], 2) == days
    assert answer("turnover", {"opening": 5, "closing": 5, "out": 0, "days": 30})["cover_days"] is None


def test_when_to_order_again_and_how_much_is_cheapest() -> None:
    """Cases O67 and O68: a spread while goods are on their way, or those of a day's demand and of the days; z 1.64, 1.65."""
    known = answer("reorder", {"demand_per_day": 2, "lead_days": 12, "factor": "1.64", "spread_in_lead_time": 20})
    assert (round(known["point"], 6), known["point_bags"]) == (56.8, 57) and "order_quantity" not in known
    found = answer("reorder", kinds()["reorder"].example)
    assert [round(found[key], 2) for key in ("safety", "point", "order_quantity")] == [341.35, 1041.35, 1208.3]
    certain = {"demand_per_day": 10, "lead_days": 7, "factor": "1.65"}
    assert answer("reorder", certain)["point_bags"] == 70, "without a spread nothing is held for safety"
    assert "Give either" in complaint("reorder", {**certain, "spread_in_lead_time": 3, "spread_of_day": 1})
    assert complaint("reorder", {**certain, "order_cost": 50}) == "“demand_per_year” is missing."


def test_what_of_a_list_price_reaches_the_pocket() -> None:
    """Case O70."""
    found = answer("pocket-price", {"list_price": 100, "deductions": [{"name": "返利", "amount": 20}], "cost": 50})
    assert (found["pocket_price"], found["contribution"], found["pocket_percent"]) == ("80.00", "30.00", 80)
    assert answer("pocket-price", {"list_price": 100, "deductions": [], "cost": "120.5"})["contribution"] == "-20.50"
    assert "exceed the list price" in complaint("pocket-price", {"list_price": 10, "cost": 1, "deductions": [
        {"name": "返利", "amount": 11}]})


@pytest.mark.parametrize(("given_", "part", "percent"), [
    ({"year": "33665.75", "before": "5188.31"}, 28477.44, 84.59),
    ({"year": "39120.87", "months": ["22771.32"]}, 22771.32, 58.21),
    ({"year": "16672.54", "months": ["6239.19", "5044.45"]}, 11283.64, 67.68)])
def test_the_share_of_a_period_in_its_year(given_: dict[str, Any], part: float, percent: float) -> None:
    """Case O72."""
    found = answer("period-share", given_)
    assert (round(found["part"], 2), round(found["percent"], 2)) == (part, percent)


def test_a_period_is_no_more_than_its_year_and_told_once() -> None:
    assert "exceeds the year" in complaint("period-share", {"year": 10, "before": 11})
    assert "Give either" in complaint("period-share", {"year": 10, "before": 1, "months": [2]})
    assert "Give either" in complaint("period-share", {"year": 10})


def test_payments_in_advance_as_bags_and_as_a_share_of_the_area() -> None:
    """Case O78."""
    found = answer("prepayment", {"paid": 8_000_000, "price": 50, "area_mu": 250_000})
    assert found == {"bags": 160_000, "sown_mu": 160_000, "share_percent": 64, "rest": "0.00"}
    part = answer("prepayment", {"paid": "100.00", "price": 30, "area_mu": 100, "mu_per_bag": "1.5"})
    assert (part["bags"], part["sown_mu"], part["rest"]) == (3, 4.5, "10.00")


GOODS = {"5": 36385, "15": 22436, "12": 12516, "1": 9028, "9": 3374, "8": 3231, "3": 2024, "11": 1919, "7": 1881, "16": 1786,
         "4": 1408, "6": 1092, "14": 484, "13": 315, "2": 252, "10": 120}


def test_the_item_that_crosses_a_limit_belongs_to_the_lower_class() -> None:
    """Case O69."""
    found = answer("abc", {"items": [{"name": name, "value": value} for name, value in reversed(GOODS.items())]})
    classes = {grade: [item["name"] for item in found["items"] if item["class"] == grade] for grade in "ABC"}
    assert found["total"] == 98251 and classes["A"] == ["5", "15", "12"] and classes["B"][-1] == "7"
    shares = {item["name"]: round(item["cumulative_percent"], 2) for item in found["items"]}
    assert (shares["12"], shares["7"], shares["10"]) == (72.61, 94.45, 100)


def criteria(*marks: int) -> dict[str, Any]:
    """A form of five criteria with their weights."""
    return {"criteria": [{"name": str(n), "weight": weight, "mark": mark}
                         for n, (weight, mark) in enumerate(zip((15, 20, 30, 15, 20), marks, strict=True))]}


def test_weighted_and_relative_scores() -> None:
    """Cases O34 and O35."""
    assert answer("score", criteria(60, 70, 80, 60, 75)) == {"score": 71}
    assert answer("score", criteria(60, 60, 70, 60, 80)) == {"score": 67}
    rows = [{"name": "A", "values": {"sales": 110, "standing": 72}}, {"name": "B", "values": {"sales": 88, "standing": 90}}]
    weights = {"sales": 70, "standing": 30}
    assert [row["score"] for row in answer("relative-score", {"rows": rows, "weights": weights})["rows"]] == [94, 86]
    assert "rows 2 values standing" in complaint("relative-score", {"weights": weights, "rows": [
        rows[0], {"name": "B", "values": {"sales": 1}}]})


SALES_STEPS = [{"below_percent": 80, "marks": 35}, {"below_percent": 70, "marks": 30}, {"below_percent": 60, "marks": 0}]


def line(actual: float, target: float, marks: float, **more: Any) -> dict[str, Any]:
    """A line of the sheet of key figures."""
    return {"name": "line", "target": target, "actual": actual, "marks": marks, "better": "more", **more}


def test_the_sheet_of_key_figures() -> None:
    found = answer("kpi", {"lines": [line(76, 100, 40, steps=SALES_STEPS), line(86, 100, 20), line(3, 4, 10), line(5, 5, 10)]})
    assert [round(row["marks"], 2) for row in found["lines"]] == [35, 17.2, 7.5, 10] and round(found["total"], 2) == 69.7


@pytest.mark.parametrize(("percent", "marks"), [(80, 40), (79.9, 35), (70, 35), (69, 30), (60, 30), (59, 0), (140, 40)])
def test_steps_of_a_key_figure(percent: float, marks: int) -> None:
    assert answer("kpi", {"lines": [line(percent, 100, 40, steps=SALES_STEPS)]})["total"] == marks


@pytest.mark.parametrize(("cost", "marks"), [(5, 10), (4, 10), (7.5, 5), (10, 0), (20, 0)])
def test_where_less_is_better_marks_fall_to_none_at_twice_the_target(cost: float, marks: int) -> None:
    assert answer("kpi", {"lines": [line(cost, 5, 10, better="less")]})["total"] == marks


def test_outlets_in_both_readings() -> None:
    """Case O37."""
    assert answer("outlets", {"population": 600000}) == {"urban": [12, 15], "rural": 20}
    assert answer("outlets", {"urban": 180000, "rural": 420000}) == {"urban": [4, 5], "rural": 14}
    assert "beside" in complaint("outlets", {"population": 1, "urban": 1})


def items(**values: float) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in values.items()]


def test_concentration_and_relative_shares() -> None:
    """Cases O39 and O40."""
    found = answer("shares", {"items": items(A=150, B=100, C=85, D=70, 其他=45), "own": "A"})
    assert found["concentration"]["4"] == 90
    found = answer("shares", {"items": items(own=20, A=10, B=10, C=15), "own": "own"})
    assert (round(found["relative_to_top_three"], 2), round(found["relative_to_largest"], 2)) == (57.14, 1.33)
    assert answer("shares", {"items": items(own=20, A=30, 其他=500), "own": "own"})["concentration"]["1"] < 6


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any))
def test_shares_add_to_a_hundred(values: list[int]) -> None:
    found = answer("shares", {"items": [{"name": f"firm {n}", "value": v} for n, v in enumerate(values)], "own": "firm 0"})
    assert round(sum(found["shares"]), 6) == 100


def test_bags_that_a_market_needs_are_rounded_up() -> None:
    """Case O4."""
    maize = {"area_mu": 427000, "plants_per_mu": 4500, "emergence_percent": 93, "seeds_per_bag": 4400,
             "share_bought_percent": 100, "price": 54, "own_bags": 56349}
    found = answer("capacity", maize)
    assert (found["bags"], found["value"]) == (469575, "25357050.00") and round(found["own_share_percent"], 2) == 12
    wheat = {"area_mu": 1000, "seed_kg_per_mu": 15, "bag_kg": 25, "share_bought_percent": 50, "price": 100}
    assert answer("capacity", wheat) == {"bags": 600, "bought_bags": 300, "value": "30000.00", "own_share_percent": None}
    assert "“plants_per_mu” stands beside" in complaint("capacity", {**maize, "bag_kg": 25})


def test_the_balance_of_seed() -> None:
    rice = answer("seed-balance", {"area_mu": 1_670_000, "yield_kg_per_mu": 167, "stock_kg": 100_000_000, "need_area_mu": 230,
                                   "rate_kg_per_mu": 1_000_000, "export_kg": 30_000_000, "to_grain_kg": 0})
    assert (round(rice["supply_kg"] / 1e8, 1), round(rice["left_kg"] / 1e8, 1)) == (3.8, 1.2)
    maize = {"area_mu": 1, "yield_kg_per_mu": 10.58e8, "stock_kg": 8e8, "need_area_mu": 1, "rate_kg_per_mu": 11e8,
             "export_kg": 0, "to_grain_kg": 0}
    assert (answer("seed-balance", maize)["supply_kg"], answer("seed-balance", maize)["left_kg"]) == (18.58e8, 7.58e8)


def test_what_a_promotion_brought() -> None:
    """Case O57."""
    event = {"baseline": 400, "during": 620, "after_change": -60, "twin_change_percent": 0, "margin": 12.5, "price": 58,
             "cost": 1600}
    found = answer("promotion", event)
    assert (found["uplift_percent"], found["extra"], found["return_percent"]) == (55, 160, 25)
    assert round(found["return_percent_without_dip"], 2) == 71.88 and round(found["cost_ratio_percent"], 2) == 4.45
    assert answer("promotion", {**event, "after_change": 0, "twin_change_percent": 10})["extra"] == 180
    assert answer("promotion", {**event, "baseline": 80, "during": 100, "after_change": 0})["uplift_percent"] == 25
