"""The grid, through real keys: typing, moving, blocks from other spreadsheets, doubt and error, one action each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.choices import Choices
from desktop.core.errors import UserError
from desktop.core.grid import GridChange, GridColumn, GridData, GridSource, Saved
from desktop.ui.context import Context
from desktop.ui.grid.grid import Grid

Key = Qt.Key
LODGING = Choices("lodging", {"none": "none", "slight": "slight", "severe": "severe", "r1": "root 1", "r2": "root 2"})
COLUMNS = [GridColumn("height", "Plant height", unit="cm", low=100, high=350, decimals=0),
           GridColumn("yield", "Yield", unit="kg"),
           GridColumn("sown", "Sown", "day"), GridColumn("lodging", "Lodging", "choice", choices=LODGING),
           GridColumn("present", "Present", "flag"), GridColumn("remark", "Remark", "text"),
           GridColumn("mean", "Mean", read_only=True)]


class Source(GridSource):
    """A grid in memory that notes every batch."""

    tables: frozenset[str] = frozenset({"observation"})

    def __init__(self, rows: int = 6, columns: Sequence[GridColumn] = COLUMNS) -> None:
        self.columns = columns
        self.values: dict[tuple[int, str], Any] = {}
        self.keys = [100 + i for i in range(rows)]
        self.batches: list[list[GridChange]] = []
        self.refuse = ""

    def load(self) -> GridData:
        headers = [(str(101 + i), f"Variety {i % 12}") for i in range(len(self.keys))]
        values = [[self.values.get((k, c.name)) for c in self.columns] for k in self.keys]
        return GridData(("Plot", "Entry"), self.columns, self.keys, headers, values)

    def save(self, changes: Sequence[GridChange]) -> Saved:
        if self.refuse:
            raise UserError(self.refuse)
        self.batches.append(list(changes))
        for change in changes:
            self.values[change.key, change.column] = change.new
        return Saved()


def column(name: str) -> int:
    return [c.name for c in COLUMNS].index(name)


@pytest.fixture
def grid(context: Context, qtbot: QtBot) -> Iterator[Grid]:
    made = Grid(context, Source())
    made.resize(900, 400)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.loaded):
        made.show()
    made.view.setFocus()
    yield made


def settle(grid: Grid, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not grid.context.tasks.busy and not grid._saving)


def at(grid: Grid, row: int, name: str) -> None:
    grid.view.go_to(grid.cells.index(row, column(name)))


def types(grid: Grid, text: str) -> None:
    """Type text the way a person does: the first key opens the editor, the rest goes into it."""
    QTest.keyClicks(grid.view, text[0])
    if len(text) > 1:
        editor = grid.view.focusWidget() if grid.view.indexWidget(grid.view.currentIndex()) is None else None
        QTest.keyClicks(editor or QGuiApplication.focusObject(), text[1:])


def presses(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QGuiApplication.focusObject(), key, modifier)


def here(grid: Grid) -> tuple[int, str]:
    index = grid.view.currentIndex()
    return index.row(), COLUMNS[index.column()].name


def source_of(grid: Grid) -> Source:
    assert isinstance(grid.source, Source)
    return grid.source


def test_typing_replaces_and_enter_goes_down(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 0, "height")
    types(grid, "251")
    presses(Key.Key_Return)
    assert here(grid) == (1, "height")
    types(grid, "248")
    presses(Key.Key_Tab)
    assert here(grid) == (1, "yield")
    settle(grid, qtbot)
    source = source_of(grid)
    assert source.values == {(100, "height"): 251.0, (101, "height"): 248.0}
    assert [len(b) for b in source.batches] == [1, 1]


def test_enter_can_go_right(grid: Grid) -> None:
    grid.enter.setCurrentIndex(1)
    at(grid, 0, "height")
    types(grid, "251")
    presses(Key.Key_Return)
    assert here(grid) == (0, "yield")
    presses(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert here(grid) == (0, "height")


def test_f2_edits_what_is_there_and_escape_leaves_it(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 0, "yield")
    types(grid, "12")
    presses(Key.Key_Return)
    at(grid, 0, "yield")
    presses(Key.Key_F2)
    presses(Key.Key_End)
    QTest.keyClicks(QGuiApplication.focusObject(), ".5")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert source_of(grid).values[100, "yield"] == 12.5
    at(grid, 0, "yield")
    types(grid, "99")
    presses(Key.Key_Escape)
    settle(grid, qtbot)
    assert source_of(grid).values[100, "yield"] == 12.5


def test_a_doubtful_value_is_saved_amber_and_may_be_accepted(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 0, "height")
    types(grid, "2510")
    presses(Key.Key_Return)
    at(grid, 0, "height")
    settle(grid, qtbot)
    assert source_of(grid).values[100, "height"] == 2510
    assert "outside the usual range 100 to 350" in grid.status.text()
    grid.view.accept()
    settle(grid, qtbot)
    assert source_of(grid).batches[-1][0].accepted
    assert not grid.cells.doubtful(0, column("height"))


def test_wrong_text_stays_red_and_is_not_saved(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 0, "height")
    types(grid, "tall")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert source_of(grid).batches == []
    assert grid.cells.text(0, 0) == "tall"
    assert "“tall” is not a number." in grid.cells.sentence(0, 0)
    grid.reload()
    settle(grid, qtbot)
    assert grid.cells.text(0, 0) == "tall"


def test_full_width_digits_dates_and_words_are_understood(grid: Grid, qtbot: QtBot) -> None:
    grid.cells.enter({(0, column("height")): "２５１．５", (0, column("sown")): "0415", (1, column("lodging")): "sl",
                      (2, column("lodging")): "3", (3, column("lodging")): "r2", (0, column("present")): "是"})
    settle(grid, qtbot)
    assert source_of(grid).values == {
        (100, "height"): 251.5, (100, "sown"): date(date.today().year, 4, 15), (101, "lodging"): "slight",
        (102, "lodging"): "severe", (103, "lodging"): "r2", (100, "present"): True}


def test_a_pasted_block_expands_is_one_step_and_reports_what_does_not_fit(grid: Grid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("250\t9.1\r\n251\t9.2\r\ntall\t9.3\r\n")
    at(grid, 0, "height")
    QTest.keyClick(grid.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(grid, qtbot)
    source = source_of(grid)
    assert len(source.batches) == 1 and len(source.batches[0]) == 5
    assert "5 cells pasted." in grid.status.text() and "“tall” is not a number." in grid.status.text()
    at(grid, 5, "yield")
    QTest.keyClick(grid.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "beyond the grid" in grid.status.text()


def test_one_copied_cell_fills_the_selection(grid: Grid, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("7\n")
    at(grid, 0, "yield")
    for _step in range(3):
        QTest.keyClick(grid.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(grid, qtbot)
    assert [source_of(grid).values.get((100 + i, "yield")) for i in range(5)] == [7, 7, 7, 7, None]


def test_what_is_copied_pastes_back_the_same(grid: Grid, qtbot: QtBot) -> None:
    grid.cells.enter({(0, column("remark")): 'two "quoted"\tparts', (0, column("present")): "0", (0, column("lodging")): "r1"})
    at(grid, 0, "lodging")
    for _step in range(2):
        QTest.keyClick(grid.view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid.view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    at(grid, 3, "lodging")
    QTest.keyClick(grid.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(grid, qtbot)
    values = source_of(grid).values
    for name in ("lodging", "present", "remark"):
        assert values[103, name] == values[100, name]


def test_fill_down_and_delete_are_one_step_each(grid: Grid, qtbot: QtBot) -> None:
    grid.cells.enter({(0, column("sown")): "2026-04-20"})
    at(grid, 0, "sown")
    for _step in range(5):
        QTest.keyClick(grid.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(grid.view, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settle(grid, qtbot)
    source = source_of(grid)
    assert {v for (_k, n), v in source.values.items() if n == "sown"} == {date(2026, 4, 20)}
    assert [len(b) for b in source.batches] == [1, 5]
    QTest.keyClick(grid.view, Key.Key_Delete)
    settle(grid, qtbot)
    assert len(source.batches[-1]) == 6 and set(source.values.values()) == {None}


def test_read_only_columns_are_left_alone(grid: Grid) -> None:
    QGuiApplication.clipboard().setText("1")
    at(grid, 0, "mean")
    QTest.keyClick(grid.view, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "cannot be edited" in grid.status.text() and grid.cells.value(0, column("mean")) is None


def test_what_cannot_be_stored_stands_red_with_the_reason(grid: Grid, qtbot: QtBot) -> None:
    source_of(grid).refuse = "The trial is closed."
    at(grid, 0, "yield")
    types(grid, "9")
    presses(Key.Key_Return)
    settle(grid, qtbot)
    assert grid.cells.value(0, column("yield")) is None
    assert grid.cells.text(0, column("yield")) == "9"
    assert grid.cells.sentence(0, column("yield")) == "The trial is closed."


def test_the_counter_and_the_filter(grid: Grid) -> None:
    grid.cells.enter({(i, column("height")): "250" for i in range(4)})
    at(grid, 0, "height")
    assert grid.counter.text().startswith("Plant height: 4/6")
    grid.filter.setText("variety 104")
    assert grid.cells.rowCount() == 1 and grid.cells.key(0) == 103
    grid.cells.enter({(0, column("yield")): "5"})
    grid.filter.clear()
    assert grid.cells.value(3, column("yield")) == 5


def test_space_turns_yes_into_no(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 0, "present")
    QTest.keyClick(grid.view, Key.Key_Space)
    QTest.keyClick(grid.view, Key.Key_Space)
    settle(grid, qtbot)
    assert source_of(grid).values[100, "present"] is False


def test_values_typed_far_down_in_five_thousand_rows_arrive_in_their_rows(context: Context, qtbot: QtBot) -> None:
    grid = Grid(context, Source(5000, [GridColumn(f"t{i}", f"Trait {i}", low=0, high=10) for i in range(30)]))
    grid.resize(1200, 600)
    qtbot.addWidget(grid)
    with qtbot.waitSignal(grid.loaded):
        grid.show()
    grid.view.setFocus()
    for row in range(0, 5000, 250):
        grid.view.go_to(grid.cells.index(row, 3))
        types(grid, "7")
        presses(Key.Key_Return)
    settle(grid, qtbot)
    assert [row for row in range(5000) if grid.cells.value(row, 3) == 7] == list(range(0, 5000, 250))


def test_what_others_change_is_shown_and_wrong_text_survives_it(grid: Grid, qtbot: QtBot) -> None:
    grid.cells.enter({(2, column("height")): "tall"})
    source_of(grid).values[100, "yield"] = 7.5
    with qtbot.waitSignal(grid.loaded):
        grid.context.changed.emit(frozenset({"observation"}))
    assert grid.cells.value(0, column("yield")) == 7.5 and grid.cells.text(2, column("height")) == "tall"
    source_of(grid).values[100, "yield"] = 8.5
    grid.context.changed.emit(frozenset({"dealer"}))
    settle(grid, qtbot)
    assert grid.cells.value(0, column("yield")) == 7.5


def test_a_click_on_a_frozen_cell_selects_its_row(grid: Grid, qtbot: QtBot) -> None:
    place = grid.frozen.visualRect(grid.frozen.names.index(2, 0)).center()
    qtbot.mouseClick(grid.frozen.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert {r for r, _c in grid.view.selected()} == {2} and len(grid.view.selected()) == len(COLUMNS)
