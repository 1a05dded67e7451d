"""Fits the model's tables, name-value lists and field plans into boxes of a page's width.

A table that is too wide is set a little smaller, then on a page turned sideways, then down to `FLOOR`, and then
divided into several tables that repeat its key columns. No column is ever cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TypeAlias

from desktop.core.documents import fonts
from desktop.core.documents.breaking import Line, longest_unit
from desktop.core.documents.model import CENTER, LEFT, RIGHT, SMALL, TEXT, Column, Grid, GridCell, KeyValues, Table
from desktop.core.documents.pdf_boxes import MM
from desktop.core.documents.pdf_tables import APART, LABEL, LEADING, PAD_X, PAD_Y, SHADE, CellBox, RowBox, TableBox
from desktop.core.documents.pdf_text import SIZE, STYLES, TextBox, cell_lines, measure_at, para
from desktop.core.documents.text import printable, shown
from desktop.core.documents.widths import Need, column_widths, fits, split_columns
from desktop.core.i18n import _

UPRIGHT_FLOOR, FLOOR = 8.0, 6.5
STRONG = {False: 0.9, True: 1.8}  # the thickness of a line between rows: in a box it stands among lines of 0.5
LONG, FILLED, MOST_UPRIGHT_PARTS = 3.0, 2 / 3, 3
"""In turned pages: how long a table is turned in any case, and how far down it must fill its last one."""
SHORT = 10.0
"""Ems: a text up to this width is better set smaller than broken."""
_EM = measure_at(1.0)
_Texts: TypeAlias = Sequence[Sequence[str]]
Room: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Fit:
    """How a table is set: sideways or not, its font size, and the columns of each part."""

    sideways: bool
    size: float
    parts: Sequence[Sequence[int]]


def fit(table: Table, upright: Room, sideways: Room, largest: float = SIZE) -> Fit:
    """The best way to set a table, given width and height of an upright and a turned page in points, and its largest print.

    Upright with all short texts on one line, else upright with broken ones, else sideways where it fills the turned
    pages, else upright and small, else in parts.
    """
    ems = column_ems(table, texts(table))
    everything = [list(range(len(table.columns)))]
    unbroken = [(natural if natural <= SHORT else least, natural) for least, natural in ems]
    turned = _largest_size(table, ems, sideways[0], (largest, FLOOR))
    if not _fills(len(table.rows) * (turned * LEADING + 2 * PAD_Y) / sideways[1]):
        turned = 0.0
    for size, is_turned in (
        (_largest_size(table, unbroken, upright[0], (largest, UPRIGHT_FLOOR)), False),
        (_largest_size(table, ems, upright[0], (largest, UPRIGHT_FLOOR)), False),
        (turned, True),
        (_largest_size(table, ems, upright[0], (largest, FLOOR)), False),
    ):
        if size:
            return Fit(is_turned, size, everything)
    parts = split_columns(needs(table, ems, UPRIGHT_FLOOR), table.key_columns, upright[0])
    if len(parts) <= MOST_UPRIGHT_PARTS:
        return Fit(False, UPRIGHT_FLOOR, parts)
    return Fit(True, UPRIGHT_FLOOR, split_columns(needs(table, ems, UPRIGHT_FLOOR), table.key_columns, sideways[0]))


def unbroken(table: Table, width: float) -> bool:
    """Whether a table stands upright on that width with every short text on one line."""
    ems = [(natural if natural <= SHORT else least, natural) for least, natural in column_ems(table, texts(table))]
    return bool(_largest_size(table, ems, width, (SIZE, UPRIGHT_FLOOR)))


def _fills(pages: float) -> bool:
    """Whether a table of so many pages leaves less than a third of the last one empty, or is long."""
    return pages >= LONG or pages % 1.0 >= FILLED


def _largest_size(table: Table, ems: Sequence[tuple[float, float]], width: float, sizes: tuple[float, float]) -> float:
    """The largest font size, from the first of `sizes` down to the second, at which all columns fit; 0 if there is none."""
    size, floor = sizes
    while size >= floor:
        if fits(needs(table, ems, size), width):
            return size
        size -= 0.5
    return 0.0


def texts(table: Table) -> list[list[str]]:
    """The cells of a table as they are printed."""
    columns = table.columns
    return [[shown(cell, column) for cell, column in zip(row, columns, strict=False)] for row in table.rows]


def column_ems(table: Table, rows: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
    """For each column, at font size 1: the least width and the natural one."""
    return [_column_em(column, [row[i] for row in rows if i < len(row)]) for i, column in enumerate(table.columns)]


def _column_em(column: Column, cells: Sequence[str]) -> tuple[float, float]:
    distinct = [printable(text) for text in set(cells)]
    natural = min(max((_widest_line(text) for text in distinct), default=0.0), 40.0)
    title, unit = printable(column.title), fonts.width(_unit(column), 1.0, bold=True)
    if column.kind == TEXT:
        least = max((longest_unit(text, _EM, bold=True) for text in distinct), default=0.0)
        least = max(min(least, 16.0), min(natural, 5.0))
    else:
        least = min(natural, 16.0)
    least = max(least, min(longest_unit(title, _EM, bold=True), 12.0), min(_widest_line(title), 3.1), min(unit, 12.0))
    return least, max(natural, least, min(_widest_line(printable(column.header)), 8.0))


def _unit(column: Column) -> str:
    return f"({printable(column.unit)})" if column.unit else ""


def _header_text(column: Column, size: float, width: float) -> str:
    """The header; its unit goes to a line of its own where both do not stand on one."""
    fitting = not column.unit or fonts.width(printable(column.header), size, bold=True) <= width
    return column.header if fitting else f"{column.title}\n{_unit(column)}"


def _widest_line(text: str) -> float:
    return max(fonts.width(line, 1.0, bold=True) for line in text.split("\n"))


def needs(table: Table, ems: Sequence[tuple[float, float]], size: float) -> list[Need]:
    """What each column needs at a font size, with the space between columns."""
    return [
        Need(max(least * size + 2 * PAD_X + inset, column.width_mm * MM),
             max(natural * size + 2 * PAD_X + inset, column.width_mm * MM), column.weight)
        for (least, natural), column, inset in zip(ems, table.columns, insets(table.columns), strict=True)
    ]


def insets(columns: Sequence[Column]) -> list[float]:
    """The space before each column that keeps a text apart from numbers beside it."""
    sides = [LEFT, *(column.alignment for column in columns)]
    return [APART if (before, here) == (RIGHT, LEFT) else 0.0 for before, here in pairwise(sides)]


def table_boxes(table: Table, how: Fit, width: float) -> list[TableBox]:
    """The boxes of a table: one, or one for each part of its columns."""
    rows = texts(table)
    every = needs(table, column_ems(table, rows), how.size)
    boxes = []
    for number, part in enumerate(how.parts):
        widths = column_widths([every[i] for i in part], width)
        last = number == len(how.parts) - 1
        box = _table_box(table, rows, part, widths, size=how.size, continued=number > 0, room=width)
        box.left = max(0.0, (width - sum(widths)) / 2)
        box.notes = _notes(table.notes, width - box.left) if last else ()
        boxes.append(box)
    return boxes


def _notes(notes: Sequence[str], width: float) -> list[TextBox]:
    return [para(note, STYLES[SMALL], width) for note in notes]


def _table_box(
    table: Table,
    rows: _Texts,
    part: Sequence[int],
    widths: Sequence[float],
    *,
    size: float,
    continued: bool,
    room: float,
) -> TableBox:
    columns = [table.columns[i] for i in part]
    caption, rest = captions(table.caption, room)
    return TableBox(
        widths,
        _header(columns, widths, size, boxed=table.boxed),
        [_row(table, part, i, widths, size=size, texts=rows) for i in range(len(rows))],
        rest if continued else caption,
        rest,
    )


def captions(caption: str, width: float) -> tuple[TextBox | None, TextBox | None]:
    """The caption above a table, and the one above its continuation."""
    if not caption:
        return None, None
    continued = _("{caption} (continued)").format(caption=caption)
    return para(caption, STYLES["caption"], width), para(continued, STYLES["caption"], width)


def _header(columns: Sequence[Column], widths: Sequence[float], size: float, *, boxed: bool = False) -> list[RowBox]:
    space = insets(columns)
    titles = [
        CellBox(
            _header_lines(column, size, widths[i] - 2 * PAD_X - space[i]),
            i,
            align=column.alignment,
            inset=space[i],
            middle=True,
            boxed=boxed,
        )
        for i, column in enumerate(columns)
    ]
    row = RowBox(titles, size, shade=LABEL, rule=0.0)
    if not any(column.group for column in columns):
        return [row]
    return [RowBox(_group_cells(columns, widths, size), size, shade=LABEL, rule=0.0), row]


def _header_lines(column: Column, size: float, width: float) -> list[Line]:
    return cell_lines(_header_text(column, size, width), size, width, bold=True)


def _group_cells(columns: Sequence[Column], widths: Sequence[float], size: float) -> list[CellBox]:
    cells = []
    start = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        span = len(list(members))
        if group:
            lines = cell_lines(group, size, sum(widths[start : start + span]) - 2 * PAD_X, bold=True)
            cells.append(CellBox(lines, start, max(span, 1), CENTER, middle=True))
        start += span
    return cells


def _row(
    table: Table, part: Sequence[int], index: int, widths: Sequence[float], *, size: float, texts: _Texts
) -> RowBox:
    columns = [table.columns[i] for i in part]
    row = [texts[index][i] if i < len(texts[index]) else "" for i in part]
    total = index >= len(table.rows) - table.total_rows
    bold = total or index in table.bold_rows
    space, tall = insets(columns), table.row_mm * MM
    cells = [
        CellBox(
            cell_lines(text, size, widths[i] - 2 * PAD_X - space[i], bold),
            i,
            align=columns[i].alignment,
            inset=space[i],
            middle=tall > 0,
            boxed=table.boxed,
        )
        for i, text in enumerate(row)
    ]
    first_total = total and index == len(table.rows) - table.total_rows
    strong = first_total or (index > 0 and index in table.ruled_rows)
    rule = STRONG[table.boxed] if strong else 0.0 if index == 0 or table.boxed else 0.3
    shade = SHADE if index in table.marked_rows else None
    return RowBox(cells, size, shade, rule, total=total, strong=strong, least_height=tall)


def key_values_box(block: KeyValues, width: float, size: float = SIZE) -> TableBox:
    """Names and values, `columns` pairs side by side, between light lines."""
    columns = max(1, block.columns)
    value = Column("", "number", block.decimals)
    pairs = [(name, shown(cell, value)) for name, cell in block.pairs]
    share = width / columns
    label = min(
        max((fonts.width(printable(name), size, bold=True) for name, _value in pairs), default=0) + 2 * PAD_X,
        share * 0.4,
    )
    widths = [label, share - label] * columns
    rows = [_pair_row(pairs[i : i + columns], widths, size) for i in range(0, len(pairs), columns)]
    return TableBox(widths, [], rows)


def _pair_row(pairs: Sequence[tuple[str, str]], widths: Sequence[float], size: float) -> RowBox:
    cells = []
    for i, (name, value) in enumerate(pairs):
        cells.append(CellBox(cell_lines(name, size, widths[2 * i] - 2 * PAD_X, bold=True), 2 * i, shade=LABEL))
        cells.append(CellBox(cell_lines(value, size, widths[2 * i + 1] - 2 * PAD_X), 2 * i + 1))
    return RowBox(cells, size)


# Field plans ----------------------------------------------------------------------------------------------------

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
        square = min((width - names) / max(len(part), 1), max(_square(grid, how.size), GRID_WIDEST))
        widths = [names, *[square] * len(part)]
        caption, rest = captions(grid.caption, width)
        rows = [_grid_row(grid, i, part, widths, how.size) for i in range(len(grid.cells))]
        last = number == len(how.parts) - 1
        left = max(0.0, (width - sum(widths)) / 2)
        notes = _notes(grid.notes, width - left) if last else ()
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
    widest = max((_widest_line(text) for text in cells), default=0.0)
    word = max((longest_unit(text, _EM, bold=True) for text in cells), default=0.0)
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
