"""A number may be told for one thing, 4500粒/袋, where its field is of that thing; in files and where it is typed."""

from __future__ import annotations

import pytest

from desktop.core import i18n
from desktop.core.importing.model import Target
from desktop.core.importing.packs import parted
from desktop.core.importing.values import convert
from desktop.core.tables import Table
from desktop.core.tables.each import without_each
from desktop.ui.fields.entry import parse_number, without_unit

TOLD = [("Seeds a bag", "whole", "", "4500粒/袋", 4500), ("Fee a day", "money", "yuan", "2000元/天", 200_000),
        ("Kilograms a bag", "number", "kg", "2.5公斤每袋", 2.5), ("Bags a carton", "whole", "", "8袋/件", 8),
        ("Plants a mu", "number", "", "4000株/亩", 4000), ("Times a year", "whole", "", "3次/年", 3),
        ("Price a bag", "money", "yuan", "62元/袋", 6200), ("List price", "money", "yuan", "62元/袋", 6200),
        ("Rate a bag", "price", "yuan/bag", "2元/袋", 20_000), ("Times or copies", "whole", "", "20面", 20),
        ("Density", "number", "plants/mu", "4000株/亩", 4000)]  # fmt: skip


@pytest.mark.parametrize(("title", "kind", "unit", "text", "value"), TOLD)
def test_a_cell_told_for_what_its_field_is_of_is_a_number(title: str, kind: str, unit: str, text: str, value: float) -> None:
    read = convert([text], Target("n", title, kind, unit=unit), {})
    assert (read.values, read.wrong) == ([value], {})


@pytest.mark.parametrize(("title", "text"), [("Fee a day", "2000元/月"), ("Area", "12亩/户"), ("Seeds a bag", "4500粒/斤")])
def test_what_is_told_for_something_else_is_refused(title: str, text: str) -> None:
    read = convert([text], Target("n", title, "number"), {})
    assert read.values == [None] and 0 in read.wrong


@pytest.mark.parametrize(("typed", "title", "unit", "value"), [
    ("4500粒/袋", "Seeds a bag", "", 4500), ("2.5公斤", "Kilograms a bag", "kg", 2.5), ("12 亩", "Area", "mu", 12),
    ("1,050.5", "Yield", "kg", 1050.5)])
def test_what_is_typed_is_read_alike(typed: str, title: str, unit: str, value: float) -> None:
    assert parse_number(without_unit(without_each(typed, i18n.in_every_language(title)), unit)) == value


@pytest.mark.parametrize(("typed", "unit"), [("12kg", ""), ("5斤", "kg"), ("2000元/月", "")])
def test_nothing_typed_in_another_unit_is_taken_in_silence(typed: str, unit: str) -> None:
    with pytest.raises(ValueError):
        parse_number(without_unit(typed, unit))


def test_packs_in_kilograms_and_in_seeds_are_a_column_of_each() -> None:
    table = parted(Table(("品种", "规格"), [("甲", "2.5kg"), ("乙", "4500粒/袋"), ("丙", "袋装")], [2, 3, 4], "t.xlsx"),
                   {"规格"}, "每袋公斤数", "每袋粒数")
    assert table.header == ("品种", "每袋公斤数", "每袋粒数")
    assert table.rows == [("甲", 2.5, None), ("乙", None, 4500), ("丙", "袋装", None)], "what is no pack is refused there"
