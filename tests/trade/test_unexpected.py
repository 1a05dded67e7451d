"""What a stranger may write that is unusual and yet means something: null, other ways to write a day, numbers as names."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.calculating import kinds
from desktop.core.errors import UserError
from tests.trade.asking import answer, complaint

CURVE = kinds()["curve"].example
BAGS = {"base": 31, "unit": "bag", "method": "slice", "tiers": [{"from": 0, "rate": 10}, {"from": 14, "rate": 20}]}


def said(kind: str, given: dict[str, Any]) -> Any:
    """The answer, or the sentence."""
    try:
        return answer(kind, given)
    except UserError as refused:
        return str(refused)


@pytest.mark.parametrize(("kind", "key"), [(name, key) for name, known in kinds().items() for key in known.may])
def test_what_may_be_left_out_may_be_null(kind: str, key: str) -> None:
    without = {name: value for name, value in kinds()[kind].example.items() if name != key}
    left_out, null = said(kind, without), said(kind, {**without, key: None})
    assert isinstance(left_out, dict) == isinstance(null, dict)
    assert left_out == null or "null" in null


@pytest.mark.parametrize("written", ["2026/5/1", "2026-5-1", "2026.5.1", "2026年5月1日", "20260501", 20260501, " 2026-05-01 "])
def test_a_day_may_be_written_in_any_way_that_leaves_no_doubt(written: object) -> None:
    assert answer("curve", {**CURVE, "as_of": written}) == answer("curve", {**CURVE, "as_of": "2026-05-01"})


@pytest.mark.parametrize("written", ["5/1/2026", "2026", "2026-05", "2026-02-29", "", None, 46143])
def test_a_day_that_could_be_another_one_or_is_none_is_refused(written: object) -> None:
    assert "“as_of” is not a day" in complaint("curve", {**CURVE, "as_of": written})


def test_a_name_may_be_a_number() -> None:
    found = answer("abc", {"items": [{"name": 5, "value": 3}, {"name": "12", "value": 1}]})
    assert [item["name"] for item in found["items"]] == ["5", "12"]
    aged = answer("ageing", {"as_of": "2026-06-30", "documents": [
        {"number": 7, "dated": "2026-06-01", "due": "2026-06-30", "amount": 5, "kind": "invoice"}],
        "payments": [{"dated": "2026-06-02", "amount": 2, "against": "7"}]})
    assert (aged["rows"][0]["number"], aged["open"]) == ("7", "3.00")


@pytest.mark.parametrize(("kind", "given", "twice"), [
    ("shares", {"items": [{"name": "A", "value": 1}, {"name": "A", "value": 2}], "own": "A"}, "“items 2 name”: A"),
    ("credit", {"months": [{"month": "2026-03", "sales": 1}] * 2, "term_months": 2, "grade_percent": 80},
     "“months 2 month”: 2026-03"),
    ("kpi", {"lines": [{"name": "a", "target": 1, "actual": 1, "marks": 5, "better": "more", "steps": [
        {"below_percent": 70, "marks": 2}, {"below_percent": 70, "marks": 1}]}]}, "“lines 1 steps 2 below_percent”: 70")])
def test_what_stands_there_twice_is_refused_where_it_would_change_the_figure(
        kind: str, given: dict[str, Any], twice: str) -> None:
    assert complaint(kind, given) == f"{twice} stands there twice."


def test_months_that_are_missing_between_others_are_said() -> None:
    months = [{"month": "2025-12", "sales": 200}, {"month": "2026-02", "sales": 50}]
    assert answer("dso", {"balance": 100, "months": months})["warnings"] == [
        "Nothing is given between 2025-12 and 2026-02: those days are not counted."]
    months.insert(1, {"month": "2026-01", "sales": 0})
    assert answer("dso", {"balance": 100, "months": months})["warnings"] == []


def test_percents_of_bags_are_those_of_their_price() -> None:
    """Case O50 as one sum: 14 at 10 % and 17 at 20 % of 20 yuan; without a price of one yuan."""
    assert answer("rebate", {**BAGS, "price": 20})["rebate"] == "96.00"
    assert answer("rebate", BAGS)["rebate"] == "4.80"
    assert answer("rebate", {**BAGS, "base": 0, "price": 20}) == {
        "rebate": "0.00", "tier": None, "next": {"from": 0, "to_go": 0, "rebate_just_above": "2.00"}}
    assert complaint("rebate", {**BAGS, "unit": "fen", "price": 20}) == "“price” goes with bags: 20."
    half = {"from": 10.5, "rate": 3}
    assert complaint("rebate", {**BAGS, "tiers": [half]}) == "“tiers 1 from” must be a whole number: 10.5."


def test_a_criterion_without_weight_asks_nothing_of_the_rows() -> None:
    rows = [{"name": "A", "values": {"s": 3, "t": 0}}, {"name": "B", "values": {"s": 6, "t": 0}}]
    found = answer("relative-score", {"rows": rows, "weights": {"s": 1, "t": 0}})
    assert [row["score"] for row in found["rows"]] == [50, 100]


@pytest.mark.parametrize("level", [99, 1])
def test_frosts_that_differ_too_much_give_no_days_of_another_year(level: int) -> None:
    years = [{"last": "2024-01-02", "first": "2024-12-30"}, {"last": "2025-01-03", "first": "2025-12-30"},
             {"last": "2026-07-03", "first": "2026-07-10"}]
    assert "no last and first frost within a year" in complaint("frost", {"years": years, "level_percent": level})
