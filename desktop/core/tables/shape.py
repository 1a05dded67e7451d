"""From a grid of cells to a table: where the heading row is, what the columns are called, what is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise
from statistics import median_high
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables.cells import is_same_unit
from desktop.core.tables.clean import NUMBER
from desktop.core.tables.model import Cell, Row, column_letter
from desktop.core.tables.no_records import further_table, left_out_note, no_records
from desktop.core.tables.said import Said, is_line, said
from desktop.core.tables.scan import Scan

_SAMPLE = 100
_HEADING_SHARE = 0.6  # a heading row fills at least this share of the cells that the rows below usually fill
_FAR_BETTER = 1.5
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?\s*年?度?")


@dataclass
class Grid:
    """Cells by column as they stand in the file; `first_row` is the number a person sees for the first of
    them.

    `typed` says that the file itself tells numbers from text (a workbook does, a text file does not).
    `scan` is what its XML says beside. `groups` are horizontally merged headings: row index, first and last column index.
    `formats_known`: what is shown as a percent has been read as one.
    """

    columns: list[list[Cell]]
    first_row: int = 1
    typed: bool = True
    scan: Scan = field(default_factory=Scan)
    formats_known: bool = True
    notes: list[str] = field(default_factory=list)
    groups: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, index: int) -> list[Cell]:
        """The cells of one row."""
        return [column[index] for column in self.columns]


@dataclass
class Shaped:
    """The header, rows and row numbers of a table, the rows that are no records (number and text), the texts above the
    headings, the names with values that stand above them and below the records, the lower part of each joined heading."""

    header: tuple[str, ...]
    rows: list[Row]
    row_numbers: list[int]
    left_out: list[tuple[int, str]] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    lower: dict[str, str] = field(default_factory=dict)

    @property
    def extra(self) -> dict[str, Any]:
        """What stands around the records, as a table carries it."""
        return {"above": self.above, "said": self.said, "lower": self.lower}


def shape(grid: Grid, file: str, header_row: int | None = None, *, keep_rows: bool = False) -> Shaped:
    """Find the heading row (or take the one stated), name the columns, leave out empty rows and columns.

    Rows that are no records are left out and named too, unless they are to be kept.
    """
    top = _stated_row(grid, file, header_row) if header_row else find_heading(grid)
    if top is None:
        raise UserError(_("{file} holds no cells: choose the sheet or file that holds the table.").format(file=file))
    second = _second_row(grid, top)
    names, below = _headings(grid, top)
    pairs, above = _beside(grid, top)
    data = [column[below:] for column in grid.columns]
    keep = [bool(name) or any(cell is not None for cell in column) for name, column in zip(names, data, strict=True)]
    header = _unique(grid, names, keep)
    shaped = _assemble(grid, header, list(compress(data, keep)), below)
    shaped.above, shaped.said = above, pairs
    if second:
        under = zip(header, compress(second, keep), strict=True)
        shaped.lower = {name: _name(cell) for name, cell in under if cell is not None}
    if not keep_rows:
        _leave_out(grid, shaped, file)
    return shaped


def _leave_out(grid: Grid, shaped: Shaped, file: str) -> None:
    """Take the rows that are no records out of a table, and say which."""
    if second := further_table(shaped.header, shaped.rows):
        raise UserError(_("{file}, row {row}: a second table begins under the title “{title}”. Put each table on a sheet or in "
                          "a file of its own, or add a column that says which is which.").format(
                              file=file, row=shaped.row_numbers[second[0]], title=second[1]))
    found = no_records(shaped.header, shaped.rows)
    if found:
        shaped.left_out = [(shaped.row_numbers[place], text) for place, text in found.items()]
        shaped.said += said((shaped.row_numbers[place], shaped.rows[place]) for place in found)[0]
        kept = [place not in found for place in range(len(shaped.rows))]
        shaped.rows, shaped.row_numbers = list(compress(shaped.rows, kept)), list(compress(shaped.row_numbers, kept))
        grid.notes.append(left_out_note(shaped.left_out))


def _assemble(grid: Grid, header: tuple[str, ...], data: list[list[Cell]], below: int) -> Shaped:
    """The rows that hold anything, with the numbers a person sees."""
    rows: list[Row] = list(zip(*data, strict=True))
    numbers = list(range(grid.first_row + below, grid.first_row + below + len(rows)))
    empty = (None,) * len(header)
    if empty in rows:
        full = [row != empty for row in rows]
        rows, numbers = list(compress(rows, full)), list(compress(numbers, full))
    return Shaped(header, rows, numbers)


def _stated_row(grid: Grid, file: str, header_row: int) -> int:
    """The index of the heading row that the caller names as a person sees it."""
    index = header_row - grid.first_row
    if not 0 <= index < grid.height or not _filled(grid.row(index)):
        raise UserError(
            _("Row {row} of {file} holds no headings: name the row that does.").format(row=header_row, file=file)
        )
    return index


def find_heading(grid: Grid) -> int | None:
    """The index of the first row that is filled about as far as the rows below it; None for an empty grid.

    Titles above a table fill one or two cells of many, so the first well filled row is the heading row.
    """
    filled = _filled_counts(grid)
    counts = [n for n in filled if n]
    if not counts:
        return _first_filled_row(grid)
    need = _HEADING_SHARE * median_high(counts)
    first = next(i for i, n in enumerate(filled) if n >= need)
    if first and filled[first - 1] > 1 and _second_row(grid, first - 1):
        return first - 1
    if filled[first] > 1 and (any(group[0] == first for group in grid.groups) or _second_row(grid, first)):
        return first  # headings over a second line of headings
    return next((i for i in _below(first, filled) if _all_names(grid, i)), first)


def _filled_counts(grid: Grid) -> list[int]:
    """How many cells the first rows fill; lines of names with values count as none, unless there is nothing else."""
    rows = [grid.row(i) for i in range(min(grid.height, _SAMPLE))]
    full = [_filled(row) for row in rows]
    places = [i for i, n in enumerate(full) if n]
    lines = {i for i, after in pairwise(places) if is_line(rows[i], rows[after])}
    return [0 if i in lines else n for i, n in enumerate(full)] if len(lines) < len(places) - 1 else full


def _below(first: int, filled: list[int]) -> list[int]:
    """The rows just below `first` that are filled far better: where data is sparse, a title can look like a row."""
    return [i for i in range(first + 1, min(first + 6, len(filled))) if filled[i] > _FAR_BETTER * filled[first]]


def _all_names(grid: Grid, index: int) -> bool:
    """Whether every cell of a row could be a heading: text, no number, none twice."""
    cells = [cell for cell in grid.row(index) if cell is not None]
    return len(set(cells)) == len(cells) and all(
        isinstance(cell, str) and not _is_number(cell, grid.typed) for cell in cells
    )


def _first_filled_row(grid: Grid) -> int | None:
    """The index of the first row that holds anything, beyond the sampled ones."""
    firsts = (next((i for i, cell in enumerate(column) if cell is not None), None) for column in grid.columns)
    return min((i for i in firsts if i is not None), default=None)


def _filled(row: Sequence[Cell]) -> int:
    """How many cells of a row hold anything."""
    return sum(cell is not None for cell in row)


def _headings(grid: Grid, top: int) -> tuple[list[str], int]:
    """The name of every column ("" where there is none) and the index of the first row of data."""
    first = grid.row(top)
    if all(_is_number(cell, grid.typed) for cell in first if cell is not None):
        grid.notes.append(
            _("No heading row was found; the columns are named by their letters. Add headings for clearer names.")
        )
        return ["" for _cell in first], top
    if second := _second_row(grid, top):
        _note_two_rows(grid, top)
        return [_joined(a, b) for a, b in zip(_spread(grid, top), second, strict=True)], top + 2
    if units := _unit_row(grid, top):
        _note_two_rows(grid, top)
        return [_with_unit(a, b) for a, b in zip(first, units, strict=True)], top + 2
    return [_name(cell) for cell in first], top + 1


def _is_number(cell: Cell, typed: bool) -> bool:
    """Whether a cell is a number, in a text file: looks like one."""
    if typed or not isinstance(cell, str):
        return isinstance(cell, int | float) and not isinstance(cell, bool)
    return NUMBER.fullmatch(cell) is not None


def _groups(grid: Grid, top: int) -> list[tuple[int, int, int]]:
    """The headings of row `top` that stand over several columns of the row below: merged, or with blanks behind them."""
    merged = [group for group in grid.groups if group[0] == top]
    if merged or top + 2 >= grid.height:
        return merged if top + 2 < grid.height else []
    upper, lower = grid.row(top), grid.row(top + 1)
    groups: list[tuple[int, int, int]] = []
    for i, (above, below) in enumerate(zip(upper, lower, strict=True)):
        if above is None and below is not None and groups and groups[-1][2] == i - 1:
            groups[-1] = (top, groups[-1][1], i)
        elif above is not None and below is not None:
            groups.append((top, i, i))
        elif above is None and below is not None:
            return []  # a lower heading that stands under none
    alone = sum(above is not None and below is None for above, below in zip(upper, lower, strict=True))
    wide = any(last > first for _row, first, last in groups)
    return groups if wide and (alone or _years_below(grid, groups)) else []


def _years_below(grid: Grid, groups: list[tuple[int, int, int]]) -> bool:
    """Whether years stand under every heading over several columns, none twice, and something else below them: a table of a
    yearbook, even where its second line names the rows again in English."""
    for top, first, last in groups:
        years = grid.row(top + 1)[first:last + 1]
        if last > first and not (_all_years(years) and len({str(one) for one in years}) == len(years)):
            return False
    top, wide = groups[0][0], [place for _row, first, last in groups if last > first for place in range(first, last + 1)]
    return bool(wide) and not _all_years([grid.row(top + 2)[place] for place in wide])


def _all_years(cells: Sequence[Cell]) -> bool:
    return all(cell is not None and _YEAR.fullmatch(str(cell).strip()) is not None for cell in cells)


def _second_row(grid: Grid, top: int) -> list[Cell] | None:
    """The second line of a two-line heading: it stands under headings over several columns and holds text only, or years."""
    groups = _groups(grid, top)
    if not groups:
        return None
    second = grid.row(top + 1)
    under = [second[i] for _row, first, last in groups for i in range(first, last + 1)]
    text = all(isinstance(cell, str) and not _is_number(cell, grid.typed) for cell in under)
    return second if text or _years_below(grid, groups) else None


def _note_two_rows(grid: Grid, top: int) -> None:
    grid.notes.append(
        _("The headings stand in two rows ({first} and {second}); they were joined.").format(
            first=grid.first_row + top, second=grid.first_row + top + 1
        )
    )


def _unit_row(grid: Grid, top: int) -> list[Cell] | None:
    """The line below the headings where it holds nothing but units, with or without brackets; not below every heading."""
    if top + 2 >= grid.height:
        return None
    cells = grid.row(top + 1)
    units = [cell for cell in cells if cell is not None]
    known = all(isinstance(cell, str) and is_same_unit(cell.strip("()（）"), "") for cell in units)
    return cells if known and 0 < len(units) < len(cells) else None


def _with_unit(name: Cell, unit: Cell) -> str:
    return f"{_name(name)}({_name(unit).strip('()（）')})" if unit else _name(name)


def _spread(grid: Grid, top: int) -> list[Cell]:
    """The upper headings, each merged one repeated over its columns."""
    cells = grid.row(top)
    for _row, first, last in _groups(grid, top):
        cells[first : last + 1] = [cells[first]] * (last + 1 - first)
    return cells


def _joined(upper: Cell, lower: Cell) -> str:
    """Upper and lower heading as one name."""
    names = [_name(cell) for cell in (upper, lower) if cell is not None]
    return " ".join(dict.fromkeys(names))


def _name(cell: Cell) -> str:
    """A heading on one line."""
    return "" if cell is None else " ".join(str(cell).split())


def _beside(grid: Grid, top: int) -> tuple[list[Said], list[str]]:
    """What stands above the heading row: names with values, and other texts; that there is something is said."""
    found = said((grid.first_row + i, grid.row(i)) for i in range(top))
    if any(found):
        grid.notes.append(
            _("The headings are in row {row}; what stands above them is no record.").format(row=grid.first_row + top)
        )
    return found


def _unique(grid: Grid, names: list[str], keep: list[bool]) -> tuple[str, ...]:
    """One clear name for every kept column: letters for nameless ones, a number after repeated ones."""
    taken: set[str] = set(names)
    seen: set[str] = set()
    header: list[str] = []
    for index in compress(range(len(names)), keep):
        name = names[index]
        if not name:
            name = _free(_("Column {letter}").format(letter=column_letter(index)), taken)
            _note_nameless(grid, index, name)
        elif name in seen:
            name = _free(name, taken)
            grid.notes.append(
                _("The heading “{heading}” stands twice; the one in column {letter} is called “{name}”.").format(
                    heading=names[index], letter=column_letter(index), name=name
                )
            )
        seen.add(name)
        taken.add(name)
        header.append(name)
    return tuple(header)


def _note_nameless(grid: Grid, index: int, name: str) -> None:
    """Say how a column without a heading is called and where its first cell stands: it may be a row gone astray."""
    row = next(i for i, cell in enumerate(grid.columns[index]) if cell is not None)
    grid.notes.append(
        _("Column {letter} has no heading; it is called “{name}”. Its first cell is in row {row}.").format(
            letter=column_letter(index), name=name, row=grid.first_row + row
        )
    )


def _free(name: str, taken: set[str]) -> str:
    """`name`, or `name (2)`, `name (3)` … – the first that is not taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} ({number})"
    return free
