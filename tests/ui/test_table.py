"""The list: windowed, sorted and filtered in SQL, remembering its columns, keeping its place."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core import i18n, verbs
from desktop.core.listing import Condition, Query
from desktop.ui.lists.model import WINDOW
from desktop.ui.lists.narrow import CELL_ROOM
from desktop.ui.look.pills import PILL
from tests.test_lists import listings
from tests.ui import throwaway
from tests.ui.conftest import settle, typed
from tests.ui.test_book import names, show

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.book.book import Book


@pytest.fixture
def many_farms(farms: Database) -> int:
    """A thousand farms."""
    with farms.operation("many") as session:
        verbs.insert_many(session, throwaway.Farm, [
            {"name": f"Farm {i:04}", "area": float(i), "soil": ("clay", "loam", "sand")[i % 3], "since": date(2020, 1, 1)}
            for i in range(1000)])
    return 1000


def click_header(book: Book, column: int) -> None:
    """Click on a column's title."""
    header = book.list.table.horizontalHeader()
    x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2  # beside the funnel
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, 8))


def test_only_rows_that_are_seen_are_read(many_farms: int, book: Book) -> None:
    rows = book.list.table.rows
    assert rows.rowCount() == many_farms
    assert len(rows._windows) == 1
    book.list.table.scrollToBottom()
    QApplication.processEvents()
    assert rows.index(many_farms - 1, 0).data() == "Farm 0999"
    assert len(rows._windows) <= 3
    assert many_farms > WINDOW


def test_a_click_on_a_title_sorts_up_down_and_not_at_all(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    for expected in (["Cedar", "Birch", "Ash"], ["Ash", "Birch", "Cedar"], ["Ash", "Birch", "Cedar"]):
        click_header(book, 2)
        settle(qtbot, book.context)
        assert names(book) == expected
    assert book.list.query.order == ()


def test_typing_in_the_list_searches(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.list.table.setFocus()
    QTest.keyClick(book.list.table, Qt.Key.Key_B)
    assert QApplication.focusWidget() is book.list.filters.search
    QTest.keyClicks(book.list.filters.search, "irc")
    typed(qtbot, book)
    settle(qtbot, book.context)
    assert names(book) == ["Birch"]
    QTest.keyClick(book.list.filters.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is book.list.table
    assert book.fields.widget("name").text() == "Birch"


def test_a_search_without_result_says_so(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.list.filters.search.setText("zzz")
    typed(qtbot, book)
    settle(qtbot, book.context)
    assert book.list.table.empty_text.startswith("Nothing fits")
    assert book.list.count.text() == "0 rows"


def test_a_condition_is_written_shown_as_a_chip_and_removed(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    bar = book.list.filters
    bar.add_condition("area")
    QTest.keyClicks(bar.editor.values[0]._editor, "10")
    QTest.keyClick(bar.editor.values[0]._editor, Qt.Key.Key_Return)
    settle(qtbot, book.context)
    assert names(book) == ["Ash", "Birch"]
    chip = bar._flow.itemAt(0).widget()
    assert chip.findChildren(type(bar.filter_button))[0].text() == "Area ≥ 10.0"
    chip.removed.emit(0)
    settle(qtbot, book.context)
    assert len(names(book)) == 3


def test_a_choice_is_filtered_by_its_words(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    bar = book.list.filters
    bar.add_condition("soil")
    bar.editor.values[0].set_value(("clay", "loam"))
    bar.editor.give()
    settle(qtbot, book.context)
    assert names(book) == ["Ash", "Birch"]
    assert book.list.query.conditions == (Condition("soil", "in", ("clay", "loam")),)


def test_a_condition_that_is_not_whole_is_not_given(three_farms: list[int], book: Book) -> None:
    bar = book.list.filters
    bar.add_condition("area")
    bar.editor.give()
    assert bar.query.conditions == ()


def test_selection_and_place_survive_a_refresh(many_farms: int, book: Book, qtbot: QtBot) -> None:
    table = book.list.table
    table.selectRow(500)
    table.scrollTo(table.rows.index(500, 0))
    QApplication.processEvents()
    chosen, top = table.selected_ids(), table.rows.id_at(table.rowAt(0))
    verbs.save(book.context.db, throwaway.Farm, {"name": "Aardvark"})
    settle(qtbot, book.context)
    assert table.rows.rowCount() == many_farms + 1
    assert table.selected_ids() == chosen
    assert table.rows.id_at(table.rowAt(0)) == top
    assert book.pane.title.text() == "Farm 0500"


def test_several_rows_stay_selected_and_are_counted(many_farms: int, book: Book, qtbot: QtBot) -> None:
    table = book.list.table
    table.selectRow(3)
    for _step in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert book.list.count.text() == "1,000 rows, 5 selected"
    book.refresh()
    settle(qtbot, book.context)
    assert len(table.selected_ids()) == 5


def test_home_and_end_go_to_the_first_and_last_row(many_farms: int, book: Book) -> None:
    table = book.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == many_farms - 1
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0


def test_totals_stand_below_their_column(three_farms: list[int], book: Book) -> None:
    assert book.list.totals.isVisible()
    assert book.list.totals.text(throwaway.FARMS.column("area")) == "1,223.8"


def test_columns_are_chosen_ordered_and_remembered(three_farms: list[int], book: Book) -> None:
    table = book.list.table
    assert [c.name for c in table.shown_columns()] == ["name", "soil", "area", "since", "phone"]
    table.show_columns(["phone", "name", "is_partner"])
    table.horizontalHeader().resizeSection(0, 333)
    from desktop.ui.lists.table import ListTable

    again = ListTable(book.context, throwaway.FARMS, book)
    assert [c.name for c in again.shown_columns()] == ["phone", "name", "is_partner"]
    assert again.horizontalHeader().sectionSize(0) == 333
    again.deleteLater()


def test_numbers_days_and_words_are_shown_as_the_trade_writes_them(three_farms: list[int], book: Book) -> None:
    rows = book.list.table.rows
    assert [rows.index(0, c).data() for c in range(3)] == ["Ash", "Clay", "1,200.5"]
    assert rows.index(0, 2).data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
    assert rows.headerData(2, Qt.Orientation.Horizontal) == "Area (mu)"


def test_a_view_keeps_search_filters_order_and_columns(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    book.list.filters.set_query(Query("", (Condition("since", "from", date(2020, 1, 1)),
                                          Condition("area", "between", (1.0, 9.0))), (("area", True),)))
    book.list.table.show_columns(["area", "name"])
    book.list.views.keep("Small", True)
    settle(qtbot, book.context)
    kept = book.list.query
    book.list.filters.clear()
    book.list.table.restore_columns({})
    book.list.views.fill()
    book.list.views.show_view(next(iter(book.list.views._views.values())))
    settle(qtbot, book.context)
    assert book.list.query == kept
    assert [c.name for c in book.list.table.shown_columns()] == ["area", "name"]


def test_the_view_that_comes_first_is_shown_when_the_list_opens(three_farms: list[int], farms: Database,
                                                                request: pytest.FixtureRequest) -> None:
    from desktop.core.views import pack, save_view

    save_view(farms, "farms", "Birches", pack(throwaway.FARMS, Query("Birch"), {}), is_default=True)
    book: Book = request.getfixturevalue("book")
    assert names(book) == ["Birch"]
    assert book.list.filters.search.text() == "Birch"


def test_a_row_chosen_with_the_mouse_is_shown(three_farms: list[int], book: Book) -> None:
    show(book, 2)
    assert book.pane.title.text() == "Cedar"


def test_every_field_is_offered_as_a_hidden_column(three_farms: list[int], farms: Database, book: Book, qtbot: QtBot) -> None:
    verbs.save(farms, throwaway.Farm, {"remarks": "by the river", "neighbour_id": three_farms[1]}, three_farms[0])
    settle(qtbot, book.context)
    table = book.list.table
    assert {c.name for c in table.listing.columns if c.extra} == {"remarks", "neighbour_id"}
    assert not {c.name for c in table.shown_columns()} & {"remarks", "neighbour_id"}
    table.show_columns(["name", "neighbour_id", "remarks"])
    places = [[c.name for c in table.listing.columns].index(n) for n in ("neighbour_id", "remarks")]
    assert [table.rows.index(0, place).data() for place in places] == ["Birch", "by the river"]
    book.list.filters.set_query(Query(conditions=(Condition("neighbour_id", "contains", "irc"),),
                                      order=(("remarks", False),)))
    settle(qtbot, book.context)
    assert names(book) == ["Ash"]


def test_cells_of_hidden_columns_are_not_read(three_farms: list[int], farms: Database) -> None:
    with farms.reading() as session:
        row = throwaway.FARMS.rows(session, three_farms[:1], ["name"])[three_farms[0]]
    assert [value for value in row if value is not None] == ["Ash"]


def test_a_width_follows_kind_and_font(three_farms: list[int], book: Book) -> None:
    table = book.list.table
    number = {c.name: i for i, c in enumerate(table.listing.columns)}
    digits = table.fontMetrics().horizontalAdvance("2026-04-15")
    assert digits < table.columnWidth(number["since"]) < 2 * digits
    assert table.columnWidth(number["name"]) > table.columnWidth(number["since"])


@pytest.mark.parametrize("language", i18n.languages())
def test_no_state_of_a_list_is_wider_than_its_pill(language: str, book: Book) -> None:
    """A state that is cut no longer tells one record from the next: "To be a…"."""
    digit, measure = book.list.table.fontMetrics().horizontalAdvance("0"), book.list.table.fontMetrics().horizontalAdvance
    with i18n.using(language):
        cut = [(listing.name, word) for listing in listings() for column in listing.columns
               if column.kind == "choice" and column.choices and column.name.endswith("state")
               for word in map(column.choices.label, column.choices) if measure(word) > PILL * digit]
        assert not cut
        soil = next(i for i, c in enumerate(book.list.table.listing.columns) if c.name == "soil")
        words = book.list.table.listing.columns[soil].choices
        assert words
        assert book.list.table._natural_width(soil) >= max(measure(words.label(word)) for word in words) + CELL_ROOM


def test_selected_rows_are_copied_with_headings(three_farms: list[int], farms: Database, book: Book, qtbot: QtBot) -> None:
    verbs.save(farms, throwaway.Farm, {"name": "=1+1"}, three_farms[1])
    settle(qtbot, book.context)
    table = book.list.table
    table.show_columns(["name", "soil", "area"])
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, book.context)
    lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert lines == [["Name", "Soil", "Area (mu)"], ["'=1+1", "Loam", "20.0"], ["Ash", "Clay", "1,200.5"], ["Cedar", "", "3.2"]]


def test_names_give_way_to_the_state_in_a_narrow_list(three_farms: list[int], book: Book, qtbot: QtBot) -> None:
    table = book.list.table
    number = {c.name: i for i, c in enumerate(table.listing.columns)}
    natural = table.columnWidth(number["name"])

    def end_of_state() -> int:
        return table.columnViewportPosition(number["soil"]) + table.columnWidth(number["soil"])

    table.resize(end_of_state() - natural // 4, table.height())
    assert end_of_state() <= table.viewport().width() < natural + table.columnWidth(number["soil"])
    assert "name" not in table.columns_state()["widths"]
    table.resize(2 * natural + 400, table.height())
    assert table.columnWidth(number["name"]) == natural


def test_shift_and_a_click_sort_by_a_further_column(many_farms: int, book: Book, qtbot: QtBot) -> None:
    table = book.list.table
    place = {c.name: i for i, c in enumerate(table.listing.columns)}
    header = table.horizontalHeader()

    def click(column: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        x = header.sectionViewportPosition(place[column]) + header.sectionSize(place[column]) // 2
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, keys, QPoint(x, 8))
        settle(qtbot, book.context)

    def firsts() -> list[str]:
        return [table.rows.index(row, place["area"]).data() for row in range(2)]

    shift = Qt.KeyboardModifier.ShiftModifier
    click("soil")
    soil, down = book.list.query.order[0]
    click("area", shift)
    assert book.list.query.order == ((soil, down), ("area", False)) and header.sortIndicatorSection() == place["soil"]
    ascending = firsts()
    natural = table.columnWidth(place["area"])
    assert table.rows.headerData(place["area"], Qt.Orientation.Horizontal).endswith("▲2")
    click("area", shift)
    assert book.list.query.order == ((soil, down), ("area", True)) and firsts() != ascending
    assert table.columnWidth(place["area"]) == natural and "area" not in table.columns_state()["widths"]
    click("area", shift)
    assert book.list.query.order == ((soil, down),)
    click("name")
    assert book.list.query.order[0][0] == "name" and len(book.list.query.order) == 1


def test_a_number_below_nothing_is_read_with_a_minus_and_copied_with_a_hyphen() -> None:
    from desktop.core.listing import Column, show
    from desktop.core.units import MINUS
    from desktop.ui.lists.copying import _plain

    for kind, value, shown in (("money", -540_000, f"{MINUS}5,400.00"), ("whole", -13, f"{MINUS}13")):
        column = Column("n", "N", None, kind)
        assert show(column, value) == shown
        assert _plain(column, shown) == shown.replace(MINUS, "-")
