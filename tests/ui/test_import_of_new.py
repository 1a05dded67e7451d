"""What new records of an import become is chosen in the wizard where no column says it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from desktop.core import verbs
from desktop.core.tables import write_csv
from desktop.dealers.imports import DEALERS
from desktop.dealers.model import Dealer
from desktop.ui.importing.wizard import ImportWizard
from tests.ui.test_import_wizard import press, settle, to_columns

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from tests.conftest import Answers


def of_new(wizard: ImportWizard, name: str) -> Any:
    """Where the wizard asks what new records hold in a field."""
    asked = wizard.columns_page.asked
    cells = [asked.cellWidget(row, 2) for row in range(asked.rowCount())]
    return next(cell for cell in cells if cell is not None and cell.property("target") == name)


def begun(context: Context, folder: Path, qtbot: QtBot) -> ImportWizard:
    """The wizard at the columns of a small file."""
    wizard = ImportWizard(context, [("dealers", DEALERS)], "dealers")
    qtbot.addWidget(wizard)
    wizard.show()
    to_columns(wizard, write_csv(folder / "d.csv", ["客户名称"], [["丰收农资"]]), qtbot)
    return wizard


@pytest.mark.parametrize("way", ["escape", "cross", "button"])
def test_what_was_chosen_for_a_file_is_not_lost_without_a_question(
        context: Context, tmp_path: Path, qtbot: QtBot, answers: Answers, way: str) -> None:
    wizard = begun(context, tmp_path, qtbot)
    box = of_new(wizard, "state")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_A)
    settle(wizard, qtbot)

    def leave() -> None:
        if way == "escape":
            qtbot.keyClick(wizard, Qt.Key.Key_Escape)
        elif way == "cross":
            wizard.close()
        else:
            qtbot.mouseClick(wizard.close_, Qt.MouseButton.LeftButton)

    answers.next = False
    leave()
    assert wizard.isVisible() and any("is lost" in text for text in answers.shown)
    answers.next = True
    leave()
    assert not wizard.isVisible()


def test_a_file_for_which_nothing_was_chosen_is_closed_at_once(context: Context, tmp_path: Path, qtbot: QtBot,
                                                              answers: Answers) -> None:
    wizard = begun(context, tmp_path, qtbot)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible() and not answers.shown


def test_what_was_chosen_for_a_file_is_not_held_against_the_next_one(context: Context, tmp_path: Path, qtbot: QtBot,
                                                                    answers: Answers) -> None:
    wizard = begun(context, tmp_path, qtbot)
    of_new(wizard, "state").setFocus()
    qtbot.keyClick(of_new(wizard, "state"), Qt.Key.Key_A)
    settle(wizard, qtbot)
    qtbot.mouseClick(wizard.back, Qt.MouseButton.LeftButton)
    wizard.file_page.take(write_csv(tmp_path / "next.csv", ["客户名称"], [["金穗种业"]]))
    settle(wizard, qtbot)
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible() and not answers.shown


def test_what_is_half_typed_is_not_lost_without_a_question(context: Context, tmp_path: Path, qtbot: QtBot,
                                                          answers: Answers) -> None:
    wizard = begun(context, tmp_path, qtbot)
    qtbot.keyClicks(of_new(wizard, "state_since"), "2")
    answers.next = False
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.isVisible() and answers.shown
    answers.next = True
    wizard.close()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_click_on_the_text_of_a_box_opens_it(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    wizard = begun(context, tmp_path, qtbot)
    box = wizard.columns_page.table.cellWidget(0, 1)
    assert isinstance(box, QComboBox)
    qtbot.mouseClick(box.lineEdit(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: box.view().isVisible())
    box.hidePopup()


def test_what_the_imported_dealers_are_is_chosen_in_the_window(context: Context, tmp_path: Path, qtbot: QtBot) -> None:
    wizard = ImportWizard(context, [("dealers", DEALERS)], "dealers")
    qtbot.addWidget(wizard)
    wizard.show()
    to_columns(wizard, write_csv(tmp_path / "d.csv", ["客户名称"], [["丰收农资"]]), qtbot)
    box = of_new(wizard, "state")
    assert box.currentText() == "Prospect"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_A)  # Active
    settle(wizard, qtbot)
    assert of_new(wizard, "state").currentText() == "Active dealer"
    line = of_new(wizard, "state_since")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(line, "2024-03-01")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(wizard, qtbot)
    press(wizard, "next", qtbot)
    said = wizard.plan_page.facts.text()
    for part in ("State: Active dealer", "In this state since: 2024-03-01", "Dealer level: County dealer"):
        assert part in said
    press(wizard, "next", qtbot)
    with wizard.context.db.reading() as session:
        (found,) = session.exec(verbs.living(Dealer)).all()
    assert (found.state, str(found.state_since)) == ("active", "2024-03-01")
