"""Blank cells that mean “as above”, and where such a meaning ends: with the sheet, or with the file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from desktop.core.tables import Cell, Table
from desktop.core.tables.words import is_no_value

DITTO = 5  # one row in so many is blank at least where blanks may mean “as above”


def is_ditto(cells: Sequence[Cell]) -> bool:
    """Whether the blanks of a column may mean “as above”: it begins with a value and they are no rare thing in it."""
    blanks = {cell for cell in set(cells) if is_no_value(cell)}
    blank = sum(cell in blanks for cell in cells) if blanks else 0
    return len(cells) > 1 and not is_no_value(cells[0]) and blank > 0 and DITTO * blank >= len(cells)


def as_above(cells: Sequence[Cell], begins: Collection[int] = ()) -> list[Cell]:
    """A column whose blank cells hold what stands above them; at the places `begins` another sheet begins, above which there
    is nothing."""
    filled: list[Cell] = []
    for place, cell in enumerate(cells):
        above = filled[-1] if filled and place not in begins else None
        filled.append(above if above is not None and is_no_value(cell) else cell)
    return filled


def edges(table: Table) -> set[int]:
    """The places in the rows of a table where another sheet or file begins."""
    sheets = [where[0] for where in map(origin_of(table), table.row_numbers)] if table.extra.get("origin") else []
    return {place for place in range(1, len(sheets)) if sheets[place] != sheets[place - 1]}


def origin_of(table: Table) -> Callable[[int], tuple[str, int]]:
    """Row number of a table that was put together → the sheet or file where it stands, and its row there.

    By the number, for a row that is read as two has one.
    """
    origin: Sequence[tuple[str, int]] = table.extra["origin"]
    return lambda number: origin[number - 1]
