"""The Service tab through clicks and keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.service.calendar_tab import CalendarTab
from desktop.service.case_model import FarmerCase
from desktop.service.technique_model import TechniqueSheet, TechniqueStep
from desktop.ui.state_dialog import StateDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.window import Window


def section(window: Window, name: str, qtbot: QtBot) -> Any:
    page: Any = window.show_feature("service")
    shown = page.show_section(name)
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=10_000)
    return shown


def test_what_is_typed_into_a_calculator_is_answered_at_once_and_kept(window: Window, qtbot: QtBot) -> None:
    shown = section(window, "calculators", qtbot)
    assert shown.results["per_ha"].text().startswith("111.5")
    edit = shown.inputs["stand"]
    edit.selectAll()
    qtbot.keyClicks(edit, "450")
    assert shown.results["per_ha"].text().startswith("222.9")
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert shown.problem.isVisibleTo(shown) and "Plants wanted" in shown.problem.text()
    qtbot.keyClicks(edit, "300")
    shown.list.setCurrentRow(2)
    assert shown.results["per_mu"].text().startswith("4,445")
    shown.list.setCurrentRow(0)
    assert shown.inputs["stand"].value() == 300


def test_a_case_is_entered_moved_and_shown_with_its_moves(window: Window, database: Database, qtbot: QtBot) -> None:
    shown = section(window, "cases", qtbot)
    shown.new_record()
    qtbot.keyClicks(shown.fields.bindings["farmer"].widget, "Wang")
    shown.save()
    qtbot.waitUntil(lambda: shown.record is not None, timeout=10_000)
    assert shown.record.code.startswith("AL-") and shown.record.state == "open"
    shown.change_state()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, StateDialog))
    dialog.part("ok").click()
    qtbot.waitUntil(lambda: verbs.get(database, FarmerCase, shown.record.id).state == "advised", timeout=10_000)


@pytest.fixture
def sheet(database: Database) -> TechniqueSheet:
    from desktop.catalogue.model import Crop

    with database.operation("test") as session:
        crop = verbs.store(session, Crop, {"code": "maize", "name_zh": "玉米"})
        made = verbs.store(session, TechniqueSheet, {"title": "Spring maize", "crop_id": crop.id, "sown_on": date(2026, 5, 1)})
        verbs.store(session, TechniqueStep, {"sheet_id": made.id, "what": "Sow", "basis": "term", "term": "guyu", "begins": 3})
        return made


def test_the_calendar_of_a_sheet_follows_the_year(
    window: Window, database: Database, sheet: TechniqueSheet, qtbot: QtBot
) -> None:
    shown = section(window, "technique_sheets", qtbot)
    shown.open_record("techniquesheet", sheet.id)
    tab = shown.findChild(CalendarTab)
    shown.pane.tabs.setCurrentWidget(tab)
    tab.year.setValue(2026)
    qtbot.waitUntil(lambda: tab.table.rowCount() == 1 and tab.table.item(0, 0).text() == "4-23", timeout=10_000)
    tab.year.setValue(2100)
    qtbot.waitUntil(lambda: tab.table.item(0, 0).text() == "4-23", timeout=10_000)
    with qtbot.waitSignal(window.context.changed, timeout=10_000):
        verbs.save(database, TechniqueStep, {"what": "Sow", "begins": 5}, verbs.owned(
            database, TechniqueStep, "sheet_id", sheet.id)[0].id)
    qtbot.waitUntil(lambda: tab.table.item(0, 0).text() == "4-25", timeout=10_000)
