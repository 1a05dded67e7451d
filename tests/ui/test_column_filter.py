"""Filtering below the headings: values are ticked, parts of texts and spans are typed, and all of it is a saved filter."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton

from desktop.core import verbs
from desktop.core.listing import Condition, Query, clause
from desktop.core.views import pack, unpack
from desktop.ui.lists.column_filter import ColumnFilter
from tests.ui import throwaway
from tests.ui.conftest import settle, typed
from tests.ui.test_book import names

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.book.book import Book

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
FARMS = (("Ash", "clay", 12.0, date(2020, 3, 1), "139", True), ("Birch", "loam", 20.0, date(2021, 5, 1), "138", False),
         ("Cedar", "clay", None, None, "", False), ("Dogwood", "", 3.0, date(2022, 7, 1), "139", True))


@pytest.fixture
def four_farms(farms: Database) -> list[int]:
    """Farms with gaps, stored before the page is made (name it before `book`)."""
    fields = ("name", "soil", "area", "since", "phone", "is_partner")
    return [verbs.save(farms, throwaway.Farm, dict(zip(fields, farm, strict=True))).id for farm in FARMS]


def column_of(book: Book, name: str) -> int:
    return [c.name for c in book.listing.columns].index(name)


def click_funnel(book: Book, name: str, qtbot: QtBot) -> ColumnFilter:
    """Click on the funnel of a column that is in view; what opens below."""
    book.list.table.show_columns(["name", name] if name != "name" else ["name"])
    headings = book.list.table.headings
    QTest.mouseClick(headings.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                     headings.funnel_of(column_of(book, name)).center())
    popup = book.list.findChildren(ColumnFilter)[-1]
    settle(qtbot, book.context)
    return popup


def offered(popup: Any) -> dict[str, bool]:
    """What can be ticked and whether it is."""
    items = [popup.body.list.item(row) for row in range(popup.body.list.count())]
    return {item.text(): item.checkState() == Qt.CheckState.Checked for item in items}


def tick(popup: Any, *texts: str) -> None:
    """Tick with the mouse."""
    listed = popup.body.list
    for row in range(listed.count()):
        if listed.item(row).text().split("  ")[0] in texts:
            box = listed.visualItemRect(listed.item(row))
            QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                             QPoint(box.left() + 10, box.center().y()))


def give(popup: ColumnFilter, book: Book, qtbot: QtBot, text: str = "Filter") -> None:
    """Press a button of the popup and wait for the list."""
    button = next(b for b in popup.findChildren(QPushButton) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)


def test_values_are_counted_ticked_and_taken_back_below_the_heading(four_farms: list[int], book: Book, qtbot: QtBot) -> None:
    popup = click_funnel(book, "soil", qtbot)
    assert offered(popup) == {"Clay  (2)": False, "(blank)  (1)": False, "Loam  (1)": False}
    tick(popup, "Loam", "(blank)")
    give(popup, book, qtbot)
    assert names(book) == ["Birch", "Dogwood"]
    assert book.list.query.order == (), "the funnel does not sort"
    assert book.list.filters._flow.itemAt(0).widget().findChildren(QToolButton)[0].text() == "Soil: (blank) or Loam"
    popup = click_funnel(book, "soil", qtbot)
    assert offered(popup)["Loam  (1)"] and not offered(popup)["Clay  (2)"], "the other rows are still offered"
    give(popup, book, qtbot, "Show everything")
    assert len(names(book)) == 4 and not book.list.query.conditions


def test_what_is_offered_is_what_the_other_filters_leave(four_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.list.filters.filter_column("soil", (Condition("soil", "in", ("clay",)),))
    settle(qtbot, book.context)
    popup = click_funnel(book, "phone", qtbot)
    assert offered(popup) == {"139  (1)": False, "(blank)  (1)": False}
    QTest.keyClicks(popup.body.search, "13")
    typed(qtbot, popup)
    settle(qtbot, book.context)
    assert offered(popup) == {"139  (1)": False}
    QTest.keyClick(popup.body.search, Qt.Key.Key_Return)
    settle(qtbot, book.context)
    assert names(book) == ["Ash"]
    clear = next(b for b in book.list.filters._chips.findChildren(QToolButton) if b.text() == "Clear all filters")
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert len(names(book)) == 4 and not book.list.query.conditions


def test_a_span_is_typed_and_what_is_no_number_is_said(four_farms: list[int], book: Book, qtbot: QtBot) -> None:
    popup: Any = click_funnel(book, "area", qtbot)
    QTest.keyClicks(popup.body.low._editor, "1o")
    give(popup, book, qtbot)
    assert "1o" in popup.problem.text() and popup.problem.isVisible() and not book.list.query.conditions
    popup.body.low._editor.clear()
    QTest.keyClicks(popup.body.low._editor, "20")
    QTest.keyClicks(popup.body.high._editor, "5")
    give(popup, book, qtbot)
    assert book.list.query.conditions == (Condition("area", "between", (5, 20)),), "whichever is typed first"
    popup = click_funnel(book, "since", qtbot)
    QTest.keyClicks(popup.body.high._editor, "2020-12-31")
    give(popup, book, qtbot)
    assert names(book) == ["Ash"]
    popup = click_funnel(book, "since", qtbot)
    assert popup.body.high.value() == date(2020, 12, 31)
    popup.body.high._editor.clear()
    popup.body.empty.click()
    give(popup, book, qtbot)
    assert book.list.query.conditions[-1] == Condition("since", "empty")


def test_yes_and_no_are_picked_and_the_keyboard_opens_the_filter(four_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.list.table.show_columns(["is_partner", "name"])
    book.list.table.setFocus()
    book.list.table.setCurrentIndex(book.list.table.rows.index(0, column_of(book, "is_partner")))
    QTest.keyClick(book.list.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = book.list.findChildren(ColumnFilter)[-1]
    settle(qtbot, book.context)
    assert set(offered(popup)) == {"yes  (2)", "no  (2)"}
    tick(popup, "yes")
    give(popup, book, qtbot)
    assert names(book) == ["Ash", "Dogwood"]


def test_filters_of_headings_are_kept_with_a_view_and_open_again_from_their_chip(
    four_farms: list[int], book: Book, qtbot: QtBot
) -> None:
    query = Query(conditions=(Condition("name", "in", ("Ash", "Birch", "Cedar", "Dogwood")), Condition("phone", "in", ("",)),
                              Condition("area", "between", (1.0, 30.0))))
    stored = json.loads(json.dumps(pack(book.listing, query, {})))
    assert unpack(book.listing, stored)[0] == query
    book.list.filters.set_query(query)
    settle(qtbot, book.context)
    chip = book.list.filters._flow.itemAt(0).widget().findChildren(QToolButton)[0]
    assert chip.text() == "Name: Ash, Birch, Cedar and 1 more"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    popup = book.list.findChildren(ColumnFilter)[-1]
    settle(qtbot, book.context)
    assert all(offered(popup).values()) and len(offered(popup)) == 4
    popup.close()


def test_each_count_is_the_number_of_rows_its_value_shows(four_farms: list[int], farms: Database) -> None:
    with farms.reading() as session:
        for name in ("name", "soil", "phone"):
            counted = throwaway.FARMS.values(session, Query(), name)
            assert sum(count for _value, count in counted) == len(four_farms)
            for value, count in counted:
                condition = Condition(name, "in", ("" if value is None else value,))
                assert throwaway.FARMS.count(session, Query(conditions=(condition,))) == count
    assert "IS NULL" in str(clause(throwaway.FARMS.column("phone"), Condition("phone", "in", ("",))))
