"""Workbooks are read in a process that may take only so much memory and time: a damaged or hostile one kills nothing else.

Calamine reserves memory for the whole area that a file claims, and ends its process where there is none. A small .xlsx whose
XML shows beforehand that it claims little is read at once, without waiting for a process.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from desktop.core.i18n import _
from desktop.core.tables import excel, limits
from desktop.core.tables.apart import read_apart
from desktop.core.tables.limits import MIB
from desktop.core.tables.model import Table, column_index
from desktop.core.tables.shape import shape

_PERCENT = re.compile(r"%|％|率|percent", re.IGNORECASE)
_SMALL_BYTES = 1 * MIB  # unpacked
_SMALL_CELLS = 200_000
_SMALL_PARTS = 100


def read(path: Path, kind: str, sheet: str | None, header_row: int | None, *, keep_rows: bool) -> Table:
    """The table of one sheet of a workbook. Raises `UserError` for whatever cannot be read within memory and time."""
    if kind == "xlsx" and is_small(path):
        return read_here(path, kind, sheet, header_row, keep_rows)
    return read_apart(path, read_here, path, kind, sheet, header_row, keep_rows)


def read_here(path: Path, kind: str, sheet: str | None, header_row: int | None, keep_rows: bool) -> Table:
    """The table of one sheet, read in this very process."""
    grid, name, names = excel.read_sheet(path, kind, sheet)
    shaped = shape(grid, path.name, header_row, keep_rows=keep_rows)
    notes = [*excel.scan_notes(grid.scan, {row for row, _text in shaped.left_out}), *grid.notes]
    table = Table(shaped.header, shaped.rows, shaped.row_numbers, path.name, name, notes=notes,
                  extra={**shaped.extra, "sheets": names}, left_out=shaped.left_out)
    if not grid.formats_known:
        table.extra["shares"] = may_be_percents(table)
        table.notes += _said_of_shares(table.extra["shares"])
    return table


def may_be_percents(table: Table) -> list[str]:
    """The columns of percents with numbers from 0 to 1, where the file does not say how they are shown."""
    found = []
    for heading in table.header:
        numbers = [c for c in table.column(heading) if isinstance(c, int | float) and not isinstance(c, bool)]
        if _PERCENT.search(heading) and any(numbers) and all(abs(n) <= 1 for n in numbers):
            found.append(heading)
    return found


def _said_of_shares(headings: Sequence[str]) -> list[str]:
    return [_("Column “{column}” holds numbers from 0 to 1, and this kind of workbook does not say whether they are shown as "
              "percents: if 0.14 means 14 %, save it as .xlsx and take that.").format(column=heading) for heading in headings]


def is_small(path: Path) -> bool:
    """Whether an .xlsx shows beforehand that reading it takes little: few parts, little XML, no cell far away, few merged."""
    from xml.parsers.expat import ExpatError

    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > _SMALL_PARTS or sum(part.file_size for part in parts) > _SMALL_BYTES:
                return False
            texts = [_read(archive, part) for part in parts if not part.filename.endswith(".rels")]
        of_excel = "xl/workbook.xml" in {part.filename for part in parts}
        return of_excel and all(_Reach().is_small(text) for text in texts if _is_xml(text))
    except (*excel.ARCHIVE_ERRORS, ExpatError):
        return False


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as stream:
        return stream.read(_SMALL_BYTES + 1)


def _is_xml(text: bytes) -> bool:
    return text.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<"


class _Reach:
    """How far the cells of a part reach, by an XML parser: its attributes are read as the reader reads them."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = self.merged = 0
        self.entities = False

    def is_small(self, text: bytes) -> bool:
        """Whether the area is small, little is merged and no entity is declared."""
        from xml.parsers import expat

        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EntityDeclHandler = self._declared
        parser.Parse(text, True)
        return not self.entities and self.merged < _SMALL_PARTS and self.last_row * self.last_column <= _SMALL_CELLS

    def _declared(self, *_what: object) -> None:
        self.entities = True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._at(attributes.get("r", ""), None)
        elif local == "c":
            self._cell(attributes.get("r", ""))
        elif local == "mergeCell":
            self.merged += 1

    def _cell(self, reference: str) -> None:
        letters = reference.rstrip("0123456789")
        if letters.isascii() and letters.isalpha() and len(letters) < 4 and len(letters) < len(reference):
            self._at(reference[len(letters):], column_index(letters.upper()))
        elif reference:
            self._at(str(limits.EXCEL_ROWS), limits.EXCEL_COLUMNS)
        else:
            self._at("", self.column + 1)

    def _at(self, row: str, column: int | None) -> None:
        """Note a place; what is no number is taken for the farthest."""
        if column is None:
            self.column = -1
            self.row = int(row) if row.isdecimal() and len(row) < 10 else self.row + 1 if not row else limits.EXCEL_ROWS
        else:
            self.column = column
            self.row = int(row) if row and len(row) < 10 else self.row if not row else limits.EXCEL_ROWS
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column + 1)
