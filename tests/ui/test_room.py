"""Every table of every section shows rows enough on a small screen, and no button is pushed out of view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop.ui.book.subtabs import SubTabs
from desktop.ui.look.least_rows import FEW, MORE
from desktop.ui.section_row import SectionRow
from tests.ui.measuring import hidden_buttons, rows_seen, tables
from tests.ui.test_walk import example_window, idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.book.book import Book
    from desktop.ui.shell.window import Window

__all__ = ["example_window"]
SIZES = [(1366, 740, MORE), (911, 480, FEW)]  # 1366 × 768 with the bar of the system, at 100 and at 150 %


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height", "rows"), SIZES)
def test_every_grid_below_a_record_shows_rows_and_every_button_is_whole(
    example_window: Window, qtbot: QtBot, width: int, height: int, rows: int
) -> None:
    example_window.resize(width, height)
    faults: list[str] = []
    for feature in example_window.program.features:
        page = example_window.show_feature(feature.name)
        assert page is not None
        for kind in page.sections:
            section = page.show_section(kind.name)
            idle(qtbot, example_window)
            idle(qtbot, example_window)
            for tabs in section.findChildren(SubTabs):
                for number in range(tabs.count() if tabs.isVisible() else 0):
                    tabs.setCurrentIndex(number)
                    idle(qtbot, example_window)
                    where = f"{kind.name}/{tabs.tabText(number)}"
                    faults += [f"{where}: {rows_seen(t)} rows of {type(t).__name__}" for t in tables(tabs.currentWidget())
                               if rows_seen(t) < rows and t.maximumHeight() > 4000]
                    faults += [f"{where}: {b}" for b in hidden_buttons(tabs.currentWidget())]
    assert not faults, "\n".join(faults)


def test_a_form_is_folded_for_its_sub_tabs_and_unfolded_by_the_button_in_their_corner(
    three_farms: list[int], book: Book, qtbot: QtBot
) -> None:
    window = book.context.window
    window.resize(911, 480)
    division, tabs = book.pane.splitter, book.pane.tabs
    qtbot.waitUntil(lambda: tabs.isVisible() and tabs.height() > 100)
    assert tabs.height() >= min(tabs.needed(FEW), division.height())
    division.button.click()
    assert division.taken and book.pane.area.isHidden()
    division.button.click()
    assert not division.taken and book.pane.area.isVisible()
    sizes = [division.height() - 120, 120]
    division.setSizes(sizes)
    division.splitterMoved.emit(sizes[0], 1)
    left = division.sizes()
    division.fit()
    assert division.sizes() == left, "what the user chose holds at that height"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_on_a_low_window_the_second_line_of_names_is_folded_into_the_first(window: Window, qtbot: QtBot) -> None:
    window.show_feature("sales")
    assert window.context and window.page
    idle(qtbot, window)
    row = window.page.findChild(SectionRow)
    window.resize(1366, 740)
    qtbot.waitUntil(row.below.isVisible)
    window.resize(911, 480)
    qtbot.waitUntil(lambda: not row.below.isVisible())
    head = next(h for h in row.heads.values() if h.isChecked())
    assert row.buttons[window.page.section.name].text() in head.text()
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
    menu = next(m for m in row.findChildren(QMenu) if m.isVisible())
    menu.actions()[1].trigger()
    menu.close()
    idle(qtbot, window)
    assert row.buttons[window.page.section.name].text() in head.text()
