"""A list as a head office sends it, through the window: a cover sheet, merged headings in two rows, a unit above, a sum."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import Workbook
from PySide6.QtWidgets import QComboBox
from sqlmodel import select

from desktop.dealers.imports import DEALERS
from desktop.dealers.model import Dealer
from desktop.people.model import Membership
from desktop.ui.importing.wizard import RESULT, ImportWizard
from tests.ui.test_import_wizard import answer, press, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context


def list_of_dealers(path: Path) -> Path:
    book = Workbook()
    book.active.title, book.active["A1"] = "说明", "本表由办公室汇总"
    sheet = book.create_sheet("名录")
    for row in (["庆安县2025年经销商名录"], ["单位：公顷"],
                ["序号", "门店名称", "联系人", None, "门店地址", "合作时间", "服务面积"],
                [None, None, "姓名", "手机", None, None, None],
                [1, "丰收农资", "王五", "13800138000", "庆安镇1号", "2018年", 100],
                [2, "金穗种业", "赵六", 13900139000, "平安镇", "2019年3月", 200],
                ["合计", None, None, None, None, None, "=SUM(G5:G6)"],
                ["制表人：张三"]):
        sheet.append(row)
    for cells in ("A1:G1", "C3:D3", "A3:A4", "B3:B4", "E3:E4", "F3:F4", "G3:G4"):
        sheet.merge_cells(cells)
    book.save(path)
    return path


def test_a_head_offices_list_arrives_whole(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    wizard = ImportWizard(context, [("dealers", DEALERS)], "dealers")
    wizard.show()
    wizard.file_page.take(list_of_dealers(tmp_path / "名录.xlsx"))
    settle(wizard, qtbot)
    press(wizard, "next", qtbot)
    assert [q.name for q in wizard.state.questions] == ["partial"]
    assert isinstance(wizard.columns_page.asked.cellWidget(0, 2), QComboBox)
    answer(wizard, "partial", "first")
    press(wizard, "next", qtbot)
    press(wizard, "next", qtbot)
    assert wizard.page == RESULT
    with context.db.reading() as session:
        found = {d.name: d for d in session.exec(select(Dealer))}
        people = {m.mobile for m in session.exec(select(Membership)) if m.dealer_id}
    assert {name: (d.address, str(d.since), d.area_mu) for name, d in found.items()} == {
        "丰收农资": ("庆安镇1号", "2018-01-01", 1500), "金穗种业": ("平安镇", "2019-03-01", 3000)}
    assert people == {"13800138000", "13900139000"}
    wizard.close()
