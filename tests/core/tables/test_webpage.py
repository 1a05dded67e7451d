"""Tables that an ERP or a browser wrote as a web page, mostly under the ending .xls."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.tables import read_table

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
