"""Fits field plans, squares in rows, into boxes of a page's width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.core.documents import fonts
from desktop.core.documents.breaking import longest_unit
from desktop.core.documents.model import CENTER, RIGHT, Grid, GridCell
from desktop.core.documents.pdf_fitting import EM, FILLED, Fit, Room, captions, notes_below, widest_line
from desktop.core.documents.pdf_tables import LEADING, PAD_X, PAD_Y, CellBox, RowBox, TableBox
from desktop.core.documents.pdf_text import cell_lines
from desktop.core.documents.text import printable

GRID_SIZE, GRID_UPRIGHT_FLOOR, GRID_FLOOR, GRID_WIDEST = 8.0, 6.0, 5.0, 78.0


def fit_grid(grid: Grid, upright: Room, sideways: Room) -> Fit:
    """The best way to set a field plan: as large as fits, sideways if it must and fills the page, then in parts."""
    count = max((len(row) for row in grid.cells), default=0)
    tall = len(grid.cells) * 3 * GRID_FLOOR * LEADING >= sideways[1] * FILLED / 2
    tried = [(upright[0], False, GRID_UPRIGHT_FLOOR), (sideways[0], True, GRID_FLOOR), (upright[0], False, GRID_FLOOR)]
    for width, turned, floor in tried if tall else tried[::2]:
        size = GRID_SIZE
        while size >= floor:
            if _grid_width(grid, size, count) <= width:
                return Fit(turned, size, [list(range(count))])
            size -= 0.5
    square, width = _square(grid, GRID_FLOOR), (sideways if tall else upright)[0]
    each = max(1, int((width - _names_width(grid, GRID_FLOOR)) / square))
    each = -(-count // -(-count // each))  # parts of equal width
    return Fit(tall, GRID_FLOOR, [list(range(i, min(i + each, count))) for i in range(0, count, each)])


def grid_boxes(grid: Grid, how: Fit, width: float) -> list[TableBox]:
    """The boxes of a field plan, in the middle of the page."""
    names = _names_width(grid, how.size)
    boxes = []
    for number, part in enumerate(how.parts):
        square = (width - names) / max(len(part), 1)
        if not grid.wide:
            square = min(square, max(_square(grid, how.size), GRID_WIDEST))
        widths = [names, *[square] * len(part)]
        caption, rest = captions(grid.caption, width)
        rows = [_grid_row(grid, i, part, widths, how.size) for i in range(len(grid.cells))]
        last = number == len(how.parts) - 1
        left = max(0.0, (width - sum(widths)) / 2)
        notes = notes_below(grid.notes, width - left) if last else ()
        box = TableBox(
            widths, _grid_header(grid, part, widths, how.size), rows, rest if number else caption, rest, notes
        )
        boxes.append(replace(box, frame=False, left=left, floats=True))
    return boxes


def _grid_width(grid: Grid, size: float, count: int) -> float:
    return _names_width(grid, size) + count * _square(grid, size)


def _names_width(grid: Grid, size: float) -> float:
    if not grid.row_names:
        return 0.0
    return min(max(fonts.width(printable(name), size) for name in grid.row_names), 90.0) + 2 * PAD_X


def _square(grid: Grid, size: float) -> float:
    """The least width of a square: its longest word; five ideographs stand on a line."""
    cells = {printable(cell.text) for row in grid.cells for cell in row if cell is not None}
    widest = max((widest_line(text) for text in cells), default=0.0)
    word = max((longest_unit(text, EM, bold=True) for text in cells), default=0.0)
    return max(2.2, min(max(word, min(widest, 5.0)), 12.0)) * size + 2 * PAD_X


def _grid_header(grid: Grid, part: Sequence[int], widths: Sequence[float], size: float) -> list[RowBox]:
    if not grid.column_names:
        return []
    names = [grid.column_names[i] if i < len(grid.column_names) else "" for i in part]
    cells = [
        CellBox(cell_lines(name, size, widths[i + 1] - 2 * PAD_X), i + 1, align=CENTER, middle=True)
        for i, name in enumerate(names)
    ]
    return [RowBox(cells, size, rule=0.0)]


def _grid_row(grid: Grid, index: int, part: Sequence[int], widths: Sequence[float], size: float) -> RowBox:
    name = grid.row_names[index] if index < len(grid.row_names) else ""
    lines = cell_lines(name, size, widths[0] - 2 * PAD_X)
    cells = [CellBox(lines, 0, align=RIGHT, middle=True)] if grid.row_names else []
    for place, i in enumerate(part, start=1):
        cell = grid.cells[index][i] if i < len(grid.cells[index]) else None
        if cell is not None:
            cells.append(_square_box(cell, place, widths[place], size))
    return RowBox(cells, size, rule=0.0, least_height=2.4 * size + 2 * PAD_Y)


def _square_box(cell: GridCell, place: int, width: float, size: float) -> CellBox:
    lines = cell_lines(cell.text, size, width - 2 * PAD_X, cell.bold)
    grey = tuple(1 - part * min(max(cell.shade, 0.0), 1.0) for part in (0.42, 0.28, 0.42))
    shade = (grey[0], grey[1], grey[2])
    return CellBox(lines, place, align=CENTER, shade=shade, boxed=True, struck=cell.struck, middle=True,
                   strong=cell.strong, dashed=cell.dashed)  # fmt: skip
