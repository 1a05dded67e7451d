"""A word behind a number is taken where its field counts that very thing, and refused with a sentence else: at every door."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import i18n
from desktop.core.importing.headed import headed
from desktop.core.importing.model import Target
from desktop.core.importing.values import convert
from desktop.core.tables.counted import other_thing, things
from desktop.core.tables.each import without_each
from desktop.ui.fields.entry import parse_number, without_unit
from desktop.ui.grid import cells
from desktop.ui.grid.model import GridColumn

BAGS = i18n.in_every_language("Bags ordered")
OTHERS = ("箱", "件", "条", "页", "包", "cartons", "盒", "户", "kg", "%", "parcels")


def typed(text: str, title: str) -> float | int | None:
    return parse_number(without_unit(text, "", i18n.in_every_language(title)), whole=True)


@pytest.mark.parametrize(("text", "title", "value"), [
    ("5袋", "Bags", 5), ("5 bags", "Bags", 5), ("5个", "Bags", 5), ("５袋", "Bags ordered", 5), ("8袋", "Bags a carton", 8),
    ("4500粒", "Seeds a bag", 4500), ("12人", "People expected", 12), ("12位", "People expected", 12),
    ("5天", "Days until goods arrive", 5),
    ("20面", "Times or copies", 20), ("16行", "Rows per plot", 16), ("7箱", "Amount", 7), ("30户", "Households", 30),
    ("300张", "Leaflets given out", 300), ("8家", "Firms on its shelves", 8), ("3次", "Times a year", 3)])
def test_a_number_of_what_the_field_counts_is_taken_when_typed_and_from_a_file(text: str, title: str, value: int) -> None:
    assert typed(text, title) == value
    read = convert([text], Target("n", title, "whole"), {})
    assert (read.values, read.wrong) == ([value], {})


@pytest.mark.parametrize(("text", "title"), [
    *((f"5{word}", "Bags ordered") for word in OTHERS), ("4500袋", "Seeds a bag"), ("8件", "Bags a carton"),
    ("12户", "People expected"), ("3年", "Times a year")])
def test_a_number_of_something_else_is_refused_when_typed_in_a_grid_and_from_a_file(text: str, title: str) -> None:
    with pytest.raises(ValueError):
        typed(text, title)
    with i18n.using("zh_CN"), pytest.raises(ValueError) as told:
        cells.parse(GridColumn("n", i18n._(title), "whole"), text)
    assert text in str(told.value)
    read = convert([text], Target("n", title, "whole"), {})
    assert read.values == [None] and text in read.wrong[0]


def test_the_sentence_names_the_word() -> None:
    assert other_thing("5箱", BAGS) == "“5箱” is counted in 箱, and this field is not: work it out and write the number alone."
    assert not other_thing("5袋", BAGS) and not other_thing("5", BAGS) and not other_thing("五", BAGS)


@given(number=st.integers(1, 99_999), word=st.sampled_from(OTHERS), wide=st.booleans())
def test_no_other_word_is_ever_dropped(number: int, word: str, wide: bool) -> None:
    text = f"{number}{word}"
    shown = "".join(chr(ord(c) + 0xFEE0) if wide and c.isdigit() else c for c in text)
    with pytest.raises(ValueError):
        parse_number(without_unit(shown, "", BAGS), whole=True)


def test_ten_thousands_are_of_the_same_thing() -> None:
    read = convert(["1.5万袋", "1.5万箱", "2万"], Target("n", "Bags ordered", "whole"), {})
    assert read.values == [15_000, None, 20_000] and list(read.wrong) == [1]


@pytest.mark.parametrize(("heading", "written", "factor"), [
    ("订货（袋）", "", 1), ("订货（箱）", "箱", None), ("订货（万袋）", "万袋", 10_000),
    ("订货（万箱）", "万箱", None), ("订货（2026）", "", 1)])
def test_a_heading_in_another_thing_is_asked_about(heading: str, written: str, factor: int | None) -> None:
    read = headed(Target("n", "Bags ordered", "whole"), heading)
    assert (read.written, read.factor) == (written, factor if factor is None else Fraction(factor))


def test_a_season_is_no_year_and_a_packet_no_bag() -> None:
    assert without_each("3次/季", ("每年次数", "Times a year")) == "3次/季"
    assert without_each("3次/年", ("每年次数", "Times a year")) == "3次"
    assert without_each("4500粒/包", ("每袋粒数",)) == "4500粒/包"
    read = convert(["62元/包", "62元/袋"], Target("n", "Price a bag", "money", unit="yuan"), {})
    assert read.values == [None, 6200]


def test_what_titles_only_seem_to_say_is_no_thing() -> None:
    assert not things(frozenset(("小数位数", "Decimals"))) and not things(frozenset(("日期", "Day", str(date.min))))
