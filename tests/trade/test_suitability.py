"""Suitability and stages: margins to classes, what lifts a verdict, when a variety leaves a market."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.market.plans.rules import stage_rules
from desktop.market.suitability.rules import rules
from desktop.trade import suitability as s
from desktop.trade.stages import stage

RULES = rules("maize", date(2026, 6, 1)).rules
NEEDS = s.Needs(1, frozenset({10}), heat=2500.0, days=120.0, water=350.0, ph=(6.0, 8.0), salt=2.0, diseases={7: 5.0},
                lodging=5.0, density=(4000.0, 4800.0), moisture=25.0)
PLACE = s.Conditions(1, frozenset({1, 10}), heat=2620.0, frost_free=140.0, rain=420.0, irrigated=0.0, ph=7.0, salt=0.5,
                     diseases={7: "medium"}, wind="medium", density=4500.0, grain=True)


def judged(needs: dict[str, Any] | None = None, **place: Any) -> s.Verdict:
    return s.judge(replace(NEEDS, **(needs or {})), replace(PLACE, **place), RULES)


def test_a_place_that_has_all_to_spare_is_suitable() -> None:
    found = judged()
    assert (found.grade, found.allowed, found.limiting) == (s.BEST, True, [])
    assert dict(zip(s.FACTORS, found.margins, strict=True))["days"] == 140 - 120 - RULES.emergence
    name, room = s.spare(found, RULES) or ("", -1.0)
    assert room >= 0 and name in s.FACTORS


def test_the_law_blocks_whatever_the_margins_say() -> None:
    found = judged(within=frozenset({1}))
    assert (found.grade, found.worst) == (s.BLOCKED, s.BEST)


@pytest.mark.parametrize(("place", "grade", "changes"), [
    ({"heat": 2560.0}, s.GOOD, [("heat", 40.0)]), ({"heat": 2500.0}, s.POOR, [("heat", 50.0)]),
    ({"heat": 2400.0}, s.UNFIT, [("heat", 100.0)]), ({"frost_free": 131.0}, s.UNFIT, [("days", 1.0)]),
    ({"diseases": {7: "severe"}}, s.POOR, [("disease", 2.0)]), ({"density": 5500.0}, s.POOR, [("density", 400.0)]),
    ({"wind": "high", "heat": 2560.0}, s.GOOD, [("heat", 40.0)]),
    ({"rain": 200.0}, s.UNFIT, [("water", 50.0)]), ({"ph": 5.4}, s.UNFIT, [("ph", pytest.approx(0.1))])])
def test_the_factor_that_holds_down_says_how_much_is_missing(place: dict[str, Any], grade: int, changes: list[Any]) -> None:
    found = judged(**place)
    assert (found.grade, s.changes(found, RULES)) == (grade, changes)


@pytest.mark.parametrize(("place", "free"), [({"irrigated": 90.0, "rain": None}, "water"), ({"grain": False}, "moisture")])
def test_what_does_not_limit_here_is_never_missing(place: dict[str, Any], free: str) -> None:
    found = judged(**place)
    assert dict(zip(s.FACTORS, found.margins, strict=True))[free] == s.ALWAYS
    assert found.grade == s.BEST


def test_without_heat_nothing_is_said_but_other_unknowns_are_named() -> None:
    assert judged(heat=None).grade == s.UNKNOWN
    found = judged(ph=None)
    assert (found.grade, found.unknown) == (s.BEST, ["ph"])


def test_a_disease_of_unknown_resistance_counts_only_where_the_known_ones_do_not_decide() -> None:
    needs, both = NEEDS, {7: "medium", 8: "light"}
    assert s.disease(needs, replace(PLACE, diseases=both), RULES) == (None, None)
    assert s.disease(needs, replace(PLACE, diseases={7: "severe", 8: "light"}), RULES) == (-2.0, 7)


@given(st.floats(1000, 4000), st.floats(1000, 4000))
def test_more_heat_never_makes_it_worse(less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert judged(heat=more).grade <= judged(heat=less).grade


@given(st.floats(1500, 3500), st.floats(60, 220))
def test_what_is_missing_lifts_the_verdict_by_a_class(heat: float, frost_free: float) -> None:
    found = judged(heat=heat, frost_free=frost_free)
    if found.grade == s.BEST:
        return
    lift = {name: amount + 1e-6 for name, amount in s.changes(found, RULES)}
    better = judged(heat=heat + lift.get("heat", 0.0), frost_free=frost_free + lift.get("days", 0.0))
    assert better.grade < found.grade


def test_shares_of_an_area_by_class_add_to_a_hundred() -> None:
    found = s.share_by_class([(judged(), 30.0), (judged(heat=2560.0), 10.0), (judged(within=frozenset()), 10.0)])
    assert found == {s.BEST: 60.0, s.GOOD: 20.0, s.BLOCKED: 20.0}
    assert s.share_by_class([]) == {}


@pytest.mark.parametrize(("areas", "complaints", "trials", "code", "why"), [
    ([], 0, None, "introduction", "new"), ([0, 0, 100], 0, None, "introduction", "new"),
    ([100, 200, 300], 0, 105.0, "growth", "grew"), ([100, 103, 100], 0, 105.0, "maturity", "steady"),
    ([1000, 1000, 972.2], 0, None, "maturity", "steady"), ([1000, 972.2, 513.3], 0, None, "decline", "fell"),
    ([1000, 500, 150], 0, None, "exit", "gone"), ([1000, 900, 0], 0, None, "exit", "gone"),
    ([100, 200, 300], 9, None, "decline", "complaints"), ([100, 103, 104], 0, 96.0, "decline", "trials")])
def test_stages_follow_areas_complaints_and_trials(areas: list[float], complaints: float, trials: float | None, code: str,
                                                   why: str) -> None:
    found = stage(areas, stage_rules(), complaints, trials)
    assert (found.code, found.why) == (code, why)
