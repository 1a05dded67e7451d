"""Money: what is typed becomes whole fen, what SQL computes of fen is shown in yuan, and parts sum to the whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer, case, cast, func

from desktop.core import money, verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.importing.model import Target
from desktop.core.importing.values import convert
from desktop.core.listing import Column, Condition, Listing, Query
from desktop.core.records import table_of
from desktop.training.model import TrainingEvent

COST, BUDGET, BAGS = (table_of(TrainingEvent).c[n] for n in ("cost", "budget", "expected"))
AMOUNTS = ((50_00, 80_00, 3), (60_00, None, 4), (None, 70_05, None))


@pytest.fixture
def three(database: Database) -> Database:
    """Trainings that cost 50 and 60 yuan and nothing known; budgets of 80, none, 70.05; 3, 4 and no people."""
    for cost, budget, bags in AMOUNTS:
        verbs.save(database, TrainingEvent, {"topic": "x", "held_on": today(), "cost": cost, "budget": budget,
                                             "expected": bags})
    return database


def listed(db: Database, value: Any, kind: str = "money", total: str = "") -> tuple[list[str], str]:
    """What a list shows in a column of `value`, row by row, and under it."""
    one = Listing("costs", "Costs", TrainingEvent, [Column("figure", "Figure", value, kind, total=total)], order=("id", False))
    with db.reading() as session:
        ids = one.ids(session, Query())
        rows = one.rows(session, ids)
        below = one.totals(session, Query()).get("figure")
    return [one.display(one.columns[0], rows[i][0]) for i in ids], one.display(one.columns[0], below)


@pytest.mark.parametrize(("value", "shown"), [
    (COST, ["50.00", "60.00", ""]),
    (COST * BAGS, ["150.00", "240.00", ""]),
    (COST / BAGS, ["16.67", "15.00", ""]),
    (COST - COST / 2, ["25.00", "30.00", ""]),
    (func.coalesce(BUDGET, 0) - func.coalesce(COST, 0), ["30.00", "−60.00", "70.05"]),
    (case((COST > BUDGET, 1_00), else_=COST), ["50.00", "60.00", ""]),
    (func.coalesce(COST, BUDGET), ["50.00", "60.00", "70.05"]),
    (func.max(COST).over(), ["60.00"] * 3),
    (func.min(COST).over(), ["50.00"] * 3),
    (func.avg(COST).over(), ["55.00"] * 3),
    (func.sum(COST).over(), ["110.00"] * 3),
    (COST.label(None) + 1, ["50.01", "60.01", ""]),
])
def test_sql_computes_with_fen_and_the_list_shows_yuan(three: Database, value: Any, shown: list[str]) -> None:
    assert listed(three, value)[0] == shown


@pytest.mark.parametrize(("value", "total", "shown"), [
    (COST, "mean", "55.00"), (COST, "sum", "110.00"), (COST * BAGS, "mean", "195.00"), (COST * BAGS, "sum", "390.00"),
    (BUDGET - COST, "sum", "30.00"), (cast(COST / BAGS, Integer), "sum", "31.66"), (BUDGET, "mean", "75.03"),
])
def test_totals_of_money_are_in_yuan(three: Database, value: Any, total: str, shown: str) -> None:
    assert listed(three, value, total=total)[1] == shown


def test_a_price_has_four_decimals(three: Database) -> None:
    assert listed(three, COST * 100, "price")[0] == ["50.0000", "60.0000", ""]


def test_a_filter_compares_fen(three: Database) -> None:
    one = Listing("costs", "Costs", TrainingEvent, [Column("cost", "Cost", COST, "money")])
    with three.reading() as session:
        found = [len(one.ids(session, Query(conditions=(c,)))) for c in (
            Condition("cost", "least", 50_01), Condition("cost", "between", (50_00, 60_00)), Condition("cost", "is", 60_00))]
    assert found == [1, 2, 1]


@pytest.mark.parametrize(("typed", "fen"), [
    ("", None),
    ("50", 50_00), ("0.285", 29), ("-0.285", -29), ("1,234.5", 1234_50), ("１２３４．５", 1234_50), ("¥12元", 12_00),
    ("0.1", 10), ("90071992547409.93", 9007199254740993),
    ("5万", 50_000_00), ("¥1.25 万元", 12_500_00), ("３千", 3_000_00), ("2亿", 200_000_000_00), ("-5万元", -50_000_00),
])
def test_what_is_typed_in_yuan_becomes_fen_exactly(typed: str, fen: int | None) -> None:
    assert money.typed(typed) == fen


@pytest.mark.parametrize("typed", ["万", "5万3", "1,5万", "5万袋", "1,5", "abc", "12,34", "nan", "inf", "1e400", "9" * 30])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        money.typed(typed)


@given(st.integers(-10**15, 10**15), st.sampled_from(["money", "price"]))
def test_what_is_shown_for_editing_is_what_is_stored(amount: int, kind: str) -> None:
    assert money.typed(money.text(amount, kind, thousands=False), kind) == amount
    assert money.typed(money.text(amount, kind), kind) == amount


@given(st.decimals(-10**9, 10**9, places=4))
def test_python_and_the_door_round_half_up(yuan: Decimal) -> None:
    fen = money.stored(yuan)
    assert abs(fen - Fraction(yuan) * 100) <= Fraction(1, 2)
    assert money.stored(-yuan) == -fen


def test_prices_times_quantities_are_rounded_once() -> None:
    assert money.product(3_4567, 2.5, "price") == 8_64  # 3.4567 × 2.5 = 8.64175
    assert money.product(12_50, 3) == 37_50
    assert money.half_up(Fraction(5, 2)) == 3
    assert money.half_up(Fraction(-5, 2)) == -3


@given(st.integers(-10**12, 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_parts_sum_to_the_whole_and_keep_the_order_of_their_weights(total: int, weights: list[int]) -> None:
    parts = money.split(total, weights)
    assert sum(parts) == total
    exact = [Fraction(total * w, sum(weights)) for w in weights]
    assert all(abs(part - wanted) < 1 for part, wanted in zip(parts, exact, strict=True))
    assert all(part == 0 for part, w in zip(parts, weights, strict=True) if w == 0)
    for i, first in enumerate(weights):
        for j, second in enumerate(weights):
            if first > second or (first == second and i < j):
                assert abs(parts[i]) >= abs(parts[j])


def test_of_equal_remainders_the_first_row_gets_the_fen() -> None:
    assert money.split(100, [1, 1, 1]) == [34, 33, 33]
    assert money.split(-100, [1, 1, 1]) == [-34, -33, -33]
    assert money.split(10, [0.1, 0.2, 0.7]) == [1, 2, 7]
    with pytest.raises(ValueError, match="weights"):
        money.split(100, [0, 0])


def test_a_table_gives_and_takes_yuan() -> None:
    done = convert([723.5, "1,200.00元", "12.345", None, -1], Target("cost", "Cost", "money", low=0, unit="yuan"),
                   {"comma": "thousands"})
    assert done.values[:4] == [723_50, 1200_00, 12_35, None]
    assert "−1.00" in done.wrong[4]
