"""The Service tab through clicks and keys."""

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
from desktop.service.complaint_model import Complaint
from desktop.service.handout_model import Handout
from desktop.service.technique_model import TechniqueSheet, TechniqueStep
from desktop.ui.book.state_dialog import StateDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


def section(window: Window, name: str, qtbot: QtBot) -> Any:
    page: Any = window.show_feature("service")
    shown = page.show_section(name)
    qtbot.waitUntil(lambda: not window.tasks.busy)
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


def test_readings_are_judged_as_they_are_typed_and_a_loss_as_it_is_estimated(
    window: Window, database: Database, qtbot: QtBot
) -> None:
    from desktop.catalogue.model import Crop
    from desktop.service.complaint_model import LossEstimate, Reading
    from desktop.service.loss_widget import LossDialog
    from desktop.service.readings_widget import RESULT, VERDICT, ReadingsDialog

    crop = verbs.save(database, Crop, {"code": "maize", "name_zh": "玉米"})
    made = verbs.save(database, Complaint, {"complainant": "x", "description": "y", "received_on": date(2025, 6, 1),
                                                "crop_id": crop.id}, None)
    shown = section(window, "complaints", qtbot)
    shown.open_record("complaint", made.id)
    shown.add_readings()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ReadingsDialog))
    box = dialog.part("standard")
    box.setCurrentIndex(next(i for i in range(1, box.count()) if dialog.standards[i - 1].limits.get("germination") == 93))
    edit = dialog.edit("germination", RESULT)
    qtbot.keyClicks(edit, "90")
    assert "93" in dialog.table.item(0, VERDICT).text()
    edit.selectAll()
    qtbot.keyClicks(edit, "95")
    assert dialog.table.item(0, VERDICT).text() == "Passed"
    wrong = dialog.edit("purity", RESULT)
    qtbot.keyClicks(wrong, "9x")
    dialog.part("ok").click()
    assert dialog.part("problem").text() and not verbs.owned(database, Reading, "complaint_id", made.id)
    wrong.clear()
    dialog.part("ok").click()
    qtbot.waitUntil(lambda: len(verbs.owned(database, Reading, "complaint_id", made.id)) == 1)
    shown.estimate()
    loss: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, LossDialog))
    for key, value in (("seed_price", "100"), ("lost_profit", "900"), ("other", "0")):
        loss.values[key].selectAll()
        qtbot.keyClicks(loss.values[key], value)
    assert "1,000.00" in loss.part("amount").text()
    loss.part("ok").click()
    qtbot.waitUntil(lambda: "Say where" in loss.part("problem").text())
    for source in loss.sources.values():
        source.setText("receipt")
    loss.part("ok").click()
    loss.part("ok").click()
    qtbot.waitUntil(lambda: len(verbs.owned(database, LossEstimate, "complaint_id", made.id)) == 1)


def test_a_handout_is_written_beside_its_pages_saved_and_asked_about_before_it_is_lost(
    window: Window, database: Database, qtbot: QtBot, answers: Answers, tmp_path: Any
) -> None:
    from desktop.service.handout_editor_widget import HandoutEditor
    from desktop.service.handout_model import Handout

    made = verbs.save(database, Handout, {"title": "How to sow"})
    shown = section(window, "handouts", qtbot)
    shown.open_record("handout", made.id)
    shown.edit()
    editor: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, HandoutEditor))
    qtbot.waitUntil(lambda: editor.pages is not None and len(editor.pages) == 1)
    qtbot.keyClicks(editor.text, "Sow early")
    qtbot.mouseClick(editor.part("bullets"), Qt.MouseButton.LeftButton)
    assert editor.text.toPlainText() == "- Sow early"
    qtbot.mouseClick(editor.part("bullets"), Qt.MouseButton.LeftButton)
    editor.insert("{{plants}}")
    assert editor.text.toPlainText() == "Sow early\n\n{{plants}}\n"
    editor.insert("{{page}}")
    qtbot.keyClicks(editor.text, "Dear {{name}}")
    qtbot.waitUntil(lambda: len(editor.pages) == 2)
    said = editor.part("state").text()
    assert "name" in said and "1 line stands overleaf" in said, said
    qtbot.mouseClick(editor.part("save"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "{{plants}}" in verbs.get(database, Handout, made.id).body)
    qtbot.keyClicks(editor.text, " x")
    answers.next = None
    qtbot.keyClick(editor.text, Qt.Key.Key_Escape)
    assert editor.isVisible(), "Escape never loses what is typed"
    answers.next = 1
    editor.close()
    qtbot.waitUntil(lambda: not editor.isVisible())
    assert not verbs.get(database, Handout, made.id).body.endswith(" x")


def test_copies_for_all_dealers_are_made_and_noted(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.dealers.model import Dealer
    from desktop.service.handout_model import HandedOut
    from desktop.service.merge_widget import MergeDialog
    from desktop.ui.preview.preview import Preview

    for name in ("甲", "乙", "丙"):
        verbs.save(database, Dealer, {"name": name})
    made = verbs.save(database, Handout, {"title": "Sowing", "body": "{{name}}"})
    shown = section(window, "handouts", qtbot)
    shown.open_record("handout", made.id)
    shown.merge()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MergeDialog))
    qtbot.waitUntil(lambda: dialog.people.count() == 3)
    dialog.part("record").setChecked(True)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(isinstance(w, Preview) for w in QApplication.topLevelWidgets()))
    preview: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview))
    qtbot.waitUntil(lambda: preview.pdf is not None and len(preview.pdf) == 3)
    preview.close()
    (noted,) = verbs.owned(database, HandedOut, "handout_id", made.id)
    assert noted.copies == 3


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
    from desktop.core.moves import StateChange
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


@pytest.mark.parametrize(("page", "layout"), [("A4", "single"), ("booklet", "booklet"), ("poster", "poster")])
def test_a_handout_s_preview_begins_with_the_sheets_of_its_page(
    window: Window, database: Database, qtbot: QtBot, page: str, layout: str
) -> None:
    from desktop.ui.preview.preview import Preview

    made = verbs.save(database, Handout, {"title": "t", "body": "text", "page": page, "language": "en"})
    shown = section(window, "handouts", qtbot)
    shown.open_record("handout", made.id)
    qtbot.waitUntil(lambda: shown.record is not None)
    shown.print_()
    preview: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview))
    qtbot.waitUntil(lambda: preview.sheets is not None)
    assert preview.options.wishes().layout == layout
    assert len(preview.sheets.pages) == {"A4": 1, "booklet": 2, "poster": 4}[page]
    preview.close()


def test_photos_hang_on_a_piece_of_evidence_and_come_into_the_complaint_file(
    window: Window, database: Database, qtbot: QtBot, tmp_path: Any, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image as Picture

    from desktop.core.documents.model import Image, every
    from desktop.service.complaint_model import Evidence
    from desktop.service.complaint_report import complaint_file
    from desktop.ui import messages
    from desktop.ui.book.child_files import ChildFiles
    from desktop.ui.book.child_grid import ChildGrid

    made = verbs.save(database, Complaint, {"complainant": "x", "description": "y", "received_on": date(2026, 6, 1)})
    verbs.save(database, Evidence, {"complaint_id": made.id, "what": "bag"})
    photo = tmp_path / "bag.png"
    Picture.new("RGB", (40, 30), "green").save(photo)
    shown = section(window, "complaints", qtbot)
    shown.open_record("complaint", made.id)
    pane = next(p for p in shown.findChildren(ChildGrid) if p.child.table == "evidence")
    qtbot.waitUntil(lambda: pane.grid.cells.stored_count() == 1)
    pane.add()
    assert not pane._files.isEnabled(), "the empty row has no files"
    pane.grid.view.select_row(0)
    pane._files.click()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ChildFiles))
    monkeypatch.setattr(messages, "open_files", lambda *_a: [photo])
    dialog.pane.add()
    qtbot.waitUntil(lambda: dialog.pane.list.count() == 1)
    dialog.reject()
    assert [b.path.read_bytes() for b in every(complaint_file(database, made.id).blocks) if isinstance(b, Image)] == [
        photo.read_bytes()]


def test_ctrl_b_sets_what_is_selected_in_bold_and_takes_it_away(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.service.handout_editor_widget import edit

    made = verbs.save(database, Handout, {"title": "t", "body": "sow early", "language": "en"})
    editor: Any = edit(window.context, made)
    qtbot.waitUntil(lambda: editor.made is not None)
    editor.text.selectAll()
    editor.part("bold").click()
    assert editor.text.toPlainText() == "**sow early**"
    editor.text.selectAll()
    editor.part("bold").click()
    assert editor.text.toPlainText() == "sow early"
    editor.close()


def test_the_editor_tells_of_a_number_that_was_not_announced(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.catalogue.model import AnnouncedTrait, Trait, Variety
    from desktop.service.handout_editor_widget import edit

    with database.operation("test") as session:
        trait = verbs.store(session, Trait, {"code": "t.height", "name_zh": "株高", "name_en": "Plant height"})
        variety = verbs.store(session, Variety, {"name": "例丰1号"})
        verbs.store(session, AnnouncedTrait, {"variety_id": variety.id, "trait_id": trait.id, "value": 265.0})
    values = {"title": "t", "body": "Plant height 265 cm", "variety_id": variety.id, "language": "en"}
    made = verbs.save(database, Handout, values)
    editor: Any = edit(window.context, made)
    qtbot.waitUntil(lambda: editor.made is not None)
    assert "announcement" not in editor.part("state").text()
    editor.text.setPlainText("Plant height 290 cm")
    qtbot.waitUntil(lambda: "290" in editor.part("state").text())
    editor.handout = editor.current()
    editor.close()


def test_the_deliveries_of_a_complaints_lot_are_typed_below_it(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.dealers.model import Dealer
    from desktop.service.complaint_model import Complaint, LotDelivery

    dealer = verbs.save(database, Dealer, {"name": "Green Field"}).id
    values = {"complainant": "x", "description": "y", "received_on": date(2026, 6, 1)}
    bare, of_lot = (verbs.save(database, Complaint, {**values, "lot": lot}).id for lot in ("", "A-7"))
    shown = section(window, "complaints", qtbot)
    shown.open_record("complaint", bare)
    grid = shown.pane.tabs.open_tab("Deliveries of the lot").grid
    qtbot.waitUntil(lambda: "Fill in “Seed lot” first." in grid.status.text())
    shown.open_record("complaint", of_lot)
    qtbot.waitUntil(lambda: grid.cells.rowCount() == 1)
    QApplication.clipboard().setText("经销商\t数量\t发货日期\nGreen Field\t500\t2026-03-01\n")
    grid.view.setFocus()
    qtbot.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: grid.cells.stored_count() == 1)
    (stored,) = verbs.owned(database, LotDelivery, "lot", "A-7")
    assert (stored.dealer_id, stored.quantity_kg) == (dealer, 500)


def test_a_complaint_past_its_day_is_red_until_it_is_answered(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.ui.look import theme

    made = verbs.save(database, Complaint, {"complainant": "x", "description": "y", "received_on": date(2026, 6, 1)})
    verbs.save(database, Complaint, {"complainant": "z", "description": "y", "received_on": date.today()})
    shown = section(window, "complaints", qtbot)
    shown.list.table.show_columns(["code", "response_due", "resolution_due"])
    qtbot.waitUntil(lambda: not window.tasks.busy)
    rows = shown.list.table.rows
    place = {c.name: i for i, c in enumerate(shown.listing.columns)}

    def red() -> list[tuple[int, str]]:
        return [(row, name) for row in range(2) for name in ("code", "response_due", "resolution_due")
                if rows.index(row, place[name]).data(Qt.ItemDataRole.ForegroundRole) == theme.color("late")]

    old = rows.row_of(made.id)
    assert red() == [(old, "response_due"), (old, "resolution_due")]
    shown.open_record("complaint", made.id)
    due, resolved = shown.fields.widget("response_due"), shown.fields.widget("resolution_due")
    assert due.palette().text().color() == resolved.palette().text().color() == theme.color("late")
    with database.operation("accepted") as writing:
        verbs.move_in(writing, Complaint, made.id, StateChange("accepted"))
    qtbot.waitUntil(lambda: red() == [(old, "resolution_due")])
    qtbot.waitUntil(lambda: due.palette().text().color() != theme.color("late"))
    shown.fields.go_to("resolution_due")
    resolved.selectAll()
    qtbot.keyClicks(resolved, f"{date.today():%Y-%m-%d}")
    assert resolved.palette().text().color() != theme.color("late")
    qtbot.keyClick(resolved, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: red() == [])


def test_photos_of_the_case_stand_below_the_complaint_it_became(window: Window, database: Database, qtbot: QtBot,
                                                                tmp_path: Any) -> None:
    from PIL import Image as Picture

    from desktop.core.attachments import attach
    from desktop.service.cases import make_complaint

    case = verbs.save(database, FarmerCase, {"farmer": "Wang", "reported_on": date(2026, 6, 1)})
    photo = tmp_path / "gap.png"
    Picture.new("RGB", (40, 30), "green").save(photo)
    attach(database, "farmercase", case.id, [photo])
    complaint = make_complaint(database, case.id)
    own = tmp_path / "bag.png"
    Picture.new("RGB", (40, 30), "red").save(own)
    attach(database, "complaint", complaint.id, [own])
    shown = section(window, "complaints", qtbot)
    shown.open_record("complaint", complaint.id)
    tabs = shown.pane.tabs
    qtbot.waitUntil(lambda: any(tabs.tabText(i) == "Files (2)" for i in range(tabs.count())))
    files = tabs.open_tab("Files")
    qtbot.waitUntil(lambda: files.list.count() == 2)
    deletable = {}
    for number in range(2):
        item = files.list.item(number)
        qtbot.mouseClick(files.list.viewport(), Qt.MouseButton.LeftButton, pos=files.list.visualItemRect(item).center())
        deletable[item.text()] = files._buttons[3].isEnabled()
    assert deletable == {"bag.png": True, "gap.png": False}
    assert "Case" in files.list.item(1).toolTip()


def test_the_map_of_cases_says_what_its_colours_mean(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.ui.look import theme

    shown = section(window, "case_overview", qtbot)
    shown.map.resize(400, 300)

    def colours() -> set[str]:
        """Those in the foot of the map on the right, where the legend stands."""
        picture = shown.map.grab().toImage()
        ratio = picture.width() / 400
        return {picture.pixelColor(int(x * ratio), int(y * ratio)).name() for x in range(200, 398) for y in range(278, 298)}

    meant = {theme.color("late").name(), theme.color("good").name()}
    assert not colours() & meant
    verbs.save(database, FarmerCase, {"farmer": "Wang", "reported_on": date.today(), "latitude": 47.4, "longitude": 126.9})
    qtbot.waitUntil(lambda: bool(shown.map.cases))
    assert colours() >= meant and [word for _filled, word in shown.map.legend()] == ["Not closed", "Closed"]
