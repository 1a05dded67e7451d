"""Marking of tests: answers as they are typed, points of single, multiple and true-or-false questions, gain of a group."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.trade.marking import MULTIPLE, SINGLE, TRUE_FALSE, Asked, letters, marked, normalised_gain, score, split

HALF = Fraction(1, 2)
TEST = (Asked(SINGLE, "B", Fraction(4)), Asked(MULTIPLE, "ACD", Fraction(6)), Asked(TRUE_FALSE, "×", Fraction(2)))
SHORT = (TEST[0], TEST[2])


@pytest.mark.parametrize(("text", "kind", "kept"), [
    ("b", SINGLE, "B"), ("D、A C", MULTIPLE, "ACD"), ("ｂ", SINGLE, "B"), ("对", TRUE_FALSE, "√"), ("×", TRUE_FALSE, "×"),
    ("√", TRUE_FALSE, "√"), ("x", TRUE_FALSE, "×"), ("?", TRUE_FALSE, ""), ("", MULTIPLE, "")])
def test_an_answer_is_kept_in_one_form(text: str, kind: str, kept: str) -> None:
    assert letters(text, kind) == kept


@pytest.mark.parametrize(("typed", "points"), [
    ("B ACD ×", 12), ("b,acd,错", 12), ("B AC ×", 9), ("B ACB ×", 6), ("- - -", 0), ("A B √", 0), ("B；DCA；F", 12)])
def test_a_sheet_is_marked_as_it_is_typed(typed: str, points: int) -> None:
    given = split(typed, TEST)
    assert given is not None and score(TEST, given, HALF) == points


def test_answers_of_one_letter_may_stand_together() -> None:
    assert split("B×", SHORT) == ["B", "×"]
    assert split("B√", TEST) is None
    assert split("B ACD", TEST) is None


def test_an_incomplete_answer_brings_nothing_where_the_rule_says_so() -> None:
    assert marked(TEST[1], "AC", Fraction(0)) == 0
    assert marked(TEST[1], "AC", Fraction(1, 3)) == 2


@given(st.lists(st.sampled_from(["A", "B", "ACD", "AC", "√", "×", "-", "王"]), min_size=3, max_size=3))
def test_no_sheet_has_more_than_all_points_or_less_than_none(answers: list[str]) -> None:
    assert 0 <= score(TEST, answers, HALF) <= sum(q.points for q in TEST)


def test_the_normalised_gain_is_what_was_gained_of_what_there_was_to_gain() -> None:
    assert normalised_gain([(Fraction(40), Fraction(70)), (Fraction(60), Fraction(90))]) == 60
    assert normalised_gain([(Fraction(100), Fraction(100))]) is None
    assert normalised_gain([]) is None


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=9))
def test_nobody_gains_more_than_there_was_to_gain(scores: list[tuple[int, int]]) -> None:
    found = normalised_gain([(Fraction(before), Fraction(after)) for before, after in scores])
    assert found is None or found <= 100
