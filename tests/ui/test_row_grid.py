"""Children typed in place, with real keys: rows added by typing and by paste, errors in cells, one undo, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.core import i18n, verbs
from desktop.core.child_rows import ChildRows
from desktop.core.database import Database
from desktop.core.ids import new_id
from desktop.training.lists import MATERIALS, PARTICIPANTS
from desktop.training.model import Participant, TrainingEvent
from desktop.ui.context import Context
from desktop.ui.grid.row_grid import RowGrid

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT = Modifier.ControlModifier, Modifier.ShiftModifier


@pytest.fixture
def training(database: Database) -> int:
    return verbs.save(database, TrainingEvent, {"topic": "Sowing", "held_on": date(2026, 4, 1)}).id


@pytest.fixture
def grid(context: Context, training: int, qtbot: QtBot) -> Iterator[RowGrid]:
    made = RowGrid(context, ChildRows(context.db, PARTICIPANTS, {"event_id": training}))
    made.resize(900, 320)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.loaded, timeout=60_000):
        made.show()
    made.view.setFocus()
    yield made


def settle(grid: RowGrid, qtbot: QtBot) -> None:
    for _round in range(3):
        qtbot.waitUntil(lambda: not grid.context.tasks.busy and not grid.saving, timeout=60_000)
        QApplication.processEvents()


def column(grid: RowGrid, name: str) -> int:
    return [c.name for c in grid.cells.grid.columns].index(name)


def at(grid: RowGrid, row: int, name: str) -> None:
    grid.view.go_to(grid.cells.index(row, column(grid, name)))


def types(text: str) -> None:
    for letter in text:
        QTest.keyClicks(QGuiApplication.focusObject(), letter)


def presses(key: Key, modifier: Modifier = Modifier.NoModifier) -> None:
    QTest.keyClick(QGuiApplication.focusObject(), key, modifier)


def pastes(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    presses(Key.Key_V, CONTROL)


def here(grid: RowGrid) -> tuple[int, str]:
    index = grid.view.currentIndex()
    return index.row(), grid.cells.grid.columns[index.column()].name


def people(grid: RowGrid, training: int) -> list[Participant]:
    return verbs.owned(grid.context.db, Participant, "event_id", training)


def test_typing_in_the_last_row_adds_a_record_and_an_empty_row(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    assert grid.cells.rowCount() == 1 and grid.cells.is_blank(0)
    at(grid, 0, "name")
    types("Wang")
    presses(Key.Key_Tab)
    types("East village")
    presses(Key.Key_Return)
    assert here(grid) == (1, "name"), "Enter goes to where the row was begun"
    types("Li")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert [(p.name, p.organisation, p.attendance) for p in people(grid, training)] == [
        ("Wang", "East village", "registered"), ("Li", "", "registered")]
    assert grid.cells.rowCount() == 3 and not grid.cells.pending()


def test_a_row_waits_for_what_is_required_and_says_so(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    at(grid, 0, "phone")
    types("139")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert not people(grid, training) and grid.cells.pending() == 1
    assert grid.cells.sentence(0, column(grid, "name")) == "Person's name must be filled in."
    assert grid.cells.state(0, column(grid, "name")) == "soon"
    at(grid, 0, "name")
    types("Zhao")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert [(p.name, p.phone) for p in people(grid, training)] == [("Zhao", "139")] and not grid.cells.pending()


def test_an_odd_number_and_a_person_who_stands_already_are_told_and_kept(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    at(grid, 0, "name")
    pastes("Wang\tA\t\t13800000001\nLi\tB\t\t1380000002\nWang\tA\t\t13800000001\nWang\tC\t\t13900000000\nWang\n")
    settle(grid, qtbot)
    name, phone = column(grid, "name"), column(grid, "phone")
    assert len(people(grid, training)) == 5 and not grid.cells.pending(), "told, not forbidden"
    assert grid.cells.state(1, phone) == "soon" and "has 11 digits; this one has 10" in grid.cells.sentence(1, phone)
    assert [grid.cells.state(row, name) for row in range(5)] == ["", "", "soon", "", "soon"]
    assert grid.cells.sentence(2, name) == "“Wang” stands in row 1 already."
    at(grid, 2, "phone")
    types("13700000000")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert grid.cells.state(2, name) == "", "another number, another Wang"


def test_fifty_rows_of_excel_under_chinese_headings_are_one_action_and_one_undo(grid: RowGrid, training: int,
                                                                              qtbot: QtBot) -> None:
    lines = "".join(f"参{n}\t村{n}\t{60 + n % 40}\r\n" for n in range(50))
    at(grid, 0, "phone")
    pastes("姓名\t单位或村屯\t训前得分\r\n" + lines)
    settle(grid, qtbot)
    found = people(grid, training)
    assert len(found) == 50 and {p.pre_score for p in found} >= {60.0, 99.0}, grid.status.text()
    assert grid.cells.rowCount() == 51 and grid.cells.is_blank(50)
    grid.context.db.undo()
    settle(grid, qtbot)
    assert grid.cells.rowCount() == 1 and not people(grid, training)
    grid.context.db.redo()
    settle(grid, qtbot)
    assert len(people(grid, training)) == 50 and grid.cells.rowCount() == 51


def test_a_paste_knows_the_headings_of_the_import_and_names_what_it_left_out(
        grid: RowGrid, training: int, qtbot: QtBot) -> None:
    at(grid, 0, "name")
    pastes("姓名\t单位\t人员类别\t电话\t座号\r\n王某\t庆安乡\tPromoter\t13800000001\t7\r\n李某\t海伦乡\tGrower\t13800000002\t8\r\n")
    settle(grid, qtbot)
    found = people(grid, training)
    assert [(p.name, p.organisation, p.kind, p.phone) for p in found] == [
        ("王某", "庆安乡", "promoter", "13800000001"), ("李某", "海伦乡", "farmer", "13800000002")]
    assert "No column is called “座号”" in grid.status.text(), "also after the rows are stored"
    at(grid, 1, "phone")
    assert "座号" not in grid.status.text()


def test_what_is_wrong_in_a_paste_stays_red_and_is_stored_once_put_right(grid: RowGrid, training: int,
                                                                         qtbot: QtBot) -> None:
    at(grid, 0, "name")
    pastes("Wang\tA\t\t139\t2\t90\nLi\tB\t\t138\t2\tmany\n\tC\t\t137\t2\t70\nSun\tD\t\t136\t2\t700\n")
    settle(grid, qtbot)
    score = column(grid, "pre_score")
    assert [(p.name, p.attendance) for p in people(grid, training)] == [("Wang", "attended")] and grid.cells.pending() == 3
    assert grid.cells.text(1, score) == "many" and "is not a number" in grid.cells.sentence(1, score)
    assert grid.cells.text(3, score) == "700" and "outside 0 to 100" in grid.cells.sentence(3, score)
    grid.context.changed.emit(frozenset({"participant"}))
    settle(grid, qtbot)
    assert grid.cells.text(1, score) == "many" and grid.cells.text(3, score) == "700", "typed text survives a refresh"
    for row, name, text in ((1, "pre_score", "80"), (2, "name", "Qian"), (3, "pre_score", "70")):
        at(grid, row, name)
        types(text)
        presses(Key.Key_Return)
    settle(grid, qtbot)
    assert [(p.name, p.pre_score) for p in people(grid, training)] == [("Wang", 90), ("Li", 80), ("Qian", 70), ("Sun", 70)]
    assert not grid.cells.pending()


def test_a_paste_tells_of_values_that_look_wrong_and_keeps_them(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    told: list[str] = []
    grid.view.said.connect(told.append)
    at(grid, 0, "name")
    pastes("Wang\tA\t\t12\nLi\tB\t\t13812345678\nSun\tC\t\t12\n")
    settle(grid, qtbot)
    assert len(people(grid, training)) == 3
    assert told == ["12 cells pasted. 2 look wrong and are marked amber: A telephone number has more digits than 12."]


def test_a_stored_row_keeps_what_is_right_and_marks_what_is_wrong(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    at(grid, 0, "name")
    types("Wang")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    at(grid, 0, "pre_score")
    pastes("500\t77\n")
    settle(grid, qtbot)
    assert [(p.pre_score, p.post_score) for p in people(grid, training)] == [(None, 77.0)]
    score = column(grid, "pre_score")
    assert grid.cells.text(0, score) == "500" and grid.cells.state(0, score) == "late"
    at(grid, 0, "pre_score")
    presses(Key.Key_Escape)
    assert grid.cells.text(0, score) == "" and not grid.cells.pending()
    at(grid, 0, "name")
    presses(Key.Key_Delete)
    settle(grid, qtbot)
    assert people(grid, training)[0].name == "Wang" and "must be filled in" in grid.cells.sentence(0, column(grid, "name"))


def test_del_clears_cells_and_control_minus_puts_rows_into_the_bin(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    at(grid, 0, "name")
    pastes("Wang\tA\nLi\tB\nSun\tC\n")
    settle(grid, qtbot)
    at(grid, 1, "organisation")
    presses(Key.Key_Delete)
    settle(grid, qtbot)
    assert [p.organisation for p in people(grid, training)] == ["A", "", "C"]
    at(grid, 0, "name")
    presses(Key.Key_Down, SHIFT)
    presses(Key.Key_Minus, CONTROL)
    settle(grid, qtbot)
    assert [p.name for p in people(grid, training)] == ["Sun"] and grid.cells.rowCount() == 2
    grid.context.db.undo()
    settle(grid, qtbot)
    assert len(people(grid, training)) == 3 and grid.cells.rowCount() == 4


def test_rows_that_are_only_typed_are_dropped_and_others_can_be_duplicated(grid: RowGrid, training: int,
                                                                          qtbot: QtBot) -> None:
    at(grid, 0, "phone")
    types("139")
    presses(Key.Key_Return)
    at(grid, 0, "phone")
    presses(Key.Key_Minus, CONTROL)
    assert grid.cells.rowCount() == 1 and not grid.cells.pending()
    at(grid, 0, "name")
    pastes("Wang\tA\n")
    settle(grid, qtbot)
    at(grid, 0, "name")
    grid.view.duplicate_rows()
    settle(grid, qtbot)
    assert [(p.name, p.organisation) for p in people(grid, training)] == [("Wang", "A")] * 2


def test_totals_follow_what_is_typed_at_once(grid: RowGrid, qtbot: QtBot) -> None:
    at(grid, 0, "name")
    pastes("Wang\tA\t\t\t\t80\nLi\tB\t\t\t\t90\n")
    settle(grid, qtbot)
    assert [(title, text) for _n, title, text in grid.foot.figures()] == [("Score before", "⌀ 85")] and grid.foot.isVisible()


def test_the_grid_of_a_closed_record_is_read_only_and_says_why(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    at(grid, 0, "name")
    types("Wang")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    grid.set_source(ChildRows(grid.context.db, PARTICIPANTS, {"event_id": training}, closed="The training is evaluated."))
    settle(grid, qtbot)
    assert grid.cells.rowCount() == 1 and grid.status.text() == "The training is evaluated."
    at(grid, 0, "name")
    types("Li")
    presses(Key.Key_Delete)
    presses(Key.Key_Minus, CONTROL)
    pastes("Li\nLi\n")
    settle(grid, qtbot)
    assert [p.name for p in people(grid, training)] == ["Wang"]


def test_chinese_typed_by_an_input_method_goes_into_the_cell(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    at(grid, 0, "name")
    composed = QInputMethodEvent("wang", [])
    QApplication.sendEvent(QGuiApplication.focusObject(), composed)
    chosen = QInputMethodEvent()
    chosen.setCommitString("王小丽")
    QApplication.sendEvent(QGuiApplication.focusObject(), chosen)
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert [p.name for p in people(grid, training)] == ["王小丽"]


def test_titles_and_words_follow_the_language_and_what_is_typed_stays(grid: RowGrid, qtbot: QtBot) -> None:
    at(grid, 0, "phone")
    types("139")
    presses(Key.Key_Return)
    i18n.set_language("zh_CN")
    QApplication.sendEvent(grid, QEvent(QEvent.Type.LanguageChange))
    settle(grid, qtbot)
    head = grid.cells.headerData(column(grid, "name"), Qt.Orientation.Horizontal)
    assert "姓名" in head and grid.cells.text(0, column(grid, "phone")) == "139"
    assert "姓名" in grid.cells.sentence(0, column(grid, "name"))


def test_what_is_being_typed_stays_when_an_earlier_edit_has_been_stored(grid: RowGrid, qtbot: QtBot) -> None:
    at(grid, 0, "name")
    types("Wang")
    presses(Key.Key_Tab)
    types("East")
    settle(grid, qtbot)
    types(" village")
    assert grid.cells.stored_count() == 1 and QGuiApplication.focusObject().text() == "East village"
    presses(Key.Key_Return)
    assert grid.cells.text(0, column(grid, "organisation")) == "East village"


@pytest.mark.slow
def test_a_row_is_added_below_five_thousand(grid: RowGrid, training: int, qtbot: QtBot) -> None:
    rows = [{"id": new_id(), "event_id": training, "name": f"P{n}", "pre_score": float(n % 100)} for n in range(5000)]
    with grid.context.db.operation("many") as session:
        verbs.insert_many(session, Participant, rows)
    qtbot.waitUntil(lambda: grid.cells.rowCount() == 5001, timeout=60_000)
    settle(grid, qtbot)
    at(grid, 5000, "name")
    types("Last")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert "Last" in {p.name for p in people(grid, training)} and grid.cells.rowCount() == 5002
    assert here(grid) == (5001, "name")


def test_what_is_computed_follows_in_its_row_at_once(context: Context, training: int, qtbot: QtBot) -> None:
    grid = RowGrid(context, ChildRows(context.db, MATERIALS, {"event_id": training}))
    qtbot.addWidget(grid)
    with qtbot.waitSignal(grid.loaded):
        grid.show()
    grid.show_columns(["title", "planned", "given", "left"])
    grid.view.setFocus()
    at(grid, 0, "title")
    pastes("Sowing card\t100\t30\n")
    assert grid.cells.text(0, column(grid, "left")) == "70" and not grid.cells.stored_count(), "before it is stored"
    assert here(grid) == (0, "title")
    settle(grid, qtbot)
    at(grid, 0, "given")
    types("45")
    presses(Key.Key_Tab)
    assert grid.cells.text(0, column(grid, "left")) == "55"
    assert here(grid) == (1, "title"), "Tab passes by what is hidden or only shown"
    settle(grid, qtbot)
    copied = grid.view.currentIndex().siblingAtRow(0)
    grid.view.go_to(copied)
    grid.view.select_whole_rows()
    presses(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Sowing card\t100\t45\t55\n", "hidden columns are not copied"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_columns_are_hidden_and_shown_by_the_menu_of_their_titles_and_stay_so(grid: RowGrid, context: Context, training: int,
                                                                             qtbot: QtBot) -> None:
    header = grid.view.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())
    (menu,) = grid.findChildren(QMenu)
    entries = {action.data(): action for action in menu.actions()}
    assert not entries["name"].isEnabled(), "without a name nothing can be added"
    entries["remark"].trigger()
    entries["gain"].trigger()
    menu.close()
    again = RowGrid(context)
    again.memory = grid.memory
    qtbot.addWidget(again)
    with qtbot.waitSignal(again.loaded):
        again.set_source(ChildRows(context.db, PARTICIPANTS, {"event_id": training}))
    for shown in (grid, again):
        assert shown.view.isColumnHidden(column(shown, "remark")) and not shown.view.isColumnHidden(column(shown, "gain"))
