"""The import wizard as a person uses it: choose, map, check, import, take back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop.core import verbs
from desktop.core.importing import ERROR, NEW, read_source
from desktop.core.tables import Sheet, write_csv, write_xlsx
from desktop.dealers.imports import CONTACTS, DEALERS
from desktop.dealers.model import Dealer
from desktop.ui.importing.wizard import COLUMNS, FILE, PLAN, RESULT, ImportWizard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context
    from desktop.ui.shell.window import Window
    from tests.conftest import Answers

HEADER = ["客户编号", "客户名称", "电话", "仓库多大", "Dealer since", "业务员意见"]
ROWS = [["D1", "丰收农资", "13800000001", "120", "2020-03-05", "甲"],
        ["D2", "金穗种业", "13800000002", "16-18", "5/6/2021", ""],
        ["D2", "金穗种业", "", "", "", ""], ["D3", "", "13800000003", "30", "", ""]]


@pytest.fixture
def wizard(context: Context, qtbot: QtBot) -> Iterator[ImportWizard]:
    made = ImportWizard(context, [("dealers", DEALERS), ("dealers", CONTACTS)], "dealers")
    made.show()
    yield made
    qtbot.waitUntil(lambda: not context.tasks.busy)
    if shiboken6.isValid(made):  # a closed one is deleted
        made.close()


def give_up(wizard: ImportWizard, answers: Answers) -> None:
    """Close the wizard though something was chosen, as its question asks."""
    answers.next = True
    wizard.close()
    assert answers.shown[-1].startswith("What was chosen for this file is lost") and not wizard.isVisible()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "经销商.csv", HEADER, ROWS)


def settle(wizard: ImportWizard, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not wizard.context.tasks.busy)


def press(wizard: ImportWizard, name: str, qtbot: QtBot) -> None:
    button = getattr(wizard, name)
    assert button.isEnabled(), f"{name} cannot be pressed"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(wizard, qtbot)


def to_columns(wizard: ImportWizard, table: Path, qtbot: QtBot) -> None:
    wizard.file_page.take(table)
    settle(wizard, qtbot)
    press(wizard, "next", qtbot)
    assert wizard.page == COLUMNS


def box(wizard: ImportWizard, heading: str) -> QComboBox:
    row = HEADER.index(heading)
    found = wizard.columns_page.table.cellWidget(row, 1)
    assert isinstance(found, QComboBox)
    return found


def pick(combo: QComboBox, value: str) -> None:
    place = combo.findData(value)
    assert place >= 0, value
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def answer(wizard: ImportWizard, name: str, value: str) -> None:
    place = next(i for i, q in enumerate(wizard.state.questions) if q.name == name)
    combo = wizard.columns_page.asked.cellWidget(place, 2)
    assert isinstance(combo, QComboBox)
    pick(combo, value)


def test_from_file_to_result_and_back(wizard: ImportWizard, table: Path, qtbot: QtBot, answers: Answers,
                                      tmp_path: Path) -> None:
    to_columns(wizard, table, qtbot)
    assert [box(wizard, h).currentData() for h in HEADER] == ["code", "name", "phone", "", "since", ""]
    pick(box(wizard, "仓库多大"), "warehouse_t")
    settle(wizard, qtbot)
    assert {q.name for q in wizard.state.questions} == {"range", "order"}
    answer(wizard, "range", "middle")
    answer(wizard, "order", "dmy")
    assert wizard.columns_page.missing.text() == "not used: 业务员意见"
    press(wizard, "next", qtbot)
    assert " ".join(wizard.plan_page.counts.text().split()) == (
        "2 new 0 changed 0 unchanged 1 repeated in the file 1 wrong")
    assert wizard.next.text() == "Import 2 rows"
    press(wizard, "next", qtbot)
    assert wizard.page == RESULT
    with wizard.context.db.reading() as session:
        from sqlmodel import select

        found = {d.code: d for d in session.exec(select(Dealer)).all()}
    assert found["D2"].warehouse_t == 17 and str(found["D2"].since) == "2021-06-05"
    answers.next = tmp_path / "left.xlsx"
    qtbot.mouseClick(wizard.result_page.save_left_out, Qt.MouseButton.LeftButton)
    settle(wizard, qtbot)
    left = read_source(tmp_path / "left.xlsx").table
    assert left.header == (*HEADER, "Reason it was left out") and [row[0] for row in left.rows] == ["D2", "D3"]
    assert "blank" in str(left.rows[1][-1])
    qtbot.mouseClick(wizard.result_page.undo, Qt.MouseButton.LeftButton)
    settle(wizard, qtbot)
    assert wizard.state.undone is not None and wizard.state.undone.reversed == 2
    assert not wizard.result_page.undo.isEnabled()
    with wizard.context.db.reading() as session:
        assert all(d.deleted_at for d in session.exec(select(Dealer)).all())


def test_going_back_loses_nothing(wizard: ImportWizard, table: Path, qtbot: QtBot, answers: Answers) -> None:
    to_columns(wizard, table, qtbot)
    pick(box(wizard, "业务员意见"), "remarks")
    settle(wizard, qtbot)
    press(wizard, "next", qtbot)
    press(wizard, "back", qtbot)
    press(wizard, "back", qtbot)
    assert wizard.page == FILE
    press(wizard, "next", qtbot)
    assert box(wizard, "业务员意见").currentData() == "remarks"
    give_up(wizard, answers)


def test_a_meaning_goes_to_one_column_only(wizard: ImportWizard, table: Path, qtbot: QtBot, answers: Answers) -> None:
    to_columns(wizard, table, qtbot)
    pick(box(wizard, "业务员意见"), "name")
    settle(wizard, qtbot)
    assert box(wizard, "客户名称").currentData() == ""
    assert wizard.state.columns is not None and wizard.state.columns.heading("name") == "业务员意见"
    give_up(wizard, answers)


def test_a_file_is_dropped_and_the_keyboard_leads_through(wizard: ImportWizard, table: Path, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(table))])
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)
    wizard.file_page.dropEvent(event)
    settle(wizard, qtbot)
    assert wizard.file_page.preview.model().rowCount() == 4
    QTest.keyClick(wizard, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(wizard, qtbot)
    QTest.keyClick(wizard, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(wizard, qtbot)
    assert wizard.page == PLAN
    QTest.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.page == COLUMNS


def test_the_same_file_again_is_told_and_doubles_nothing(wizard: ImportWizard, table: Path, qtbot: QtBot) -> None:
    to_columns(wizard, table, qtbot)
    press(wizard, "next", qtbot)
    press(wizard, "next", qtbot)
    press(wizard, "next", qtbot)
    assert wizard.page == FILE
    wizard.file_page.take(table)
    settle(wizard, qtbot)
    assert "was imported on" in wizard.file_page.warning.text()
    press(wizard, "next", qtbot)
    press(wizard, "next", qtbot)
    assert wizard.state.plan is not None and wizard.state.plan.count(NEW) == 0


def test_all_or_nothing_waits_for_correct_rows(wizard: ImportWizard, table: Path, qtbot: QtBot) -> None:
    to_columns(wizard, table, qtbot)
    press(wizard, "next", qtbot)
    assert wizard.state.plan is not None and wizard.state.plan.count(ERROR) > 0
    wizard.plan_page.whole.setChecked(True)
    assert not wizard.next.isEnabled()
    wizard.plan_page.whole.setChecked(False)
    assert wizard.next.isEnabled()


def test_what_is_no_table_is_said_in_a_sentence(wizard: ImportWizard, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    wizard.file_page.take(broken)
    settle(wizard, qtbot)
    assert "broken.xlsx" in wizard.file_page.warning.text() and not wizard.next.isEnabled()


def test_an_import_can_be_stopped_and_leaves_nothing(wizard: ImportWizard, tmp_path: Path, qtbot: QtBot) -> None:
    rows = [[f"D{i}", f"农资 {i}"] for i in range(5_000)]
    path = write_xlsx(tmp_path / "many.xlsx", [Sheet("1", ["客户编号", "客户名称"], rows)])
    wizard.file_page.take(path)
    settle(wizard, qtbot)
    press(wizard, "next", qtbot)
    press(wizard, "next", qtbot)
    qtbot.mouseClick(wizard.next, Qt.MouseButton.LeftButton)
    assert wizard.cancel.isVisible()
    qtbot.mouseClick(wizard.cancel, Qt.MouseButton.LeftButton)
    settle(wizard, qtbot)
    assert wizard.page == PLAN and wizard.plan_page.hint.text() == "Stopped. Nothing was imported."
    with wizard.context.db.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM dealer").scalar() == 0


def test_records_that_belong_to_others_find_them(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    verbs.save(context.db, Dealer, {"code": "D1", "name": "丰收农资"})
    path = write_csv(tmp_path / "people.csv", ["经销商", "姓名", "手机"], [["丰收农资", "张三", "138"], ["fsnz", "李四", "139"],
                                                                    ["无此公司", "王五", "137"]])
    wizard = ImportWizard(context, [("dealers", DEALERS), ("dealers", CONTACTS)], "contacts")
    wizard.show()
    wizard.file_page.take(path)
    settle(wizard, qtbot)
    press(wizard, "next", qtbot)
    press(wizard, "next", qtbot)
    plan = wizard.state.plan
    assert plan is not None and plan.states == ["new", "new", "error"]
    assert plan.errors[0].text.startswith("There is no Dealer “无此公司”")
    wizard.close()


def test_columns_that_no_field_holds_are_named_and_kept_by_a_click(wizard: ImportWizard, table: Path, qtbot: QtBot,
                                                                   answers: Answers) -> None:
    to_columns(wizard, table, qtbot)
    page = wizard.columns_page
    assert "not used: 仓库多大, 业务员意见" in page.missing.text() and page.keep_rest.isVisible()
    qtbot.mouseClick(page.keep_rest, Qt.MouseButton.LeftButton)
    settle(wizard, qtbot)
    assert box(wizard, "业务员意见").currentText() == "Keep as text in “Remarks”"
    assert "not used" not in page.missing.text() and not page.keep_rest.isVisible()
    pick(box(wizard, "仓库多大"), "")
    settle(wizard, qtbot)
    press(wizard, "next", qtbot)
    assert wizard.plan_page.facts.text().split("\n")[-1] == "not used: 仓库多大"
    assert "kept as text in “Remarks”: 业务员意见" in wizard.plan_page.facts.text()
    give_up(wizard, answers)


@pytest.mark.parametrize(("last", "stretched"), [(["610.5", "598"], False), ([610.5, None], False), (["good", "598"], True)])
def test_a_last_column_of_numbers_is_not_stretched(qtbot: QtBot, last: list[object], stretched: bool) -> None:
    from PySide6.QtWidgets import QTableView

    from desktop.ui.importing.tables import RowsModel, dress, fit

    view = QTableView()
    qtbot.addWidget(view)
    rows = RowsModel(view)
    dress(view, rows)
    rows.show_rows(["Variety", "Yield"], [["Ash", value] for value in last])
    fit(view, rows)
    view.resize(900, 200)
    view.show()
    assert (view.columnWidth(1) > 300) == stretched


def test_sheets_that_are_not_read_are_named_and_few_questions_leave_the_room_to_the_columns(
        wizard: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "安阳"
    for row in (["编号", "名称", "Dealer since"], ["D1", "甲店", "5/6/2021"], ["D2", "乙店", "7/8/2021"]):
        book.active.append(row)
    book.create_sheet("新乡").append(["编号"])
    book.save(tmp_path / "两张.xlsx")
    to_columns(wizard, tmp_path / "两张.xlsx", qtbot)
    assert "which are not read: 新乡" in wizard.file_page.notes.text()
    page = wizard.columns_page
    assert len(wizard.state.questions) == 1 and page.asked.rowCount() == 1 + len(wizard.state.assumed)
    qtbot.waitUntil(lambda: page.asked.height() < page.table.height())
    assert page.asked.viewport().height() >= page.asked.rowHeight(0), "the question is seen whole"


def line_of_all(wizard: ImportWizard) -> QLineEdit:
    """Where the day of all rows is typed."""
    lines = [wizard.columns_page.asked.cellWidget(row, 2) for row in range(wizard.columns_page.asked.rowCount())]
    return next(line for line in lines if isinstance(line, QLineEdit) and line.accessibleName() == "Entered on")


def entries_wizard(context: Context, path: Path, qtbot: QtBot) -> ImportWizard:
    """The wizard with a file of what dealers owe, which names no day."""
    from desktop.sales.money.imports import ENTRIES

    wizard = ImportWizard(context, [("sales", ENTRIES)], "account-entries")
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.file_page.take(path)
    settle(wizard, qtbot)
    return wizard


@pytest.mark.parametrize("finished", [True, False])
def test_what_is_chosen_while_the_worker_looks_at_the_columns_is_kept(context: Context, qtbot: QtBot, tmp_path: Path,
                                                                      finished: bool, answers: Answers) -> None:
    verbs.save(context.db, Dealer, {"name": "甲农资"})
    path = write_xlsx(tmp_path / "b.xlsx", [Sheet("南", ["客户名称", "期初欠款"], [["甲农资", 100]])])
    wizard = entries_wizard(context, path, qtbot)
    press(wizard, "next", qtbot)
    page = wizard.columns_page
    page._ask(wizard.state.columns)
    line = line_of_all(wizard)
    line.setFocus()
    qtbot.keyClicks(line, "2026-09-3")
    if finished:
        qtbot.keyClicks(line, "0")
        qtbot.keyClick(line, Qt.Key.Key_Tab)
    pick(page.mode, "new")
    settle(wizard, qtbot)
    if not finished:
        assert line_of_all(wizard).text() == "2026-09-3", "what is half typed when the answer comes is typed on"
        qtbot.keyClicks(line_of_all(wizard), "0")
        qtbot.keyClick(line_of_all(wizard), Qt.Key.Key_Tab)
    columns = wizard.state.columns
    assert columns is not None and set(columns.constants.values()) >= {"2026-09-30"} and columns.mode == "new"
    assert line_of_all(wizard).text() == "2026-09-30" and page.mode.currentData() == "new"
    press(wizard, "next", qtbot)
    assert wizard.state.plan and wizard.state.plan.states == [NEW]
    give_up(wizard, answers)


def test_who_goes_back_while_the_columns_are_looked_at_can_go_on_again(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    verbs.save(context.db, Dealer, {"name": "甲农资"})
    path = write_xlsx(tmp_path / "b.xlsx", [Sheet("南", ["客户名称", "期初欠款", "日期"], [["甲农资", 100, "2026-09-30"]])])
    wizard = entries_wizard(context, path, qtbot)
    press(wizard, "next", qtbot)
    wizard.columns_page._ask(wizard.state.columns)
    wizard.state.ask()  # as another page does that looks at the file anew
    settle(wizard, qtbot)
    wizard.columns_page.enter()
    settle(wizard, qtbot)
    assert wizard.columns_page.ready()
    wizard.close()


def test_what_no_column_says_is_typed_once_for_all_rows_of_all_sheets(context: Context, qtbot: QtBot, tmp_path: Path,
                                                                      answers: Answers) -> None:
    verbs.save(context.db, Dealer, {"name": "甲农资"})
    verbs.save(context.db, Dealer, {"name": "乙农资"})
    rows = ["客户名称", "期初欠款"]
    path = write_xlsx(tmp_path / "b.xlsx", [Sheet("南", rows, [["甲农资", 100]]), Sheet("北", rows, [["乙农资", 200]])])
    wizard = entries_wizard(context, path, qtbot)
    place = wizard.file_page.sheet.findText("all with the same headings")
    wizard.file_page.sheet.setCurrentIndex(place)
    wizard.file_page.sheet.activated.emit(place)
    settle(wizard, qtbot)
    assert "南, 北" in wizard.file_page.notes.text()
    press(wizard, "next", qtbot)
    page = wizard.columns_page
    line = line_of_all(wizard)
    line.setFocus()
    qtbot.keyClicks(line, "2026-09-30")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert "Entered on" not in page.missing.text()
    press(wizard, "next", qtbot)
    assert wizard.state.plan and wizard.state.plan.states == [NEW, NEW]
    give_up(wizard, answers)


def test_the_list_in_view_says_what_the_file_holds(window: Window, qtbot: QtBot) -> None:
    from desktop.sales.money.model import Payment
    from desktop.sales.orders.model import SalesOrder
    from desktop.ui.importing.wizard import start_import

    context = window.context
    assert context
    found = []
    for model in (SalesOrder, Payment):
        context.window.show_feature("sales")
        shown: list[Any] = []
        context.window.places.section_of(model, shown.append)
        section = shown[0]
        assert section is not None
        section.show_rows(())
        qtbot.waitUntil(lambda: not context.tasks.busy)
        wizard = start_import(context)
        assert wizard is not None
        found.append(wizard.state.kind.name)
        wizard.close()
    assert found == ["orders", "payments"]
