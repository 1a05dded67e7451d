"""A new order: the program says what it fills in by itself, proposes the season, and its lines are one click away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlmodel import select

from desktop.catalogue.model import Season
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.records import living
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.ui.shell.window import Window
from tests.sales.conftest import Trade
from tests.ui.conftest import settle


@pytest.fixture
def book(window: Window, trade: Trade, qtbot: QtBot) -> Any:
    window.resize(1366, 740)
    page = window.show_feature("sales")
    assert page is not None and window.context is not None
    shown = page.show_section("orders")
    settle(qtbot, window.context)
    return shown


def season(db: Database, name: str, first: int, last: int) -> int:
    """A season that begins and ends so many days from today."""
    day = today()
    return verbs.save(db, Season, {"name": name, "year": day.year, "starts_on": day + timedelta(first),
                                   "ends_on": day + timedelta(last)}).id


def without_seasons(db: Database) -> None:
    with db.reading() as session:
        numbers = [one.id for one in session.exec(living(Season))]
    if numbers:
        verbs.delete(db, Season, numbers)


def test_what_the_program_fills_in_is_not_asked_and_the_number_says_that_it_comes(book: Any, qtbot: QtBot) -> None:
    book.new_record()
    form = book.fields
    assert form.widget("code").placeholderText() == "Numbered by itself"
    for name in ("reason", "confirmed_on", "closed_on"):
        assert form.widget(name).isHidden() and form.label_of(name).isHidden(), name
    assert form.widget("dealer_id").isVisible() and form.widget("state").isVisible()


def test_the_season_in_force_is_proposed_and_what_was_chosen_today_goes_before_it(
        book: Any, database: Database, trade: Trade, qtbot: QtBot) -> None:
    without_seasons(database)
    old, now = season(database, "2020 spring", -900, -800), season(database, "This", -20, 20)
    book.new_record()
    assert book.fields.values()["season_id"] == now and not book.fields.dirty
    book.fields.propose({"dealer_id": trade.dealer, "season_id": old})
    book.save_and_next()
    settle(qtbot, book.context)
    assert book.is_new and book.fields.values()["season_id"] == old, "orders of one season are typed one after the other"
    book.memory.settings.remember("last.orders", {"season_id": old})  # as it was left on another day
    book.new_record()
    assert book.fields.values()["season_id"] == now


def test_the_lines_of_a_new_order_are_one_click_away_and_typed_at_once(
        book: Any, database: Database, trade: Trade, qtbot: QtBot) -> None:
    book.new_record()
    bar = book.pane.lines
    assert bar.isVisible() and bar.button.text() == "Save, then type: Order lines"
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert book.is_new and book.fields.widget("dealer_id").property("wrong"), "what must be filled in is said first"
    book.fields.propose({"dealer_id": trade.dealer})
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert not book.is_new and not bar.isVisible()
    grid = book.pane.tabs.currentWidget().grid
    qtbot.waitUntil(lambda: grid.view.currentIndex().isValid())
    assert grid.view.currentIndex().row() == 0 and grid.view.hasFocus()
    with database.reading() as session:
        assert len(session.exec(select(SalesOrder)).all()) == 1
        assert not session.exec(select(OrderLine)).all()


def test_a_stored_order_has_no_such_bar(book: Any, database: Database, trade: Trade, qtbot: QtBot) -> None:
    made = verbs.save(database, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": today()})
    book.context.open("salesorder", made.id)
    settle(qtbot, book.context)
    assert not book.pane.lines.isVisible() and book.pane.tabs.isVisible()
