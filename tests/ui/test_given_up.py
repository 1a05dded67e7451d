"""Sections that have not been seen for long are given up with all they hold, and made anew where the user was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import shiboken6
from PySide6.QtCore import Qt

from desktop.core import verbs
from desktop.dealers.model import Dealer
from desktop.ui import page as pages
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window


@pytest.fixture
def dealers(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The page of dealers with three of them, in a window that keeps one section."""
    monkeypatch.setattr(pages, "KEPT", 1)
    assert window.context
    for name in ("Ash", "Elm", "Oak"):
        verbs.save(window.context.db, Dealer, {"name": name})
    page: Any = window.show_feature("dealers")
    settle(qtbot, window.context)
    return page


def test_a_section_is_made_anew_with_its_list_its_record_and_its_sub_tab(dealers: Any, qtbot: QtBot) -> None:
    book = dealers.section
    book.list.filters.type_text("Elm")
    qtbot.waitUntil(lambda: len(book.list.table.rows.ids) == 1)
    book.list.table.selectRow(0)
    qtbot.waitUntil(lambda: book.record is not None and book.record.name == "Elm")
    book.pane.tabs.setCurrentIndex(2)
    query = book.list.query
    dealers.show_section("visits")
    qtbot.waitUntil(lambda: not shiboken6.isValid(book))
    assert [section.name for section in dealers.made()] == ["visits"]

    anew = dealers.show_section("dealers")
    settle(qtbot, dealers.context)
    assert anew.list.query == query
    assert [anew.list.table.rows.id_at(0)] == [anew.record.id] == [anew.list.table.current_id()]
    assert (anew.record.name, anew.pane.tabs.currentIndex()) == ("Elm", 2)


def test_a_record_that_went_meanwhile_is_not_shown(dealers: Any, qtbot: QtBot) -> None:
    book = dealers.section
    gone = book.record
    dealers.show_section("visits")
    qtbot.waitUntil(lambda: not shiboken6.isValid(book))
    verbs.delete(dealers.context.db, Dealer, [gone.id])
    anew = dealers.show_section("dealers")
    settle(qtbot, dealers.context)
    assert anew.record is None or anew.record.id != gone.id
    assert len(anew.list.table.rows.ids) == 2


def test_what_is_being_typed_is_kept(dealers: Any, qtbot: QtBot) -> None:
    book = dealers.section
    book.new_record()
    book.fields.widget("name").setText("Yew")
    book.fields.widget("name").textEdited.emit("Yew")
    dealers.show_section("visits")
    settle(qtbot, dealers.context)
    assert dealers.show_section("dealers") is book
    assert book.is_new and book.fields.values()["name"] == "Yew"


def test_another_language_or_font_shows_the_same_section_record_and_sub_tab(dealers: Any, window: Window, qtbot: QtBot) -> None:
    from desktop.core import i18n
    from desktop.ui.look import appearance

    assert window.context
    dealers.section.list.table.selectRow(1)
    settle(qtbot, window.context)
    number, small = dealers.section.record.id, dealers.section.pane.title.fontInfo().pointSizeF()
    bar = dealers.section.pane.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(1).center())
    next(a for a in window.actions_._choices["language"].actions() if a.data() == "zh_CN").trigger()
    for _change in ("language", "font"):
        settle(qtbot, window.context)
        book: Any = window.page.section if window.page else None
        assert (book.name, book.record.id, book.list.table.current_id()) == ("dealers", number, number)
        assert book.pane.tabs.currentIndex() == 1 and i18n.language() == "zh_CN"
        appearance.change(window, "font_size", 20)
    settle(qtbot, window.context)
    assert window.page and window.page.section.pane.title.fontInfo().pointSizeF() == pytest.approx(2 * small, rel=0.1)
    appearance.change(window, "font_size", 10)
