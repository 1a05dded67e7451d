"""What every book has besides list and form: children, files, history, bulk edit, merge, export."""

from __future__ import annotations

import gc
import html
import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.core.attachments import Attachment, attachments_of, file_of
from desktop.core.tables import read_table
from desktop.ui.book import attachments_pane
from desktop.ui.book.several import bulk_edit, merge
from tests.ui import throwaway
from tests.ui.conftest import settle
from tests.ui.test_book import names, show, type_into

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.book.book import Book
    from tests.conftest import Answers


def dialog() -> Any:
    """The dialog that is open, in front."""
    found = next(w for w in QApplication.topLevelWidgets() if w.isVisible() and w.inherits("QDialog"))
    found.activateWindow()
    for _try in range(100):
        if found.isActiveWindow():
            break
        QTest.qWait(10)
    return found


def tab(book: Book, title: str) -> Any:
    """Turn to a sub-tab."""
    number = next(i for i in range(book.pane.tabs.count()) if book.pane.tabs.tabText(i).startswith(title))
    book.pane.tabs.setCurrentIndex(number)
    return book.pane.tabs.currentWidget()


@pytest.fixture
def ash(three_farms: list[int], book: Book, qtbot: QtBot) -> int:
    """The first farm, shown."""
    show(book, 0)
    settle(qtbot, book.context)
    return three_farms[0]


# -- children ---------------------------------------------------------------------------------------------------------


def test_a_child_is_added_in_a_dialog_and_counted(ash: int, book: Book, qtbot: QtBot) -> None:
    pane = tab(book, "Parcels")
    pane.add()
    shown = dialog()
    QTest.keyClicks(shown.form.widget("name"), "North")
    QTest.keyClick(shown.form.widget("name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, book.context)
    assert shown.form.widget("name").text() == ""
    QTest.keyClicks(shown.form.widget("name"), "South")
    qtbot.mouseClick(shown.save_button, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert [p.name for p in verbs.owned(book.context.db, throwaway.Parcel, "farm_id", ash)] == ["North", "South"]
    assert book.pane.tabs.tabText(0) == "Parcels (2)"


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_menu_on_a_child_offers_its_tools(ash: int, book: Book, qtbot: QtBot) -> None:
    verbs.save(book.context.db, throwaway.Parcel, {"farm_id": ash, "name": "North"})
    settle(qtbot, book.context)
    pane = tab(book, "Parcels")
    settle(qtbot, book.context)
    pane.table.selectRow(0)
    menu = pane.open_menu(QPoint(10, 10))
    usable = {action.text(): action.isEnabled() for action in menu.actions()}
    assert usable["Edit (Enter)"] and usable["Delete (Del)"] and usable["Duplicate"]
    next(action for action in menu.actions() if action.text() == "Delete (Del)").trigger()
    menu.close()
    settle(qtbot, book.context)
    assert verbs.owned(book.context.db, throwaway.Parcel, "farm_id", ash) == []


def test_the_sub_tabs_keep_their_place_whatever_is_in_view_and_counted(ash: int, book: Book, qtbot: QtBot) -> None:
    tabs = book.pane.tabs
    before = [tabs.tabBar().tabRect(place) for place in range(tabs.count())]
    top = tabs.mapTo(book, QPoint()).y()
    verbs.save(book.context.db, throwaway.Parcel, {"farm_id": ash, "name": "North"})
    settle(qtbot, book.context)
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        settle(qtbot, book.context)
        assert tabs.mapTo(book, QPoint()).y() == top
        assert [tabs.tabBar().tabRect(number) for number in range(tabs.count())] == before


def test_a_double_click_edits_and_enter_saves_nothing_by_itself(ash: int, book: Book, qtbot: QtBot) -> None:
    parcel = verbs.save(book.context.db, throwaway.Parcel, {"farm_id": ash, "name": "North"})
    settle(qtbot, book.context)
    pane = tab(book, "Parcels")
    where = pane.table.visualRect(pane.table.rows.index(0, 0)).center()
    QTest.mouseClick(pane.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    QTest.mouseDClick(pane.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    shown = dialog()
    shown.form.widget("area").setText("7")
    shown.save()
    settle(qtbot, book.context)
    assert verbs.get(book.context.db, throwaway.Parcel, parcel.id).area == 7


def test_a_dialog_with_typed_text_asks_before_it_closes(ash: int, book: Book, answers: Answers) -> None:
    tab(book, "Parcels").add()
    shown = dialog()
    QTest.keyClicks(shown.form.widget("name"), "North")
    answers.next = False
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isVisible()
    answers.next = True
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert len(answers.shown) == 2


def test_del_in_a_child_list_deletes_the_child_not_the_record(ash: int, book: Book, qtbot: QtBot) -> None:
    verbs.save(book.context.db, throwaway.Parcel, {"farm_id": ash, "name": "North"})
    settle(qtbot, book.context)
    pane = tab(book, "Parcels")
    pane.table.setFocus()
    pane.table.selectRow(0)
    QTest.keyClick(pane.table, Qt.Key.Key_Delete)
    settle(qtbot, book.context)
    assert pane.table.rows.rowCount() == 0
    assert names(book) == ["Ash", "Birch", "Cedar"]


def test_del_inside_the_form_never_deletes_the_record(ash: int, book: Book, qtbot: QtBot) -> None:
    for name in ("name", "soil", "is_partner", "remarks"):
        book.fields.widget(name).setFocus()
        QTest.keyClick(book.fields.widget(name), Qt.Key.Key_Delete)
    book.pane.tabs.tabBar().setFocus()
    QTest.keyClick(book.pane.tabs.tabBar(), Qt.Key.Key_Delete)
    settle(qtbot, book.context)
    assert names(book) == ["Ash", "Birch", "Cedar"]


def test_a_closed_dialog_is_freed(ash: int, book: Book) -> None:
    tab(book, "Parcels").add()
    reference = weakref.ref(dialog())
    dialog().close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert reference() is None


# -- files ------------------------------------------------------------------------------------------------------------


def test_files_are_dropped_shown_and_kept_beside_the_database(ash: int, book: Book, qtbot: QtBot, tmp_path: Path) -> None:
    name = "field & b.png" if os.name == "nt" else "field & <b>.png"  # Windows has no such signs in names
    picture, contract = tmp_path / name, tmp_path / "合同.pdf"
    QImage(300, 200, QImage.Format.Format_RGB32).save(str(picture))
    contract.write_bytes(b"%PDF")
    pane = tab(book, "Files")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in (picture, contract)])
    pane.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                              Qt.KeyboardModifier.NoModifier))
    settle(qtbot, book.context)
    assert [pane.list.item(i).text() for i in range(2)] == [name, "合同.pdf"]
    assert pane.list.item(0).toolTip().startswith(html.escape(name))
    assert book.pane.tabs.tabText(1) == "Files (2)"
    with book.context.db.reading() as session:
        kept = attachments_of(session, "farm", ash)
    assert file_of(book.context.db, kept[1]).read_bytes() == b"%PDF"


def test_the_same_file_is_not_added_twice(ash: int, book: Book, qtbot: QtBot, tmp_path: Path) -> None:
    contract = tmp_path / "a.pdf"
    contract.write_bytes(b"%PDF")
    pane = tab(book, "Files")
    for _time in range(2):
        pane.take([contract])
        settle(qtbot, book.context)
    assert pane.list.count() == 1


def test_a_file_is_opened_as_a_copy_and_a_program_is_never_run(ash: int, book: Book, qtbot: QtBot, answers: Answers,
                                                              tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(attachments_pane.QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    contents = {"合同.pdf": b"%PDF", "合同.pdf.exe": b"MZ", "setup.BAT": b"del", "report.lnk": b"L"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    pane = tab(book, "Files")
    pane.take([tmp_path / name for name in contents])
    settle(qtbot, book.context)
    for row, name in enumerate(contents):
        pane.list.setCurrentRow(row)
        assert pane.list.currentItem().text() == name
        pane.list.itemActivated.emit(pane.list.currentItem())  # Enter or a double click
        settle(qtbot, book.context)
    assert [(path.name, path.read_bytes()) for path in opened] == [("合同.pdf", b"%PDF")]
    assert opened[0].is_relative_to(book.context.db.opened)
    assert [text.split("”")[0] for text in answers.shown] == [f"“{name}" for name in list(contents)[1:]]


def test_a_file_has_a_note_a_copy_and_goes_to_the_bin(ash: int, book: Book, qtbot: QtBot, answers: Answers,
                                                      tmp_path: Path) -> None:
    contract = tmp_path / "a.pdf"
    contract.write_bytes(b"%PDF")
    pane = tab(book, "Files")
    pane.take([contract])
    settle(qtbot, book.context)
    pane.list.setCurrentRow(0)
    pane.note.setFocus()
    QTest.keyClicks(pane.note, "signed")
    QTest.keyClick(pane.note, Qt.Key.Key_Return)
    settle(qtbot, book.context)
    number = pane.chosen()[0]
    assert verbs.get(book.context.db, Attachment, number).note == "signed"
    answers.next = tmp_path / "copy.pdf"
    pane.save_as()
    settle(qtbot, book.context)
    assert (tmp_path / "copy.pdf").read_bytes() == b"%PDF"
    pane.delete()
    settle(qtbot, book.context)
    assert pane.list.count() == 0
    book.context.db.undo()
    settle(qtbot, book.context)
    assert pane.list.count() == 1


# -- history ----------------------------------------------------------------------------------------------------------


def test_the_history_says_in_words_what_changed_and_takes_it_back(ash: int, three_farms: list[int], book: Book,
                                                                  qtbot: QtBot) -> None:
    verbs.save(book.context.db, throwaway.Farm, {"soil": "sand", "neighbour_id": three_farms[1]}, ash)
    settle(qtbot, book.context)
    pane = tab(book, "History")
    settle(qtbot, book.context)
    newest = pane.tree.topLevelItem(0)
    assert newest.text(1) == "Farm changed"
    found = {newest.child(i).text(1): (newest.child(i).text(2), newest.child(i).text(3)) for i in range(2)}
    assert found == {"Soil": ("Clay", "Sand"), "Neighbour": ("–", "Birch")}
    pane.tree.setCurrentItem(newest)
    qtbot.mouseClick(pane.undo_button, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    assert verbs.get(book.context.db, throwaway.Farm, ash).soil == "clay"
    assert pane.tree.topLevelItem(0).text(1) == "Undone: Farm changed"


# -- bulk edit, merge, export -----------------------------------------------------------------------------------------


def test_bulk_edit_changes_what_is_ticked_in_one_action(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.list.table.selectAll()
    assert book.list.offers[0].isVisible()
    qtbot.mouseClick(book.list.offers[0], Qt.MouseButton.LeftButton)
    shown = dialog()
    tick, binding = shown.rows["soil"]
    assert not tick.isChecked()
    binding.set_value("sand")
    assert tick.isChecked()
    shown.accept()
    settle(qtbot, book.context)
    assert {verbs.get(book.context.db, throwaway.Farm, i).soil for i in three_farms} == {"sand"}
    assert book.context.db.undo() == "3 records changed: Soil"


def test_bulk_edit_says_what_is_wrong_and_changes_nothing(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.list.table.selectAll()
    bulk_edit(book)
    shown = dialog()
    shown.rows["area"][1].widget.setText("-5")
    shown.accept()
    settle(qtbot, book.context)
    assert shown.part("problem").text() == "Area: -5.0 is outside 0 to ∞."
    shown.reject()
    assert verbs.get(book.context.db, throwaway.Farm, three_farms[0]).area == 1200.5


def test_merge_shows_where_they_differ_and_keeps_what_is_chosen(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    db = book.context.db
    parcel = verbs.save(db, throwaway.Parcel, {"farm_id": three_farms[2], "name": "North"})
    settle(qtbot, book.context)
    book.list.table.selectAll()
    merge(book)
    shown = dialog()
    assert set(shown.choices) == {"name", "phone", "soil", "area"}
    shown.keep.button(2).click()
    assert shown.values() == {"name": "Cedar", "phone": "137", "soil": "clay", "area": 3.25}
    shown.choices["phone"].button(0).click()
    shown.accept()
    settle(qtbot, book.context)
    assert names(book) == ["Cedar"]
    assert verbs.get(db, throwaway.Farm, three_farms[2]).phone == "139"
    assert verbs.get(db, throwaway.Parcel, parcel.id).farm_id == three_farms[2]
    db.undo()
    settle(qtbot, book.context)
    assert names(book) == ["Ash", "Birch", "Cedar"]


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_the_kept_record_is_shown_after_a_merge_and_every_row_answers_a_click(three_farms: list[int], book: Book, qtbot: QtBot,
                                                                             kept: int) -> None:
    show(book, 0)
    settle(qtbot, book.context)
    book.list.table.selectAll()
    merge(book)
    shown = dialog()
    shown.keep.button(kept).click()
    shown.accept()
    settle(qtbot, book.context)
    assert book.record is not None and book.record.id == three_farms[kept] == book.list.table.current_id()
    assert book.pane.title.text() == ["Ash", "Birch", "Cedar"][kept]
    book.context.db.undo()
    settle(qtbot, book.context)
    for row in (2, 0, 1):
        area = book.list.table.visualRect(book.list.table.rows.index(row, 0))
        qtbot.mouseClick(book.list.table.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
        settle(qtbot, book.context)
        assert book.record is not None and book.record.id == three_farms[row]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_export_writes_exactly_what_is_shown(three_farms: list[int], book: Book, qtbot: QtBot, answers: Answers,
                                             tmp_path: Path, ending: str) -> None:
    book.list.filters.set_order((("area", True),))
    book.list.table.show_columns(["area", "name", "soil"])
    settle(qtbot, book.context)
    answers.next = tmp_path / f"farms.{ending}"
    book.export()
    settle(qtbot, book.context)
    table = read_table(tmp_path / f"farms.{ending}")
    assert table.header == ("Area (mu)", "Name", "Soil")
    assert [row[1] for row in table.rows] == names(book) or [row[1] for row in table.rows] == ["Ash", "Birch", "Cedar"]
    assert [float(row[0]) for row in table.rows] == [1200.5, 20.0, 3.25]
    assert table.rows[0][2] == "Clay"


def test_a_name_that_looks_like_code_harms_nothing(book: Book, qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    hostile = '=1+1 <b>&amp; "x" \'; DROP TABLE farm;-- {0} %s'
    book.new_record()
    type_into(book, "name", hostile)
    book.save()
    settle(qtbot, book.context)
    assert names(book) == [hostile]
    assert book.pane.title.text() == hostile
    answers.next = tmp_path / "farms.xlsx"
    book.export()
    settle(qtbot, book.context)
    assert read_table(tmp_path / "farms.xlsx").rows[0][0] == hostile


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_menu_on_a_row_offers_what_can_be_done(three_farms: list[int], book: Book) -> None:
    from desktop.ui.book.row_menu import open_menu

    show(book, 0)
    menu = open_menu(book, QPoint(10, 10))
    usable = {a.text(): a.isEnabled() for a in menu.actions() if a.text()}
    assert usable["Duplicate"]
    assert not usable["Merge into one…"]
    assert usable["Change 1 record…"]
    assert all(not a.icon().isNull() for a in menu.actions() if a.text())
    menu.close()
    book.duplicate()
    assert book.is_new
    assert book.fields.widget("name").text() == "Ash"
