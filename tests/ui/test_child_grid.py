"""Children typed in place inside a book: the guard against lost typing, the form of a row, what is opened from elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCalendarWidget, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.core import verbs
from desktop.core.database import Database
from desktop.dealers.model import Dealer, Territory
from desktop.regions.model import Region
from desktop.training.model import Participant, TrainingEvent
from desktop.ui import messages
from desktop.ui.book.child_grid import ChildGrid
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.fields.widgets import CalendarPopup
from desktop.ui.shell.window import Window
from tests.conftest import Answers
from tests.ui.test_row_grid import at, pastes, presses, types

Key = Qt.Key


@pytest.fixture
def trainings(database: Database) -> list[int]:
    return [verbs.save(database, TrainingEvent, {"topic": topic, "held_on": date(2026, 4, 1)}).id for topic in ("A", "B")]


def rest(window: Window, qtbot: QtBot) -> None:
    for _round in range(3):
        qtbot.waitUntil(lambda: not window.tasks.busy)
        QApplication.processEvents()


@pytest.fixture
def book(window: Window, trainings: list[int], qtbot: QtBot) -> Any:
    window.resize(1366, 768)
    window.context.open("trainingevent", trainings[0])  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.page is not None)  # the first page ever is loaded beside the window
    page: Any = window.page
    qtbot.waitUntil(lambda: page.section.record is not None)
    pane(page.section)
    rest(window, qtbot)
    return page.section


def pane(book: Any) -> ChildGrid:
    shown: Any = book.pane.tabs.open_tab("Participants")
    assert isinstance(shown, ChildGrid)
    shown.grid.view.setFocus()
    return shown


def names(database: Database, training: int) -> list[str]:
    return [p.name for p in verbs.owned(database, Participant, "event_id", training)]


def dialog() -> Any:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecordDialog) and w.isVisible())


def test_what_cannot_be_stored_is_asked_about_before_another_record_is_shown(
        book: Any, window: Window, trainings: list[int], answers: Answers, database: Database, qtbot: QtBot) -> None:
    grid = pane(book).grid
    at(grid, 0, "phone")
    types("139")
    presses(Key.Key_Return)
    answers.next = None
    book.open_record("trainingevent", trainings[1])
    assert book.record.id == trainings[0] and "1 row is not stored" in answers.shown[-1]
    assert grid.cells.text(0, 3) == "139", "Cancel keeps what is typed"
    answers.next = 0
    book.open_record("trainingevent", trainings[1])
    rest(window, qtbot)
    assert book.record.id == trainings[1] and not grid.cells.pending() and not names(database, trainings[0])


def test_what_is_being_typed_is_stored_when_another_record_is_clicked(
        book: Any, window: Window, trainings: list[int], database: Database, qtbot: QtBot) -> None:
    grid = pane(book).grid
    at(grid, 0, "name")
    types("Wang")
    table = book.list.table
    qtbot.waitUntil(lambda: len(table.rows.ids) == 2)
    row = table.rows.row_of(trainings[1])
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.rows.index(row, 0)).center())
    qtbot.waitUntil(lambda: book.record.id == trainings[1])
    rest(window, qtbot)
    assert names(database, trainings[0]) == ["Wang"] and grid.cells.rowCount() == 1


def test_typed_text_stays_while_another_sub_tab_and_another_page_are_looked_at(
        book: Any, window: Window, answers: Answers, qtbot: QtBot) -> None:
    grid = pane(book).grid
    at(grid, 0, "phone")
    types("139")
    presses(Key.Key_Return)
    book.pane.tabs.open_tab("Materials")
    window.show_feature("dealers")
    window.show_feature("training")
    rest(window, qtbot)
    assert pane(book).grid is grid and grid.cells.text(0, 3) == "139"
    answers.next = 0
    grid.settle(lambda: None)


def test_closing_the_window_asks_about_rows_that_are_not_stored(book: Any, window: Window, answers: Answers) -> None:
    at(pane(book).grid, 0, "phone")
    types("139")
    presses(Key.Key_Return)
    answers.next = None
    window.close()
    assert window.isVisible() and "not stored" in answers.shown[-1]
    pane(book).grid.cells.forget()


def test_the_form_of_a_row_opens_by_f2_and_by_double_click(book: Any, window: Window, trainings: list[int],
                                                           database: Database, qtbot: QtBot) -> None:
    shown = pane(book)
    grid = shown.grid
    at(grid, 0, "name")
    pastes("Wang\tA\nLi\tB\n")
    rest(window, qtbot)
    place = grid.frozen.visualRect(grid.frozen.names.index(1, 0)).center()
    qtbot.mouseClick(grid.frozen.viewport(), Qt.MouseButton.LeftButton, pos=place)
    presses(Key.Key_F2)
    form = dialog()
    form.form.widget("remark").setPlainText("with wife")
    form.save()
    rest(window, qtbot)
    assert [p.remark for p in verbs.owned(database, Participant, "event_id", trainings[0])] == ["", "with wife"]
    assert "with wife" in [grid.cells.text(1, c) for c in range(grid.cells.columnCount())]
    qtbot.mouseDClick(grid.frozen.viewport(), Qt.MouseButton.LeftButton, pos=place)
    dialog().reject()


def test_the_form_of_a_row_that_is_being_typed_starts_with_it_and_stores_it(book: Any, window: Window, trainings: list[int],
                                                                           database: Database, qtbot: QtBot) -> None:
    shown = pane(book)
    at(shown.grid, 0, "phone")
    types("139")
    presses(Key.Key_Return)
    at(shown.grid, 0, "phone")
    shown.edit()
    form = dialog()
    assert form.form.values()["phone"] == "139"
    form.form.widget("name").setText("Zhao")
    form.save()
    rest(window, qtbot)
    assert [(p.name, p.phone) for p in verbs.owned(database, Participant, "event_id", trainings[0])] == [("Zhao", "139")]
    assert shown.grid.cells.stored_count() == 1 and not shown.pending()


def test_a_child_opened_from_elsewhere_is_selected_in_the_grid(window: Window, trainings: list[int], database: Database,
                                                               qtbot: QtBot) -> None:
    made = [verbs.save(database, Participant, {"event_id": trainings[1], "name": name}).id for name in ("Wang", "Li")]
    window.context.open("participant", made[1])  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.page is not None)
    page: Any = window.page
    qtbot.waitUntil(lambda: page.section.record is not None)
    grid = pane(page.section).grid
    qtbot.waitUntil(lambda: grid.view.whole_row() == 1)
    assert page.section.record.id == trainings[1]


def test_undo_takes_back_a_whole_paste(book: Any, window: Window, trainings: list[int], database: Database,
                                       qtbot: QtBot) -> None:
    at(pane(book).grid, 0, "name")
    pastes("".join(f"P{n}\tV{n}\n" for n in range(30)))
    rest(window, qtbot)
    assert len(names(database, trainings[0])) == 30 and window.status.text.text() == "30 × Participant added"
    window.undo_last()
    rest(window, qtbot)
    assert not names(database, trainings[0]) and pane(book).grid.cells.rowCount() == 1
    assert QGuiApplication.focusObject() is not None


def test_ctrl_z_gives_up_a_bad_paste_and_leaves_what_was_stored_last(
        book: Any, window: Window, trainings: list[int], database: Database, answers: Answers, qtbot: QtBot) -> None:
    grid = pane(book).grid
    verbs.save(database, Participant, {"event_id": trainings[0], "name": "Wang"})
    last = verbs.save(database, Dealer, {"name": "兴农"}).id
    rest(window, qtbot)
    at(grid, 0, "pre_score")
    pastes("many\n")  # refused in a stored row
    at(grid, 1, "pre_score")
    pastes("few\nnone\nsome\n")
    rest(window, qtbot)
    assert grid.cells.pending() == 4
    presses(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rest(window, qtbot)
    assert grid.cells.pending() == 0 and grid.cells.rowCount() == 2 and not answers.shown
    assert names(database, trainings[0]) == ["Wang"] and verbs.get(database, Dealer, last).deleted_at is None
    assert window.status.text.text() == "What was typed in 4 rows and not stored is taken back."
    presses(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)  # nothing typed is left: now the last action goes
    rest(window, qtbot)
    assert verbs.get(database, Dealer, last).deleted_at is not None


def test_the_question_about_rows_out_of_sight_names_their_record(
        book: Any, window: Window, trainings: list[int], database: Database, answers: Answers, qtbot: QtBot) -> None:
    grid = pane(book).grid
    at(grid, 0, "phone")
    types("139")
    presses(Key.Key_Return)
    window.tabs.setFocus()
    answers.next = None
    window.undo_last()
    rest(window, qtbot)
    assert verbs.get(database, TrainingEvent, trainings[0]).label() in answers.shown[-1]
    assert answers.safe == [True], "Enter stays"
    assert "Training" in answers.shown[-1] and "Participants: 1 row is not stored" in answers.shown[-1]
    assert grid.cells.pending() == 1 and verbs.get(database, TrainingEvent, trainings[1]).deleted_at is None
    grid.cells.forget()


@pytest.mark.parametrize(("safe", "default"), [(False, "Discard"), (True, "Cancel")])
def test_enter_keeps_what_would_be_lost(monkeypatch: pytest.MonkeyPatch, window: Window, safe: bool, default: str) -> None:
    pressed = []

    def answered(box: QMessageBox) -> int:
        pressed.append(box.defaultButton().text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answered)
    messages._box(window, "Question", "Rows are not stored.", ["Discard", "Cancel"], safe)
    assert pressed == [default]


def test_rows_stay_where_they_were_typed_whatever_the_order_of_the_list(window: Window, database: Database,
                                                                        qtbot: QtBot) -> None:
    from desktop.service.handout_model import Handout, PrintRun

    handout = verbs.save(database, Handout, {"title": "Sow early"}).id
    verbs.save(database, PrintRun, {"handout_id": handout, "printed_on": "2026-03-01", "copies": 7})
    window.context.open("handout", handout)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.page is not None)
    page: Any = window.page
    qtbot.waitUntil(lambda: page.section.record is not None)
    grid = page.section.pane.tabs.open_tab("Print runs").grid
    qtbot.waitUntil(lambda: grid.cells.rowCount() == 2)
    grid.view.setFocus()
    at(grid, 1, "printed_on")
    for text in ("2026-05-01", "500", "Works"):  # newest first would be this one
        types(text)
        presses(Key.Key_Tab)
        rest(window, qtbot)
    assert [grid.cells.text(row, 1) for row in range(2)] == ["7", "500"]
    assert (grid.view.currentIndex().row(), grid.cells.text(1, 2)) == (1, "Works")
    window.context.changed.emit(frozenset({"printrun"}))  # type: ignore[union-attr]
    rest(window, qtbot)
    assert [grid.cells.text(row, 1) for row in range(2)] == ["500", "7"] and grid.view.currentIndex().row() == 0


def header_entry(grid: Any, column: str, title: str) -> None:
    """Choose an entry of the menu over a heading."""
    header, place = grid.view.horizontalHeader(), grid.cells.grid.columns.index(
        next(c for c in grid.cells.grid.columns if c.name == column))
    header.customContextMenuRequested.emit(QPoint(header.sectionViewportPosition(place) + 3, 3))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == title).trigger()
    menu.close()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_rows_without_an_order_of_their_own_are_sorted_over_their_headings(
        book: Any, window: Window, trainings: list[int], database: Database, qtbot: QtBot) -> None:
    with database.operation("people") as session:
        for name, score in (("B", 7.0), ("C", None), ("A", 12.0)):
            verbs.store(session, Participant, {"event_id": trainings[0], "name": name, "pre_score": score})
    grid = pane(book).grid
    rest(window, qtbot)
    column = next(i for i, c in enumerate(grid.cells.grid.columns) if c.name == "name")

    def shown() -> list[str]:
        return [grid.cells.text(row, column) for row in range(grid.cells.rowCount())]

    header_entry(grid, "pre_score", "Sort ascending")
    assert shown() == ["B", "A", "C", ""], "numbers as numbers, blanks last, the empty row at the end"
    header = grid.view.horizontalHeader()
    assert header.isSortIndicatorShown() and grid.cells.grid.columns[header.sortIndicatorSection()].name == "pre_score"
    place = QPoint(header.sectionViewportPosition(column) + header.sectionSize(column) // 2, 8)
    for expected in (["A", "B", "C", ""], ["C", "B", "A", ""], ["B", "C", "A", ""]):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert shown() == expected, "a click on a heading sorts up, down, and not at all, as in a list"
    assert not header.isSortIndicatorShown()
    header_entry(grid, "name", "Sort descending")
    assert shown() == ["C", "B", "A", ""]
    at(grid, 3, "name")
    types("Z")
    presses(Key.Key_Return)
    rest(window, qtbot)
    assert shown() == ["C", "B", "A", "Z", ""], "what is typed stays where it was typed"
    header_entry(grid, "name", "In the order of entry")
    assert shown() == ["B", "C", "A", "Z", ""]


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_day_is_picked_in_a_month_below_its_cell(window: Window, database: Database, qtbot: QtBot) -> None:
    dealer = verbs.save(database, Dealer, {"name": "甲"})
    verbs.save(database, Territory, {"dealer_id": dealer.id, "region_id": verbs.save(
        database, Region, {"name": "省", "level": "province"}).id, "starts_on": date(2026, 5, 1)})
    window.context.open("dealer", dealer.id)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.page is not None)
    page: Any = window.page
    qtbot.waitUntil(lambda: page.section.record is not None)
    shown: Any = page.section.pane.tabs.open_tab("Territories")
    rest(window, qtbot)
    shown.grid.view.setFocus()
    at(shown.grid, 0, "starts_on")
    presses(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, CalendarPopup)
    month = popup.findChild(QCalendarWidget)
    assert month is not None and month.selectedDate() == QDate(2026, 5, 1)
    month.setSelectedDate(QDate(2026, 5, 20))
    month.activated.emit(month.selectedDate())
    rest(window, qtbot)
    assert [t.starts_on for t in verbs.owned(database, Territory, "dealer_id", dealer.id)] == [date(2026, 5, 20)]


def test_a_promise_past_its_day_is_red_below_its_dealer_until_it_is_kept(
        window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.dealers.visit_model import Promise
    from desktop.ui.look import theme

    dealer = verbs.save(database, Dealer, {"name": "甲"})
    days = {"late": date.today() - timedelta(days=3), "ahead": date.today() + timedelta(days=3)}
    made = {what: verbs.save(database, Promise, {"dealer_id": dealer.id, "what": what, "due_on": day,
                                                 "made_on": date.today() - timedelta(days=9)}).id for what, day in days.items()}
    window.context.open("dealer", dealer.id)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: window.page is not None)
    page: Any = window.page
    qtbot.waitUntil(lambda: page.section.record is not None)
    grid = page.section.pane.tabs.open_tab("Promises").grid
    qtbot.waitUntil(lambda: grid.cells.stored_count() == 2)
    column = next(i for i, c in enumerate(grid.cells.grid.columns) if c.name == "due_on")

    def red() -> list[int]:
        return [grid.cells.key(row) for row in range(grid.cells.rowCount())
                if grid.cells.index(row, column).data(Qt.ItemDataRole.ForegroundRole) == theme.color("late")]

    assert red() == [made["late"]]
    verbs.save(database, Promise, {"state": "kept", "settled_on": date.today()}, made["late"])
    qtbot.waitUntil(lambda: red() == [])
