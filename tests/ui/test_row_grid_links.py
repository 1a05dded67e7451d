"""Cells of a grid that name another record, or hold money: typed, chosen, pasted, refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core import verbs
from desktop.core.child_rows import ChildRows
from desktop.core.records import living
from desktop.dealers.model import Dealer
from desktop.service.handout_model import HandedOut, Handout, PrintRun
from desktop.service.lists import HANDED_OUT, PRINT_RUNS
from desktop.ui.context import Context
from desktop.ui.grid.linking import LinkEditor
from desktop.ui.grid.row_grid import RowGrid
from tests.conftest import Answers
from tests.ui.test_row_grid import at, column, pastes, presses, settle, types

Key = Qt.Key


@pytest.fixture
def handout(context: Context) -> int:
    return verbs.save(context.db, Handout, {"title": "Sow early"}).id


@pytest.fixture
def dealers(context: Context) -> dict[str, int]:
    names = ("Green Field Seeds", "Good Harvest", "Twin", "Twin")
    return {f"{name}{n}": verbs.save(context.db, Dealer, {"name": name}).id for n, name in enumerate(names)}


def shown(context: Context, rows: ChildRows, qtbot: QtBot) -> RowGrid:
    made = RowGrid(context, rows)
    made.resize(900, 300)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.loaded):
        made.show()
    made.view.setFocus()
    return made


@pytest.fixture
def grid(context: Context, handout: int, dealers: dict[str, int], qtbot: QtBot) -> Iterator[RowGrid]:
    yield shown(context, ChildRows(context.db, HANDED_OUT, {"handout_id": handout}), qtbot)


def given(grid: RowGrid, handout: int) -> list[HandedOut]:
    return verbs.owned(grid.context.db, HandedOut, "handout_id", handout)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_name_is_typed_in_part_and_chosen_from_what_is_found(grid: RowGrid, handout: int, dealers: dict[str, int],
                                                                qtbot: QtBot) -> None:
    at(grid, 0, "given_on")
    types("2026-04-01")
    presses(Key.Key_Tab)
    presses(Key.Key_Tab)
    types("green")
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, LinkEditor)
    qtbot.waitUntil(editor.popup_visible)
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert [g.dealer_id for g in given(grid, handout)] == [dealers["Green Field Seeds0"]]
    assert grid.cells.text(0, column(grid, "dealer_id")) == "Green Field Seeds"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_in_a_cell_too_nothing_is_made_one_key_below_what_is_found_without_a_question(
        grid: RowGrid, handout: int, dealers: dict[str, int], qtbot: QtBot, answers: Answers) -> None:
    verbs.save(grid.context.db, HandedOut, {"handout_id": handout, "given_on": "2026-04-03"})
    settle(grid, qtbot)
    at(grid, 0, "dealer_id")
    types("green")
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, LinkEditor)
    qtbot.waitUntil(editor.popup_visible)
    QTest.keyClick(editor._view, Key.Key_Down)
    answers.next = False
    QTest.keyClick(editor._view, Key.Key_Return)
    settle(grid, qtbot)
    assert answers.shown == ["New dealer: green?"]
    with grid.context.db.reading() as session:
        assert len(session.exec(living(Dealer)).all()) == len(dealers)


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_alt_down_offers_the_newest_records(grid: RowGrid, handout: int, dealers: dict[str, int], qtbot: QtBot) -> None:
    verbs.save(grid.context.db, HandedOut, {"handout_id": handout, "given_on": "2026-04-03"})
    settle(grid, qtbot)
    at(grid, 0, "dealer_id")
    presses(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    editor = QGuiApplication.focusObject()
    assert isinstance(editor, LinkEditor) and editor.popup_visible()
    presses(Key.Key_Tab)
    settle(grid, qtbot)
    assert [g.dealer_id for g in given(grid, handout)] == [dealers["Twin3"]]


def test_pasted_names_are_looked_up_and_what_is_unknown_or_fits_several_stays_red(
        grid: RowGrid, handout: int, dealers: dict[str, int], qtbot: QtBot) -> None:
    at(grid, 0, "given_on")
    pastes("4-1\t100\tgood harvest\n4-2\t50\tNobody\n4-3\t20\tTwin\n")
    settle(grid, qtbot)
    name = column(grid, "dealer_id")
    assert [(g.copies, g.dealer_id) for g in given(grid, handout)] == [(100, dealers["Good Harvest1"])]
    assert grid.cells.text(0, name) == "Good Harvest", "the name as its record writes it"
    assert grid.cells.text(1, name) == "Nobody" and "is not known" in grid.cells.sentence(1, name)
    assert grid.cells.text(2, name) == "Twin" and "names 2 records" in grid.cells.sentence(2, name)
    at(grid, 1, "dealer_id")
    presses(Key.Key_F2)
    assert QGuiApplication.focusObject().text() == "Nobody", "what was typed is there to be put right"
    presses(Key.Key_Escape)
    at(grid, 1, "dealer_id")
    types("Good Harvest")
    presses(Key.Key_Return)
    at(grid, 2, "dealer_id")
    presses(Key.Key_Delete)
    settle(grid, qtbot)
    assert [(g.copies, g.dealer_id) for g in given(grid, handout)] == [
        (100, dealers["Good Harvest1"]), (50, dealers["Good Harvest1"]), (20, None)]
    assert not grid.cells.pending()


def test_a_name_that_fits_several_is_filled_down_as_the_record_it_is(grid: RowGrid, handout: int, dealers: dict[str, int],
                                                                      qtbot: QtBot) -> None:
    verbs.save(grid.context.db, HandedOut, {"handout_id": handout, "given_on": "2026-04-03", "dealer_id": dealers["Twin3"]})
    verbs.save(grid.context.db, HandedOut, {"handout_id": handout, "given_on": "2026-04-02"})
    settle(grid, qtbot)
    at(grid, 0, "dealer_id")
    presses(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    presses(Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle(grid, qtbot)
    assert {g.dealer_id for g in given(grid, handout)} == {dealers["Twin3"]}


def test_money_is_typed_in_yuan_kept_in_fen_and_summed(context: Context, handout: int, qtbot: QtBot) -> None:
    grid = shown(context, ChildRows(context.db, PRINT_RUNS, {"handout_id": handout}), qtbot)
    at(grid, 0, "printed_on")
    pastes("印刷日期\t份数\t实际费用\n2026-04-01\t1000\t1,250.5\n2026-04-08\t500\t¥99.99\n2026-04-09\t10\t1,5\n")
    settle(grid, qtbot)
    stored = verbs.owned(context.db, PrintRun, "handout_id", handout)
    assert sorted(run.cost or 0 for run in stored) == [9999, 125050]
    assert [text for _n, _title, text in grid.foot.figures()] == ["1,510 *", "1,350.49 *"], "a row is not stored"
    assert grid.cells.text(2, column(grid, "cost")) == "1,5" and "is not a number" in grid.cells.sentence(
        2, column(grid, "cost"))
