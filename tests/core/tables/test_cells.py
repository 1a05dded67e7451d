"""What a cell is: one reading of numbers, marks, units, commas and days for every command."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.tables.cells import read_numbers, what_is
from desktop.core.tables.names import alike, name_remarks
from desktop.core.tables.words import is_no_value


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["６１２．５", "598.4", 7], [612.5, 598.4, 7.0]),
        (["60kg", "55 kg", "58"], [60.0, 55.0, 58.0]),
        (["12.5*", "11**", "13 †"], [12.5, 11.0, 13.0]),
        (["5%", "0％", "10.5 %"], [5.0, 0.0, 10.5]),
        (["1,234,567", "1,234"], [1234567.0, 1234.0]),
        (["12,5", "1,234", "0,123"], [12.5, 1.234, 0.123]),
        (["1.234,5", "12,25"], [1234.5, 12.25]),
        (["1 234", "-5", "+.5", "1e3"], [1234.0, -5.0, 0.5, 1000.0]),
        (["1，234，567", "2"], [1234567.0, 2.0]),
        (["—", "缺", "/", "-", "n/a", ".", "NA", "", None, "…", "未测", "3"], [None] * 11 + [3.0]),
        ([True, "x"], [None, None]),
    ],
)
def test_numbers_are_read_as_people_write_them(cells, values) -> None:
    assert read_numbers(cells).values == values


def test_what_is_no_number_is_named_and_never_made_one() -> None:
    found = read_numbers(["1", "矮", "2-3", "12.5a", "5 6", "1.2.3", True, date(2026, 5, 1), "x" * 40_000, "1" * 400 + "x"])
    assert set(found.wrong) == {1, 2, 3, 4, 5, 6, 7, 8, 9}
    assert found.values == [1.0, *[None] * 9]


def test_a_comma_that_may_mean_two_things_is_no_number_until_the_column_or_the_user_says_so() -> None:
    assert set(read_numbers(["1,234", "5"]).wrong) == {0}
    assert set(read_numbers(["1,234", "12,5", "1,234,567"]).wrong) == {0}
    assert set(read_numbers(["12,5", "1.234"]).wrong) == {1}
    assert read_numbers(["1,234"], comma="decimal").values == [1.234]
    assert read_numbers(["1,234"], comma="thousands").values == [1234.0]


def test_two_units_in_one_column_are_not_mixed() -> None:
    assert set(read_numbers(["60kg", "50斤", "55kg"]).wrong) == {1}
    assert set(read_numbers(["60斤", "50"], unit="kg").wrong) == {0}
    assert read_numbers(["60 KG", "50"], unit="kg").values == [60.0, 50.0]


def test_what_was_decided_is_said_with_column_and_rows() -> None:
    said = read_numbers(["12,5*", "—", "60,25kg"]).remarks("产量", [4, 5, 6])
    assert [word for word in ("decimal sign", "* were left out (row 4)", "— was read as no value (row 5)", "unit kg")
            if any("产量" in s and word in s for s in said)] == [
                "decimal sign", "* were left out (row 4)", "— was read as no value (row 5)", "unit kg"]
    assert read_numbers([1.5, "2", "NA", None]).remarks("产量", [2, 3, 4, 5]) == []


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.sampled_from(["", "*", " kg", "%", "**"]))
def test_a_written_number_comes_back(value: float, behind: str) -> None:
    wide = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
    assert read_numbers([f"{value!r}{behind}"]).values == [value]
    assert read_numbers([repr(value).translate(wide) + behind]).values == [value]


@given(st.text(max_size=30) | st.text("0123456789,.+-e% kg*", max_size=20))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read_numbers([text])
    assert len(found.values) == 1 and (found.values[0] is None or not found.wrong)
    assert what_is([text]) in ("number", "day", "text", "empty")


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["612", "598", "—", "655"], "number"),
        (["612", "598", "矮", "655"], "number"),
        (["612,5", "5%", "60kg", "1 234"], "number"),
        (["7月15日", "7月16日", "7月17日", "—"], "day"),
        (["2026.5.15", "20260515", "2026年5月15日", date(2026, 5, 1)], "day"),
        ([20260515, 20260516], "day"),
        ([101, 102, 20269999], "number"),
        (["甲", "乙", "3"], "text"),
        (["3-5", "2-4", "1-2"], "text"),
        (["", None, "—", "缺"], "empty"),
    ],
)
def test_a_column_is_what_most_of_its_cells_are(cells, kind: str) -> None:
    assert what_is(cells) == kind


def test_marks_for_no_value_come_from_the_catalogue_and_zero_is_a_value() -> None:
    assert all(is_no_value(mark) for mark in ("—", "－", "缺", "N/A", "缺测", "", None, " / "))
    assert not any(is_no_value(cell) for cell in (0, "0", "无", "none", "x", False))


def test_names_that_differ_by_blanks_or_width_are_found_and_others_are_not() -> None:
    assert alike(["郑单958", "郑单 958", "郑单９５８", "先玉335", "先玉 335 ", "A-1", "a-1"]) == [
        ["郑单958", "郑单 958", "郑单９５８"], ["先玉335", "先玉 335 "]]
    assert alike([f"V{i}" for i in range(1000)]) == []


def test_a_name_that_excel_made_a_day_is_named_by_its_row() -> None:
    for cells in (["3-1", date(2026, 3, 5), "3-7"], ["3-1", "3月5日", "3-7"], ["X1", "5-Mar", "X2"]):
        (said,) = name_remarks("品种", cells, [2, 3, 4])
        assert "row 3" in said and "3-5" in said
    assert name_remarks("日期", [date(2026, 3, 5), date(2026, 3, 6)], [2, 3]) == []
