"""A table pasted under the words its writer uses falls into the columns meant, where only one can be meant."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core.child_rows import ChildRows
from desktop.core.grid import GridColumn
from desktop.core.i18n import using
from desktop.core.records import living
from desktop.core.verbs import save
from desktop.reports.meetings.lists import ACTIONS, PEOPLE
from desktop.reports.meetings.model import PRESENCE
from desktop.reports.trips.lists import EXPENSES, STOPS
from desktop.reports.trips.model import Trip, TripExpense
from desktop.reports.trips.states import KINDS
from desktop.sales.policy.lists import TOLD
from desktop.service.choices import BEARERS, COST_KIND
from desktop.ui.grid.cells import parse
from desktop.ui.grid.pasting import headed
from desktop.ui.grid.row_grid import RowGrid
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.choices import Choices
    from desktop.core.database import Database
    from desktop.core.listing import Listing
    from desktop.ui.context import Context

CASES = (
    (ACTIONS, "meeting_id", "决议 负责人 客户 完成时间", "what person dealer_id due_on"),
    (ACTIONS, "meeting_id", "事项 责任人 截止日期", "what person due_on"),
    (PEOPLE, "meeting_id", "姓名 单位 到会 签单袋数", "name organisation presence bags_signed"),
    (EXPENSES, "trip_id", "日期 费用类别 说明 金额 单据张数", "spent_on kind what claimed receipts"),
    (TOLD, "notice_id", "客户 通知时间 方式 确认时间", "dealer_id told_on how acknowledged_on"),
    (STOPS, "trip_id", "日期 地点 工作内容 完成情况", "on_day place task result"),
)


@pytest.mark.parametrize(("listing", "parent", "line", "fields"), CASES)
def test_headings_in_the_writers_own_words_name_their_columns(database: Database, listing: Listing, parent: str, line: str,
                                                              fields: str) -> None:
    columns = ChildRows(database, listing, {parent: 1}).load().columns
    found = headed([line.split(), ["1"] * len(line.split())], columns)
    assert found is not None and not found.unknown
    assert [columns[place].name if place is not None else None for place in found.columns] == fields.split()


def test_a_part_of_a_name_that_two_columns_share_is_told_and_not_guessed(database: Database) -> None:
    columns = ChildRows(database, EXPENSES, {"trip_id": 1}).load().columns
    found = headed([["费用", "票据张数", "金额"], ["1", "2", "3"]], columns)
    assert found is not None and found.unknown == ["费用"], "类别 and 说明 begin so"


def test_a_heading_that_is_about_something_else_is_no_part_of_a_name(database: Database) -> None:
    columns = ChildRows(database, PEOPLE, {"meeting_id": 1}).load().columns
    found = headed([["姓名", "单位电话"], ["王", "139"]], columns)
    assert found is not None and found.unknown == ["单位电话"]


@pytest.mark.parametrize(("choices", "said", "meant"), [
    (KINDS, "过路费 油费 宾馆 火车票 招待费 住宿", "other car lodging ticket guests lodging"),
    (COST_KIND, "换货 差旅费 现金 检测费", "goods travel money test"), (BEARERS, "本公司 经销商 物流", "firm dealer carrier"),
    (PRESENCE, "到 √ 请假 未到", "present present leave absent")])
def test_what_people_write_for_a_kind_is_that_kind(choices: Choices, said: str, meant: str) -> None:
    column = GridColumn("kind", "Kind", "choice", choices=choices)
    with using("zh_CN"):
        assert [parse(column, word) for word in said.split()] == meant.split()


def test_a_column_that_was_hidden_is_seen_once_something_is_pasted_into_it(context: Context, database: Database,
                                                                           qtbot: QtBot) -> None:
    trip = save(database, Trip, {"purpose": "走访", "starts_on": date(2026, 4, 13), "ends_on": date(2026, 4, 14)})
    grid = RowGrid(context, ChildRows(database, EXPENSES, {"trip_id": trip.id}))
    qtbot.addWidget(grid)
    grid.show()
    settle(qtbot, context)
    remark = next(n for n, c in enumerate(grid.cells.grid.columns) if c.name == "remark")
    grid.view.setColumnHidden(remark, True)
    grid.view.setCurrentIndex(grid.cells.index(0, 0))
    QApplication.clipboard().setText("日期\t费用类别\t金额\t备注\n4-13\t过路费\t45\t绥海高速\n")
    qtbot.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, context)
    with database.reading() as session:
        [stored] = session.exec(living(TripExpense)).all()
    assert (stored.kind, stored.claimed, stored.remark) == ("other", 45_00, "绥海高速")
    assert not grid.view.isColumnHidden(remark)
