"""What is typed and not stored is marked where it stands, and the window says so as long as it is out of view."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.dealers.model import Dealer
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.products.model import Product
from desktop.ui.shell.window import Window
from tests.ui.test_row_grid import at, presses, types

Key = Qt.Key


def rest(window: Window, qtbot: QtBot) -> None:
    for _round in range(3):
        qtbot.waitUntil(lambda: not window.tasks.busy)
        QApplication.processEvents()


@pytest.fixture
def shipment(database: Database) -> int:
    dealer = verbs.save(database, Dealer, {"name": "Ash Seeds"}).id
    variety = verbs.save(database, Variety, {"name": "Example 101", "crop": "maize"}).id
    product = verbs.save(database, Product, {"name": "Example 101", "variety_id": variety, "bag_kg": 2.5}).id
    number = verbs.save(database, Shipment, {"dealer_id": dealer, "moved_on": date(2026, 4, 1)}).id
    verbs.save(database, ShipmentLine, {"shipment_id": number, "product_id": product, "bags": 120, "price": 4200})
    return number


@pytest.fixture
def book(window: Window, shipment: int, qtbot: QtBot) -> Any:
    window.resize(1366, 768)
    window.show()
    window.context.open("shipment", shipment)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.page is not None and getattr(window.page.section, "record", None) is not None)
    rest(window, qtbot)
    return window.page.section  # type: ignore[union-attr]


def lines(book: Any) -> Any:
    shown = book.pane.tabs.open_tab("Shipment lines")
    shown.grid.view.setFocus()
    return shown.grid


def test_a_line_that_lost_its_bags_is_marked_and_says_what_the_account_still_counts(
        book: Any, window: Window, qtbot: QtBot) -> None:
    grid = lines(book)
    at(grid, 0, "bags")
    presses(Key.Key_Delete)
    rest(window, qtbot)
    assert grid.cells.header(0) == ("1 ●",)
    assert "“120” is stored still, and counted." in grid.status.text()
    assert not window.status.unsaved.isVisible(), "what is in view is marked there"
    at(grid, 1, "product_id")
    types("Example 101")
    presses(Key.Key_Tab)
    at(grid, 1, "bags")
    types("30")
    presses(Key.Key_Return)
    rest(window, qtbot)
    assert ("Bags", "30 *") in [(title, text) for _place, title, text in grid.foot.figures()]


def test_going_elsewhere_leaves_a_word_in_the_status_bar_that_leads_back(book: Any, window: Window, qtbot: QtBot) -> None:
    grid = lines(book)
    at(grid, 1, "product_id")
    types("Example 101")
    presses(Key.Key_Tab)
    rest(window, qtbot)
    page: Any = window.page
    qtbot.mouseClick(page._row.buttons["orders"], Qt.MouseButton.LeftButton)
    rest(window, qtbot)
    assert page.section.name == "orders" and window.status.unsaved.isVisible()
    assert "Shipment lines: 1 row is not stored" in window.status.unsaved.toolTip()
    window.tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: window.feature_in_view() == "today")
    assert window.status.unsaved.isVisible()
    qtbot.mouseClick(window.status.unsaved, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(grid.isVisible)
    assert not window.status.unsaved.isVisible()
    grid.view.setFocus()
    at(grid, 1, "bags")
    types("30")
    presses(Key.Key_Return)
    rest(window, qtbot)
    assert grid.cells.header(1) == ("2",) and not window.context.unsaved.all()  # type: ignore[union-attr]


def test_another_sub_tab_and_a_form_that_is_left_are_told_as_well(book: Any, window: Window, qtbot: QtBot) -> None:
    grid = lines(book)
    at(grid, 0, "bags")
    presses(Key.Key_Delete)
    rest(window, qtbot)
    book.pane.tabs.open_tab("Files")
    assert window.status.unsaved.isVisible()
    grid.cells.forget()
    assert not window.status.unsaved.isVisible()
    book.fields.propose({"carrier": "Truck"})
    page: Any = window.page
    page.show_section("orders")
    assert "is not saved" in window.status.unsaved.text()
    window.status.unsaved.click()
    assert page.section is book
    book.discard()


def test_a_paper_says_that_it_does_not_count_what_is_unsaved(book: Any, window: Window, qtbot: QtBot) -> None:
    from desktop.ui.preview.preview import Preview

    grid = lines(book)
    at(grid, 0, "bags")
    presses(Key.Key_Delete)
    rest(window, qtbot)
    book.print_list()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview))
    qtbot.waitUntil(lambda: preview.made is not None)
    rest(window, qtbot)
    assert "1 row is not stored" in preview.part("problem").text()
    preview.close()
    grid.cells.forget()
