"""What goes out comes back, and no text turns into a formula on the way."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.tables import Sheet, read_table, write_csv, write_xlsx
from desktop.core.tables.clean import clean_text, guard, unguard
from desktop.core.tables.model import Cell

HOSTILE = [
    "=1+1",
    "+86 138",
    "-1-1",
    "@SUM(A1)",
    "＝1",
    "'=1",
    "'x",
    "-5",
    "+3.5",
    "#N/A",
    "a_x0041_b",
    "a\nb",
    "00123",
    '"quoted"',
    "<b>&amp;",
    "张三",
    "𬭚",
    "1,5;2|3",
    "TRUE",
    "2025-05-01",
]
PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=12).map(clean_text)
TEXT = st.one_of(st.sampled_from(HOSTILE), PRINTABLE.filter(bool))
NUMBER = st.one_of(st.integers(-(10**9), 10**9), st.decimals(-1000, 1000, places=3).map(float))


def normal(value: float) -> float:
    """A whole float comes back as an integer."""
    return int(value) if float(value).is_integer() else value


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            TEXT,
            NUMBER.map(normal),
            st.booleans(),
            st.dates(date(1950, 1, 1), date(2090, 1, 1)),
            TEXT | st.none(),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_workbook_reads_back_unchanged(rows: list[tuple[Cell, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_xlsx(Path(folder) / "t.xlsx", [Sheet("数据", ["名称", "n", "flag", "day", "x"], rows)])
        table = read_table(path)
    assert table.rows == rows
    assert (table.header, table.sheet) == (("名称", "n", "flag", "day", "x"), "数据")


def test_a_workbook_is_ready_to_print(tmp_path: Path) -> None:
    import openpyxl

    path = write_xlsx(tmp_path / "t.xlsx", [Sheet("t", [f"c{n}" for n in range(9)], [[1] * 9])])
    sheet = openpyxl.load_workbook(path).active
    assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT | st.none(), TEXT), min_size=1, max_size=6))
def test_text_in_csv_reads_back_unchanged(rows: list[tuple[Cell, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = read_table(write_csv(Path(folder) / "t.csv", ["名称", "二", "三"], rows), keep_rows=True)
    assert table.rows == rows


@given(st.text(st.sampled_from("'=+-@1a\t ＝"), max_size=6))
def test_the_guard_comes_off_exactly_where_it_was_put(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in "=@\t＝" or not text


def test_numbers_need_no_guard_and_formulas_do() -> None:
    assert [guard(t) for t in ("-5", "+3.5e2", "5%")] == ["-5", "+3.5e2", "5%"]
    assert [guard(t) for t in ("=1+1", "-5+1", "@x", "\tx", "＝1", "'=1")] == [
        "'=1+1",
        "'-5+1",
        "'@x",
        "'\tx",
        "'＝1",
        "''=1",
    ]
    assert [unguard(t) for t in ("'-5", "'90s", "'")] == ["'-5", "'90s", "'"]


def test_a_csv_opens_in_chinese_and_holds_plain_numbers(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "t.csv",
        ["品种", "差", "日期"],
        [("=x", -5, date(2025, 5, 1)), ("b", 2.5, datetime(2025, 5, 1, 8))],
    )
    assert path.read_bytes().decode("utf-8") == (
        '\ufeff"品种","差","日期"\r\n"\'=x",-5,"2025-05-01"\r\n"b",2.5,"2025-05-01 08:00:00"\r\n'
    )


def test_no_text_becomes_a_formula_in_a_workbook(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["=h", "x"], [(text, text) for text in HOSTILE])])
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert not re.search(r"<f\b|t=\"e\"", xml)
    assert "quotePrefix" in styles


def test_control_characters_and_endless_text_do_not_stop_an_export(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["a", "b"], [("x\x00\x07\ufffey", "长" * 40_000)])])
    short, long = read_table(path).rows[0]
    assert short == "xy"
    assert isinstance(long, str) and len(long) == 32_767 and long.endswith("…")


def test_what_is_no_number_is_an_empty_cell(tmp_path: Path) -> None:
    rows = [("a", float("nan")), ("b", float("inf")), ("c", 1.5)]
    book = read_table(write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["x", "y"], rows)]))
    text = read_table(write_csv(tmp_path / "t.csv", ["x", "y"], rows))
    assert [book.column("y"), text.column("y")] == [[None, None, 1.5], [None, None, "1.5"]]


def test_sheet_names_are_made_lawful_and_different(tmp_path: Path) -> None:
    titles = ["a/b:c", "A_b_c", "", "很" * 40, "很" * 40]
    path = write_xlsx(tmp_path / "t.xlsx", [Sheet(title, ["a"], [("x",)]) for title in titles])
    assert read_table(path).extra["sheets"] == ["a_b_c", "A_b_c (2)", "Sheet", "很" * 31, "很" * 27 + " (2)"]


def test_formats_and_widths_reach_the_workbook(tmp_path: Path) -> None:
    import openpyxl

    path = write_xlsx(tmp_path / "t.xlsx", [Sheet("a", ["x", "y"], [(1.25, 2)], [30, 8], {"x": "0.00"})])
    sheet = openpyxl.load_workbook(path)["a"]
    assert sheet["A2"].number_format == "0.00"
    assert sheet.column_dimensions["A"].width == 30
    assert sheet.freeze_panes == "A2"


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "t.csv", ["a"], [("old",)])

    def rows() -> Iterator[tuple[str]]:
        yield ("new",)
        raise UserError("stop")

    with pytest.raises(UserError):
        write_csv(path, ["a"], rows())
    with pytest.raises(UserError):
        write_xlsx(path, [Sheet("a", ["a"], rows())])
    assert "old" in path.read_text("utf-8-sig")
    assert [p.name for p in tmp_path.iterdir()] == ["t.csv"]
