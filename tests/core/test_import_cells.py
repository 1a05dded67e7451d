"""Cells become values: numbers, days and names as people write them; what is ambiguous is asked about, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.importing import (
    Columns,
    Target,
    Use,
    convert,
)
from desktop.core.importing.questions import evident, of_column
from desktop.core.tables import LongNumber
from desktop.core.tables.dates import UnclearError, day_of, possible_orders
from desktop.dealers.choices import GRADES
from tests.core.taking import table

NUMBER = Target("n", "Yield", "number", unit="kg", low=0, plausible=(1, 1000))
DAY = Target("d", "Day", "day")
NAMED = Target("name", "Name", spelt=True)
SPELT = ["郑单958", "郑单 958", "郑单９５８", "先玉335", "郑单958"]


def values(target: Target, cells: Sequence[Any], **options: str) -> list[Any]:
    return convert(cells, target, options).values


@pytest.mark.parametrize(("text", "value"), [("12.5", 12.5), ("１２．５", 12.5), ("12.5 kg", 12.5), ("1,234,567", 1234567),
                                             ("1,234.5", 1234.5), ("12,5", 12.5), ("1e3", 1000), ("", None),
                                             ("NA", None), (".", None), ("缺失", None)])
def test_numbers_as_people_write_them(text: str, value: float | None) -> None:
    found = convert([text], replace(NUMBER, plausible=(None, None)), {})
    assert found.values == [value] and not found.wrong


@pytest.mark.parametrize("text", ["无", "16-18", "约500", "1,234", "x"])
def test_what_is_ambiguous_is_wrong_until_it_is_answered(text: str) -> None:
    assert convert([text], NUMBER, {}).wrong
    asked = of_column("产量", [text], NUMBER, Use("n"))
    assert len(asked) == 1 and asked[0].answer == ""
    for answer in asked[0].answers:
        found = convert([text], NUMBER, {asked[0].name: answer})
        assert bool(found.wrong) == (answer == "error")


def test_a_range_is_read_as_the_user_says() -> None:
    assert [values(NUMBER, ["16-18"], range=a) for a in ("middle", "low", "high", "empty")] == [[17], [16], [18], [None]]


def test_blank_is_never_zero() -> None:
    assert values(NUMBER, [None, "", " "]) == [None, None, None]
    assert values(NUMBER, ["无"], nothing="empty") == [None] and values(NUMBER, ["无"], nothing="zero") == [0]


@pytest.mark.parametrize("odd", [None, "", " 两端 ", "a\x07b", "一\r\n二", "\u0301x", "e\u0301", 13800000000.0, True])
def test_one_odd_cell_of_a_column_of_texts_is_read_as_it_is_alone(odd) -> None:
    texts = [f"库存{n}袋" for n in range(30)]
    target = Target("note", "Note")
    assert convert([*texts, odd, *texts], target, {}).values == [*texts, *convert([odd, 1.5], target, {}).values[:1], *texts]


def test_a_number_outside_the_usual_range_is_warned_of_and_outside_the_hard_limits_wrong() -> None:
    found = convert([5, 2000, -1], NUMBER, {})
    assert found.values[:2] == [5, 2000] and list(found.warnings) == [1] and list(found.wrong) == [2]


def test_the_rest_of_the_column_answers_what_one_cell_leaves_open() -> None:
    made = table(["d", "n"], ["5/6/2026", "1,234"], ["5/13/2026", "12,5"])
    columns = evident(made, Columns({"d": Use("d"), "n": Use("n")}), [DAY, NUMBER])
    assert columns.uses["d"].options == {"order": "mdy"} and columns.uses["n"].options == {"comma": "decimal"}


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_day_reads_back_in_every_order_once_the_order_is_known(day: date) -> None:
    texts = {"ymd": f"{day.year % 100:02}-{day.month}-{day.day}", "mdy": f"{day.month}/{day.day}/{day.year}",
             "dmy": f"{day.day}.{day.month}.{day.year}"}
    for order, text in texts.items():
        assert day_of(text, order) == day
        assert order in possible_orders([text])
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", day.strftime("%Y%m%d"),
                 f"{day.year}/{day.month}/{day.day}", day.strftime("%Y-%B-%d"), day.strftime("%d-%b-%y"),
                 day.strftime("%B %d, %Y")):
        assert day_of(text) == day


def test_days_that_may_be_two_are_unclear_and_days_without_a_year_need_one() -> None:
    with pytest.raises(UnclearError):
        day_of("5/6/2026")
    assert day_of("6/6/2026") == date(2026, 6, 6)
    with pytest.raises(UnclearError):
        day_of("4月15日")
    assert day_of("4月15日", year="2026") == date(2026, 4, 15) and day_of("5/6", "dmy", "2026") == date(2026, 6, 5)


def test_typed_dates_of_excel_need_no_question_and_day_numbers_do() -> None:
    assert of_column("d", [date(2026, 5, 6)], DAY, Use("d")) == []
    assert [q.name for q in of_column("d", [46127], DAY, Use("d"))] == ["serial"]
    assert values(DAY, [46127], serial="excel") == [date(2026, 4, 15)]


def test_names_that_differ_only_by_blanks_or_width_are_asked_about_and_wrong_until_then() -> None:
    asked = of_column("品种", SPELT, NAMED, Use("name"))
    assert [(q.name, q.answer, q.examples) for q in asked] == [("alike", "", ("郑单958 / 郑单 958 / 郑单９５８",))]
    open_ = convert(SPELT, NAMED, {})
    assert set(open_.wrong) == {0, 1, 2, 4} and open_.values[3] == "先玉335"
    assert values(NAMED, SPELT, alike="same") == ["郑单958", "郑单958", "郑单958", "先玉335", "郑单958"]
    assert values(NAMED, SPELT, alike="apart") == SPELT
    assert not convert(SPELT, Target("remarks", "Remarks"), {}).wrong


def test_a_name_that_excel_made_a_day_and_a_code_that_it_shortened_are_named() -> None:
    found = convert(["3-1", date(2026, 3, 5), "3-7"], NAMED, {})
    assert set(found.warnings) == {1} and "3-5" in found.warnings[1]
    for code in (LongNumber("911301000000123000"), "9.11301E+17"):
        assert set(convert([code, "甲"], Target("credit_code", "Code"), {}).wrong) == {0}


def test_a_mark_behind_a_number_is_left_out_and_said_another_unit_converts_and_a_foreign_one_does_not() -> None:
    found = convert(["12.5*", "60kg", "50斤", "—", "5亩"], replace(NUMBER, plausible=(None, None)), {})
    assert found.values == [12.5, 60.0, 25.0, None, None]
    assert "*" in found.warnings[0] and "× 0.5" in found.warnings[2] and set(found.wrong) == {4}
    assert "“—” was read as no value in this column (1×)" in found.warnings[3]


def test_what_a_comma_was_taken_for_is_said_once_for_the_column() -> None:
    found = convert(["5", "612,5", "598,4"], replace(NUMBER, plausible=(None, None)), {"comma": "decimal"})
    assert found.values == [5, 612.5, 598.4] and set(found.warnings) == {1} and "decimal sign" in found.warnings[1]
    assert not convert(["5", "6.5"], replace(NUMBER, plausible=(None, None)), {}).warnings


def test_blanks_within_a_word_of_a_list_make_no_other_word() -> None:
    graded = Target("grade", "Grade", "choice", choices=GRADES)
    written = ["A级", "A 级", "Ａ级", "a"]
    assert of_column("客户等级", written, graded, Use("grade")) == []
    assert values(graded, written) == ["a"] * 4
