"""Forms on small screens: a grid of three label-field pairs a row becomes one of two, or of one, where room is short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QSizePolicy, QWidget

FIXED, EXPANDING = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
MINIMAL = QSizePolicy.Policy.Minimum
FRAME = 28  # pixels that tabs and margins take around a grid


@dataclass(frozen=True)
class Cell:
    """A widget of a grid and where Designer put it."""

    widget: QWidget
    row: int
    column: int
    rows: int
    columns: int
    alignment: Qt.AlignmentFlag


@dataclass(frozen=True)
class Pair:
    """A field with the label in front of it; `wide` ones take a whole row."""

    label: Cell | None
    field: Cell
    wide: bool


class Grid:
    """One grid of a form, and how many pairs it shows a row (0: as drawn)."""

    def __init__(self, grid: QGridLayout, cells: list[Cell]) -> None:
        self._grid, self._cells = grid, cells
        self._columns = {c: grid.columnStretch(c) for c in range(grid.columnCount())}
        self._rows = {r: grid.rowStretch(r) for r in range(grid.rowCount())}
        self._spacers = [(item, item.sizeHint()) for i in range(grid.count())
                         if (found := grid.itemAt(i)) is not None and (item := found.spacerItem()) is not None]
        self._drawn = max((c.column + c.columns + 1) // 2 for c in cells) if cells else 1  # pairs a row in the drawing
        self._across = 0
        self._hidden: frozenset[Cell] = frozenset()  # cells that were left out when it was placed last
        self._needs: dict[int, int] = {}  # pairs a row → the width that takes

    def fit(self, width: int) -> None:
        """Show as many pairs a row as `width` has room for; what is hidden leaves no hole."""
        if self._away() != self._hidden:
            self.forget()
        for across in (0, 2, 1):
            if across not in self._needs:
                self._apply(across)
                self._needs[across] = self._grid.minimumSize().width()
            if self._needs[across] <= width or across == 1:
                self._apply(across)
                return

    def forget(self) -> None:
        """Forget how wide it was."""
        self._needs.clear()

    def _away(self) -> frozenset[Cell]:
        return frozenset(cell for cell in self._cells if cell.widget.isHidden())

    def _apply(self, across: int) -> None:
        hidden = self._away()
        if (across, hidden) == (self._across, self._hidden):
            return
        self._across, self._hidden = across, hidden
        own, across = not across, across or (self._drawn if hidden else 0)
        for cell in self._cells:
            self._grid.removeWidget(cell.widget)
        for spacer, size in self._spacers:  # they fill up under the last row of the drawing, not of ours
            kind = FIXED if across else EXPANDING
            spacer.changeSize(0 if across else size.width(), 0 if across else size.height(), MINIMAL, kind)
        last = -1
        if across:
            last = _place(self._grid, _pairs([cell for cell in self._cells if cell not in hidden]), across, own)
        else:
            for cell in self._cells:
                self._grid.addWidget(cell.widget, cell.row, cell.column, cell.rows, cell.columns, cell.alignment)
        for column in range(self._grid.columnCount()):
            standard = column % 2 if column < 2 * across else 0
            self._grid.setColumnStretch(column, standard if across else self._columns.get(column, 0))
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0 if across else self._rows.get(row, 0))
        if across:
            self._grid.setRowStretch(last + 1, 1)
            for cell in (cell for cell in self._cells if cell not in hidden and self._rows.get(cell.row)):
                where: Any = self._grid.getItemPosition(self._grid.indexOf(cell.widget))
                self._grid.setRowStretch(where[0], self._rows[cell.row])  # else a text has less than its least height
        self._grid.invalidate()


class Reflow:
    """The grids of a form. Grids that hold other layouts are left alone."""

    def __init__(self, body: QWidget) -> None:
        own = body.layout()
        found: list[QLayout] = [*body.findChildren(QLayout), *([own] if own else [])]
        self._grids = [Grid(g, cells) for g in found if isinstance(g, QGridLayout) and (cells := _cells(g))]

    def fit(self, width: int) -> None:
        """Make every grid fit into a form of `width`."""
        for grid in self._grids:
            grid.fit(width - FRAME)

    def measure_anew(self) -> None:
        """Forget what the grids needed: before a form is first shown it has neither its font nor its padding."""
        for grid in self._grids:
            grid.forget()


def _cells(grid: QGridLayout) -> list[Cell]:
    """The cells of a grid in reading order; none where it holds more than widgets and spacers."""
    cells = []
    for number in range(grid.count()):
        item = grid.itemAt(number)
        if item is None or item.layout() is not None:
            return []
        widget = item.widget()
        if widget is not None:
            where: Any = grid.getItemPosition(number)
            cells.append(Cell(widget, where[0], where[1], where[2], where[3], item.alignment()))
    return sorted(cells, key=lambda c: (c.row, c.column))


def _pairs(cells: list[Cell]) -> list[Pair]:
    pairs: list[Pair] = []
    label: Cell | None = None
    for cell in cells:
        if isinstance(cell.widget, QLabel) and cell.columns == 1 and label is None:
            label = cell
            continue
        pairs.append(Pair(label, cell, cell.columns > 1 or cell.rows > 1))
        label = None
    return pairs if label is None else [*pairs, Pair(None, label, False)]


def _place(grid: QGridLayout, pairs: list[Pair], across: int, own: bool) -> int:
    """Put the pairs into the grid; gives the last row used. `own`: wide ones are as wide as they were drawn."""
    row = place = 0
    for pair in pairs:
        places = min((pair.field.columns + 1) // 2, across) if own else across if pair.wide else 1
        if place + places > across:
            row, place = row + 1, 0
        if pair.label is not None:
            grid.addWidget(pair.label.widget, row, 2 * place, pair.label.alignment)
        grid.addWidget(pair.field.widget, row, 2 * place + 1, 1, 2 * places - 1, pair.field.alignment)
        place += places
        if place >= across:
            row, place = row + 1, 0
    return row
