"""The Service tab through clicks and keys: calculators, cases, technique sheets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.core.moves import StateChange
from desktop.service.calendar_tab import CalendarTab
from desktop.service.case_model import FarmerCase
from desktop.service.technique_model import TechniqueSheet, TechniqueStep
from desktop.ui.book.state_dialog import StateDialog
from desktop.ui.preview.preview import Preview
from tests.service.conftest import section

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window


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
    qtbot.waitUntil(lambda: shown.record is not None)
    assert shown.record.code.startswith("AL-") and shown.record.state == "open"
    shown.change_state()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, StateDialog))
    dialog.part("ok").click()
    qtbot.waitUntil(lambda: verbs.get(database, FarmerCase, shown.record.id).state == "advised")


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
    tab: CalendarTab = shown.pane.tabs.open_tab("Calendar")
    tab.year.setValue(2026)
    qtbot.waitUntil(lambda: tab.table.rowCount() == 1 and tab.table.item(0, 0).text() == "4-23")
    tab.year.setValue(2100)
    qtbot.waitUntil(lambda: tab.table.item(0, 0).text() == "4-23")
    with qtbot.waitSignal(window.context.changed):
        verbs.save(database, TechniqueStep, {"what": "Sow", "begins": 5}, verbs.owned(
            database, TechniqueStep, "sheet_id", sheet.id)[0].id)
    qtbot.waitUntil(lambda: tab.table.item(0, 0).text() == "4-25")


def test_a_photo_and_a_note_are_two_clicks_from_a_case(window: Window, qtbot: QtBot, tmp_path: Any) -> None:
    from PIL import Image

    from desktop.service.quick_case_widget import QuickCaseDialog

    Image.new("RGB", (40, 30), "green").save(tmp_path / "leaf.png")
    shown = section(window, "cases", qtbot)
    shown.quick()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QuickCaseDialog))
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.part("problem").isVisibleTo(dialog))
    qtbot.keyClicks(dialog.part("note"), "white leaves")
    dialog.add([tmp_path / "leaf.png"])
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.record is not None and shown.record.description == "white leaves")


def test_a_field_offers_the_words_of_the_crop_and_those_used_before(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.catalogue.model import Crop
    from desktop.ui.fields.suggestions import Suggestions

    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米"})
    verbs.save(database, FarmerCase, {"reported_on": date(2026, 6, 1), "symptom": "Purple streaks"})
    shown = section(window, "cases", qtbot)
    shown.new_record()
    shown.fields.bindings["crop_id"].set_value(crop.id)
    edit = shown.fields.bindings["symptom"].widget
    offered = edit.findChild(Suggestions)
    offered.load()
    qtbot.waitUntil(lambda: bool(offered.words.stringList()))
    words = offered.words.stringList()
    assert {"Barren tips", "Lodging", "Purple streaks"} <= set(words) and "Blast" not in words, "of maize, not of rice"
    qtbot.keyClicks(edit, "zzz")
    assert edit.text() == "zzz", "any other word may be written"


def test_the_measures_of_a_published_sheet_are_closed_and_say_so(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.catalogue.model import Crop
    from desktop.ui.book.child_grid import ChildGrid

    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米"})
    sheet = verbs.save(database, TechniqueSheet, {"title": "t", "crop_id": crop.id})
    for state in ("review", "approved"):
        verbs.move(database, TechniqueSheet, [sheet.id], StateChange(state))
    shown = section(window, "technique_sheets", qtbot)
    shown.open_record("techniquesheet", sheet.id)
    qtbot.waitUntil(lambda: shown.record is not None)
    pane = next(p for p in shown.findChildren(ChildGrid) if p.child.table == "techniquestep")
    qtbot.waitUntil(lambda: "new version" in pane.grid.status.text())
    assert not any(button.isEnabled() for button in pane._buttons) and not pane.grid.cells.rowCount()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_letters_about_a_complaint_are_in_the_menu_of_its_row(window: Window, database: Database, qtbot: QtBot) -> None:
    from PySide6.QtCore import QPoint

    from desktop.service.complaint_model import Complaint
    from desktop.service.letter_names import LETTERS
    from desktop.ui.book.row_menu import open_menu
    from desktop.ui.preview.preview import Preview

    made = verbs.save(database, Complaint, {"complainant": "王某", "description": "缺苗", "received_on": date(2026, 6, 1)})
    shown = section(window, "complaints", qtbot)
    shown.open_record("complaint", made.id)
    qtbot.waitUntil(lambda: shown.record is not None and shown.list.table.selected_ids() == [made.id])
    menu = open_menu(shown, QPoint(10, 10))
    papers = next(a.menu() for a in menu.actions() if a.menu() is not None and "Complaint file" in a.text())
    offered = {a.text(): a for a in papers.actions()}
    assert set(LETTERS.values()) <= set(offered)
    offered[LETTERS["answer-letter"]].trigger()
    menu.close()
    preview: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview))
    qtbot.waitUntil(lambda: preview.made is not None)
    preview.close()


def test_a_dialog_closed_while_it_works_leaves_the_work_done_and_the_window_whole(
    window: Window, database: Database, qtbot: QtBot
) -> None:
    from sqlmodel import select

    from desktop.service.quick_case_widget import QuickCaseDialog

    shown = section(window, "cases", qtbot)
    shown.quick()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QuickCaseDialog))
    dialog.part("note").setPlainText("leaves rolled")
    dialog.save()
    dialog.save()
    dialog.close()
    qtbot.waitUntil(lambda: shown.record is not None and shown.record.description == "leaves rolled")
    with database.reading() as session:
        assert len(session.exec(select(FarmerCase)).all()) == 1


def test_the_map_of_cases_says_what_its_colours_mean(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.ui.look import theme

    shown = section(window, "case_overview", qtbot)
    shown.map.resize(400, 300)

    def colours() -> set[str]:
        """Those in the foot of the map, where the legend stands."""
        picture = shown.map.grab().toImage()
        ratio = picture.width() / 400
        return {picture.pixelColor(int(x * ratio), int(y * ratio)).name() for x in range(2, 398) for y in range(278, 298)}

    meant = {theme.color("late").name(), theme.color("good").name()}
    assert not colours() & meant
    verbs.save(database, FarmerCase, {"farmer": "Wang", "reported_on": date.today(), "latitude": 47.4, "longitude": 126.9})
    qtbot.waitUntil(lambda: bool(shown.map.cases))
    assert colours() >= meant and [word for _filled, word in shown.map.legend()] == ["Not closed", "Closed"]


def test_the_summary_in_the_window_is_of_the_last_year_with_cases(window: Window, database: Database, qtbot: QtBot) -> None:
    last = date.today().year - 1
    verbs.save(database, FarmerCase, {"reported_on": date(last, 6, 1), "symptom": "Purple streaks"})
    section(window, "technique_sheets", qtbot).summary()

    def previews() -> list[Preview]:
        return [shown for shown in QApplication.topLevelWidgets() if isinstance(shown, Preview) and shown.made is not None]

    qtbot.waitUntil(lambda: bool(previews()) and not window.tasks.busy)
    assert str(last) in previews()[0].windowTitle()
    previews()[0].close()
