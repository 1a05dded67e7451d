"""The Labels tab as one uses it: a new version, the checklist, the way to the next state."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from desktop.core import verbs
from desktop.labels import actions
from desktop.labels.checklist_tab import NOTE_AT, ChecklistTab
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import PrintDelivery, PrintOrder
from desktop.labels.proof_tab import ProofTab
from desktop.ui.book.record_print import papers_of
from desktop.ui.book.state_dialog import StateDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers


@pytest.fixture
def item(database: Database) -> LabelItem:
    return verbs.save(database, LabelItem, {"name": "龙单86 标签"})


def section_of(window: Window, qtbot: QtBot, name: str) -> Any:
    page: Any = window.show_feature("labels")
    section = page.show_section(name)
    qtbot.waitUntil(lambda: section.list.table.rows.ready and not window.tasks.busy)
    return section


def checklist_of(window: Window, qtbot: QtBot, version: LabelVersion) -> tuple[Any, ChecklistTab]:
    section = section_of(window, qtbot, "versions")
    section.open_record("labelversion", version.id)
    tab: ChecklistTab = section.pane.tabs.open_tab("Checklist")
    qtbot.waitUntil(lambda: tab.list.topLevelItemCount() > 20)
    return section, tab


def test_a_new_version_is_made_and_shown(window: Window, database: Database, item: LabelItem, qtbot: QtBot) -> None:
    section = section_of(window, qtbot, "labels")
    section.open_record("labelitem", item.id)
    section.new_version()
    page: Any = window.page
    qtbot.waitUntil(lambda: page.section.name == "versions" and page.section.record is not None)
    assert page.section.record.number == 1
    assert not page.section.fields.widget("state").isEnabled()


def test_items_are_marked_with_a_key_and_the_rule_is_read_beside(window: Window, database: Database, item: LabelItem,
                                                                 qtbot: QtBot) -> None:
    _section, tab = checklist_of(window, qtbot, actions.new_version(database, item.id))
    assert "The crop must be named" in tab.text.toPlainText()
    tab.list.selectAll()
    qtbot.keyClick(tab.list, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: "nothing stands in the way" in tab.summary.text())
    tab.list.setCurrentItem(tab.list.topLevelItem(2))
    qtbot.keyClick(tab.list, Qt.Key.Key_2)
    assert tab.list.currentItem() is tab.list.topLevelItem(3), "the next item is ready for its key"
    qtbot.waitUntil(lambda: "1 stand in the way" in tab.summary.text())
    counts = {state: button.text() for state, button in tab._buttons.items()}
    marked = tab.list.topLevelItemCount() - 1
    assert counts == {"present": f"On the label {marked}", "missing": "Missing 1", "not_applicable": "Not applicable 0",
                      "open": counts["open"]}
    assert counts["open"].endswith(" 0") and "Key 2" in tab._buttons["missing"].toolTip()


def test_the_checks_of_a_label_have_the_whole_height_of_a_small_screen(
        window: Window, database: Database, item: LabelItem, qtbot: QtBot) -> None:
    section, tab = checklist_of(window, qtbot, actions.new_version(database, item.id))
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: tab.list.viewport().height() > 12 * tab.list.visualItemRect(tab.list.topLevelItem(0)).height(),
                    timeout=5000)
    assert not section.fields.isVisible()


def test_a_note_is_typed_into_the_list(window: Window, database: Database, item: LabelItem, qtbot: QtBot) -> None:
    version = actions.new_version(database, item.id)
    _section, tab = checklist_of(window, qtbot, version)
    first = tab.list.topLevelItem(0)
    assert first is not None
    first.setText(NOTE_AT, "see proof 2")
    qtbot.waitUntil(lambda: actions.read_checklist(database, version.id)[0].note == "see proof 2")
    qtbot.waitUntil(lambda: not window.tasks.busy)


def test_the_dialog_says_what_is_missing_and_stays_open(window: Window, database: Database, item: LabelItem,
                                                        qtbot: QtBot) -> None:
    version = actions.new_version(database, item.id)
    verbs.move(database, LabelVersion, [version.id], verbs.StateChange("review"))
    section, _tab = checklist_of(window, qtbot, version)
    section.change_state()
    dialog: Any = next(w for w in QApplication.topLevelWidgets() if isinstance(w, StateDialog) and w.isVisible())
    assert dialog.part("state").currentText() == "Approve"
    dialog.go()
    qtbot.waitUntil(lambda: "mandatory items" in dialog.part("problem").text())
    assert dialog.isVisible()
    dialog.part("reason").setText("checked on paper")
    dialog.go()
    qtbot.waitUntil(lambda: verbs.get(database, LabelVersion, version.id).state == "approved")
    qtbot.waitUntil(lambda: not window.tasks.busy)


def test_findings_are_entered(window: Window, database: Database, item: LabelItem, qtbot: QtBot) -> None:
    section = section_of(window, qtbot, "findings")
    section.new_record()
    section.fields.propose({"item_id": item.id, "lot": "20261101", "quantity": 350})
    section.save()
    qtbot.waitUntil(lambda: section.record is not None)
    assert section.record.decision == "open"


def test_what_is_sure_is_taken_over_with_one_button_and_the_reason_is_read_beside(window: Window, database: Database,
                                                                                 item: LabelItem, qtbot: QtBot) -> None:
    version = actions.new_version(database, item.id)
    verbs.save(database, LabelVersion, {"quarantine_no": "例检1", "least_mm": 1.5}, version.id)
    _section, tab = checklist_of(window, qtbot, version)
    qtbot.mouseClick(tab.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(line.state == "missing" for line in actions.read_checklist(database, version.id)))
    lines = {line.rule.code: line for line in actions.read_checklist(database, version.id)}
    assert (lines["L13"].state, lines["L22"].state, lines["L24"].state) == ("present", "missing", "open")
    row = next(tab.list.topLevelItem(n) for n in range(tab.list.topLevelItemCount())
               if (tab.list.topLevelItem(n) or first_of(tab)).text(0).startswith("L22"))
    tab.list.setCurrentItem(row)
    qtbot.waitUntil(lambda: "at least 1.8 mm" in tab.text.toPlainText())
    assert "found wrong" in tab.summary.text()


def first_of(tab: ChecklistTab) -> Any:
    return tab.list.topLevelItem(0)


def test_every_section_of_labels_opens_and_shows_its_records(window: Window, database: Database, item: LabelItem,
                                                             qtbot: QtBot) -> None:
    version = actions.new_version(database, item.id)
    order = verbs.save(database, PrintOrder, {"version_id": version.id, "pieces": 100, "code": "YS-1"})
    delivery = verbs.save(database, PrintDelivery, {"order_id": order.id, "pieces": 100, "delivered_on": date(2026, 3, 1),
                                                    "print_lot": "印1"})
    section = section_of(window, qtbot, "print_deliveries")
    section.open_record("printdelivery", delivery.id)
    qtbot.waitUntil(lambda: section.record is not None and section.record.print_lot == "印1")
    for name, rows in (("label_checks", 1), ("print_orders", 1), ("label_stock", 1), ("label_uses", 0), ("lot_tests", 0),
                       ("findings", 0)):
        shown = section_of(window, qtbot, name)
        assert shown.list.table.rows.rowCount() == rows, name


def test_the_proof_is_drawn_in_the_window_and_anew_after_an_edit(window: Window, database: Database, item: LabelItem,
                                                                 qtbot: QtBot) -> None:
    version = verbs.save(database, LabelVersion, {"item_id": item.id, "printed_name": "龙单86",
                                                   "net_content": "2.5 kg"})
    section = section_of(window, qtbot, "versions")
    section.open_record("labelversion", version.id)
    tab = section.pane.tabs.open_tab("Proof")
    qtbot.waitUntil(lambda: "data:image/png" in tab.text.toHtml(), timeout=15_000)
    first = tab.text.toHtml()
    assert "110 × 150 mm" in tab.text.toPlainText()
    verbs.save(database, LabelVersion, {"printed_name": "龙单86号", "width_mm": 90.0}, version.id)
    window.context.changed.emit(frozenset({"labelversion"}))
    qtbot.waitUntil(lambda: "90 × 150 mm" in tab.text.toPlainText(), timeout=15_000)
    assert tab.text.toHtml() != first


def test_the_pages_of_a_draft_are_asked_about_and_written_where_one_says(
        window: Window, database: Database, item: LabelItem, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    from tests.labels.test_codes import PRINTED

    version = verbs.save(database, LabelVersion, {**PRINTED, "item_id": item.id})
    section = section_of(window, qtbot, "versions")
    section.open_record("labelversion", version.id)
    qtbot.waitUntil(lambda: section.record is not None and not window.tasks.busy)
    button = next(b for b in section.findChildren(QToolButton) if b.text() == "Pages for the printer…")
    answers.next = False
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(answers.shown))
    assert len(answers.shown) == 1 and answers.safe == [True], "Enter writes nothing that is not approved"
    target = tmp_path / "pages.pdf"
    answers.next = True
    answers.next = target
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not window.tasks.busy)
    assert target.read_bytes().startswith(b"%PDF")


def test_the_proof_of_a_version_is_one_of_its_papers(window: Window, database: Database, item: LabelItem, qtbot: QtBot) -> None:
    section = section_of(window, qtbot, "versions")
    own = type(section).paper
    assert own is not None and own[1] is ProofTab.paper, "it is the sheet of the record, which the menu names"
    type(section).paper = None
    try:
        assert ("Proof", ProofTab.paper) in papers_of(section)
    finally:
        type(section).paper = own
