"""A table pasted under the words its writer uses falls into the columns meant, where only one can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.core.child_rows import ChildRows
from desktop.reports.meetings.lists import ACTIONS, PEOPLE
from desktop.reports.trips.lists import EXPENSES, STOPS
from desktop.ui.grid.pasting import headed

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.listing import Listing

CASES = (
    (ACTIONS, "meeting_id", "决议 负责人 客户 完成时间", "what person dealer_id due_on"),
    (ACTIONS, "meeting_id", "事项 责任人 截止日期", "what person due_on"),
    (PEOPLE, "meeting_id", "姓名 单位 到会 签单袋数", "name organisation presence bags_signed"),
    (EXPENSES, "trip_id", "日期 费用类别 说明 金额 单据张数", "spent_on kind what claimed receipts"),
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
