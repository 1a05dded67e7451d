"""The page of the day: what it shows, and where a click leads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from desktop.core import verbs
from desktop.core.i18n import set_language
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise, Visit
from desktop.today.page import TodaySection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()


def today_of(window: Window, qtbot: QtBot) -> TodaySection:
    page: Any = window.show_feature("today")
    section: TodaySection = page.section
    qtbot.waitUntil(lambda: section.board is not None and not window.tasks.busy)
    return section


def overdue(db: Database) -> Promise:
    dealer = verbs.save(db, Dealer, {"name": "庆安县丰收种业", "state": "active"})
    verbs.save(db, Visit, {"dealer_id": dealer.id, "planned_on": TODAY})
    return verbs.save(db, Promise, {"dealer_id": dealer.id, "what": "示范种子", "due_on": TODAY - timedelta(days=1)})


def test_an_empty_database_says_what_to_do_first(window: Window, qtbot: QtBot) -> None:
    section = today_of(window, qtbot)
    assert section.first.isVisible()
    assert not section.tiles.isVisible()
    assert "First steps" in section.calm.text()
    assert all(button.text() for button, _words in section.steps)


def test_a_change_anywhere_reaches_the_page_and_a_tile_opens_its_list(window: Window, database: Database, qtbot: QtBot) -> None:
    section = today_of(window, qtbot)
    overdue(database)
    qtbot.waitUntil(lambda: bool(section.tiles.tiles))
    tile = section.tiles.tiles[0]
    assert tile.text() == "1 promise overdue"
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    shown: Any = window.page
    assert shown.section.name == "promises"
    qtbot.waitUntil(lambda: len(shown.section.list.table.rows.ids) == 1)


def test_a_line_of_the_days_ahead_opens_its_record(window: Window, database: Database, qtbot: QtBot) -> None:
    overdue(database)
    section = today_of(window, qtbot)
    qtbot.waitUntil(lambda: bool(section.agenda.lines))
    qtbot.mouseClick(section.agenda.lines[0], Qt.MouseButton.LeftButton)
    shown: Any = window.page
    qtbot.waitUntil(lambda: shown.section.record is not None)
    assert shown.section.name == "visits"


def test_tiles_are_reached_by_the_keyboard(window: Window, database: Database, qtbot: QtBot) -> None:
    overdue(database)
    section = today_of(window, qtbot)
    qtbot.waitUntil(lambda: bool(section.tiles.tiles))
    tile = section.tiles.tiles[0]
    assert tile.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(tile, Qt.Key.Key_Space)
    assert window.page is not None
    assert window.page.section.name == "promises"


def test_the_buttons_begin_a_record_where_it_belongs(window: Window, qtbot: QtBot) -> None:
    section = today_of(window, qtbot)
    for button, name in zip(section.quick, ("visits", "dealers", "trainings"), strict=True):
        window.show_feature("today")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        shown: Any = window.page
        assert shown.section.name == name
        assert shown.section.is_new


def test_the_page_speaks_the_language_it_is_switched_to(window: Window, qtbot: QtBot) -> None:
    section = today_of(window, qtbot)
    set_language("zh_CN")
    section.refresh()
    qtbot.waitUntil(lambda: "业务年度" in section.line.text())
    assert section.quick[0].text() == "新建拜访"
