"""A book: list, record, children; typed text is never lost; every action can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from tests.ui import throwaway
from tests.ui.conftest import settle, typed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.book.book import Book
    from desktop.ui.page import Page
    from tests.conftest import Answers


def names(book: Book) -> list[str]:
    """The first column of the list as it stands on the screen."""
    model = book.list.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def type_into(book: Book, field: str, text: str) -> None:
    """Type text into a field of the form."""
    widget = book.fields.widget(field)
    widget.setFocus()
    widget.end(False)
    QTest.keyClicks(widget, text)


def show(book: Book, row: int) -> None:
    """Choose a row with the mouse."""
    table = book.list.table
    where = table.visualRect(table.rows.index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def test_an_empty_book_says_what_to_do_first(book: Book) -> None:
    assert book.list.table.empty_text == "No farms yet. Ctrl+N makes one, or import a table."
    assert book.pane.stack.currentIndex() == 0


def test_the_list_is_seen_before_the_record_beside_it_is_made(three_farms: list[int], page: Page, qtbot: QtBot) -> None:
    settle(qtbot, page.context)
    made = type(page.section)(page.context, page)
    seen: list[tuple[bool, int]] = []  # whether the record's side is there, and how many rows are shown
    made.list.table.rows.loaded.connect(lambda: seen.append((made.room._pane is not None, len(names(made)))))
    made.load()
    assert not made.can("save")
    qtbot.waitUntil(lambda: made.record is not None)
    assert seen[0] == (False, 3) and made.pane.title.text() == names(made)[0]


def test_a_new_record_is_typed_saved_and_selected(book: Book, qtbot: QtBot) -> None:
    book.new_record()
    type_into(book, "name", "Oak")
    assert book.pane.title.text() == "• New: Farm"
    assert book.can("save")
    book.save()
    settle(qtbot, book.context)
    assert names(book) == ["Oak"]
    assert book.record is not None
    assert book.list.table.current_id() == book.record.id
    assert book.pane.title.text() == "Oak"
    assert not book.fields.dirty
    assert not book.can("save")


def test_a_click_shows_the_record(three_farms: list[int], book: Book) -> None:
    show(book, 1)
    assert book.fields.widget("name").text() == "Birch"
    assert book.pane.title.text() == "Birch"


def test_changes_are_saved_and_the_list_follows(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    show(book, 1)
    book.fields.widget("name").setText("Zelkova")
    book.save()
    settle(qtbot, book.context)
    assert names(book) == ["Ash", "Cedar", "Zelkova"]
    assert book.list.table.current_id() == three_farms[1]


def test_what_is_typed_while_saving_is_kept(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    show(book, 0)
    type_into(book, "phone", "1")
    book.save()
    type_into(book, "phone", "2")
    settle(qtbot, book.context)
    assert book.fields.widget("phone").text() == "13912"
    assert book.fields.dirty
    assert verbs.get(book.context.db, throwaway.Farm, three_farms[0]).phone == "1391"


def test_leaving_a_changed_record_asks_and_can_stay(three_farms: list[int], book: Book, answers: Answers) -> None:
    show(book, 0)
    type_into(book, "phone", "7")
    answers.next = None
    show(book, 2)
    assert answers.shown == ["“Ash” has been changed and is not saved."]
    assert book.fields.widget("phone").text() == "1397"
    assert book.list.table.current_id() == three_farms[0]


def test_leaving_a_changed_record_can_save_and_go_on(three_farms: list[int], book: Book, qtbot: QtBot,
                                                     answers: Answers) -> None:
    show(book, 0)
    type_into(book, "phone", "7")
    answers.next = 0
    show(book, 2)
    settle(qtbot, book.context)
    assert verbs.get(book.context.db, throwaway.Farm, three_farms[0]).phone == "1397"
    assert book.fields.widget("name").text() == "Cedar"
    assert book.list.table.current_id() == three_farms[2]


def test_leaving_a_changed_record_can_discard(three_farms: list[int], book: Book, answers: Answers) -> None:
    show(book, 0)
    type_into(book, "phone", "7")
    answers.next = 1
    show(book, 2)
    assert book.fields.widget("name").text() == "Cedar"
    assert verbs.get(book.context.db, throwaway.Farm, three_farms[0]).phone == "139"


def test_escape_asks_before_typed_text_goes(three_farms: list[int], book: Book, answers: Answers) -> None:
    show(book, 0)
    type_into(book, "phone", "7")
    answers.next = None
    QTest.keyClick(book.fields.widget("phone"), Qt.Key.Key_Escape)
    assert len(answers.shown) == 1
    assert book.fields.widget("phone").text() == "1397"


def test_escape_without_changes_goes_back_to_the_list(three_farms: list[int], book: Book) -> None:
    show(book, 0)
    book.go_to_form()
    assert QApplication.focusWidget() is book.fields.widget("name")
    QTest.keyClick(book.fields.widget("name"), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is book.list.table


def test_an_empty_new_record_is_forgotten_without_a_question(three_farms: list[int], book: Book) -> None:
    book.new_record()
    show(book, 1)
    assert book.record is not None
    assert not book.is_new


def test_save_and_next_begins_another_with_what_was_used_last(book: Book, qtbot: QtBot) -> None:
    book.new_record()
    type_into(book, "name", "Oak")
    book.fields.propose({"soil": "loam"})
    QTest.keyClick(book.fields.widget("name"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, book.context)
    assert book.is_new
    assert not book.fields.dirty
    assert book.fields.widget("name").text() == ""
    assert book.fields.values()["soil"] == "loam"


def test_a_required_field_left_empty_is_marked_and_nothing_is_saved(book: Book, qtbot: QtBot) -> None:
    book.new_record()
    type_into(book, "phone", "139")
    book.fields.widget("area").setText("many")
    book.save()
    settle(qtbot, book.context)
    assert book.fields.widget("name").property("wrong")
    assert book.fields.widget("area").property("wrong")
    assert book.fields.widget("area").text() == "many"
    assert QApplication.focusWidget() is book.fields.widget("name")
    assert names(book) == []


def test_a_rule_of_the_model_is_marked_at_its_field(book: Book, qtbot: QtBot) -> None:
    book.new_record()
    type_into(book, "name", "Oak")
    book.fields.widget("area").setText("-1")
    book.save()
    settle(qtbot, book.context)
    assert book.fields.widget("area").toolTip() == "Area: -1.0 is outside 0 to ∞."
    assert book.is_new


def test_deleting_goes_on_to_the_next_row_and_undo_brings_back(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    show(book, 0)
    book.list.table.setFocus()
    QTest.keyClick(book.list.table, Qt.Key.Key_Delete)
    settle(qtbot, book.context)
    assert names(book) == ["Birch", "Cedar"]
    assert book.fields.widget("name").text() == "Birch"
    book.context.db.undo()
    settle(qtbot, book.context)
    assert names(book) == ["Ash", "Birch", "Cedar"]


def test_an_undo_elsewhere_updates_the_form_but_not_what_is_typed(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    verbs.save(book.context.db, throwaway.Farm, {"phone": "555", "soil": "sand"}, three_farms[0])
    settle(qtbot, book.context)
    show(book, 0)
    type_into(book, "name", "y")
    book.context.db.undo()
    settle(qtbot, book.context)
    assert book.fields.widget("phone").text() == "139"
    assert book.fields.widget("name").text() == "Ashy"
    assert book.fields.dirty


def test_a_record_deleted_elsewhere_is_no_longer_shown(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    show(book, 0)
    verbs.delete(book.context.db, throwaway.Farm, [three_farms[0]])
    settle(qtbot, book.context)
    assert book.record is None


def test_a_hidden_book_loads_when_it_is_seen_again(three_farms: list[int], book: Book, page: Page, qtbot: QtBot) -> None:
    page.hide()
    verbs.save(book.context.db, throwaway.Farm, {"name": "Fir"})
    settle(qtbot, book.context)
    assert len(names(book)) == 3
    assert book.stale
    page.show()
    settle(qtbot, book.context)
    assert len(names(book)) == 4


def test_a_change_of_other_tables_is_none_of_its_business(three_farms: list[int], book: Book) -> None:
    book.stale = False
    book.hide()
    book.context.changed.emit(frozenset({"region"}))
    assert not book.stale


def test_a_lookalike_is_named_while_typing_and_never_in_the_way(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.new_record()
    type_into(book, "name", "Ash the second")
    type_into(book, "phone", "139")
    typed(qtbot, book)
    settle(qtbot, book.context)
    assert [h.title for h in book.pane.hints.hits] == ["Ash"]
    assert book.pane.hints.isVisible()
    book.save()
    settle(qtbot, book.context)
    assert "Ash the second" in names(book)
    assert not book.pane.hints.isVisible()


def test_opening_a_child_from_elsewhere_shows_its_parent(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    parcel = verbs.save(book.context.db, throwaway.Parcel, {"farm_id": three_farms[2], "name": "North"})
    settle(qtbot, book.context)
    book.open_record("parcel", parcel.id)
    settle(qtbot, book.context)
    assert book.pane.title.text() == "Cedar"
    pane = book.pane.tabs.currentWidget()
    assert pane.table.current_id() == parcel.id
    assert book.pane.tabs.tabText(0) == "Parcels (1)"


def test_opening_a_record_that_the_filter_hides_shows_everything(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.list.filters.search.setText("Birch")
    typed(qtbot, book)
    settle(qtbot, book.context)
    assert names(book) == ["Birch"]
    book.open_record("farm", three_farms[0])
    settle(qtbot, book.context)
    assert len(names(book)) == 3
    assert book.list.table.current_id() == three_farms[0]


def test_a_record_that_a_search_leaves_out_gives_way_to_the_first_hit_or_to_nothing(
        three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.open_record("farm", three_farms[0])
    settle(qtbot, book.context)
    search = book.list.filters.search

    def look_for(text: str) -> None:
        search.setText(text)
        typed(qtbot, book)
        settle(qtbot, book.context)

    look_for("Birch")
    assert book.record is not None and book.record.label() == "Birch" and book.list.table.current_id() == three_farms[1]
    look_for("nowhere")
    assert book.record is None and not book.can("save")
    look_for("")
    assert book.record is not None
    book.fields.propose({"name": "Birch and more"})
    shown = book.record
    look_for("Cedar")
    assert book.record is shown and book.fields.dirty, "what is being edited stays"
    book.discard()


def test_the_line_below_a_list_adds_up_the_rows_that_are_selected(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    settle(qtbot, book.context)
    table = book.list.table
    table.selectAll()
    settle(qtbot, book.context)
    said = book.list.chosen.text()
    assert book.list.count.text() == "3 rows, 3 selected" and book.list.chosen.isVisible()
    assert "Σ 1,223.8, ⌀ 407.9" in said, said
    table.selectRow(0)
    settle(qtbot, book.context)
    assert book.list.count.text() == "3 rows" and not book.list.chosen.isVisible()


def test_the_cursor_stays_in_the_record_after_a_click_on_save(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.window().show()
    book.window().activateWindow()
    book.new_record()
    book.fields.propose({"name": "Elm"})
    assert book.pane.save_button.isVisible()
    book.pane.save_button.setFocus()
    qtbot.mouseClick(book.pane.save_button, Qt.MouseButton.LeftButton)
    settle(qtbot, book.context)
    here = QApplication.focusWidget()
    assert book.record is not None and here is not None and book.pane.form.isAncestorOf(here), here


def test_a_preset_filters_the_list(three_farms: list[int], book: Book, page: Page, qtbot: QtBot) -> None:
    verbs.save(book.context.db, throwaway.Farm, {"is_partner": True}, three_farms[1])
    page.show_preset("farms", "partners")
    settle(qtbot, book.context)
    assert names(book) == ["Birch"]
