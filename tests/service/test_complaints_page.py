"""Complaints through clicks and keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.core.moves import StateChange
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from tests.service.conftest import section

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


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


def test_the_deliveries_of_a_complaints_lot_are_typed_below_it(window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.dealers.model import Dealer
    from desktop.sales.orders.model import ShipmentLine
    from desktop.service.complaint_model import Complaint

    dealer = verbs.save(database, Dealer, {"name": "Green Field"}).id
    values = {"complainant": "x", "description": "y", "received_on": date(2026, 6, 1)}
    bare, of_lot = (verbs.save(database, Complaint, {**values, "lot": lot}).id for lot in ("", "A-7"))
    shown = section(window, "complaints", qtbot)
    shown.open_record("complaint", bare)
    grid = shown.pane.tabs.open_tab("Deliveries of the lot").grid
    qtbot.waitUntil(lambda: "Fill in “Seed lot” first." in grid.status.text())
    shown.open_record("complaint", of_lot)
    qtbot.waitUntil(lambda: grid.cells.rowCount() == 1)
    QApplication.clipboard().setText("经销商\t千克数\t日期\nGreen Field\t500\t2026-03-01\n")
    grid.view.setFocus()
    qtbot.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: grid.cells.stored_count() == 1)
    (stored,) = verbs.owned(database, ShipmentLine, "lot", "A-7")
    assert (stored.dealer_id, stored.kg) == (dealer, 500)


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
