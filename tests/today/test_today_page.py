"""The page of the day: what it shows, and where a click leads."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from desktop.core import verbs
from desktop.core.i18n import set_language
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise, Visit
from desktop.sales.money.model import AccountEntry, Payment
from desktop.service.case_model import FarmerCase
from desktop.today.choice_widget import ChooseTiles
from desktop.today.choosing import Choice
from desktop.today.page import TodaySection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()


def today_of(window: Window, qtbot: QtBot) -> TodaySection:
    page: Any = window.show_feature("today")
    section: TodaySection = page.section
    qtbot.waitUntil(lambda: section.board is not None and section.board.whole and not window.tasks.busy)
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
    assert all(button.text() for button in section.first.buttons.values())


def test_nothing_empty_is_shown_while_it_is_being_looked_what_is_due(window: Window, qtbot: QtBot) -> None:
    section = today_of(window, qtbot)
    fresh = TodaySection(section.context)
    qtbot.addWidget(fresh)
    fresh.show()
    for hidden in (fresh.first, fresh.tiles, fresh.more, fresh.choose, fresh.strip):
        assert not hidden.isVisible()
    assert all(button.text() for button in fresh.quick if button.isVisible())
    qtbot.waitUntil(lambda: fresh.board is not None and fresh.board.whole and not window.tasks.busy)
    assert fresh.first.isVisible()


def test_the_first_steps_stay_until_each_is_done_or_they_are_put_away(window: Window, database: Database, qtbot: QtBot) -> None:
    section = today_of(window, qtbot)
    verbs.save(database, Dealer, {"name": "庆安县丰收种业"})
    qtbot.waitUntil(lambda: section.board is not None and "new_dealer" in section.board.done)
    qtbot.waitUntil(lambda: not section.first.buttons["new_dealer"].isEnabled())
    assert section.first.isVisible(), "company and name are still to be said"
    assert section.first.buttons["settings"].isEnabled() and section.first.buttons["trials"].isEnabled()
    qtbot.mouseClick(section.first.away, Qt.MouseButton.LeftButton)
    verbs.save(database, Dealer, {"name": "另一家"})
    section.refresh()
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert not section.first.isVisible()


def test_the_days_stand_as_overdue_today_and_ahead_and_what_is_old_leaves_today_in_view(window: Window, database: Database,
                                                                                       qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLabel, QPushButton

    dealer = verbs.save(database, Dealer, {"name": "庆安县丰收种业", "state": "active"})
    for number in range(9):
        due = TODAY - timedelta(days=9 - number)
        verbs.save(database, Promise, {"dealer_id": dealer.id, "what": f"旧{number}", "due_on": due})
    for what, days in (("今天", 0), ("后天", 2)):
        verbs.save(database, Promise, {"dealer_id": dealer.id, "what": what, "due_on": TODAY + timedelta(days=days)})
    section = today_of(window, qtbot)
    qtbot.waitUntil(lambda: len(section.agenda.lines) == 6)
    headings = [label.text() for label in section.agenda.findChildren(QLabel, "today_heading")]
    assert headings[0] == "Overdue (9)" and headings[1].startswith("Today · ") and headings[-1].startswith("Ahead, until ")
    assert (headings[2] == "Later this week") == (TODAY.weekday() < 6)
    assert section.agenda.lines[4].visibleRegion().boundingRect().height() > 0, "what falls on today is in view"
    more = next(b for b in section.agenda.findChildren(QPushButton) if b.text() == "Show all 9")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(section.agenda.lines) == 11


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
    line = next(line for line in section.agenda.lines if line.agenda.table == "visit")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
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
    for button, name in zip(section.quick, ("visits", "dealers", "cases", "trials", "trainings"), strict=True):
        window.show_feature("today")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        shown: Any = window.page
        assert shown.section.name == name
        if name == "cases":
            dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            assert shown.section.is_new


def test_the_page_speaks_the_language_it_is_switched_to(window: Window, qtbot: QtBot) -> None:
    section = today_of(window, qtbot)
    set_language("zh_CN")
    section.refresh()
    qtbot.waitUntil(lambda: "业务年度" in section.line.text())
    assert section.quick[0].text() == "新建拜访"


def test_the_key_figures_are_the_sums_of_their_rows_and_open_them(window: Window, database: Database, qtbot: QtBot) -> None:
    dealer = verbs.save(database, Dealer, {"name": "庆安县丰收种业", "state": "active"})
    for amount, day in ((1_234_500, TODAY), (65_500, TODAY - timedelta(days=400))):
        verbs.save(database, Payment, {"dealer_id": dealer.id, "amount": amount, "received_on": day})
    verbs.save(database, AccountEntry, {"dealer_id": dealer.id, "kind": "opening", "amount": 2_000_000, "what": "期初",
                                        "entered_on": TODAY - timedelta(days=90), "due_on": TODAY - timedelta(days=30)})
    verbs.save(database, FarmerCase, {"farmer": "王玉", "symptom": "倒伏", "reported_on": TODAY})
    section = today_of(window, qtbot)
    qtbot.waitUntil(lambda: len(section.strip.figures) == 3)
    said = {f.figure.key: (f.figure.value, f.figure.detail) for f in section.strip.figures}
    assert list(said) == ["collected", "overdue", "cases"]
    assert said["collected"][0] == "¥12,345" and said["overdue"] == ("¥7,000", "1 dealer")
    assert said["cases"] == ("1", "and 0 complaints")
    qtbot.mouseClick(section.strip.figures[0], Qt.MouseButton.LeftButton)
    shown: Any = window.page
    assert shown.section.name == "payments"
    qtbot.waitUntil(lambda: len(shown.section.list.table.rows.ids) == 1)
    window.show_feature("today")
    qtbot.mouseClick(section.strip.figures[1], Qt.MouseButton.LeftButton)
    assert window.page.section.name == "accounts"  # type: ignore[union-attr]


def test_tiles_are_chosen_and_ordered_by_the_user_and_stay_so(window: Window, database: Database, qtbot: QtBot) -> None:
    overdue(database)
    verbs.save(database, FarmerCase, {"farmer": "王玉", "symptom": "倒伏", "reported_on": TODAY})
    section = today_of(window, qtbot)
    qtbot.waitUntil(lambda: len(section.tiles.tiles) > 2)
    before = [tile.reminder.key for tile in section.tiles.tiles]
    qtbot.mouseClick(section.choose, Qt.MouseButton.LeftButton)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ChooseTiles) and w.isVisible())
    dialog.list.setCurrentRow(1)
    qtbot.mouseClick(dialog.up, Qt.MouseButton.LeftButton)
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    assert [tile.reminder.key for tile in section.tiles.tiles] == [before[1], *before[2:]]
    assert section.more.isVisible() and section.more.text() == "Show 1 more"
    qtbot.mouseClick(section.more, Qt.MouseButton.LeftButton)
    assert [tile.reminder.key for tile in section.tiles.tiles] == [before[1], *before[2:], before[0]]
    again = type(section)(window.context)
    qtbot.addWidget(again)
    assert again._choice() == Choice((before[1], *before[2:]), (before[0],))
    qtbot.mouseClick(section.choose, Qt.MouseButton.LeftButton)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ChooseTiles) and w.isVisible())
    qtbot.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    section._on_more()
    assert [tile.reminder.key for tile in section.tiles.tiles] == before
