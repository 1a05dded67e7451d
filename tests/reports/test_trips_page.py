"""The tab of trips, by clicks and keys: what is previewed is what is printed."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core import verbs
from desktop.reports.trips.model import Trip
from desktop.reports.trips.trips_page import TripsBook
from desktop.ui.book.row_menu import open_menu
from desktop.ui.preview.preview import Preview
from desktop.ui.shell.window import Window
from tests.ui.conftest import settle


def printed(window: Window, qtbot: QtBot) -> str:
    """The kind of paper in the preview that is open; it is closed."""
    assert window.context
    settle(qtbot, window.context)
    [shown] = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]
    kind = shown.kind
    shown.close()
    return kind


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_paper_in_front_is_printed_and_the_menu_of_a_row_offers_them_all(window: Window, qtbot: QtBot) -> None:
    assert window.context
    verbs.save(window.context.db, Trip, {"purpose": "催收", "starts_on": date(2026, 4, 13), "ends_on": date(2026, 4, 15)})
    window.resize(1920, 1000)  # with room for the names of all tabs
    page = window.show_feature("reports")
    book = page.show_section("trips")
    settle(qtbot, window.context)
    assert isinstance(book, TripsBook) and book.record is not None
    tabs, found = book.pane.tabs, []
    for title in ("Application as printed", "Stops", "Trip report as printed", "Expense sheet"):
        place = next(n for n in range(tabs.count()) if tabs.tabText(n).startswith(title))
        qtbot.mouseClick(tabs.tabBar(), Qt.MouseButton.LeftButton, pos=tabs.tabBar().tabRect(place).center())
        settle(qtbot, window.context)
        if not found:  # a window without a screen is not in front again when the preview is closed
            qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        else:
            qtbot.mouseClick(window.toolbar.widgetForAction(window.actions_["print_"]), Qt.MouseButton.LeftButton)
        found.append(printed(window, qtbot))
    assert found == ["record.trips.application", "record.trips", "record.trips", "record.trips.expense_sheet"]
    menu = open_menu(book, QPoint(0, 0))
    offered = {action.text(): action for action in menu.actions()}
    assert "Trip report as printed" not in offered, "it is the report on the trip"
    offered["Expense sheet"].trigger()
    menu.close()
    assert printed(window, qtbot) == "record.trips.expense_sheet"
