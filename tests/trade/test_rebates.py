"""Rebates by tiers, the bonus on orders and fines: worked cases of the trade."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trade.asking import answer, complaint

FIVE_TEN = [{"from": 0, "rate": 5}, {"from": 10000, "rate": 10}]
THREE = [{"from": 0, "rate": 10}, {"from": 100, "rate": 20}, {"from": 300, "rate": 30}]
STEPS = [{"from": n * 250000, "rate": Decimal(45 + 5 * n) / 10} for n in range(5)]
TASK = [{"from": 0, "rate": 0}, {"from": 300000, "rate": 4},
        {"from": 500000, "rate": 8, "method": "excess", "plus": 30000}]
PIECES = [{"from": 0, "rate": 1, "per": "unit"}, {"from": 100, "rate": 2, "per": "unit"}]
QUARTERS = [{"from": n * 100000, "rate": n + 1} for n in range(4)]


@pytest.mark.parametrize(("base", "tiers", "method", "more", "rebate"), [
    (6000, FIVE_TEN, "slice", {}, "300.00"), (8000, FIVE_TEN, "slice", {}, "400.00"), (20000, FIVE_TEN, "slice", {}, "1500.00"),
    (10001, FIVE_TEN, "tier", {}, "1000.10"), (10001, FIVE_TEN, "slice", {}, "500.10"),
    (20, PIECES, "slice", {"unit": "bag"}, "20.00"), (80, PIECES, "slice", {"unit": "bag"}, "80.00"),
    (120, PIECES, "slice", {"unit": "bag"}, "140.00"), (120, PIECES, "slice", {}, "140.00"),
    (3800, THREE, "tier", {}, "1140.00"), (1000, THREE, "tier", {}, "300.00"),
    (3800, THREE, "slice", {}, "1100.00"), (1000, THREE, "slice", {}, "260.00"),
    (600000, STEPS, "slice", {}, "29250.00"), (600000, STEPS, "tier", {}, "33000.00"),
    (290000, TASK, "tier", {}, "0.00"), (300000, TASK, "tier", {}, "0.00"), (300001, TASK, "tier", {}, "12000.04"),
    (400000, TASK, "tier", {}, "16000.00"), (500000, TASK, "tier", {}, "20000.00"), (500001, TASK, "tier", {}, "30000.08"),
    (600000, TASK, "tier", {}, "38000.00"),
    (250000, QUARTERS, "slice", {}, "4500.00"), (250000, QUARTERS, "slice", {"factor_percent": 80}, "3600.00"),
    (250000, QUARTERS, "slice", {"factor_percent": 50}, "2250.00"),
])
def test_worked_rebates(base: int, tiers: list[dict[str, Any]], method: str, more: dict[str, Any], rebate: str) -> None:
    """Cases O44, O45, O46, O47, O48, O49, O51, O52 and O54."""
    assert answer("rebate", {"base": base, "tiers": tiers, "method": method, **more})["rebate"] == rebate


def test_the_next_tier_says_what_is_missing_and_what_one_more_brings() -> None:
    found = answer("rebate", {"base": 500000, "tiers": TASK, "method": "tier"})
    assert found["tier"] == 2
    assert found["next"] == {"from": "500000.00", "to_go": "0.00", "rebate_just_above": "30000.00"}
    assert answer("rebate", {"base": 90, "tiers": PIECES, "method": "slice", "unit": "bag"})["next"] == {
        "from": 100, "to_go": 10, "rebate_just_above": "102.00"}
    assert answer("rebate", {"base": 600000, "tiers": TASK, "method": "tier"})["next"] is None
    assert answer("rebate", {"base": 0, "tiers": FIVE_TEN, "method": "tier"})["tier"] is None


@given(st.integers(0, 10**8), st.integers(0, 10**6))
def test_by_slices_more_never_brings_less_and_there_is_no_cliff(base: int, more: int) -> None:
    def rebate(fen: int) -> Decimal:
        return Decimal(answer("rebate", {"base": Decimal(fen).scaleb(-2), "tiers": STEPS, "method": "slice"})["rebate"])

    gained = rebate(base + more) - rebate(base)
    assert 0 <= gained <= Decimal(more) * Decimal("0.00065") + Decimal("0.01")


def test_tiers_ascend() -> None:
    twins = [{"from": 5, "rate": 1}, {"from": 5, "rate": 2}]
    assert complaint("rebate", {"base": 1, "tiers": twins, "method": "tier"}) == "“tiers” must grow from one to the next."


ORDER = {"last_valid": 10000, "target_percent": 30, "full_from_percent": 80, "full_per_bag": 3, "part_per_bag": 2,
         "fine_per_missing_bag": 1}


@pytest.mark.parametrize(("ordered", "missing_of", "bonus", "fine", "net"), [
    (2500, "target", "7500.00", "0.00", "7500.00"), (2400, "target", "7200.00", "0.00", "7200.00"),
    (2000, "target", "4000.00", "1000.00", "3000.00"), (2000, "limit", "4000.00", "400.00", "3600.00")])
def test_the_bonus_on_an_order_of_maize(ordered: int, missing_of: str, bonus: str, fine: str, net: str) -> None:
    """Case O55."""
    assert answer("order-bonus", {**ORDER, "ordered": ordered, "missing_of": missing_of}) == {
        "target": 3000, "bonus": bonus, "fine": fine, "net": net}


def test_fines_for_goods_that_left_their_area() -> None:
    """Case O60."""
    given_ = {"bags": 30, "price_here": 45, "price_allowed": 52, "times": 5, "deposit": 100000, "deposit_percent": 20,
              "plan": 2000, "plan_percent": 15}
    found = answer("fine", given_)
    assert (found["fine"], found["deposit_cut"], found["plan_cut"]) == ("1050.00", "20000.00", 300)
    assert round(found["price_gap_percent"], 2) == -13.46
    dearer = answer("fine", {**given_, "price_here": 60, "deposit_percent": 10, "plan_percent": 5})
    assert (dearer["fine"], dearer["deposit_cut"], dearer["plan_cut"]) == ("0.00", "10000.00", 100)
