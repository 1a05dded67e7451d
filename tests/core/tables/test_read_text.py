"""Text tables as people have them: any encoding, any delimiter, titles above the headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import using
from desktop.core.tables import read_table

CHINESE = "小区,重复,品种,产量\n101,1,先玉335,598.5\n102,1,郑单958,601.0\n"


def save(folder: Path, data: str | bytes, name: str = "t.csv") -> Path:
    """A file with these very bytes."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_the_same_table_is_read_from_every_encoding(tmp_path: Path, encoding: str) -> None:
    table = read_table(save(tmp_path, CHINESE.encode(encoding)))
    assert table.header == ("小区", "重复", "品种", "产量")
    assert table.rows[1] == ("102", "1", "郑单958", "601.0")
    assert table.row_numbers == [2, 3]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(tmp_path: Path, mark: str) -> None:
    table = read_table(save(tmp_path, CHINESE.replace(",", mark)))
    assert table.delimiter == mark
    assert table.rows[0] == ("101", "1", "先玉335", "598.5")


def test_a_delimiter_inside_cells_does_not_mislead(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "loc\tgen\tyield\nKnoxville,TN\tA\t1.5\nUnion City,TN\tB\t2.5\n"))
    assert table.header == ("loc", "gen", "yield")
    assert table.rows[0][0] == "Knoxville,TN"


def test_quoted_and_bare_cells_and_all_line_ends_may_mix(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, b'"a"\t"b"\r\n"x"\t1\ny\t"2"\r\n"two\nlines"\t3\rz\t4'))
    assert table.rows == [("x", "1"), ("y", "2"), ("two\nlines", "3"), ("z", "4")]


def test_title_lines_above_the_headings_are_passed_over_and_named(tmp_path: Path) -> None:
    text = "2025年玉米品种区域试验,,,\n地点:郑州,,,\n\n" + CHINESE
    with using("en"):
        table = read_table(save(tmp_path, text))
    assert table.header == ("小区", "重复", "品种", "产量")
    assert table.row_numbers == [5, 6]
    assert "row 4" in table.notes[0]


def test_headings_are_found_above_sparse_rows_and_below_a_long_title(tmp_path: Path) -> None:
    text = "参加人员,2025年春,,,,,\n姓名,电话,村,单位,面积,作物,备注\n张三,138,,,,,\n李四,,王庄,,,,\n赵五,,,,,,\n"
    table = read_table(save(tmp_path, text))
    assert table.header[:3] == ("姓名", "电话", "村")
    assert len(table.rows) == 3
    assert table.header[-1] == "备注"


def test_the_heading_row_can_be_stated(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "a,b\nc,d\n1,2\n"), header_row=2)
    assert table.header == ("c", "d")
    with pytest.raises(UserError, match="9"):
        read_table(save(tmp_path, "a,b\n1,2\n"), header_row=9)


def test_double_and_missing_headings_get_clear_names(tmp_path: Path) -> None:
    with using("en"):
        table = read_table(save(tmp_path, "gen,yield,yield,\nA,1,2,3\nB,1,2,\n"))
    assert table.header == ("gen", "yield", "yield (2)", "Column D")
    assert len(table.notes) == 2


def test_a_table_without_headings_is_named_by_letters(tmp_path: Path) -> None:
    with using("en"):
        table = read_table(save(tmp_path, "1,2.5\n2,3.5\n"))
    assert table.header == ("Column A", "Column B")
    assert table.rows[0] == ("1", "2.5")
    assert table.row_numbers == [1, 2]


def test_empty_rows_and_columns_are_dropped_and_numbers_stay_true(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "a,b,,\n1,2,,\n,,,\n3,,,\n,,,\n"))
    assert table.header == ("a", "b")
    assert table.rows == [("1", "2"), ("3", None)]
    assert table.row_numbers == [2, 4]


def test_leading_zeros_dates_and_signs_stay_text(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "code,date,x\n00123,5/6,-5\n"))
    assert table.rows == [("00123", "5/6", "-5")]


def test_control_characters_are_taken_out_and_said(tmp_path: Path) -> None:
    with using("en"):
        table = read_table(save(tmp_path, "a,b\nx\x07y,1\n"))
    assert table.rows == [("xy", "1")]
    assert any("Control" in note for note in table.notes)


def test_a_quotation_mark_that_never_closes_is_named_by_its_row(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="3"):
        read_table(save(tmp_path, 'a,b\n1,2\n"3,4\n5,6\n7,8\n'))


def test_a_row_longer_than_the_headings_is_not_lost(tmp_path: Path) -> None:
    with using("en"):
        table = read_table(save(tmp_path, "a,b\n1,2\n3,4,5\n6,7\n"))
    assert table.rows[1] == ("3", "4", "5")
    assert any("Column C" in note and "row 3" in note for note in table.notes)


def test_one_column_is_a_table(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "先玉335\n郑单958\n"))
    assert table.header == ("先玉335",)
    assert table.rows == [("郑单958",)]


def test_excels_separator_line_is_obeyed(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "sep=;\na;b\n1;2\n"))
    assert table.header == ("a", "b")
    assert table.row_numbers == [3]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \r\n ",
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n",
        b"<html><table><tr><td>1</td></tr></table></html>",
        b"\xff\xd8\xff\xe0",
        b"\x00\x01\x02\x00\x05\x00\x00\x00" * 9,
        b",,,\n,,\n",
        b"abc\xff\xff\xff\xfe",
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UserError, match=r"t\.csv") as caught:
        read_table(save(tmp_path, data))
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_wrong_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="absent"):
        read_table(tmp_path / "absent.csv")
    with pytest.raises(UserError, match="utf-8"):
        read_table(save(tmp_path, CHINESE.encode("gb18030")), encoding="utf-8")
    with pytest.raises(UserError, match="klingon"):
        read_table(save(tmp_path, CHINESE), encoding="klingon")


def test_a_few_broken_bytes_do_not_turn_all_chinese_into_other_characters(tmp_path: Path) -> None:
    data = (CHINESE * 20).encode() + b"103,1,\xe4\xb8,600\n"
    with pytest.raises(UserError, match="61"):
        read_table(save(tmp_path, data))


def test_text_has_no_sheets(tmp_path: Path) -> None:
    assert read_table(save(tmp_path, CHINESE)).sheet is None


DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "agridat"


@pytest.mark.skipif(not DATA.is_dir(), reason="the published trials are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("ars.earlywhitecorn96", 540, 9),
        ("fan.stability", 260, 5),
        ("stroup.nin", 242, 5),
        ("clewer.wheat", 12, 5),
        ("yates.missing", 80, 6),
    ],
)
def test_published_trials_are_read_whole(name: str, rows: int, columns: int) -> None:
    table = read_table(DATA / f"{name}.txt")
    assert (len(table.rows), len(table.header)) == (rows, columns)
    assert table.notes == []


def test_headings_in_two_lines_are_joined_without_merged_cells_too(tmp_path: Path) -> None:
    text = "2026年区域试验,,,,\n品种,小区产量(kg),,,位次\n,Ⅰ,Ⅱ,Ⅲ,\n甲,1.5,2.5,3.5,1\n乙,1,2,3,2\n"
    table = read_table(save(tmp_path, text))
    assert table.header == ("品种", "小区产量(kg) Ⅰ", "小区产量(kg) Ⅱ", "小区产量(kg) Ⅲ", "位次")
    assert table.row_numbers == [4, 5] and table.extra["above"] == ["2026年区域试验"]
    sparse = read_table(save(tmp_path, "品种,产量,,,,\n,Ⅰ,Ⅱ,Ⅲ,Ⅳ,Ⅴ\n甲,1,2,3,4,5\n乙,1,2,3,4,5\n"))
    assert sparse.header == ("品种", "产量 Ⅰ", "产量 Ⅱ", "产量 Ⅲ", "产量 Ⅳ", "产量 Ⅴ")


def test_a_line_of_units_below_the_headings_belongs_to_them(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "品种,产量,株高\n,kg/亩,（cm）\n甲,600,250\n乙,610,255\n"))
    assert table.header == ("品种", "产量(kg/亩)", "株高(cm)")
    assert table.rows[0] == ("甲", "600", "250")


def test_a_first_record_with_blanks_is_no_second_heading(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "姓名,电话,,备注\n张三,138,王庄,\n李四,139,李庄,好\n"))
    assert table.rows[0] == ("张三", "138", "王庄", None)


def test_rows_one_cell_longer_than_the_headings_carry_names_as_r_writes_them_or_are_refused(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, '"v","y"\n"1","A",3.3\n"2","B",4.1\n'))
    assert (table.header, table.rows[0]) == (("Row name", "v", "y"), ("1", "A", "3.3"))
    assert any("as R writes it" in note for note in table.notes)
    with pytest.raises(UserError, match=r"t\.csv.*one cell more"):
        read_table(save(tmp_path, "v,y\nA,1,3.3\nA,2,4.1\n"))
    assert read_table(save(tmp_path, "v,y\nA,3.3,\nA,4.1,\n")).header == ("v", "y")


def test_short_rows_are_filled_up_and_named(tmp_path: Path) -> None:
    table = read_table(save(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8\n9,1,2\n"))
    assert table.rows[1] == ("4", "5", None)
    assert any("row 3" in note for note in table.notes)


def test_a_line_longer_than_the_library_allows_is_read(tmp_path: Path) -> None:
    long = "x" * 140_000
    assert read_table(save(tmp_path, f"a,b\n1,{long}\n")).rows == [("1", long)]
    wide = ",".join(f"m{i}" for i in range(40_000))
    assert len(read_table(save(tmp_path, f"{wide}\n{wide.replace('m', '')}\n")).header) == 40_000


@pytest.mark.parametrize("text", ["," * 11_000_000, "1\n" * 2_000_000, ("," * 999 + "\n") * 9000])
def test_a_text_far_too_large_is_refused_before_it_is_taken_apart(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match=r"t\.csv.*split it into parts"):
        read_table(save(tmp_path, text))
