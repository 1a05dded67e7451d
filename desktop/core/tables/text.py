"""Text tables: CSV, TSV and their kin, with mixed quoting and mixed line ends."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from pathlib import Path

from desktop.core.computing import check
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import limits, sniff
from desktop.core.tables.cells import listed_rows
from desktop.core.tables.clean import CONTROL, clean_text, unguard
from desktop.core.tables.model import Cell
from desktop.core.tables.shape import Grid, find_heading

_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
_BREAK = re.compile("\r\n|\r|\n")
_PIECE = 5_000  # records between two looks whether the user has stopped the reading
Records = list[list[str]]


def read_text(path: Path, encoding: str | None, delimiter: str | None) -> tuple[Grid, str, str]:
    """The cells of a text file with the encoding and the delimiter they were read by."""
    csv.field_size_limit(limits.TEXT_BYTES)  # the library's 131,072 characters are fewer than a marker table may have
    limits.check_text_size(path)
    data = path.read_bytes()
    limits.check_text_lines(path.name, data)
    text, encoding = sniff.decode(path, data, encoding)
    del data
    check()
    if "\x00" in text:
        text = text.replace("\x00", "")
    apart = None if delimiter else sniff.by_blanks(text)
    text, mark = (apart, "\t") if apart is not None else (text, delimiter or sniff.delimiter(text))
    limits.check_text_cells(path.name, text, mark)
    records = _records(path.name, text, mark)
    first = 1
    if text[:4].lower() == "sep=":
        records, first = records[1:], 2
    width = max(map(len, records), default=0)
    limits.check_area(path.name, "", len(records), width)
    grid = Grid(_columns(records, width), first_row=first, typed=False)
    if apart is not None:
        grid.notes.append(_("The columns were told apart by the blanks between them."))
    if CONTROL.search(text):
        grid.notes.append(_("Control characters were taken out of the text."))
    _look_at_widths(grid, records, path.name)
    return grid, encoding, mark


def _records(file: str, text: str, mark: str) -> Records:
    """The records of a text; a quotation mark that never closes is an error that names its row."""
    reader = csv.reader(_lines(text), delimiter=mark)
    records: Records = []
    try:
        while piece := list(islice(reader, _PIECE)):
            check()
            records += piece
    except csv.Error as error:
        raise UserError(_unclosed(file, len(records) + 1)) from error
    breaks = sum(len(_BREAK.findall(cell)) for cell in records[-1]) if records else 0
    if breaks and _odd_quotes(text, max(0, reader.line_num - breaks - 1)):
        raise UserError(_unclosed(file, len(records)))
    return records


def _lines(text: str) -> io.TextIOWrapper:
    """The lines of a text, their ends kept; a StringIO would hold four bytes a character."""
    return io.TextIOWrapper(io.BytesIO(text.encode("utf-8", "surrogatepass")), "utf-8", "surrogatepass", newline="")


def _odd_quotes(text: str, line: int) -> bool:
    """Whether the text after `line` lines holds an odd number of quotation marks."""
    return sum(part.count('"') for part in islice(_lines(text), line, None)) % 2 == 1


def _unclosed(file: str, row: int) -> str:
    """The sentence about a cell that runs to the end of the file."""
    return _('{file}, row {row}: a quotation mark (") opens and never closes; delete it or close it.').format(
        file=file, row=row
    )


def _columns(records: Records, width: int) -> list[list[Cell]]:
    """The cells by column, made clean; short records are filled up."""
    columns = []
    for i in range(width):
        check()
        columns.append(_column([row[i] if i < len(row) else "" for row in records]))
    return columns


def _column(cells: list[str]) -> list[Cell]:
    """The cells of one column made clean, equal ones once."""
    known = {cell: _cell(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _cell(text: str) -> str | None:
    """One cell of a text file without our guard against formulas, nor the form ="0012" by which others keep digits as text."""
    kept = _KEPT_AS_TEXT.fullmatch(text)
    return clean_text(kept[1] if kept else unguard(text))


def _look_at_widths(grid: Grid, records: Records, file: str) -> None:
    """Rows that are longer or shorter than the headings: R writes names before its rows, and a comma may be lost."""
    top = find_heading(grid)
    if top is None or not any(grid.row(top)):
        return
    width = len(records[top])
    below = [len(row) for row in records[top + 1:] if len(row) > 1 or row[:1] not in ([], [""])]
    if below and min(below) == max(below) == width + 1 and grid.row(top)[-2] is not None:
        _take_row_names(grid, top, file)
    short = [grid.first_row + i for i, row in enumerate(records[top + 1:], top + 1) if 1 < len(row) < width]
    if short and len(short) < len(below) / 2:
        grid.notes.append(_("Rows with fewer cells than headings were filled up with blanks (row {rows}).").format(
            rows=listed_rows(short)))


def _take_row_names(grid: Grid, top: int, file: str) -> None:
    """Set the headings over the columns where every row has one cell more: the first cells are the names of the rows.

    Raises `UserError` where the first cells are no names (blank, or one of them twice): then nobody knows what is shifted.
    """
    names, last = grid.columns[0][top + 1:], grid.columns[-1][top + 1:]
    if not any(cell is not None for cell in last):
        return  # a delimiter at the end of every line
    if None in names or len(set(names)) < len(names):
        raise UserError(_("{file}: every row has one cell more than there are headings, so it is not clear what each column "
                          "holds: write the missing heading.").format(file=file))
    heading = [_("Row name"), *(column[top] for column in grid.columns[:-1])]
    for column, name in zip(grid.columns, heading, strict=True):
        column[top] = name
    grid.notes.append(_("Every row has one cell more than there are headings, as R writes it: the first cells were taken for "
                        "the names of the rows."))
