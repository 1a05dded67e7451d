"""Undo and redo of the whole database from the window, with a message after each action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from desktop.core import verbs
from tests.ui import samples

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.book.book import Book
    from desktop.ui.context import Context
    from desktop.ui.page import Page
    from desktop.ui.shell.window import Window


@pytest.fixture(autouse=True)
def throw_away_features(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("desktop.app.TABS", samples.FEATURES)
    return


def add(context: Context, name: str = "兴农") -> Any:
    from desktop.dealers.model import Dealer

    return verbs.save(context.db, Dealer, {"name": name})


def gone(context: Context, number: int) -> bool:
    from desktop.dealers.model import Dealer

    return verbs.get(context.db, Dealer, number).deleted_at is not None


def test_an_action_is_told_with_a_button_that_takes_it_back(context: Context, window: Window, qtbot: QtBot) -> None:
    made = add(context)
    qtbot.waitUntil(lambda: window.status.text.text() == "Dealer added")
    assert window.status.undo.isVisible() and window.actions_["undo"].text() == "Undo: Dealer added"
    qtbot.mouseClick(window.status.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.text.text() == "Undone: Dealer added")
    assert gone(context, made.id)
    assert not window.actions_["undo"].isEnabled() and window.actions_["redo"].text() == "Redo: Dealer added"
    qtbot.mouseClick(window.status.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.text.text() == "Done again: Dealer added")
    assert not gone(context, made.id)


def test_ctrl_z_and_ctrl_y_work_from_the_page(context: Context, window: Window, qtbot: QtBot) -> None:
    made = add(context)
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    window.tabs.setFocus()
    qtbot.keyClick(window.tabs, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.actions_["redo"].isEnabled)
    assert gone(context, made.id)
    qtbot.keyClick(window.tabs, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    assert not gone(context, made.id)


def test_ctrl_z_in_a_field_takes_back_the_typing_only(context: Context, window: Window, qtbot: QtBot) -> None:
    made = add(context)
    qtbot.waitUntil(window.actions_["undo"].isEnabled)
    assert window.page
    section = window.page.section
    assert isinstance(section, samples.Notes)
    section.edit.setFocus()
    qtbot.keyClicks(section.edit, "a")
    qtbot.keyClick(section.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert section.edit.text() == "" and not gone(context, made.id)


def test_commits_of_one_moment_are_told_once(context: Context, window: Window, qtbot: QtBot) -> None:
    told: list[frozenset[str]] = []
    context.changed.connect(told.append)
    for n in range(5):
        add(context, str(n))
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert told == [frozenset({"dealer", "move"})]


def test_nothing_to_undo_in_a_fresh_database(window: Window) -> None:
    assert not window.actions_["undo"].isEnabled() and not window.actions_["redo"].isEnabled()
    assert window.status.text.text() == ""


def test_ctrl_z_after_ctrl_s_takes_back_the_save(window: Window, qtbot: QtBot, three_farms: list[int], page: Page,
                                                 book: Book) -> None:
    from tests.ui.conftest import settle

    control = Qt.KeyboardModifier.ControlModifier
    page.commands_changed.connect(window._update_commands)
    name = book.fields.widget("name")
    name.setFocus()
    name.end(False)
    qtbot.keyClicks(name, "land")
    qtbot.keyClick(name, Qt.Key.Key_S, control)
    settle(qtbot, book.context)
    assert book.record and book.record.label() == "Ashland" and not book.fields.dirty
    qtbot.keyClick(name, Qt.Key.Key_Z, control)
    qtbot.waitUntil(lambda: name.text() == "Ash")
    assert not book.fields.dirty and verbs.get(book.context.db, type(book.record), three_farms[0]).label() == "Ash"
    qtbot.keyClicks(name, "y")
    qtbot.keyClick(name, Qt.Key.Key_Z, control)
    settle(qtbot, book.context)
    assert name.text() == "Ash" and not book.fields.dirty
