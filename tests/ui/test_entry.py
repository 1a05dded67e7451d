"""Typed days and numbers: many ways to say one thing, and nothing guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.ui.fields.entry import number_text, parse_day, parse_moment, parse_number
from desktop.ui.fields.widgets import NumberEdit

TODAY = date(2026, 4, 20)


@pytest.mark.parametrize("text", ["2026-04-15", "2026-4-15", "2026.4.15", "2026/4/15", "20260415", "0415", "4-15", "4.15",
                                  "2026年4月15日", "4月15日", "４－１５", " 4-15 ", "-5"])
def test_one_day_in_many_ways(text: str) -> None:
    assert parse_day(text, TODAY) == date(2026, 4, 15)


@pytest.mark.parametrize(("text", "day"), [("today", 20), ("今天", 20), ("昨天", 19), ("明天", 21), ("+3", 23)])
def test_words_for_days(text: str, day: int) -> None:
    assert parse_day(text, TODAY) == date(2026, 4, day)


@pytest.mark.parametrize("text", ["4/15", "15/4/2026", "0230", "2026-13-01", "260415", "abc", "4-", "2026-4"])
def test_what_is_no_day_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text, TODAY)


def test_nothing_is_no_day() -> None:
    assert parse_day("  ", TODAY) is None


@given(st.dates())
def test_a_day_as_shown_is_read_back(day: date) -> None:
    assert parse_day(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(("text", "value"), [("12.5", 12.5), ("１２．５", 12.5), ("1,234.5", 1234.5), ("-3", -3.0),
                                             ("−3", -3.0), ("1e3", 1000.0), ("12。5", 12.5), ("", None)])
def test_numbers_are_read_whatever_the_keyboard(text: str, value: float | None) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["1,5", "12,34", "abc", "1.2.3", "nan", "inf", "1_000", "--1"])
def test_what_is_no_number_or_could_be_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)


def test_a_part_is_refused_where_a_whole_number_is_meant() -> None:
    assert parse_number("12.0", whole=True) == 12
    with pytest.raises(ValueError):
        parse_number("12.5", whole=True)


@given(st.integers(-10**15 + 1, 10**15 - 1), st.integers(0, 12))
def test_a_number_that_somebody_wrote_is_shown_and_read_back_exactly(digits: int, places: int) -> None:
    written = float(f"{digits}e-{places}")
    assert parse_number(number_text(written)) == written


@pytest.mark.parametrize(("value", "shown"), [(6.1 + 0.7, "6.8"), (0.1 + 0.2, "0.3"), (1 / 8, "0.125"), (1e-7, "0.0000001"),
                                              (123456.789, "123456.789"), (7.0, "7"), (7, "7"), (None, "")])
def test_what_a_computer_adds_behind_a_number_is_not_shown(value: float | None, shown: str) -> None:
    assert number_text(value) == shown


def test_a_number_that_nobody_touched_stays_as_it_is(qtbot: QtBot) -> None:
    edit = NumberEdit()
    qtbot.addWidget(edit)
    edit.set_value(6.1 + 0.7)
    assert (edit.text(), edit.value()) == ("6.8", 6.1 + 0.7)
    qtbot.keyClicks(edit, "5")
    assert edit.value() == 6.85
    edit.set_value(None)
    assert edit.value() is None


def test_a_moment_takes_day_and_hours() -> None:
    now = datetime(2026, 4, 20, 10, 0)
    for text in ("2026-04-15 08:30", "4-15 8:30", "0415 0830"):
        moment = parse_moment(text, now)
        assert moment is not None
        assert moment.strftime("%Y-%m-%d %H:%M") == "2026-04-15 08:30"
    with pytest.raises(ValueError):
        parse_moment("4-15 25:00", now)


def test_of_a_long_list_of_words_the_first_are_told_below_a_grid_and_of_a_short_one_all() -> None:
    from desktop.core.choices import Choices
    from desktop.core.grid import GridColumn
    from desktop.ui.grid.cells import MOST_TOLD, several_of, words_of

    def column(n: int) -> GridColumn:
        return GridColumn("c", "C", "choice", choices=Choices(f"told_{n}", {f"w{i}": f"Word {i}" for i in range(n)}))

    assert several_of(column(MOST_TOLD)) == "" and words_of(column(MOST_TOLD)).count("Word") == MOST_TOLD
    told = several_of(column(40))
    assert told.count("Word") == MOST_TOLD and told.endswith("and 31 more")
