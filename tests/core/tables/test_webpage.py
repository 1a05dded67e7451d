"""Tables that an ERP or a browser wrote as a web page, mostly under the ending .xls."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.tables import Table, read_table

ERP = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><style>td{mso-number-format:"\\@"}</style></head><body>
<table border=0><tr><td colspan=6><b>2026年3月发货明细&nbsp;表</b></td></tr></table>
<table><thead><tr><th rowspan=2>单据日期</th><th rowspan=2>客户名称</th><th rowspan=2>存货名称</th><th colspan=2>发货</th>
<th rowspan=2>备注</th></tr><tr><th>数量</th><th>单价</th></tr></thead>
<tr><td>2026-03-01<td rowspan=2>甲农资<td>丰玉158<td>1,000<td>54.00<td>a &lt;b
<tr><td>2026/3/2</td><td>丰玉158</td><td>20</td><td>54</td><td>&nbsp;</td></tr>
<tr><td>合计</td><td></td><td></td><td>1,020</td><td></td><td></td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
def test_a_page_that_an_erp_calls_xls_is_read_as_its_table(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "发货.xls"
    path.write_bytes(ERP.encode(encoding))
    table = read_table(path)
    assert table.header == ("单据日期", "客户名称", "存货名称", "发货 数量", "发货 单价", "备注")
    assert table.rows == [("2026-03-01", "甲农资", "丰玉158", "1,000", "54.00", "a <b"),
                          ("2026/3/2", "甲农资", "丰玉158", "20", "54", None)]
    assert table.left_out == [(6, "合计")] and table.extra["above"] == ["2026年3月发货明细 表"]
    assert any("web page" in note for note in table.notes)


def test_a_table_around_the_table_is_layout(tmp_path: Path) -> None:
    path = tmp_path / "t.html"
    path.write_text("<!DOCTYPE html><script>if (1<2) x='<td>no</td>'</script><table><tr><td>menu</td><td><table><tr><th>a</th>"
                    "<th>b</th></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>", encoding="utf-8")
    table = read_table(path)
    assert (table.header, table.rows) == (("a", "b"), [("1", "2")])


@pytest.mark.parametrize("page", [
    "<html></html>", "<!DOCTYPE html><p>x</p>", "<table><tr><td>1</td></tr></table>", "<table><tr><td>1</td><td>2</td></tr>",
    "<table>" + "<tr><td rowspan=9999 colspan=900>x</td></tr>" * 3000, "<html><td>1<td>2<tr><td>3",
    "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<table>"])
def test_a_page_without_a_table_is_called_a_web_page(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.xls"
    path.write_text(page, encoding="utf-8")
    with pytest.raises(UserError, match=r"a\.xls"):
        read_table(path)


TAGS = st.sampled_from(["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=3>", "<th colspan=2>", "x", "1",
                        "<br>", "<td rowspan=-1 colspan='>", "<!--", "&nbsp;", "<td rowspan=二>"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TAGS, max_size=60))
def test_whatever_stands_in_a_page_is_a_table_or_one_sentence(tmp_path: Path, parts: list[str]) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html>" + "".join(parts), encoding="utf-8")
    try:
        assert read_table(path).header
    except UserError as error:
        assert "\n" not in str(error)


def page(folder: Path, text: str, sheet: str | None = None) -> Table:
    path = folder / "t.xls"
    path.write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    return read_table(path, sheet=sheet)


def table_of(*rows: str, tag: str = "td") -> str:
    """A table of rows written with | between the cells; the first row is of `tag`."""
    return "<table>" + "".join("<tr>" + "".join(f"<{t}>{cell}</{t}>" for cell in row.split("|")) + "</tr>"
                               for row, t in zip(rows, [tag, *["td"] * len(rows)], strict=False)) + "</table>"


CUSTOMERS = ["客户|电话|数量", *(f"客户{n}|1380000000{n}|{n}" for n in range(1, 6))]


def test_a_table_inside_a_cell_of_records_is_what_stands_in_that_cell(tmp_path: Path) -> None:
    inner = table_of("甲|1", "乙|2")
    table = page(tmp_path, table_of(*CUSTOMERS, f"客户6|{inner}|6", "客户7|13800000007|7"))
    assert table.header == ("客户", "电话", "数量") and [row[0] for row in table.rows] == [f"客户{n}" for n in range(1, 8)]
    assert table.rows[5][1:] == ("甲 1\n乙 2", "6")


@pytest.mark.parametrize("around", [
    "<table><tr><td>{}</td></tr></table>", "<table><tr><td>首页</td><td>{}</td></tr></table>",
    "<table><tr><td>报表</td></tr><tr><td>{}</td></tr><tr><td>第1页</td></tr></table>",
    "<table><tr><td>标志</td><td>报表</td></tr><tr><td>菜单</td><td>{}</td></tr></table>"])
def test_a_page_that_is_laid_out_by_a_table_keeps_all_rows_of_the_one_in_it(tmp_path: Path, around: str) -> None:
    table = page(tmp_path, around.format(table_of(*CUSTOMERS)))
    assert table.header == ("客户", "电话", "数量") and [row[0] for row in table.rows][:5] == [f"客户{n}" for n in range(1, 6)]


@pytest.mark.parametrize("tag", ["td", "th"])
@pytest.mark.parametrize("head", ["产品|库存", "产品|规格|库存"])
def test_tables_of_other_columns_are_chosen_among_like_sheets(tmp_path: Path, head: str, tag: str) -> None:
    stock = table_of(head, *("|".join([f"丰玉{n}", *["5"] * head.count("|")]) for n in range(2)), tag=tag)
    text = table_of(*CUSTOMERS, tag=tag) + table_of("库存表") + stock
    table = page(tmp_path, text)
    assert [row[0] for row in table.rows] == [f"客户{n}" for n in range(1, 6)]
    first, second = table.extra["sheets"]
    assert (table.sheet, second) == (first, "库存表")
    other = page(tmp_path, text, "库存表")
    assert (other.header, len(other.rows)) == (tuple(head.split("|")), 2)
    with pytest.raises(UserError, match="库存表"):
        page(tmp_path, text, "别的")


@pytest.mark.parametrize("again", [[CUSTOMERS[0]], []], ids=["headed again", "going on"])
@pytest.mark.parametrize("apart", [False, True], ids=["together", "heading apart"])
def test_a_table_that_is_printed_over_several_pages_is_one(tmp_path: Path, again: list[str], apart: bool) -> None:
    more = [f"客户{n}|1390000000{n}|{n}" for n in range(6, 9)]
    first = table_of(CUSTOMERS[0], tag="th") + table_of(*CUSTOMERS[1:]) if apart else table_of(*CUSTOMERS)
    second = table_of(*again, tag="th") + table_of(*more) if apart and again else table_of(*again, *more)
    table = page(tmp_path, first + table_of("第2页") + second + table_of("制单：张三|审核：李四"))
    assert "sheets" not in table.extra and table.header == ("客户", "电话", "数量")
    assert {f"客户{n}" for n in range(1, 9)} <= {row[0] for row in table.rows}


def test_names_and_values_above_a_table_go_with_it(tmp_path: Path) -> None:
    table = page(tmp_path, table_of("仓库：|一号库", "日期：|2026-03-01") + table_of(*CUSTOMERS))
    assert "sheets" not in table.extra and table.header == ("客户", "电话", "数量") and len(table.rows) == 5


def test_what_the_page_hides_is_not_read_and_what_is_filled_into_it_is(tmp_path: Path) -> None:
    table = page(tmp_path, "<table><tr><th>客户</th><th style='display:none'>id</th><th>数量</th><th>等级</th></tr>"
                 "<tr><td>甲</td><td style='display: none'>7</td><td><input type=text value=12><input type=hidden value=x></td>"
                 "<td><select><option>A<option selected>B</select></td></tr>"
                 "<tr style='DISPLAY:NONE'><td>模板</td><td>0</td><td>0</td><td></td></tr>"
                 "<tr><td>乙</td><td style='display:none'>8</td><td><textarea>13</textarea></td>"
                 "<td><input type=checkbox checked></td></tr></table>")
    assert (table.header, table.rows) == (("客户", "数量", "等级"), [("甲", "12", "B"), ("乙", "13", "√")])
    assert any("1 row that the page hides" in note for note in table.notes)


@pytest.mark.parametrize("start", ["<meta http-equiv=Content-Type content='text/html'>", "<style>td{color:red}</style>",
                                   "<head></head>", "<body>", "<div>", "<!-- x --><center>",
                                   "<style>" + "td{color:red}" * 2000 + "</style>"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_page_without_its_first_tag_is_a_page(tmp_path: Path, start: str, encoding: str) -> None:
    path = tmp_path / "t.xls"
    path.write_bytes((start + table_of(*CUSTOMERS)).encode(encoding))
    table = read_table(path)
    assert table.header == ("客户", "电话", "数量") and len(table.rows) == 5


def test_a_text_that_begins_with_a_bracket_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("<b>品种,数量\n甲,1\n乙,2\n", encoding="utf-8")
    assert read_table(path).header == ("<b>品种", "数量")
