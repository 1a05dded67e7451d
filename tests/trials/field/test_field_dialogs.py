"""The menu of the field in the window: dialogs show what will be printed, the wizard decides conflicts one by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton, QSpinBox, QToolButton

from desktop.catalogue.model import Trait
from desktop.core import verbs
from desktop.trials.label_stock import LabelStock
from desktop.trials.model import Trial
from desktop.ui.preview.preview import Preview
from tests.trials.conftest import build_trial
from tests.trials.field.conftest import long_csv, observed, seen
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.trials.field.field_widget import LabelsDialog, SheetsDialog
    from desktop.trials.page import TrialsBook, TrialsPage
    from desktop.ui.context import Context
    from tests.conftest import Answers


@pytest.fixture
def book(context: Context, qtbot: QtBot, answers: Answers) -> Iterator[TrialsBook]:
    from desktop.trials.page import TrialsPage

    build_trial(context.db)
    made: TrialsPage = TrialsPage(context, context.window.stack)
    context.window.pages["trials"] = made
    context.window.stack.addWidget(made)
    context.window.stack.setCurrentWidget(made)
    context.window.resize(1366, 768)
    settle(qtbot, context)
    section = made.section
    section.list.table.select(section.list.table.rows.ids[0])
    settle(qtbot, context)
    yield section
    settle(qtbot, context)
    context.window._drop_pages()


def shown(kind: type, book: TrialsBook, qtbot: QtBot) -> object:
    """The dialog of that kind, once its pages are drawn."""
    settle(qtbot, book.context)
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind)]
    qtbot.waitUntil(lambda: dialog.pdf is not None)
    return dialog


def test_the_tool_is_a_menu_with_all_that_goes_to_the_field(book: TrialsBook) -> None:
    button = next(b for b in book.pane.findChildren(QToolButton) if b.text().startswith("For the field"))
    menu = button.menu()
    assert isinstance(menu, QMenu)
    assert [a.text() for a in menu.actions()] == [
        "Planting plan…", "Labels…", "Field book sheets and form…", "Files for Field Book…", "Bring observations back…"]


def test_labels_are_shown_as_they_will_be_printed(book: TrialsBook, qtbot: QtBot) -> None:
    from desktop.trials.field.field_widget import LabelsDialog as Kind

    book.print_labels()
    dialog: LabelsDialog = shown(Kind, book, qtbot)
    assert dialog.notes.text().startswith("12 labels on 1 sheet")
    copies = dialog.part("copies")
    assert isinstance(copies, QSpinBox)
    copies.setValue(3)
    qtbot.waitUntil(lambda: dialog.notes.text().startswith("36 labels on 2 sheets"))
    verbs.save(book.context.db, LabelStock, {"name": "Mine", "across": 1, "down": 2, "label_width": 90, "label_height": 50})
    qtbot.waitUntil(lambda: dialog.combo("stock").itemText(0) == "Mine")
    dialog.combo("stock").setCurrentIndex(0)
    qtbot.waitUntil(lambda: dialog.notes.text().startswith("36 labels on 18 sheets"))
    qtbot.mouseClick(dialog.part("proof"), Qt.MouseButton.LeftButton)
    preview: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview))
    assert "Mine" in preview.windowTitle()
    qtbot.waitUntil(lambda: preview.made is not None)
    preview.close()
    qtbot.mouseClick(dialog.part("cancel"), Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)


def test_own_sheets_of_labels_are_typed_in_place(book: TrialsBook, qtbot: QtBot, answers: Answers) -> None:
    from desktop.trials.field.stocks_widget import StocksDialog

    dialog = StocksDialog(book.context, book.window())
    dialog.open()
    settle(qtbot, book.context)
    grid = dialog.grid
    grid.view.setFocus()
    grid.view.go_to(grid.cells.index(0, 0))
    for column, text in ((0, "Mine"), (5, "90")):
        grid.view.go_to(grid.cells.index(0, column))
        qtbot.keyClicks(grid.view, text[0])
        qtbot.keyClicks(QApplication.focusWidget(), text[1:])
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        settle(qtbot, book.context)
    assert grid.cells.stored_count() == 1 and verbs.get(book.context.db, LabelStock, grid.cells.key(0)).label_width == 70
    assert "wider than the sheet" in grid.cells.sentence(0, 5), "three labels of 90 mm do not fit on A4"
    answers.next = 0
    dialog.reject()
    assert "not stored" in answers.shown[-1] and not dialog.isVisible()
    again = StocksDialog(book.context, book.window())
    again.open()
    settle(qtbot, book.context)
    again.grid.view.select_row(0)
    qtbot.mouseClick(again.part("remove"), Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert not again.grid.cells.stored_count()
    again.close()
    settle(qtbot, book.context)


def test_sheets_follow_the_ticks_and_are_saved_as_a_form(
        book: TrialsBook, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    from desktop.trials.field.field_widget import SheetsDialog as Kind

    book.field_sheets()
    dialog: SheetsDialog = shown(Kind, book, qtbot)
    dialog.listed("traits").item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: "Choose at least one trait" in dialog.part("problem").property("text"))
    dialog.listed("traits").item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: dialog.part("ok").isEnabled())
    answers.next = tmp_path / "form.xlsx"
    qtbot.mouseClick(dialog.part("form"), Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert (tmp_path / "form.xlsx").is_file()


def test_the_planting_plan_asks_for_what_seed_is_counted_by(book: TrialsBook, qtbot: QtBot) -> None:
    from desktop.trials.field.field_widget import PlantingDialog

    assert isinstance(book.record, Trial)
    verbs.save(book.context.db, Trial, {"plot_area": 10, "density": 300000}, book.record.id)
    settle(qtbot, book.context)
    book.planting_plan()
    dialog = shown(PlantingDialog, book, qtbot)
    assert isinstance(dialog, PlantingDialog)
    assert dialog.part("germination").property("text") == "not known"
    dialog.close()
    settle(qtbot, book.context)


def test_files_for_telephones_go_into_the_folder_chosen(
        book: TrialsBook, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    folder = tmp_path / "phone"
    folder.mkdir()
    answers.next = folder
    book.field_book()
    settle(qtbot, book.context)
    assert {p.name for p in folder.iterdir()} == {"T1.csv", "T1.trt"}


def test_the_wizard_takes_two_telephones_and_decides_one_conflict(
        book: TrialsBook, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    from desktop.ui.importing.wizard import COLUMNS, FILE, PLAN, RESULT, ImportWizard

    trait = verbs.save(book.context.db, Trait, {"code": "wheat.height", "name_en": "Height", "unit": "cm", "decimals": 0})
    one = long_csv(tmp_path / "li.csv", [seen("101", "Height", "80"), seen("102", "Height", "90")])
    two = long_csv(tmp_path / "wang.csv", [seen("101", "Height", "86", person="王工")])
    book.bring_back()
    settle(qtbot, book.context)
    (wizard,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ImportWizard)]
    assert wizard.state.kind.name == "observations"
    wizard.file_page.take(one, two)
    settle(qtbot, book.context)
    next_button = wizard.body.findChild(QPushButton, "next")
    for page in (FILE, COLUMNS):
        assert wizard.page == page
        qtbot.mouseClick(next_button, Qt.MouseButton.LeftButton)
        settle(qtbot, book.context)
    assert wizard.page == PLAN and wizard.plan_page.conflicts.table.rowCount() == 1
    choice = wizard.plan_page.conflicts.table.cellWidget(0, 3)
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findData("file"))
    choice.activated.emit(choice.currentIndex())
    settle(qtbot, book.context)
    assert wizard.state.plan is not None and wizard.state.plan.count("error") == 0
    qtbot.mouseClick(next_button, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert wizard.page == RESULT
    found = observed(book.context.db, trait)
    assert found["101", 1].value == 86 and "80 (李工" in found["101", 1].note
    wizard.close()
    settle(qtbot, book.context)


def test_a_telephones_zip_chooses_its_kind_and_a_bare_table_is_of_the_trial_in_view(
        book: TrialsBook, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    from desktop.core.tables import write_csv
    from desktop.ui.importing.wizard import ImportWizard, start_import
    from tests.trials.field.conftest import database_zip

    trait = verbs.save(book.context.db, Trait, {"code": "wheat.height", "name_en": "Height", "unit": "cm"})
    file = database_zip(tmp_path / "fb.zip", {"Height": {"format": "numeric"}}, [
        {"plot": "T1-101", "trait": "Height", "value": "80"}])
    wizard = start_import(book.context, "varieties", file)
    assert isinstance(wizard, ImportWizard)
    settle(qtbot, book.context)
    assert wizard.state.kind.name == "observations" and wizard.state.source is not None
    wizard.close()
    long = long_csv(tmp_path / "li.csv", [seen("101", "Height", "80")])
    wizard = start_import(book.context, "varieties", long)
    settle(qtbot, book.context)
    assert isinstance(wizard, ImportWizard) and wizard.state.kind.name == "observations"
    wizard.close()
    book.bring_back()
    settle(qtbot, book.context)
    (wizard,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ImportWizard) and w.isVisible()]
    wizard.file_page.take(write_csv(tmp_path / "bare.csv", ["小区", "Height"], [["102", "91"]]))
    settle(qtbot, book.context)
    next_button = wizard.body.findChild(QPushButton, "next")
    for _page in range(3):
        qtbot.mouseClick(next_button, Qt.MouseButton.LeftButton)
        settle(qtbot, book.context)
    assert observed(book.context.db, trait)["102", 1].value == 91
    wizard.close()
    settle(qtbot, book.context)
