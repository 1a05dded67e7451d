"""Splits, season curves and the fee sheet: worked cases of the trade, and what must hold for any input."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trade.asking import answer, complaint

CURVE = [5, 20, 30, 22, 13, 7, 2, 0, 0, 0, 0, 1]
YEAR = {"year": 12345, "percents": CURVE, "as_of": "2025-12-31", "done": 6111, "unit": "bag"}


def test_a_hundred_yuan_in_three_equal_parts_loses_no_fen() -> None:
    """Case O6."""
    assert answer("split", {"total": "100.00", "weights": [1, 1, 1]}) == {"parts": ["33.34", "33.33", "33.33"]}
    assert answer("split", {"total": 10, "percents": ["33.3", "33.3", "33.4"], "unit": "bag"}) == {"parts": [3, 3, 4]}
    assert answer("split", {"total": "-0.05", "weights": [1, 1]}) == {"parts": ["-0.03", "-0.02"]}


@given(st.integers(0, 10**9), st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any))
def test_parts_always_add_to_the_whole_and_are_right_to_one_unit(total: int, weights: list[int]) -> None:
    parts = answer("split", {"total": total, "weights": weights, "unit": "bag"})["parts"]
    assert sum(parts) == total
    assert all(abs(part - total * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True))


def test_the_season_curve_at_the_end_of_december() -> None:
    """Case O5."""
    found = answer("curve", YEAR)
    assert found["months"] == [617, 2469, 3704, 2716, 1605, 864, 247, 0, 0, 0, 0, 123]
    assert (found["expected_to_date"], found["percent_of_curve"], found["run_rate"]) == (6790, 90, 11110)
    assert found["missing"] == 6234 and round(found["percent_of_year"], 2) == 49.50


@pytest.mark.parametrize(("as_of", "expected"), [
    ("2025-10-01", 617 / 31), ("2025-10-31", 617), ("2026-02-14", 617 + 2469 + 3704 + 2716 + 1605 / 2), ("2026-09-30", 12345)])
def test_the_running_month_counts_by_its_days(as_of: str, expected: float) -> None:
    assert answer("curve", {**YEAR, "as_of": as_of})["expected_to_date"] == round(expected)


def test_before_anything_is_expected_there_is_no_share_of_the_curve() -> None:
    found = answer("curve", {**YEAR, "percents": [0, 100, *[0] * 10], "as_of": "2025-10-15", "unit": "fen"})
    assert (found["percent_of_curve"], found["run_rate"], found["expected_to_date"]) == (None, None, "0.00")


def test_percents_may_miss_a_hundred_by_their_rounding_only() -> None:
    rounded = [*["8.33"] * 11, "8.35"]
    assert sum(map(Decimal, answer("curve", {**YEAR, "percents": rounded, "unit": "fen"})["months"])) == 12345
    assert answer("curve", {**YEAR, "percents": [*CURVE[:-1], "1.10"]})["months"]
    assert complaint("curve", {**YEAR, "percents": [*CURVE[:-1], "1.11"]}) == "“percents” must add to 100."
    assert "must be twelve numbers" in complaint("curve", {**YEAR, "percents": [50, 50]})


USES = ("subsidy", "promotion", "year_rebate", "held", "unused")
AREAS: list[dict[str, Any]] = [
    {"name": "A", "store_price": "5.00", "retail_price": "6.50", "sales": "50000.00", "subsidy_percent": 20,
     "promotion_percent": 20, "year_rebate_percent": 15, "year_rebate_if_target": True, "target_met": True, "held_percent": 0},
    *({"name": name, "store_price": "6.00", "retail_price": "7.60", "sales": "50000.00", "subsidy_percent": 0,
       "promotion_percent": 15, "year_rebate_percent": 5, "year_rebate_if_target": False, "target_met": True,
       "held_percent": 10} for name in "BCD")]


def fees(*changes: dict[str, Any]) -> dict[str, Any]:
    """The sheet with changes to its first areas."""
    areas = [{**area, **(changes[place] if place < len(changes) else {})} for place, area in enumerate(AREAS)]
    return answer("fees", {"invoice_price": "5.00", "rebate_percent": 30, "areas": areas})


def test_the_fee_sheet_at_equal_sales() -> None:
    """Cases O41 and O42."""
    found = fees()
    a, b = found["areas"][0], found["areas"][1]
    assert (a["shop_margin"], a["shop_percent_of_purchase"], round(a["shop_percent_of_sale"], 2)) == ("1.50", 30, 23.08)
    assert (b["shop_margin"], round(b["shop_percent_of_purchase"], 2)) == ("1.60", 26.67)
    assert (b["dealer_margin"], b["dealer_percent_of_purchase"]) == ("1.00", 20)
    assert (found["pool"], found["manager"]) == ("60000.00", {"in": "15000.00", "out": "12500.00", "left": "2500.00"})
    assert found["net_per_unit"] == {"A": "2.25", "B": "4.00", "C": "4.00", "D": "4.00"} and found["warnings"] == []
    assert round(found["break_even_share"], 2) == 28.57


def test_a_missed_target_leaves_its_year_rebate_with_the_manager() -> None:
    """Case O42."""
    assert fees({"target_met": False})["manager"]["left"] == "10000.00"


def test_unequal_sales_can_leave_a_deficit_that_is_said() -> None:
    """Case O43."""
    sales = [{"sales": "200000"}, {"sales": "100000"}]
    found = fees(*sales)
    assert found["manager"] == {"in": "20000.00", "out": "50000.00", "left": "-30000.00"} and "30000.00" in found["warnings"][0]
    assert fees({"sales": "80000"}, {"sales": "100000"})["manager"]["left"] == "0.00"
    assert fees({**sales[0], "target_met": False}, sales[1])["manager"]["left"] == "0.00"


@given(st.lists(st.tuples(st.integers(0, 10**9), *[st.integers(0, 60)] * 4), min_size=1, max_size=6))
def test_every_area_closes(rows: list[tuple[int, ...]]) -> None:
    areas = [{**AREAS[0], "name": f"area {n}", "sales": Decimal(sales).scaleb(-2), "subsidy_percent": subsidy,
              "promotion_percent": promotion, "year_rebate_percent": year, "held_percent": held}
             for n, (sales, subsidy, promotion, year, held) in enumerate(rows)]
    found = answer("fees", {"invoice_price": "5.00", "rebate_percent": 30, "areas": areas})
    for area in found["areas"]:
        money = {key: Decimal(area[key]) for key in ("pool", "from_manager", *USES)}
        assert money["pool"] + money["from_manager"] == sum(money[key] for key in USES)
        assert not (money["from_manager"] and money["unused"])
