"""The tables of a web page as they were written, and which of their rows are one table of records.

A table around others is layout where it has one row or one column, or no more rows than a table in it; in any other one a
table inside a cell is what stands in that cell. Tables below each other are one where they have the same width and no heading
of their own; a line or a title goes with the table below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.core.tables.clean import clean_text

LEAST = 2
"""A table has so many rows and columns; anything less is layout of a page."""
_FEW = 5
Cell = tuple[str, int, int]
"""Text, rows and columns it spans."""
Rows = list[list[Cell]]


@dataclass
class PageCell:
    """A cell: its text and the tables in it, in their order; the rows and columns it spans; whether it is a heading's."""

    down: int = 1
    across: int = 1
    heads: bool = False
    parts: list[str | PageTable] = field(default_factory=list)

    @property
    def tables(self) -> list[PageTable]:
        """The tables in the cell."""
        return [part for part in self.parts if isinstance(part, PageTable)]

    def text(self) -> str:
        """What stands in the cell, a line a row of a table in it."""
        return "".join(part if isinstance(part, str) else f"\n{part.text()}\n" for part in self.parts).strip()


@dataclass
class PageTable:
    """A table of the page; `rows` without those that are hidden."""

    rows: list[list[PageCell]] = field(default_factory=list)

    def text(self) -> str:
        """All its cells, a line a row."""
        return "\n".join(" ".join(filter(None, (cell.text() for cell in row))) for row in self.rows)

    @property
    def height(self) -> int:
        """The rows of the table, or of the largest one in it; 0 where none has two rows of two cells."""
        own = len(self.rows) if sum(len(row) >= LEAST for row in self.rows) >= LEAST else 0
        return max([own, *(table.height for row in self.rows for cell in row for table in cell.tables)])

    @property
    def is_layout(self) -> bool:
        """Whether it only lays other tables out, see above."""
        inner = [table for row in self.rows for cell in row for table in cell.tables]
        narrow = len(self.rows) < LEAST or all(len(row) < LEAST for row in self.rows)
        return bool(inner) and (narrow or max(table.height for table in inner) >= len(self.rows))


@dataclass
class Block:
    """Rows that stand in one table of the page. `heads`: the first row is marked as a heading."""

    rows: Rows
    heads: bool = False

    @property
    def width(self) -> int:
        """The most columns that a row has."""
        return width(self.rows)

    @property
    def is_small(self) -> bool:
        """Whether it is a line or a column alone: a title, a foot, a heading in a table of its own."""
        return len(self.rows) < LEAST or self.width < LEAST

    def first(self) -> list[str]:
        """The texts of its first row."""
        return [clean_text(text) or "" for text, _down, _across in self.rows[0]]

    @property
    def is_headed(self) -> bool:
        """Whether the first row names columns: it is marked so, or it alone holds words without a figure."""
        words = all(text and not _has_figure(text) for text in self.first())
        return self.heads or (words and any(_has_figure(text) for row in self.rows[1:] for text, _down, _across in row))


def _has_figure(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


def blocks(table: PageTable) -> Iterator[Block]:
    """The rows of a table that is one, of layout those of the tables in it, with the lines between them."""
    if not table.is_layout:
        rows = [[(cell.text(), cell.down, cell.across) for cell in row] for row in table.rows if row]
        if rows:
            yield Block(rows, any(cell.heads for cell in next(filter(None, table.rows))))
        return
    inner = {id(one): list(blocks(one)) for row in table.rows for cell in row for one in cell.tables}
    widths = {block.width for found in inner.values() for block in found}
    for row in filter(None, table.rows):
        if not any(cell.tables for cell in row):
            yield _line(row, widths)
            continue
        for part in (part for cell in row for part in cell.parts):
            if isinstance(part, PageTable):
                yield from inner[id(part)]
            elif clean_text(part):
                yield Block([[(part, 1, 1)]])


def _line(row: Sequence[PageCell], widths: Collection[int]) -> Block:
    """A row of layout: cells where a table in it is as wide, whose heading it may be, else one line."""
    cells = [(cell.text(), 1, cell.across) for cell in row]
    line = Block([cells], any(cell.heads for cell in row))
    return line if line.width in widths else Block([[(" ".join(text for text, _down, _across in cells), 1, 1)]])


def apart(found: Sequence[Block]) -> list[tuple[str, Rows]]:
    """The tables of records of a page: the line above each ("" for none), and its rows with those lines."""
    groups: list[tuple[str, Block, Rows]] = []
    waiting: Rows = []  # lines, and headings in tables of their own, that go with the table below them
    for one, below in zip(found, [*found[1:], None], strict=True):
        if one.is_small and not (groups and not waiting and _goes_on(groups[-1][1], one)):
            waiting += one.rows
            continue
        lines, block = _headed(waiting, one)
        if groups and _goes_on(groups[-1][1], block):
            groups[-1][2].extend([*lines, *block.rows])
        elif below is not None and _is_above(block, below):
            waiting = [*lines, *block.rows]
            continue
        else:
            title = next((clean_text(row[0][0]) or "" for row in lines if len(row) == 1), "")
            groups.append((title, block, [*lines, *block.rows]))
        waiting = []
    if not groups:
        return [("", waiting)] if waiting else []
    groups[-1][2].extend(waiting)
    return [(title, rows) for title, _block, rows in groups]


def _headed(lines: Rows, block: Block) -> tuple[Rows, Block]:
    """Lines above a block without those that are its heading, and the block with that one."""
    own = len(lines)
    while own and len(lines[own - 1]) >= LEAST and width(lines[own - 1:own]) == block.width:
        own -= 1
    if own == len(lines) or block.heads:
        return lines, block
    return lines[:own], Block([*lines[own:], *block.rows], heads=True)


def _is_above(block: Block, below: Block) -> bool:
    """Whether a few rows of names and values say what the larger table below them is about: customer, day."""
    return not block.heads and len(block.rows) < min(_FEW, len(below.rows)) and block.width < below.width


def _goes_on(table: Block, block: Block) -> bool:
    """Whether the rows of a block are further ones of a table: as wide, and without a heading but the table's own."""
    return block.width == table.width >= LEAST and (not block.is_headed or block.first() == table.first())


def width(rows: Rows) -> int:
    """The most columns that one of some rows has."""
    return max((sum(across for _text, _down, across in row) for row in rows), default=0)
