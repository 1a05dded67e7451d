"""A spreadsheet keeps numbers as numbers and texts as texts."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image as Picture

from desktop.core.documents import xlsx_cells
from desktop.core.documents.marked import Chance, Starred
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    PERCENT,
    Bullets,
    Checks,
    Column,
    Cover,
    Figure,
    Formed,
    Grid,
    GridCell,
    Heading,
    Image,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.documents.text import shown
from tests.core.documents.papers import HOSTILE, cells, paper, rendered, sheets


def table_cells(columns: list[Column], *rows: list) -> list[list]:
    """The cells of a table's rows in its sheet."""
    sheet = sheets(paper(Table(columns, rows))).worksheets[1]
    grouped = any(column.group for column in columns)
    return [list(row) for row in sheet.iter_rows(min_row=2 + grouped)]


def test_numbers_keep_all_digits_under_a_format() -> None:
    columns = [Column("a", NUMBER, 1), Column("b", NUMBER, 2, thousands=True), Column("c", NUMBER, 1, signed=True)]
    [[a, b, c]] = table_cells(columns, [812.3456789, 12345.6, -3.25])
    assert (a.value, a.number_format) == (812.3456789, "0.0")
    assert (b.value, b.number_format) == (12345.6, "#,##0.00")
    assert (c.value, c.number_format) == (-3.25, "+0.0;-0.0;0.0")


def test_stars_stand_beside_their_number_in_a_column_of_their_own() -> None:
    columns = [Column("品种"), Column("双城", NUMBER, 1, signed=True), Column("增–减")]
    head, *rows = sheets(paper(Table(columns, [["甲", Starred(8.71, "**"), "1–0"], ["乙", "", ""]]))).worksheets[1].iter_rows()
    assert [cell.value for cell in head] == ["品种", "双城", "显著性", "增–减"]
    assert [[cell.value for cell in row] for row in rows[:2]] == [["甲", 8.71, "**", "1–0"], ["乙", None, None, None]]
    assert rows[0][1].number_format == "+0.0;-0.0;0.0"


def test_p_values_are_numbers_that_read_in_a_sheet_as_they_do_on_paper() -> None:
    columns = [Column("p")]
    [[small], [large]] = table_cells(columns, [Chance(0.00002)], [Chance(0.0312)])
    assert (small.value, large.value) == (0.00002, 0.0312)
    assert small.number_format == large.number_format == '[<0.0001]"< 0.0001";0.0000'
    assert [shown(Chance(p), columns[0]) for p in (0.00002, 0.0312)] == ["< 0.0001", "0.0312"]


def test_an_lsd_below_the_means_keeps_decimals_of_its_own_as_a_number() -> None:
    columns, least_difference = [Column("产量", NUMBER, 1)], Formed(23.4567, Column("", NUMBER, 2))
    [[mean], [least]] = table_cells(columns, [812.345], [least_difference])
    assert [(cell.value, cell.number_format) for cell in (mean, least)] == [(812.345, "0.0"), (23.4567, "0.00")]
    assert shown(least_difference, columns[0]) == "23.46"


def test_per_cent_is_written_as_a_share_without_a_binary_tail() -> None:
    [[cell]] = table_cells([Column("a", PERCENT, 1, signed=True)], [5.4])
    assert (cell.value, cell.number_format) == (0.054, "+0.0%;-0.0%;0.0%")


def test_dates_decimals_and_missing_values_have_their_types() -> None:
    columns = [Column("a", DATE), Column("b"), Column("c", NUMBER, 2), Column("d", NUMBER, 1), Column("e", NUMBER, 1)]
    [[a, b, c, d, e]] = table_cells(
        columns, [date(2025, 4, 28), datetime(2025, 4, 28, 9, 30), Decimal("1.05"), None, "缺区"]
    )
    assert (a.value.date(), a.number_format) == (date(2025, 4, 28), "yyyy-mm-dd")
    assert (b.value, b.number_format) == (datetime(2025, 4, 28, 9, 30), "yyyy-mm-dd hh:mm")
    assert c.value == 1.05
    assert d.value is None
    assert (e.value, e.data_type) == ("缺区", "s")


def test_a_long_number_such_as_a_telephone_keeps_its_digits_as_text() -> None:
    [[cell]] = table_cells([Column("a", NUMBER)], [1234567890123456789])
    assert (cell.value, cell.data_type) == ("1234567890123456789", "s")


@pytest.mark.parametrize("text", [*HOSTILE, "#N/A", "#REF!", "0123", "1e5", "TRUE"])
def test_a_text_is_never_a_formula_an_error_or_a_number(text: str) -> None:
    document = paper(
        Cover(text, text, [(text, text)], text),
        Heading(text),
        Paragraph(text),
        Bullets([text]),
        Checks([(True, text)]),
        KeyValues([(text, text)]),
        Table([Column(text)], [[text]], text, [text], sheet=text),
        Grid([[GridCell(text)]], [text], [text], text),
        Figure(lambda figure: figure.text(0, 0, text), text),
        Signatures([text]),
        title=text,
    )
    found = cells(sheets(document))
    assert {cell.data_type for cell in found} == {"s"}
    assert sum(text in cell.value for cell in found) >= 12


def test_control_characters_do_not_stop_an_export() -> None:
    [[cell]] = table_cells([Column("a")], ["a\x00\x0b\x1f\ufffe\uffffb"])
    assert cell.value == "ab"


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark() -> None:
    [[cell]] = table_cells([Column("a")], ["玉" * 40_000])
    assert len(cell.value) <= 32_767
    assert "40000" in cell.value[-40:]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
@example("😀" * 20_000)
def test_what_fits_into_a_cell_is_counted_as_excel_counts(text: str) -> None:
    assert len(xlsx_cells.cell_text(text).encode("utf-16-le")) <= 2 * 32_767


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=4))
@example("History", [])
@example("[]:*?/\\", [])
@example("''", ["Sheet"])
def test_every_text_becomes_a_sheet_name_of_its_own(name: str, others: list[str]) -> None:
    taken: list[str] = []
    for other in [*others, name, name.upper()]:
        made = xlsx_cells.sheet_name(other, taken)
        assert 0 < len(made) <= 31
        assert not set(made) & set("[]:*?/\\")
        assert made.lower() not in [known.lower() for known in taken]
        assert made.lower() != "history"
        taken.append(made)


def test_a_table_sheet_is_ready_to_read_and_to_print() -> None:
    columns = [Column("品种"), Column("Ⅰ", NUMBER, 1, group="产量"), Column("Ⅱ", NUMBER, 1, group="产量")]
    table = Table(
        columns, [["先玉335", 1.0, 2.0], ["平均", 1.0, 2.0]], "各品种产量", ["注"], marked_rows=[0], total_rows=1
    )
    sheet = sheets(paper(table)).worksheets[1]
    assert sheet.title == "表1 各品种产量"
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$3:$4" and str(sheet.print_area).endswith("$A$1:$C$8")
    assert "B3:C3" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.oddFooter.center.text == "第&P页 共&N页"
    assert sheet["A6"].font.b
    assert not sheet["A5"].font.b


def test_figures_and_photographs_are_pictures_on_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Picture.new("RGB", (2000, 1000), "green").save(path)
    document = paper(Figure(lambda figure: figure.subplots(), "甲"), Image(path, "乙"), Image(tmp_path / "none.jpg"))
    with zipfile.ZipFile(rendered(document, ".xlsx")) as archive:
        assert sum(name.startswith("xl/media/") for name in archive.namelist()) == 2
    assert any("none.jpg" in str(cell.value) for cell in cells(sheets(document)))


def test_an_ampersand_in_a_header_is_no_code() -> None:
    sheet = sheets(paper(Paragraph("x"), header="A&B")).worksheets[0]
    assert sheet.oddHeader.left.text in ("A&&B", "A&B")
