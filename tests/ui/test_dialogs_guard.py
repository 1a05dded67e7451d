"""Nothing typed in a dialog is lost by Escape without a question; what the program filled in by itself is no reason to ask."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

import desktop
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


class Guarded(FormDialog):
    """A dialog that asks, with one field of each kind."""

    guards = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__("view_name", "Guarded", parent)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        self.fields = [QLineEdit(), QPlainTextEdit(), QSpinBox(), QDoubleSpinBox(), QCheckBox("box"), QComboBox()]
        self.fields[-1].addItems(["one", "two"])  # type: ignore[attr-defined]
        self.search = QLineEdit()
        self.search.setObjectName("search")
        for field in (self.search, *self.fields):
            layout.addWidget(field)


def every() -> list[type[FormDialog]]:
    """All dialogs of the program."""
    for module in pkgutil.walk_packages(desktop.__path__, "desktop."):
        name = module.name.rpartition(".")[2]
        if "dialog" in name or "widget" in name or ".ui." in module.name:
            importlib.import_module(module.name)
    found: list[type[FormDialog]] = []
    waiting = [FormDialog]
    while waiting:
        below = waiting.pop().__subclasses__()
        found += below
        waiting += below
    return [kind for kind in found if kind.__module__.startswith("desktop.")]


@pytest.mark.slow
def test_every_dialog_says_whether_it_asks_and_all_that_store_entries_do() -> None:
    found = every()
    assert len(found) > 35
    for kind in found:
        assert any("guards" in vars(base) for base in kind.__mro__ if base is not FormDialog), kind.__name__
    asking = {kind.__name__ for kind in found if kind.guards}
    assert {"ShipDialog", "QuickCaseDialog", "ReadingsDialog", "LossDialog", "StateDialog", "BulkDialog", "PlanDialog",
            "CopyDialog", "OccasionDialog", "EntryListDialog", "TargetDialog", "NewDatabaseDialog"} <= asking


def escape(dialog: FormDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_dialog_in_which_nothing_was_typed_closes_at_once(window: Window, qtbot: QtBot) -> None:
    dialog = Guarded(window)
    dialog.show()
    dialog.fields[0].setText("by the program")  # type: ignore[attr-defined]
    dialog.fields[2].setValue(5)  # type: ignore[attr-defined]
    QTest.keyClicks(dialog.search, "what is looked for")
    with qtbot.waitSignal(dialog.rejected):
        escape(dialog)


@pytest.mark.parametrize("place", range(6))
def test_what_was_typed_or_chosen_is_asked_about(window: Window, qtbot: QtBot, answers: Answers, place: int) -> None:
    dialog = Guarded(window)
    dialog.show()
    field = dialog.fields[place]
    field.setFocus()
    if isinstance(field, QCheckBox):
        QTest.keyClick(field, Qt.Key.Key_Space)
    elif isinstance(field, QComboBox):
        QTest.keyClick(field, Qt.Key.Key_Down)
        field.activated.emit(1)
    else:
        QTest.keyClicks(field, "7")
    answers.next = False
    escape(dialog)
    assert dialog.isVisible() and "not saved" in answers.shown[-1]
    answers.next = True
    with qtbot.waitSignal(dialog.rejected):
        escape(dialog)


def test_a_field_that_is_made_later_is_heard_as_well(window: Window, qtbot: QtBot, answers: Answers) -> None:
    dialog = Guarded(window)
    dialog.show()
    late = QLineEdit()
    layout = dialog.layout()
    assert layout is not None
    layout.addWidget(late)
    dialog.activateWindow()
    late.show()
    late.setFocus()
    qtbot.waitUntil(late.hasFocus)
    QTest.keyClicks(late, "x")
    answers.next = True
    with qtbot.waitSignal(dialog.rejected):
        escape(dialog)
    assert answers.shown
