"""The names of sections: those of the group in view stand below the groups, and what has no room is in a menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.sales.page import SalesPage
from desktop.ui.section_row import SectionRow
from desktop.ui.shell.window import Window
from tests.ui.conftest import settle


@pytest.fixture
def row(window: Window, qtbot: QtBot) -> SectionRow:
    window.show_feature("sales")
    assert window.context and window.page
    settle(qtbot, window.context)
    found = window.page.findChild(SectionRow)
    assert found is not None
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: len({head.x() for head in found.heads.values()}) == len(found.heads))  # until it is laid out
    return found


def seen(row: SectionRow) -> list[str]:
    return [name for name, button in row.buttons.items() if not button.isHidden() and name not in alone()]


def alone() -> list[str]:
    """The sections that are the only one of their group: they stand by their own name."""
    return [group.sections[0].name for group in SalesPage.groups if len(group.sections) == 1]


def test_a_group_shows_its_sections_below_where_it_was_left_and_no_name_above_moves(
        row: SectionRow, window: Window, qtbot: QtBot) -> None:
    goods, money = (next(group for group in SalesPage.groups if group.title == title) for title in ("Goods", "Money"))
    assert seen(row) == [kind.name for kind in goods.sections]
    before = {title: head.geometry() for title, head in row.heads.items()}
    qtbot.mouseClick(row.heads[money.title], Qt.MouseButton.LeftButton)
    assert {title: head.geometry() for title, head in row.heads.items()} == before, "what was clicked stays under the mouse"
    assert row.heads[money.title].isChecked() and not row.heads[goods.title].isChecked()
    assert seen(row) == [kind.name for kind in money.sections]
    qtbot.mouseClick(row.buttons["accounts"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.heads[goods.title], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.heads[money.title], Qt.MouseButton.LeftButton)
    assert window.page is not None and window.page.section.name == "accounts" and row.buttons["accounts"].isChecked()
    assert window.context
    settle(qtbot, window.context)


def test_on_a_small_screen_the_section_in_view_is_seen_and_every_other_name_is_in_the_menu(
        row: SectionRow, window: Window, qtbot: QtBot) -> None:
    assert window.page is not None and window.context
    window.resize(911, 700)
    top, below = row.top.more.menu(), row.below.more.menu()
    for kind in SalesPage.sections:
        window.page.show_section(kind.name)
        settle(qtbot, window.context)
        shown = [button for button in (*row.buttons.values(), *row.heads.values()) if not button.isHidden()]
        named = [button.text() for button in shown] + [action.text() for action in (*top.actions(), *below.actions())]
        group = next(group for group in SalesPage.groups if kind in group.sections)
        others = [head.text() for head in row.heads.values()]
        names = {*alone(), *(k.name for k in group.sections)}
        assert sorted(named) == sorted([*(row.buttons[name].text() for name in names), *others])
        assert not row.buttons[kind.name].isHidden() and row.width() <= 911, kind.name
        assert bool(top.actions()) != row.top.more.isHidden()


def test_a_name_that_has_no_room_is_chosen_from_the_menu(row: SectionRow, window: Window, qtbot: QtBot) -> None:
    assert window.page is not None and window.context
    window.resize(window.minimumSizeHint())
    settle(qtbot, window.context)
    title = SalesPage.groups[-1].title
    action = next(a for a in row.top.more.menu().actions() if a.text() == row.heads[title].text())
    action.trigger()
    settle(qtbot, window.context)
    assert window.page.section.name == SalesPage.groups[-1].sections[0].name
