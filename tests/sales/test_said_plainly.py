"""What the accounts, letters and dialogs of sales say is what there is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.i18n import using
from desktop.core.listing import Query
from desktop.sales.money.letters import reconciliation
from desktop.sales.money.statement import statement
from desktop.sales.orders.lists import SHIPMENT_LINES
from desktop.sales.orders.model import Shipment
from desktop.sales.products.model import Product
from tests.sales.conftest import Trade
from tests.sales.ledgers import Book
from tests.sales.test_money import tables, text_of
from tests.sales.test_orders import order, ship_dialog
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window


@pytest.fixture
def book(database: Database, trade: Trade) -> Book:
    return Book(database, trade.dealer, trade.product)


def test_of_one_day_what_is_owed_stands_before_what_settles_it(book: Book) -> None:
    day = date(2026, 3, 5)
    book.paid(500, day)
    book.entry(-100, day, "discount")
    book.sent(1000, day)
    book.entry(200, day, "opening")
    [_old, *moved, _new] = next(t for t in tables(statement(book.db, book.dealer, day)) if t.sheet == "Movements").rows
    assert [row[5] for row in moved] == [20000, 120000, 110000, 60000]


def test_a_letter_names_as_enclosed_only_what_there_is(book: Book) -> None:
    def said() -> str:
        return text_of(reconciliation(book.db, book.dealer, date(2026, 7, 31)))

    shipment = book.sent(1000, date(2026, 3, 5))
    assert "Attached" not in said(), "nothing was signed for, nothing was paid"
    book.paid(500, date(2026, 3, 6))
    assert "Attached: copies of the payments." in said() and "signed for" not in said()
    verbs.save(book.db, Shipment, {"signed_on": date(2026, 3, 7)}, shipment)
    assert "copies of the delivery notes signed for and of the payments" in said()
    with using("zh_CN"):
        assert "贵公司账面金额" in str([t.columns for t in tables(reconciliation(book.db, book.dealer, date(2026, 7, 31)))])


def test_a_first_shipment_is_not_called_what_is_left_and_its_lines_say_what_they_weigh(
        window: Window, database: Database, trade: Trade, qtbot: QtBot) -> None:
    number, _lines = order(database, trade, 40)
    verbs.save(database, Product, {"bag_kg": 1.5}, trade.product)
    assert window.context
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    dialog = ship_dialog(window, window.page.section, qtbot)  # type: ignore[union-attr]
    assert dialog.windowTitle() == "Ship"
    dialog.bags(0).setValue(12)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    with database.reading() as session:
        assert SHIPMENT_LINES.totals(session, Query())["weight"] == 18
