"""A list in a narrow window: names give way so that columns are seen whole, and the sum of a column that is cut is seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from desktop.ui.lists.foot import FootRow
from desktop.ui.lists.narrow import Place, narrowed

NAME, REGION, MONEY = (176, 112), (176, 112), (106, 106)


def places(*widths: tuple[int, int]) -> list[Place]:
    return [Place(number, width, least, False) for number, (width, least) in enumerate(widths)]


def test_as_many_columns_as_can_be_are_seen_whole_and_what_a_row_is_called_gives_way_last() -> None:
    listed = places(NAME, REGION, MONEY, MONEY, MONEY)
    assert narrowed(listed, 700) == {}, "all are seen as they are"
    assert narrowed(listed, 663) == {1: 169}, "the region gives what is wanting"
    assert narrowed(listed, 590) == {1: 112, 0: 160}
    assert narrowed(listed, 500) == {1: 112}, "of the last column nothing would be seen whole: the one before is"


@given(st.lists(st.tuples(st.integers(40, 300), st.integers(30, 300)), min_size=1, max_size=8), st.integers(50, 1500))
def test_no_column_is_narrower_than_its_least_nor_wider_than_it_was(widths: list[tuple[int, int]], room: int) -> None:
    listed = places(*((wide, min(wide, least)) for wide, least in widths))
    narrow = narrowed(listed, room)
    assert all(listed[number].least <= width < listed[number].width for number, width in narrow.items())
    if narrow:
        whole = [narrow.get(place.number, place.width) for place in listed]
        seen = max(n for n in range(len(whole)) if sum(whole[:n + 1]) <= room)
        assert seen > max(narrow), "a column behind those that gave way is seen whole for it"


class Sums(FootRow):
    texts = ("12", "34", "56")

    def figures(self) -> list[tuple[int, str, str]]:
        return [(number, f"Column {number}", text) for number, text in enumerate(self.texts)]


def test_the_sum_of_a_column_that_is_cut_stands_where_it_is_seen_and_one_without_room_is_told(qtbot: QtBot) -> None:
    table = QTableWidget(2, 3)
    qtbot.addWidget(table)
    table.verticalHeader().hide()
    table.setFrameShape(QTableWidget.Shape.NoFrame)
    for column in range(3):
        table.setColumnWidth(column, 100)
    table.resize(250, 200)
    table.show()
    foot = Sums(table)
    qtbot.addWidget(foot)
    foot.resize(250, 24)
    foot.refresh()
    assert [text for _cell, text in foot.placed()] == ["12", "34", "56"]
    assert all(cell.right() < 250 for cell, _text in foot.placed()) and foot.toolTip() == ""
    foot.texts = ("12", "34", "1,234,567,890.00")
    foot.refresh()
    assert [text for _cell, text in foot.placed()] == ["12", "34"] and "Column 2 1,234,567,890.00" in foot.toolTip()
