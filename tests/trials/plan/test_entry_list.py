"""Entries from a list: what a pasted block means, and that all of it is one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.trials.model import Entry, Trial
from desktop.trials.plan.entry_list import Line, add_entries, factors_of, matched, understood
from tests.trials.conftest import build_trial

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.context import Context
    from tests.conftest import Answers


@pytest.mark.parametrize(("rows", "expected"), [
    ([["郑单958（CK）"], ["例丰101"], ["例丰102 CK2"]], [("郑单958", True), ("例丰101", False), ("例丰102", True)]),
    ([["A、B，C; D"]], [("A", False), ("B", False), ("C", False), ("D", False)]),
    ([["1", "A", "CK"], ["2", "B", ""]], [("A", True), ("B", False)]),
    ([["序号", "品种名称", "是否对照"], ["1", "A", "是"], ["2", "B", "否"]], [("A", True), ("B", False)]),
    ([["Name", "Remark"], ["A", "check of last year"], ["A", ""]], [("A", False)]),
    ([["", ""], ["A", ""]], [("A", False)]),
    ([["CK"], ["对照1号"]], [("CK", True), ("对照1号", True)]),
])
def test_a_list_is_understood_as_people_write_it(rows: list[list[str]], expected: list[tuple[str, bool]]) -> None:
    assert [(line.name, line.is_check) for line in understood(rows)] == expected


def test_numbers_before_the_names_are_the_numbers_of_the_entries() -> None:
    assert [(line.number, line.name, line.remark) for line in understood([["7", "A", "", "new"], ["9", "B", "CK", ""]])] == [
        (7, "A", "new"), (9, "B", "")]


def test_levels_are_combined_in_their_order() -> None:
    rows = [["N0", "4000"], ["N10", "5000"], ["N20", ""]]
    combined = understood(rows, ("nitrogen", "density"), cross=True)
    assert [line.levels for line in combined] == [
        ("N0", "4000"), ("N0", "5000"), ("N10", "4000"), ("N10", "5000"), ("N20", "4000"), ("N20", "5000")]
    assert combined[0].name == "N0 × 4000"
    assert understood([list(line.levels) for line in combined], ("nitrogen", "density"), cross=True) == combined


def test_headings_may_name_the_factors() -> None:
    found = understood([["密度", "施氮量"], ["4000", "N0"]], ("施氮量", "密度"))
    assert [line.levels for line in found] == [("N0", "4000")]


def test_a_design_of_two_factors_asks_for_levels_before_the_factors_are_named() -> None:
    assert factors_of(Trial(code="S", title="s", design="split-plot", factor_b="density")) == ("A", "density")
    assert factors_of(Trial(code="R", title="r")) == ()


def test_known_varieties_are_linked_and_new_ones_made_in_one_action(database: Database, trial: int) -> None:
    verbs.save(database, Variety, {"name": "V9", "crop_id": verbs.get(database, Trial, trial).crop_id})
    lines = matched(database, trial, understood([["V1"], ["V9"], ["X1 (CK)"]]))
    assert [line.there for line in lines] == [True, False, False]
    added = add_entries(database, trial, lines, new_varieties=True)
    assert (added.entries, added.varieties) == (2, 1)
    entries = verbs.owned(database, Entry, "trial_id", trial)[-2:]
    assert [(e.number, e.name, e.is_check, e.variety_id is not None) for e in entries] == [
        (5, "V9", False, True), (6, "X1", True, True)]
    database.undo()
    assert len(verbs.owned(database, Entry, "trial_id", trial)) == 4


def test_a_variety_of_the_trials_crop_comes_first(database: Database, trial: int) -> None:
    verbs.save(database, Variety, {"name": "twin"})
    own = verbs.save(database, Variety, {"name": "twin", "crop_id": verbs.get(database, Trial, trial).crop_id})
    assert matched(database, trial, [Line("twin")])[0].variety_id == own.id


def test_a_list_that_adds_nothing_says_so(database: Database, trial: int) -> None:
    with pytest.raises(UserError, match="already"):
        add_entries(database, trial, [Line("V1")], new_varieties=True)


def test_names_on_the_clipboard_become_entries(context: Context, qtbot: QtBot, answers: Answers) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from desktop.trials.page import TrialsPage
    from desktop.trials.plan.entry_list_widget import EntryListDialog
    from desktop.ui.book.book import Book
    from desktop.ui.book.children import ChildPane
    from tests.ui.conftest import settle

    trial = build_trial(context.db)
    page = TrialsPage(context, context.window.stack)
    context.window.pages["trials"] = page
    context.window.stack.addWidget(page)
    context.window.stack.setCurrentWidget(page)
    settle(qtbot, context)
    assert isinstance(page.section, Book)
    page.section.list.table.select(trial)
    settle(qtbot, context)
    pane = page.section.pane.tabs.widget(0)
    assert isinstance(pane, ChildPane)
    QApplication.clipboard().setText("Alpha\nBeta\nV1\n")
    pane.table.setFocus()
    qtbot.keyClick(pane.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, EntryListDialog)]
    qtbot.waitUntil(dialog.ok.isEnabled)
    assert [item.text() for row in range(3) if (item := dialog.preview.item(row, 1))] == ["Alpha", "Beta", "V1"]
    assert dialog.summary.text() == "2 new entries, 0 of them checks"
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert [e.name for e in verbs.owned(context.db, Entry, "trial_id", trial)][-2:] == ["Alpha", "Beta"]
    context.window._drop_pages()
