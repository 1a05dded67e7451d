"""Rows that are no records are left out, named by row and text, and can be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.tables import Sheet, Table, read_table, write_xlsx

HEAD = "品种,重复,产量\n甲,1,612.5\n甲,2,598.4\n乙,1,655.0\n乙,2,640.2\n"


def read(folder: Path, text: str, **options: bool) -> Table:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read_table(path, **options)


@pytest.mark.parametrize("line", [
    "平均,,626.5", "合计,,2506.1", "合 计：,,2506.1", "总计,4,", "小计,,1", ",,", "平均值（kg）,,626.5", ",合计,2506",
    "备注：对照为乙,,", "注1：缺一区,,", "填表人：某某,审核：某某,制表日期：2026-09-01", "Mean,,626.5", "TOTAL,,1",
    "Grand  mean,,1",     "Notes: check is 乙,,", "Average,,3", "CV%,,5.1", "LSD0.05,,12", "变异系数(%),,5", "标准差,,3",
    "备注,对照为乙,",
    "品种,重复,产量"])
def test_a_row_that_is_no_record_is_left_out_and_named(tmp_path: Path, line: str) -> None:
    table = read(tmp_path, HEAD + line + "\n")
    assert [row[0] for row in table.rows] == ["甲", "甲", "乙", "乙"]
    if line.strip(","):
        ((row, text),) = table.left_out
        assert row == 6 and text.split("：")[0] in " ".join(line.split())
        assert len([note for note in table.notes if "row 6" in note and text in note]) == 1
        assert len(read(tmp_path, HEAD + line + "\n", keep_rows=True).rows) == 5


@pytest.mark.parametrize("line", [
    "平均王,1,626.5", "合计一号,1,1", "备注花生,1,2", "Meander,1,3", "CV101,1,600", "Max,1,600\n丙,2,5", "注油1号,1,2",
    "日期：早,1,600", "Note: tall,2,610"])
def test_a_record_that_only_looks_like_one_stays(tmp_path: Path, line: str) -> None:
    table = read(tmp_path, HEAD + line + "\n")
    assert len(table.rows) == 5 + line.count("\n") and not table.left_out


def test_a_row_that_our_own_export_wrote_comes_back_whatever_its_name(tmp_path: Path) -> None:
    table = read(tmp_path, "名称,电话,记录编号\n合计,138,#2525467415\n备注：甲,,#2525467416\n乙,139,#2525467417\n")
    assert len(table.rows) == 3 and not table.left_out


def test_sums_between_groups_and_a_heading_printed_again_are_found_too(tmp_path: Path) -> None:
    table = read(tmp_path, HEAD + "小计,,2506\n品种,重复,产量\n丙,1,600\n丙,2,610\n小计,,1210\n合计,,3716\n")
    assert [row for row, _text in table.left_out] == [6, 7, 10, 11]
    assert table.row_numbers == [2, 3, 4, 5, 8, 9]


def test_a_table_of_nothing_but_such_rows_is_left_whole(tmp_path: Path) -> None:
    table = read(tmp_path, "项目,数量\n合计,5\n平均,2\n")
    assert len(table.rows) == 2 and not table.left_out


def test_a_workbook_and_a_text_table_are_treated_alike(tmp_path: Path) -> None:
    rows = [("甲", 1, 612.5), ("乙", 1, 655), ("平均", None, 626.5), ("备注：对照为乙", None, None)]
    book = read_table(write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["品种", "重复", "产量"], rows)]))
    text = read(tmp_path, "品种,重复,产量\n甲,1,612.5\n乙,1,655\n平均,,626.5\n备注：对照为乙,,\n")
    assert book.left_out == text.left_out == [(4, "平均"), (5, "备注：对照为乙")]
