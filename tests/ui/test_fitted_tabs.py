"""Tabs of which none is cut or behind an arrow: those of records stand in a menu without room, those along the top closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from desktop.ui.look import appearance
from desktop.ui.look.fitted_tabs import FittedTabs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window

NAMES = ("Entries (12)", "Plots (36)", "Field log (6)", "Observations", "Data checks", "Map", "Analysis", "Changes of state")


@pytest.fixture
def tabs(qtbot: QtBot) -> FittedTabs:
    made = FittedTabs()
    qtbot.addWidget(made)
    corner = QToolButton(made)
    corner.setText("^")
    made.add_corner(corner)
    for name in NAMES:
        made.addTab(QWidget(made), name)
    made.show()
    return made


def shown(tabs: FittedTabs) -> list[int]:
    return [place for place in range(tabs.count()) if tabs.isTabVisible(place)]


def check(tabs: FittedTabs) -> None:
    """No name in view is cut, the others are in the menu, the one in front is never there."""
    QApplication.processEvents()
    bar, places = tabs.tabBar(), shown(tabs)
    assert tabs.currentIndex() in places
    assert all(bar.tabRect(place).width() >= tabs._bar.width_of(place) for place in places)
    assert len(places) == 1 or bar.tabRect(places[-1]).right() < bar.width()
    assert not tabs.more.isVisible() or bar.geometry().right() <= tabs.more.mapTo(tabs, QPoint()).x()
    behind = [action.text() for action in tabs.more.menu().actions()]
    assert behind == [NAMES[place] for place in range(len(NAMES)) if place not in places]
    assert tabs.more.isVisible() == bool(behind)


@pytest.mark.parametrize("width", [180, 257, 360, 480, 560, 730, 910, 1200])
def test_at_any_width_no_name_is_cut_and_none_is_lost(tabs: FittedTabs, width: int) -> None:
    tabs.resize(width, 200)
    for front in range(len(NAMES)):
        tabs.setCurrentIndex(front)
        check(tabs)


def test_a_name_in_the_menu_comes_to_the_front_and_into_view(tabs: FittedTabs) -> None:
    tabs.resize(360, 200)
    check(tabs)
    assert shown(tabs) == list(range(len(shown(tabs))))
    last = tabs.more.menu().actions()[-1]
    assert last.text() == NAMES[-1]
    last.trigger()
    assert tabs.currentIndex() == len(NAMES) - 1
    check(tabs)


def test_a_longer_name_and_a_tab_that_is_withdrawn_are_heard_of(tabs: FittedTabs) -> None:
    tabs.resize(1200, 200)
    assert shown(tabs) == list(range(len(NAMES)))
    tabs.offer(5, False)
    assert 5 not in shown(tabs) and not tabs.more.isVisible(), "what is withdrawn is in no menu"
    tabs.offer(5, True)
    tabs.setTabText(0, NAMES[0] * 9)
    assert len(shown(tabs)) < len(NAMES)


def test_ctrl_tab_goes_through_the_names_in_the_menu_too(tabs: FittedTabs, qtbot: QtBot) -> None:
    tabs.resize(360, 200)
    for place in (*range(1, len(NAMES)), 0):
        qtbot.keyClick(tabs, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert tabs.currentIndex() == place
        check(tabs)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [0, 14])
def test_all_tabs_along_the_top_are_in_view_on_a_small_screen(empty_window: Window, language: str, size: int) -> None:
    """911 logical pixels are 1366 at 150 %."""
    window = empty_window
    appearance.change(window, "language", language)
    if size:
        appearance.change(window, "font_size", size)
    window.resize(911, 480)
    window.show()
    QApplication.processEvents()
    tabs = window.tabs
    assert tabs.tabRect(tabs.count() - 1).right() < 911 and tabs.width() >= tabs.sizeHint().width() - (200 if size else 0)
    assert not [b for b in tabs.findChildren(QToolButton) if b.isVisible()], "no arrows"
    if not size:
        assert all(tabs.tabRect(place).width() >= tabs.tabSizeHint(place).width() for place in range(tabs.count()))
    dense = tabs.tabIcon(0).isNull()
    window.resize(1366, 740)
    QApplication.processEvents()
    assert not tabs.tabIcon(0).isNull() or size, "icons come back where there is room"
    assert dense == (language == "en") or size
