"""Workbooks as people have them, and workbooks made to harm."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desktop.core.errors import UserError
from desktop.core.i18n import using
from desktop.core.tables import Table, read_table
from desktop.core.tables.workbooks import may_be_percents


def book(path: Path, rows: list[list[Any]], merged: tuple[str, ...] = ()) -> Path:
    """A workbook with one sheet of these rows."""
    workbook = Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    for area in merged:
        sheet.merge_cells(area)
    workbook.save(path)
    return path


def edit(path: Path, change: dict[str, tuple[str, str]]) -> Path:
    """The workbook with a pattern replaced in some of its parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            if name in change:
                pattern, new = change[name]
                parts[name] = re.sub(pattern, new, data.decode(), flags=re.DOTALL).encode()
            archive.writestr(name, parts[name])
    return path


SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = ["品种", "重复", "产量"]


def test_cells_keep_their_types(tmp_path: Path) -> None:
    path = book(
        tmp_path / "t.xlsx",
        [
            ["code", "n", "x", "day", "moment", "flag"],
            ["00123", 7, 7.5, date(2025, 5, 1), datetime(2025, 5, 1, 8, 30), True],
        ],
    )
    assert read_table(path).rows == [("00123", 7, 7.5, date(2025, 5, 1), datetime(2025, 5, 1, 8, 30), True)]


def test_the_content_counts_and_not_the_ending(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [HEADINGS, ["A", 1, 2.5]]).rename(tmp_path / "t.csv")
    assert read_table(path).rows == [("A", 1, 2.5)]


def test_titles_empty_rows_and_an_offset_are_understood(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [],
        [None, "2025年区试"],
        [],
        [None, *HEADINGS],
        [None, "A", 1, 2.5],
        [],
        [None, "B", 1, 3],
    ]
    table = read_table(book(tmp_path / "t.xlsx", rows))
    assert table.header == tuple(HEADINGS)
    assert table.rows == [("A", 1, 2.5), ("B", 1, 3)]
    assert table.row_numbers == [5, 7]


def test_vertically_merged_cells_give_every_row_their_value(tmp_path: Path) -> None:
    rows = [HEADINGS, ["A", 1, 5.5], [None, 2, 6.5], [None, 3, 7.5]]
    with using("en"):
        table = read_table(book(tmp_path / "t.xlsx", rows, ("A2:A4",)))
    assert table.column("品种") == ["A", "A", "A"]
    assert "A2" in table.notes[0]


def test_a_two_line_heading_is_joined(tmp_path: Path) -> None:
    rows = [
        ["品种", "小区产量", None, None, "位次"],
        [None, "Ⅰ", "Ⅱ", "Ⅲ", None],
        ["A", 1.5, 2.5, 3.5, 1],
        ["B", 1, 2, 3, 2],
    ]
    table = read_table(book(tmp_path / "t.xlsx", rows, ("B1:D1", "A1:A2", "E1:E2")))
    assert table.header == ("品种", "小区产量 Ⅰ", "小区产量 Ⅱ", "小区产量 Ⅲ", "位次")
    assert table.row_numbers == [3, 4]


def test_a_merged_title_is_no_heading(tmp_path: Path) -> None:
    rows = [["2025年区试", None, None], HEADINGS, ["A", 1, 2.5]]
    table = read_table(book(tmp_path / "t.xlsx", rows, ("A1:C1",)))
    assert table.header == tuple(HEADINGS)
    assert table.row_numbers == [3]


def test_a_formula_without_a_stored_result_is_reported(tmp_path: Path) -> None:
    with using("en"):
        table = read_table(book(tmp_path / "t.xlsx", [HEADINGS, ["A", 1, "=1+1"]]))
    assert table.rows == [("A", 1, None)]
    assert "no stored result" in table.notes[0] and "C2" in table.notes[0]


def test_a_formula_with_a_stored_result_gives_it(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [HEADINGS, ["A", 1, "=1+1"]])
    edit(path, {SHEET: (r"</f><v\s*/?>(</v>)?", "</f><v>2</v>")})
    with using("en"):
        table = read_table(path)
    assert table.rows == [("A", 1, 2)]
    assert "stored results" in table.notes[0]


def test_text_that_looks_like_a_formula_and_error_values_are_reported(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(HEADINGS)
    sheet.append(["x", 1, "#N/A"])
    sheet["A2"].value = "=1+1"
    sheet["A2"].data_type = "s"
    workbook.save(tmp_path / "t.xlsx")
    with using("en"):
        table = read_table(tmp_path / "t.xlsx")
    assert table.rows == [("=1+1", 1, "#N/A")]
    assert any("A2" in note for note in table.notes)
    assert any("C2 #N/A" in note for note in table.notes)


def test_sheets_are_listed_and_chosen_by_name(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.title = "说明"
    for name in ("藏", "产量 & <x>"):
        sheet = workbook.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append([name, 1, 2])
    workbook["藏"].sheet_state = "hidden"
    workbook.save(tmp_path / "t.xlsx")
    assert read_table(tmp_path / "t.xlsx").extra["sheets"] == ["说明", "产量 & <x>", "藏"]
    assert read_table(tmp_path / "t.xlsx").sheet == "产量 & <x>"
    assert read_table(tmp_path / "t.xlsx", sheet="藏").rows[0][0] == "藏"
    with pytest.raises(UserError, match="没有"):
        read_table(tmp_path / "t.xlsx", sheet="没有")


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [HEADINGS])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/x", "w") as part:
        for _i in range(60):
            part.write(bytes(1 << 20))
    with pytest.raises(UserError, match=r"t\.xlsx"):
        read_table(path)


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [HEADINGS] + [["A", i, 2.5] for i in range(2000)])
    data = bytearray(path.read_bytes())
    at = data.rfind(SHEET.encode()) - 46 + 24  # the unpacked size in the central directory
    data[at : at + 4] = (500).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(UserError, match=r"t\.xlsx"):
        read_table(path)


@pytest.mark.parametrize("reference", ["XFD1048576", "ZZ900000", "Z1048576", "xfd999999"])
def test_a_stray_cell_far_away_is_refused_and_not_given_memory(tmp_path: Path, reference: str) -> None:
    path = book(tmp_path / "t.xlsx", [HEADINGS, ["A", 1, 2.5]])
    edit(path, {SHEET: ("</sheetData>", f'<row><c r="{reference}"><v>1</v></c></row></sheetData>')})
    with pytest.raises(UserError, match=r"t\.xlsx"):
        read_table(path)


def test_a_false_dimension_does_no_harm(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [HEADINGS, ["A", 1, 2.5]])
    edit(path, {SHEET: (r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"')})
    assert read_table(path).rows == [("A", 1, 2.5)]


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_half_a_workbook_is_refused(tmp_path: Path, share: float) -> None:
    path = book(tmp_path / "t.xlsx", [HEADINGS, ["A", 1, 2.5]])
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UserError, match=r"t\.xlsx"):
        read_table(path)


def test_other_archives_and_broken_parts_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(UserError, match=r"t\.xlsx"):
        read_table(tmp_path / "t.xlsx")
    path = edit(book(tmp_path / "u.xlsx", [HEADINGS]), {SHEET: ("</sheetData>.*", "<row><c")})
    with pytest.raises(UserError, match=r"u\.xlsx"):
        read_table(path)
    (tmp_path / "v.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UserError, match=r"v\.xls"):
        read_table(tmp_path / "v.xls")


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"t\.xlsx"):
        read_table(book(tmp_path / "t.xlsx", []))


def test_the_old_excel_format_is_read_with_its_chinese(tmp_path: Path) -> None:
    table = read_table(Path(__file__).with_name("old.xls"))
    assert table.header == ("品种", "重复", "产量", "播种期")
    assert table.rows == [("先玉335", 1, 598.5, date(2025, 5, 1)), ("郑单958", 2, 601, date(2025, 5, 1))]
    assert (table.sheet, table.row_numbers) == ("产量", [3, 4])


def test_a_workbook_with_a_password_says_so() -> None:
    with using("en"), pytest.raises(UserError, match="password"):
        read_table(Path(__file__).with_name("locked.xlsx"))


def test_a_kind_of_workbook_that_hides_its_formats_says_so_where_numbers_may_be_percents() -> None:
    table = Table(("品种", "水分%", "倒伏率", "产量"), [("甲", 0.14, 12, 0.5), ("乙", 0.145, 3, 0.6)], [2, 3], "t.xls")
    assert may_be_percents(table) == ["水分%"]
