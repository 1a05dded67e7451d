"""Names with values beside a table are read as such: they are no headings, no records, and nothing of them is lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.tables import Table, read_table
from desktop.core.tables.said import line, unit_said

ROWS = [["编号", "品种", "产量", "株高"], [1, "甲", 600, 250], [2, "乙", 610, 251], [3, "丙", 620, 255]]


def book(folder: Path, *rows: list[object]) -> Table:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(folder / "t.xlsx")
    return read_table(folder / "t.xlsx")


def pairs(table: Table) -> dict[str, str]:
    return {said.name: said.value for said in table.extra["said"]}


@pytest.mark.parametrize(("cells", "found", "rest"), [
    (["承担单位：某站", "试验地点：海伦", "播期：5月6日"], {"承担单位": "某站", "试验地点": "海伦", "播期": "5月6日"}, ""),
    (["小区面积：30平方米  单位：公斤/区"], {"小区面积": "30平方米", "单位": "公斤/区"}, ""),
    (["大豆区试小区产量表（单位：公斤/区）"], {"单位": "公斤/区"}, "大豆区试小区产量表"),
    (["小区面积（m²）", None, 150, "重复", 3], {"小区面积(m2)": "150", "重复": "3"}, ""),
    (["行长10米 行距65厘米"], {"行长": "10米", "行距": "65厘米"}, ""),
    (["小区面积：20㎡   行距60cm  6行区"], {"小区面积": "20m2", "行距": "60cm 6行区"}, ""),
    (["2026年品种比较试验产量汇总表（表3）"], {}, "2026年品种比较试验产量汇总表(表3)"),
    (["备 注：对照为乙"], {"备 注": "对照为乙"}, ""),
    (["Location: Slate Hall, Sowing date: 2025-05-01; Plot size: 20 m2"],
     {"Location": "Slate Hall", "Sowing date": "2025-05-01", "Plot size": "20 m2"}, ""),
    (["2026年玉米品种比较试验"], {}, "2026年玉米品种比较试验"), (["8:30 https://x.example/a"], {}, "8:30 https://x.example/a"),
])
def test_a_line_is_taken_apart(cells: list[object], found: dict[str, str], rest: str) -> None:
    made = line(cells)  # type: ignore[arg-type]
    assert (dict(made.pairs), made.rest) == (found, rest)


@pytest.mark.parametrize("above", [
    [["试验地点：海伦", "播期：5月6日", "密度：4000株/亩", "单位：斤/亩"]],
    [["试验地点", "海伦", "播期", "2026-05-06"]],
    [["承担单位", "某站", "试验地点", "海伦"]],
    [["品比汇总表"], ["试验地点", None, "海伦"], ["播期", None, "5月6日", "收获期"], []],
])
def test_lines_above_are_no_headings_however_full_they_are(tmp_path: Path, above: list[list[object]]) -> None:
    found = book(tmp_path, *above, *ROWS)
    assert found.header == ("编号", "品种", "产量", "株高") and len(found.rows) == 3
    assert pairs(found)["试验地点"] == "海伦"


@pytest.mark.parametrize("below", [["试验地点：海伦"], ["试验地点：海伦", "前茬：玉米"], ["行长10米 行距65厘米 5行区"]])
def test_lines_below_are_no_records_and_are_named(tmp_path: Path, below: list[object]) -> None:
    found = book(tmp_path, *ROWS, [], below)
    assert len(found.rows) == 3 and [row for row, _text in found.left_out] == [6]
    assert pairs(found)


@pytest.mark.parametrize("header", [["试验地点", "品种", "播期", "产量"], ["地点", "产量"], ["密度", "重复", "产量"]])
def test_headings_that_could_be_names_of_facts_stay_headings(tmp_path: Path, header: list[object]) -> None:
    rows = [[f"甲{i}" if n < len(header) - 1 else 600 + i for n in range(len(header))] for i in range(4)]
    assert book(tmp_path, header, *rows).header == tuple(header)  # type: ignore[arg-type]


def test_a_variety_without_values_at_the_foot_stays_a_record(tmp_path: Path) -> None:
    assert len(book(tmp_path, *ROWS, [4, "丁", None, None], [None, "戊", None, None]).rows) == 5


def test_two_units_are_none(tmp_path: Path) -> None:
    assert unit_said(book(tmp_path, ["单位：公斤/区"], *ROWS)) == "公斤/区"
    assert unit_said(book(tmp_path, ["单位：公斤/区"], ["单位：斤/亩"], *ROWS)) == ""


@given(st.lists(st.tuples(st.sampled_from(["试验地点", "承担单位", "品种名", "Site"]), st.text("甲乙丙ab12", min_size=1)),
                min_size=1))
def test_what_was_written_with_colons_comes_back(written: list[tuple[str, str]]) -> None:
    assert list(line([f"{name}：{value}" for name, value in written]).pairs) == written
    assert list(line(["；".join(f"{name}：{value}" for name, value in written)]).pairs) == written
