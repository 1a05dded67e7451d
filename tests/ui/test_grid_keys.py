"""The grid's further keys: computed cells, jumps accepted by F7, photos by F8, notes, finding a plot, hiding what is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QToolTip
from pytestqt.qtbot import QtBot

from desktop.core.grid import Cell, GridChange, GridColumn, GridData, NotedSource, PhotoSource, PlotSource, Saved, ToldSource
from desktop.core.records import Record
from desktop.ui.context import Context
from desktop.ui.grid.cells import read_block, write_block
from desktop.ui.grid.grid import Grid
from tests.conftest import Answers

Key = Qt.Key
COLUMNS = [GridColumn("weight", "Weight"), GridColumn("later", "Weight, time 2"), GridColumn("double", "Double", derived=True),
           GridColumn("remark", "Remark", "text", optional=True)]


class Source(PlotSource, NotedSource, ToldSource, PhotoSource):
    """A grid in memory: `double` is computed from `weight`; plots 100 and 103 are replicates of each other."""

    tables: frozenset[str] = frozenset({"observation"})

    def __init__(self) -> None:
        self.keys = [100 + n for n in range(6)]
        self.values: dict[Cell, Any] = {(k, "weight"): 10.0 for k in self.keys[1:]}
        self.batches: list[list[GridChange]] = []
        self.own: set[Cell] = set()
        self.photos: dict[Cell, Sequence[Path]] = {}
        self.notes: dict[Cell, str] = {}

    def load(self) -> GridData:
        headers = [(f"P{k}", f"V{k % 3}") for k in self.keys]
        values = [[self.value(k, c.name) for c in COLUMNS] for k in self.keys]
        return GridData(("Plot", "Entry"), COLUMNS, self.keys, headers, values, own=set(self.own), notes=dict(self.notes),
                        photos=set(self.photos), groups=[k % 3 for k in self.keys], earlier={"later": "weight"}, jump=jump)

    def value(self, key: int, name: str) -> Any:
        weight = self.values.get((key, "weight"))
        computed = name == "double" and (key, name) not in self.own
        return self.values.get((key, name)) if not computed else None if weight is None else weight * 2

    def save(self, changes: Sequence[GridChange]) -> Saved:
        self.batches.append(list(changes))
        for change in changes:
            self.values[change.key, change.column] = change.new
            if change.column == "double":
                self.own.add((change.key, "double"))
        return Saved({(c.key, "double"): self.value(c.key, "double") for c in changes})

    def set_note(self, key: int, column: str, note: str) -> None:
        self.notes[key, column] = note

    def story(self, key: int, column: str) -> str:
        return f"from weights.xlsx, {key} {column}"

    def owner(self, key: int, column: str) -> Record | None:
        return None

    def add_photos(self, key: int, column: str, paths: Sequence[Path]) -> None:
        self.photos[key, column] = paths


def jump(_column: GridColumn, value: float, before: float | None, others: Sequence[float]) -> str:
    near = [v for v in (before, *others) if v is not None]
    return "far away" if near and abs(value - near[0]) > 5 else ""


@pytest.fixture
def grid(context: Context, qtbot: QtBot) -> Iterator[Grid]:
    made = Grid(context, Source())
    made.resize(900, 400)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.loaded):
        made.show()
    made.view.setFocus()
    yield made
    settle(made, qtbot)


def settle(grid: Grid, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not grid.context.tasks.busy and not grid._saving)


def source_of(grid: Grid) -> Source:
    assert isinstance(grid.source, Source)
    return grid.source


def at(grid: Grid, row: int, column: int) -> None:
    grid.view.go_to(grid.cells.index(row, column))


def types(grid: Grid, text: str, qtbot: QtBot) -> None:
    QTest.keyClick(grid.view, text[0])
    editor = grid.view.findChild(type_of_editor())
    if editor is not None and len(text) > 1:
        QTest.keyClicks(editor, text[1:])
    if editor is not None:
        QTest.keyClick(editor, Key.Key_Return)
    settle(grid, qtbot)


def type_of_editor() -> type:
    from desktop.ui.grid.delegate import CellEditor

    return CellEditor


def test_a_computed_cell_follows_and_is_not_typed_into(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 0, 0)
    types(grid, "7", qtbot)
    assert grid.cells.text(0, 2) == "14.00"
    at(grid, 0, 2)
    types(grid, "9", qtbot)
    assert grid.cells.text(0, 2) == "14.00"
    font = grid.cells.index(0, 2).data(Qt.ItemDataRole.FontRole)
    assert font.italic()


def test_a_value_of_ones_own_takes_the_place_of_a_computed_one(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 1, 2)
    grid.view.replace_computed()
    editor = grid.view.findChild(type_of_editor())
    assert editor is not None
    QTest.keyClicks(editor, "33")
    QTest.keyClick(editor, Key.Key_Return)
    settle(grid, qtbot)
    assert source_of(grid).batches[-1] == [GridChange(101, "double", 20.0, 33.0)]
    assert "typed by hand" in grid.cells.sentence(1, 2)


def test_a_jump_is_doubtful_until_f7_accepts_it(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 0, 0)
    types(grid, "99", qtbot)
    assert grid.cells.doubtful(0, 0) == "far away"
    at(grid, 0, 0)
    QTest.keyClick(grid.view, Key.Key_F7)
    settle(grid, qtbot)
    assert grid.cells.doubtful(0, 0) == ""
    assert source_of(grid).batches[-1] == [GridChange(100, "weight", 99.0, 99.0, accepted=True)]


def test_the_occasion_before_is_looked_at(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 1, 1)
    types(grid, "80", qtbot)
    assert grid.cells.doubtful(1, 1) == "far away"


def test_f8_hangs_photos_on_the_cell(grid: Grid, qtbot: QtBot, answers: Answers) -> None:
    answers.next = [Path("leaf.jpg")]
    at(grid, 2, 0)
    QTest.keyClick(grid.view, Key.Key_F8)
    settle(grid, qtbot)
    assert source_of(grid).photos == {(102, "weight"): [Path("leaf.jpg")]}
    assert grid.cells.photo(2, 0)
    grid.grab()


def test_shift_f2_writes_a_note(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 2, 0)
    QTest.keyClick(grid.view, Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    dialog = grid.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("wet")
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(grid, qtbot)
    assert source_of(grid).notes == {(102, "weight"): "wet"}


def test_f9_tells_where_a_value_comes_from(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 1, 0)
    QTest.keyClick(grid.view, Key.Key_F9)
    settle(grid, qtbot)
    qtbot.waitUntil(lambda: "weights.xlsx" in QToolTip.text())
    QToolTip.hideText()


def test_a_plot_is_found_by_its_number_and_by_what_a_label_says(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 0, 1)
    for typed, row in (("P104", 4), ("T1-p102", 2)):
        QTest.keyClick(grid.view, Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        grid.plot.setText(typed)
        QTest.keyClick(grid.plot, Key.Key_Return)
        assert (grid.view.currentIndex().row(), grid.view.currentIndex().column()) == (row, 1)
    grid.plot.setText("999")
    QTest.keyClick(grid.plot, Key.Key_Return)
    assert "no plot 999" in grid.status.text()


def test_rows_in_which_nothing_is_missing_can_be_hidden(grid: Grid, qtbot: QtBot) -> None:
    at(grid, 1, 1)
    types(grid, "10", qtbot)
    qtbot.mouseClick(grid.hide_done, Qt.MouseButton.LeftButton, pos=QPoint(8, grid.hide_done.height() // 2))
    assert [grid.cells.key(r) for r in range(grid.cells.rowCount())] == [100, 102, 103, 104, 105]
    assert grid.bar.share == 4 / 10


PRINTED = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029")
CELLS = st.text(PRINTED | st.sampled_from('"\t\n'), max_size=8)
BLOCKS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5))


@given(BLOCKS)
def test_a_block_copied_and_pasted_is_the_same_block(rows: list[list[str]]) -> None:
    assert read_block(write_block(rows)) == rows


@given(st.text(max_size=80))
def test_any_clipboard_is_a_block_of_cells(text: str) -> None:
    block = read_block(text)
    assert block and all(row and all(isinstance(cell, str) for cell in row) for row in block)
