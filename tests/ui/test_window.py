"""The window stands before the database does, and follows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.window import Window
    from tests.conftest import Answers


def test_an_empty_window_offers_three_choices(empty_window: Window) -> None:
    empty_window.show()
    assert empty_window.stack.currentWidget() is empty_window.start_page
    assert [c.text() for c in empty_window.start_page.choices] == ["New database", "Open a database", "Example region"]


def test_new_database_is_made_where_the_user_says(empty_window: Window, qtbot: QtBot, answers: Answers,
                                                  tmp_path: Path) -> None:
    empty_window.show()
    answers.next = tmp_path / "mine.agridesk"
    with qtbot.waitSignal(empty_window.attached, timeout=10_000):
        qtbot.mouseClick(empty_window.start_page.choices[0], Qt.MouseButton.LeftButton)
    assert (tmp_path / "mine.agridesk").exists()
    assert empty_window.windowTitle() == "mine – AgriDesk"
    assert empty_window.settings.get("database") == str(tmp_path / "mine.agridesk")
