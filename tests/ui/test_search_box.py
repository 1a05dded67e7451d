"""Ctrl+K finds anything in the database and opens it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from desktop.core import verbs
from tests.ui import samples

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from desktop.ui.shell.window import Window


@pytest.fixture(autouse=True)
def throw_away_features(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("desktop.app.TABS", samples.FEATURES)
    return


@pytest.mark.parametrize("typed", ["兴农", "xingnong", "xnzy", "种业"])
def test_a_dealer_is_found_by_part_pinyin_and_initials_and_opened_by_enter(
    context: Context, window: Window, qtbot: QtBot, typed: str
) -> None:
    from desktop.dealers.model import Dealer

    made = verbs.save(context.db, Dealer, {"name": "兴农种业"})
    verbs.save(context.db, Dealer, {"name": "丰收农资"})
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    window.search.setText(typed)  # key events carry no Chinese; this is as from an input method
    window.search.textEdited.emit(typed)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.page
    section = window.page.section
    assert isinstance(section, samples.Notes)
    qtbot.waitUntil(lambda: bool(section.heard))
    assert section.heard == [f"open dealer {made.id}"]
    assert not window.search.hits.isVisible() and window.search.text() == ""


def test_arrows_choose_and_escape_closes(context: Context, window: Window, qtbot: QtBot) -> None:
    from desktop.dealers.model import Dealer

    for name in ("A1 first", "A1 second"):
        verbs.save(context.db, Dealer, {"name": name})
    window.search.begin()
    qtbot.keyClicks(window.search, "A1")
    qtbot.waitUntil(window.search.hits.isVisible)
    assert window.search.hits.count() == 2 and window.search.hits.currentRow() == 0
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    assert window.search.hits.currentRow() == 1
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.search.hits.isVisible()


def test_nothing_found_is_said(context: Context, window: Window, qtbot: QtBot) -> None:
    window.search.begin()
    qtbot.keyClicks(window.search, "zzzz")
    qtbot.waitUntil(window.search.hits.isVisible)
    assert window.search.hits.item(0).text() == "Nothing found for “zzzz”"
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.search.text() == "zzzz"


def test_the_window_does_not_wait_for_a_search(context: Context, window: Window, qtbot: QtBot,
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event, current_thread, main_thread

    from desktop.core import search

    begun, go_on, real = Event(), Event(), search.find
    threads = []

    def slow(*args: object) -> object:
        threads.append(current_thread())
        begun.set()
        go_on.wait(60)
        return real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(search, "find", slow)
    window.search.begin()
    qtbot.keyClicks(window.search, "zz")
    qtbot.waitUntil(begun.is_set)
    qtbot.keyClicks(window.search, "z")
    assert window.search.text() == "zzz" and not window.search.hits.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: window.search.hits.isVisible() and "zzz" in window.search.hits.item(0).text())
    assert main_thread() not in threads
