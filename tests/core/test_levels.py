"""Places that files say in several columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlmodel import col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.importing import engine
from desktop.core.importing.keeping import is_running
from desktop.core.records import living
from desktop.dealers.imports import DEALERS
from desktop.dealers.model import Dealer
from desktop.regions.model import Region


def _file(path: Path, heads: list[str], rows: list[list[str]], *, merged: bool) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if merged:
        sheet.append(["经销商名称", "所在地区", *[""] * (len(heads) - 1), "备注"])
        sheet.append(["", *heads, ""])
        sheet.merge_cells(start_row=1, end_row=1, start_column=2, end_column=1 + len(heads))
        sheet.merge_cells("A1:A2")
    else:
        sheet.append(["经销商名称", *heads, "备注"])
    for row in rows:
        sheet.append([*row, "x"])
    book.save(path)
    return path


@pytest.fixture
def places(database: Database) -> None:
    """Two districts of one name, and what they lie in."""
    made: dict[str, int] = {}
    for path in ("河南省", "河南省 周口市", "河南省 周口市 太康县", "河南省 开封市", "河南省 开封市 鼓楼区", "江苏省",
                 "江苏省 南京市",
                 "江苏省 南京市 鼓楼区", "北京市", "北京市 海淀区"):
        above, _blank, name = path.rpartition(" ")
        level = "county" if name.endswith(("县", "区")) else "prefecture" if above else "province"
        made[path] = verbs.save(database, Region, {"name": name, "level": level, "parent_id": made.get(above),
                                                   "short": name[:-1]}).id


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("merged", [True, False])
def test_the_finest_level_of_several_columns_is_the_region(database: Database, tmp_path: Path, merged: bool) -> None:
    source = engine.read_source(_file(tmp_path / "经销商.xlsx", ["省", "市", "县(区)"], [
        ["甲农资", "河南省", "周口市", "太康县"], ["乙农资", "江苏省", "南京市", "鼓楼区"],
        ["丙农资", "河南", "开封", "鼓楼区"],
        ["丁农资", "北京市", "北京市", "海淀区"], ["戊农资", "河南省", "周口市", ""], ["己农资", "河南省", "周口市", "鼓楼区"],
    ], merged=merged), kind=DEALERS)
    assert any("县(区)" in note for note in source.table.notes), "the plan names what was made of the columns"
    with database.reading() as session:
        columns = engine.guess_columns(session, DEALERS, source.table)
        plan = engine.make_plan(session, DEALERS, source.table, columns)
    assert [issue.text for issue in plan.issues if issue.row == source.table.row_numbers[5]], "no 鼓楼区 lies in 周口市"
    engine.apply(database, DEALERS, source, plan)
    with database.reading() as session:
        names = {dealer.name: session.get_one(Region, dealer.region_id).full_name
                 for dealer in session.exec(living(Dealer).where(col(Dealer.region_id).is_not(None)))}
    assert names == {"甲农资": "河南省 周口市 太康县", "乙农资": "江苏省 南京市 鼓楼区", "丙农资": "河南省 开封市 鼓楼区",
                     "丁农资": "北京市 海淀区", "戊农资": "河南省 周口市"}


def test_a_single_column_of_a_level_stays_what_it_is(tmp_path: Path) -> None:
    source = engine.read_source(_file(tmp_path / "a.xlsx", ["县"], [["甲农资", "太康县"]], merged=False), kind=DEALERS)
    assert source.table.header[1] == "县"


@pytest.mark.parametrize(("heading", "counts"), [("序号", True), ("No.", True), ("顺 序 号", True), ("客户编码", False)])
def test_a_running_number_is_nothing_to_keep(heading: str, counts: bool) -> None:
    assert is_running(heading) is counts


def test_two_new_dealers_of_nearly_one_name_are_named_and_taken_all_the_same(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("客户编码,经销商名称\nHN0017,丰收种子\nHN0021,丰收种子\nHN0001,太康县丰收农资有限公司\nHN0030,太康丰收农资\nHN2,甲农资\n",
                    encoding="utf-8")
    source = engine.read_source(path, kind=DEALERS)
    with database.reading() as session:
        plan = engine.make_plan(session, DEALERS, source.table, engine.guess_columns(session, DEALERS, source.table))
    assert plan.states == ["new"] * 5
    assert [(issue.row, issue.value) for issue in plan.issues] == [(3, "丰收种子"), (5, "太康丰收农资")]
    assert "HN0017" in plan.issues[0].text and "太康县丰收农资有限公司" in plan.issues[1].text
