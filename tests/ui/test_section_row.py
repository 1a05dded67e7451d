"""The row of sections: groups fold, the one in view stands unfolded, and it fits a small screen."""

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
    return found


def seen(row: SectionRow) -> list[str]:
    return [name for name, button in row.buttons.items() if not button.isHidden()]


def test_a_group_unfolds_where_it_was_left_and_the_others_fold(row: SectionRow, window: Window, qtbot: QtBot) -> None:
    goods, money = SalesPage.groups[:2]
    assert seen(row) == [kind.name for kind in goods.sections] and row.heads[goods.title].isHidden()
    qtbot.mouseClick(row.heads[money.title], Qt.MouseButton.LeftButton)
    assert seen(row) == [kind.name for kind in money.sections]
    qtbot.mouseClick(row.buttons["accounts"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.heads[goods.title], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.heads[money.title], Qt.MouseButton.LeftButton)
    assert window.page is not None and window.page.section.name == "accounts" and row.buttons["accounts"].isChecked()
    assert window.context
    settle(qtbot, window.context)


def test_the_row_fits_a_small_screen_whichever_group_is_unfolded(row: SectionRow, window: Window, qtbot: QtBot) -> None:
    assert window.page is not None and window.context
    for kind in SalesPage.sections:
        window.page.show_section(kind.name)
        settle(qtbot, window.context)
        assert row.sizeHint().width() <= 911, kind.name
