"""Handouts through clicks and keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.service.handout_model import Handout
from tests.service.conftest import section

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


def test_a_handout_is_written_beside_its_pages_saved_and_asked_about_before_it_is_lost(
    window: Window, database: Database, qtbot: QtBot, answers: Answers, tmp_path: Any
) -> None:
    from desktop.service.handout_editor_widget import HandoutEditor

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
    made = verbs.save(database, Handout, {"title": "Sowing", "body": "{{name}}", "audience": "dealers"})
    shown = section(window, "handouts", qtbot)
    shown.open_record("handout", made.id)
    shown.merge()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MergeDialog))
    qtbot.waitUntil(lambda: dialog.people.count() == 3)
    assert dialog.part("count").text() == "3 copies will be made."
    dialog.part("record").setChecked(True)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(isinstance(w, Preview) for w in QApplication.topLevelWidgets()))
    preview: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview))
    qtbot.waitUntil(lambda: preview.pdf is not None and len(preview.pdf) == 3)
    preview.close()
    (noted,) = verbs.owned(database, HandedOut, "handout_id", made.id)
    assert noted.copies == 3


def test_copies_begin_with_whom_the_handout_is_for_and_say_where_all_are_alike(
        window: Window, database: Database, qtbot: QtBot) -> None:
    from desktop.service.case_model import FarmerCase
    from desktop.service.merge_widget import MergeDialog

    verbs.save(database, FarmerCase, {"farmer": "Wang", "symptom": "yellow leaves", "reported_on": date.today()})
    made = verbs.save(database, Handout, {"title": "Sowing {{year}}", "body": "Sow {{variety_name}}.", "audience": "farmers"})
    shown = section(window, "handouts", qtbot)
    shown.open_record("handout", made.id)
    shown.merge()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MergeDialog) and w.isVisible())
    qtbot.waitUntil(lambda: [dialog.people.item(i).text() for i in range(dialog.people.count())] == ["Wang"])
    assert "All are alike" in dialog.part("count").text()
    dialog.close()


@pytest.mark.parametrize(("text", "differs"), [
    ("Sow early", False), ("In {{年份}} {{variety_name}}", False), ("{{tip Call us}}", False), ("Dear {{姓名}}", True),
    ("{{计算 播种量 面积={{面积}}}}", True), ("{{经销商}}", True), ("{{dealer}}", True), ("{{tip {{name}}: sow}}", True)])
def test_what_differs_by_the_receiver_is_seen_in_the_text(text: str, differs: bool) -> None:
    from desktop.service.handout_blocks import personal

    assert personal(text) is differs


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
