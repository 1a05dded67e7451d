"""Periods: where a day lies, which period came before, which was the same one last year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.periods import DAY, HALF, KINDS, MONTH, QUARTER, TENDAY, WEEK, YEAR, period, year_start

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
STARTS = st.sampled_from([(10, 1), (1, 1), (7, 1), (4, 16)])


@pytest.mark.parametrize(("kind", "day", "first", "last", "title"), [
    (DAY, date(2026, 4, 15), date(2026, 4, 15), date(2026, 4, 15), "2026-04-15"),
    (WEEK, date(2027, 1, 3), date(2026, 12, 28), date(2027, 1, 3), "2026-W53"),
    (TENDAY, date(2028, 2, 29), date(2028, 2, 21), date(2028, 2, 29), "2028-02-21–29"),
    (TENDAY, date(2026, 4, 20), date(2026, 4, 11), date(2026, 4, 20), "2026-04-11–20"),
    (TENDAY, date(2026, 3, 31), date(2026, 3, 21), date(2026, 3, 31), "2026-03-21–31"),
    (MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31), "2026-12"),
    (QUARTER, date(2026, 5, 1), date(2026, 4, 1), date(2026, 6, 30), "2026 Q2"),
    (HALF, date(2026, 7, 1), date(2026, 7, 1), date(2026, 12, 31), "2026 H2"),
    (YEAR, date(2026, 9, 30), date(2025, 10, 1), date(2026, 9, 30), "2025–2026"),
    (YEAR, date(2026, 10, 1), date(2026, 10, 1), date(2027, 9, 30), "2026–2027"),
])
def test_a_day_lies_in_its_period(kind: str, day: date, first: date, last: date, title: str) -> None:
    found = period(kind, day)
    assert (found.first, found.last, found.title()) == (first, last, title)


@given(st.sampled_from(KINDS), DAYS, STARTS)
def test_periods_of_a_kind_follow_each_other_without_gap_or_overlap(kind: str, day: date, start: tuple[int, int]) -> None:
    found = period(kind, day, start)
    assert day in found
    assert found.before().last == found.first - timedelta(days=1)
    assert found.after().first == found.last + timedelta(days=1)
    assert found.before().after() == found == found.after().before()
    assert found.days == (found.last - found.first).days + 1


@given(st.sampled_from([MONTH, QUARTER, HALF, YEAR, TENDAY]), DAYS, STARTS)
def test_the_same_period_last_year_begins_on_the_same_date(kind: str, day: date, start: tuple[int, int]) -> None:
    found = period(kind, day, start)
    last = found.year_before()
    assert (last.first.month, last.first.day) == (found.first.month, found.first.day)
    assert last.first.year == found.first.year - 1


def test_last_years_day_and_week_are_those_people_compare() -> None:
    assert period(DAY, date(2028, 2, 29)).year_before().first == date(2027, 2, 28)
    assert period(WEEK, date(2026, 4, 15)).title() == "2026-W16"
    assert period(WEEK, date(2026, 4, 15)).year_before().title() == "2025-W16"
    assert period(WEEK, date(2027, 1, 1)).year_before().title() == "2025-W52"


@pytest.mark.parametrize(("text", "start"), [("10-01", (10, 1)), ("01-01", (1, 1)), ("nonsense", (10, 1)), ("02-30", (10, 1)),
                                             ("02-29", (10, 1)), ("07-15", (7, 15))])
def test_the_business_year_begins_where_the_setting_says_or_in_october(text: str, start: tuple[int, int]) -> None:
    assert year_start(text) == start


def test_a_business_year_that_is_a_calendar_year_has_one_number() -> None:
    assert period(YEAR, date(2026, 12, 31), (1, 1)).title() == "2026"
    assert period(YEAR, date(2026, 7, 1), (7, 1)).title() == "2026–2027"
