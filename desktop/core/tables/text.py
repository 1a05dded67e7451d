"""Text tables: CSV, TSV and their kin, with mixed quoting and mixed line ends."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables import limits, sniff
from desktop.core.tables.clean import CONTROL, clean_text, unguard
from desktop.core.tables.model import Cell
from desktop.core.tables.shape import Grid


def read_text(path: Path, encoding: str | None, delimiter: str | None) -> tuple[Grid, str, str]:
    """The cells of a text file with the encoding and the delimiter they were read by."""
    limits.check_text_size(path)
    text, encoding = sniff.decode(path, path.read_bytes(), encoding)
    if "\x00" in text:
        text = text.replace("\x00", "")
    mark = delimiter or sniff.delimiter(text)
    records = _records(path.name, text, mark)
    first = 1
    if text[:4].lower() == "sep=":
        records, first = records[1:], 2
    width = max(map(len, records), default=0)
    columns = [_column([row[i] if i < len(row) else "" for row in records]) for i in range(width)]
    grid = Grid(columns, first_row=first, typed=False)
    if CONTROL.search(text):
        grid.notes.append(_("Control characters were taken out of the text."))
    return grid, encoding, mark


def _records(file: str, text: str, mark: str) -> list[list[str]]:
    """The records of a text; a quotation mark that never closes is an error that names its row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    records: list[list[str]] = []
    line = before = 0
    try:
        for record in reader:
            records.append(record)
            before, line = line, reader.line_num
    except csv.Error as error:
        raise UserError(_unclosed(file, len(records) + 1)) from error
    if line - before > 1 and _odd_quotes(text, before):
        raise UserError(_unclosed(file, len(records)))
    return records


def _odd_quotes(text: str, line: int) -> bool:
    """Whether the text after `line` lines holds an odd number of quotation marks."""
    rest = io.StringIO(text, newline="").readlines()[line:]
    return sum(part.count('"') for part in rest) % 2 == 1


def _unclosed(file: str, row: int) -> str:
    """The sentence about a cell that runs to the end of the file."""
    return _('{file}, row {row}: a quotation mark (") opens and never closes; delete it or close it.').format(
        file=file, row=row
    )


def _column(cells: list[str]) -> list[Cell]:
    """The cells of one column made clean, equal ones once."""
    known = {cell: _cell(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _cell(text: str) -> str | None:
    """One cell of a text file without our guard against formulas."""
    return clean_text(unguard(text))
