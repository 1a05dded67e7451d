"""The window asks once for the manager's name, where a database does not know it, and never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.core import history, settings, verbs
from desktop.core.views import View
from desktop.ui.shell.name_bar import NameBar
from tests.core.store import MANAGER

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window


def bar_of(window: Window) -> NameBar:
    bar = window.findChild(NameBar)
    assert bar is not None
    return bar


def who(database: Database) -> str:
    verbs.save(database, View, {"listing": "x", "name": "y"})
    with database.reading() as session:
        return history.recent(session, 1)[0].who


def attach(window: Window, database: Database, qtbot: QtBot, name: str) -> NameBar:
    settings.set_office(database, "manager", name)
    window.show()
    window.attach(database)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    return bar_of(window)


def test_a_name_that_is_given_signs_what_is_done_from_then_on(empty_window: Window, database: Database, qtbot: QtBot) -> None:
    bar = attach(empty_window, database, qtbot, "")
    assert bar.isVisible() and who(database) == ""
    bar.name.setText("李农艺")
    qtbot.keyClick(bar.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert settings.office(database, "manager") == "李农艺" == who(database)


def test_whoever_passes_it_over_is_not_asked_again(empty_window: Window, database: Database, qtbot: QtBot) -> None:
    bar = attach(empty_window, database, qtbot, "")
    bar.skip_button.click()
    assert not bar.isVisible()
    empty_window.attached.emit()
    qtbot.waitUntil(lambda: not empty_window.tasks.busy)
    assert not bar.isVisible() and who(database) == ""


def test_a_database_that_knows_its_manager_asks_nothing(empty_window: Window, database: Database, qtbot: QtBot) -> None:
    assert not attach(empty_window, database, qtbot, MANAGER).isVisible()
