"""Fits the model's tables and name-value lists into boxes of a page's width; field plans: `pdf_grids`.

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
from desktop.core.documents.model import CENTER, LEFT, RIGHT, SMALL, TEXT, Column, KeyValues, Table
from desktop.core.documents.pdf_boxes import MM
from desktop.core.documents.pdf_tables import APART, LABEL, LEADING, PAD_X, PAD_Y, SHADE, CellBox, RowBox, TableBox
from desktop.core.documents.pdf_text import SIZE, STYLES, TextBox, cell_lines, measure_at, para
from desktop.core.documents.text import printable, shown
from desktop.core.documents.widths import Need, column_widths, fits, lines, split_columns
from desktop.core.i18n import _

UPRIGHT_FLOOR, FLOOR = 8.0, 6.5
STRONG = {False: 0.9, True: 1.8}  # the thickness of a line between rows: in a box it stands among lines of 0.5
LONG, FILLED, FULL, MOST_UPRIGHT_PARTS = 1.4, 2 / 3, 0.92, 3
"""In turned pages: how long a table fills them about evenly in any case, and how far a shorter one must and may fill one, on
which a heading or a sentence may stand before it."""
SPARED = 0.8
"""A table that stands upright is turned where it takes no more than this part of the paper."""
MOST_MEASURED = 600
"""Cells: up to so many are laid out to know how high a table is."""
SHORT = 10.0
"""Ems: a text up to this width is better set smaller than broken."""
EM = measure_at(1.0)
_Texts: TypeAlias = Sequence[Sequence[str]]
Room: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Em:
    """What a column needs at font size 1: its least width, its natural one, and the length of each row's text."""

    least: float
    natural: float
    lengths: Sequence[float] = ()


@dataclass(frozen=True)
class Fit:
    """How a table is set: sideways or not, its font size, and the columns of each part."""

    sideways: bool
    size: float
    parts: Sequence[Sequence[int]]


def fit(table: Table, upright: Room, sideways: Room, largest: float = SIZE) -> Fit:
    """The best way to set a table, given width and height of an upright and a turned page in points, and its largest print.

    Upright with all short texts on one line, else upright with broken ones, unless it takes much less paper turned; else
    turned where it fills the pages, else upright and small, else in parts.
    """
    ems = column_ems(table, texts(table))
    everything = [list(range(len(table.columns)))]
    whole = _largest_size(table, _unbroken(ems), upright[0], sizes(UPRIGHT_FLOOR, largest))
    broken = 0.0 if whole else _lowest_size(table, ems, upright[0], largest)
    turned = 0.0 if whole else _turned_size(table, ems, sideways, largest)
    if broken and turned:
        taken = [_height(table, ems, size, room[0]) / room[1] for size, room in ((broken, upright), (turned, sideways))]
        turned = turned if taken[1] <= SPARED * taken[0] else 0.0
    small = 0.0 if whole or broken or turned else _largest_size(table, ems, upright[0], sizes(FLOOR, largest))
    for size, is_turned in ((whole, False), (turned, True), (broken, False), (small, False)):
        if size:
            return Fit(is_turned, size, everything)
    parts, wide = _parts(table, ems, upright[0]), _parts(table, ems, sideways[0])
    long = _height(table, ems, UPRIGHT_FLOOR, sideways[0], wide) >= 2 * sideways[1]
    return Fit(True, UPRIGHT_FLOOR, wide) if long and len(parts) > MOST_UPRIGHT_PARTS else Fit(False, UPRIGHT_FLOOR, parts)


def unbroken(table: Table, width: float) -> bool:
    """Whether a table stands upright on that width with every short text on one line."""
    return bool(_largest_size(table, _unbroken(column_ems(table, texts(table))), width, sizes(UPRIGHT_FLOOR)))


def _unbroken(ems: Sequence[Em]) -> list[Em]:
    """What the columns need where no short text is broken."""
    return [replace(em, least=em.natural) if em.natural <= SHORT else em for em in ems]


def _parts(table: Table, ems: Sequence[Em], width: float) -> list[list[int]]:
    """The columns of each part, the key columns as wide as makes all parts together lowest."""
    every = needs(table, ems, UPRIGHT_FLOOR)
    keys = sum(need.least for need in every[: table.key_columns])
    tried = []
    for share in (0.0, 0.2, 0.3, 0.4):
        grown = max(share * width / keys, 1.0) if keys else 1.0
        wider = [replace(n, least=min(n.least * grown, n.natural)) if i < table.key_columns else n for i, n in enumerate(every)]
        tried.append(split_columns(wider, table.key_columns, width))
    return min(tried, key=lambda parts: sum(lines(own, column_widths(own, width)) for own in (
        [every[i] for i in part] for part in parts)))


def _turned_size(table: Table, ems: Sequence[Em], sideways: Room, largest: float) -> float:
    """The largest font size at which a turned table leaves less than a third of its pages empty; 0 if there is none."""
    for size in sizes(FLOOR, largest):
        if fits(needs(table, ems, size), sideways[0]):
            pages = _height(table, ems, size, sideways[0]) / sideways[1]
            if pages >= LONG or FILLED <= pages <= FULL:
                return size
    return 0.0


def _lowest_size(table: Table, ems: Sequence[Em], width: float, largest: float) -> float:
    """The font size down to `UPRIGHT_FLOOR` at which the columns fit and the table becomes lowest; 0 if there is none."""
    possible = [size for size in sizes(UPRIGHT_FLOOR, largest) if fits(needs(table, ems, size), width)]
    return min(possible, key=lambda size: _height(table, ems, size, width), default=0.0)


def _height(table: Table, ems: Sequence[Em], size: float, width: float, parts: Sequence[Sequence[int]] = ()) -> float:
    """How high a table is, all parts together, with captions, heads and notes; a large one about."""
    whole = [list(range(len(table.columns)))]
    if len(table.rows) * len(table.columns) <= MOST_MEASURED:
        return sum(box.height for box in table_boxes(table, Fit(False, size, parts or whole), width))
    found = sum(note.height for note in notes_below(table.notes, width))
    every = needs(table, ems, size)
    for part in parts or whole:
        own = [every[i] for i in part]
        widths = column_widths(own, width)
        heads = [len(_header_lines(table.columns[i], size, max(w - need.around, 1.0)))
                 for i, w, need in zip(part, widths, own, strict=True)]  # fmt: skip
        rows = max(heads, default=0) + any(table.columns[i].group for i in part) + lines(own, widths)
        found += rows * size * LEADING + (len(table.rows) + 2) * 2 * PAD_Y + (17.0 if table.caption else 0.0)
    return found


def sizes(floor: float, largest: float = SIZE) -> list[float]:
    """The font sizes of tables down to `floor`, the largest first."""
    return [largest - step / 2 for step in range(int(2 * (largest - floor)) + 1)]


def _largest_size(table: Table, ems: Sequence[Em], width: float, tried: Sequence[float]) -> float:
    """The first of these font sizes at which all columns fit; 0 if there is none."""
    return next((size for size in tried if fits(needs(table, ems, size), width)), 0.0)


def texts(table: Table) -> list[list[str]]:
    """The cells of a table as they are printed."""
    columns = table.columns
    return [[shown(cell, column) for cell, column in zip(row, columns, strict=False)] for row in table.rows]


def column_ems(table: Table, rows: Sequence[Sequence[str]]) -> list[Em]:
    """What each column needs at font size 1."""
    return [_column_em(column, [row[i] if i < len(row) else "" for row in rows]) for i, column in enumerate(table.columns)]


def _column_em(column: Column, cells: Sequence[str]) -> Em:
    printed = {text: printable(text) for text in set(cells)}
    distinct = printed.values()
    natural = max((widest_line(text) for text in distinct), default=0.0)
    title, unit = printable(column.title), fonts.width(_unit(column), 1.0, bold=True)
    if column.kind == TEXT:
        least = max((longest_unit(text, EM, bold=True) for text in distinct), default=0.0)
        least = max(min(least, 16.0), min(natural, 5.0))
    else:
        least = min(natural, 16.0)
    least = max(least, min(longest_unit(title, EM, bold=True), 12.0), min(widest_line(title), 3.1), min(unit, 12.0))
    lengths = {text: sum(fonts.width(line, 1.0) for line in on_paper.split("\n"))
               for text, on_paper in printed.items()}
    return Em(least, max(natural, least, min(widest_line(printable(column.header)), 8.0)), [lengths[text] for text in cells])


def _unit(column: Column) -> str:
    return f"({printable(column.unit)})" if column.unit else ""


def _header_text(column: Column, size: float, width: float) -> str:
    """The header; its unit goes to a line of its own where both do not stand on one."""
    fitting = not column.unit or fonts.width(printable(column.header), size, bold=True) <= width
    return column.header if fitting else f"{column.title}\n{_unit(column)}"


def widest_line(text: str) -> float:
    """The width of the widest line of a text in bold, at font size 1."""
    return max(fonts.width(line, 1.0, bold=True) for line in text.split("\n"))


def needs(table: Table, ems: Sequence[Em], size: float) -> list[Need]:
    """What each column needs at a font size, with the space between columns."""
    return [
        Need(max(em.least * size + around, column.width_mm * MM), max(em.natural * size + around, column.width_mm * MM),
             column.weight, [length * size for length in em.lengths], around)
        for em, column, around in zip(ems, table.columns, [2 * PAD_X + i for i in insets(table.columns)], strict=True)
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
        box.notes = notes_below(table.notes, width - box.left) if last else ()
        boxes.append(box)
    return boxes


def notes_below(notes: Sequence[str], width: float) -> list[TextBox]:
    """The boxes of the notes of a table or a plan."""
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
