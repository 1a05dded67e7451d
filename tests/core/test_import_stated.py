"""What a file says beside its cells: a unit for all its numbers, how its numbers are shown, formulas without a result."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.core.database import Database
from desktop.core.importing import Target, Use, ask, convert, guess_columns, open_questions
from desktop.core.importing.headed import of_table
from desktop.core.importing.questions import of_column
from desktop.core.tables import Table, read_table
from desktop.core.tables.said import said as beside
from desktop.dealers.imports import DEALERS
from desktop.service.imports import CASES
from tests.core.taking import planned, table

AREA = Target("area", "Area", "number", unit="mu")
MONEY = Target("sum", "Amount", "money", unit="yuan")


def said(text: str, *headings: str) -> Table:
    made = table(headings, [1.5] * len(headings))
    made.extra["said"], _titles = beside([(1, ["2025年统计表"]), (2, [text])])
    return made


@pytest.mark.parametrize(("text", "target", "stored"), [
    ("单位：公顷", AREA, 22.5), ("计量单位：万亩", AREA, 15_000), ("（单位:公顷、万元）", AREA, 22.5),
    ("单位：公顷、万元", MONEY, 1_500_000), ("单位：万元", AREA, 1.5), ("单位：某某种业公司", AREA, 1.5),
    ("填报单位：公顷种业", AREA, 1.5)])
def test_a_unit_above_the_table_is_that_of_the_numbers_it_can_be(text: str, target: Target, stored: float) -> None:
    made = said(text, "面积")
    read = of_table(target, "面积", made)
    done = convert([1.5], read, {})
    assert done.values == [pytest.approx(stored)]
    assert bool(done.warnings) == (stored != 1.5), "what was converted is said"


def test_a_unit_in_the_heading_comes_before_the_one_above() -> None:
    made = said("单位：公顷", "面积（亩）")
    assert convert([1.5], of_table(AREA, "面积（亩）", made), {}).values == [1.5]


def test_a_list_of_dealers_in_hectares_arrives_in_mu(database: Database) -> None:
    made = table(["经销商名称", "服务面积"], ["甲", 100])
    made.extra["said"], _titles = beside([(1, ["单位：公顷"])])
    plan = planned(database, DEALERS, made)
    assert plan.payload.values["area_mu"] == [1500]
    assert any("in ha" in issue.text for issue in plan.issues)


def test_percents_of_a_workbook_that_hides_its_formats_are_asked_about(database: Database) -> None:
    target = Target("share", "Plants affected", "number", unit="%", low=0, high=100)
    made = table(["受害株率"], [0.14], [0.145])
    made.extra["shares"] = ["受害株率"]
    read = of_table(target, "受害株率", made)
    assert [q.name for q in of_column("受害株率", [0.14, 0.145], read, Use("share"))] == ["share"]
    assert set(convert([0.14], read, {}).wrong) == {0}
    assert convert([0.14, 0.145, "3%"], read, {"share": "shown"}).values == [14, 14.5, 3]
    assert convert([0.14], read, {"share": "as_written"}).values == [0.14]
    with database.reading() as session:
        columns = guess_columns(session, CASES, made)
        if columns.uses:
            assert "share" in [q.name for q in open_questions(ask(session, CASES, made, columns))]


def test_a_formula_without_a_result_in_a_row_left_out_is_not_warned_of(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["经销商名称", "服务面积"], ["甲", 10], ["乙", 20], ["合计", "=SUM(B2:B3)"]):
        sheet.append(row)
    path = tmp_path / "list.xlsx"
    book.save(path)
    read = read_table(path)
    assert [row for row, _text in read.left_out] == [4] and not any("B4" in note for note in read.notes)
    assert any("B4" in note for note in read_table(path, keep_rows=True).notes)
    sheet["B2"] = "=1+1"
    book.save(path)
    assert any("B2" in note and "B4" not in note for note in read_table(path).notes)


def test_a_cover_before_the_table_is_passed_over_and_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "说明"
    book.active["A1"] = "本表由办公室汇总"
    sheet = book.create_sheet("名录")
    for row in (["经销商名称", "电话"], ["甲", "0451-1"]):
        sheet.append(row)
    path = tmp_path / "list.xlsx"
    book.save(path)
    read = read_table(path)
    assert read.sheet == "名录" and any("说明" in note for note in read.notes)
    assert read_table(path, sheet="说明").header == ("本表由办公室汇总",)
    del book["名录"]
    book.save(path)
    assert read_table(path).sheet == "说明"
