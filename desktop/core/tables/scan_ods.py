"""The same look at a sheet of an OpenDocument workbook: percents, merged cells, formulas without results, long numbers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.core.tables import limits
from desktop.core.tables.model import column_letter
from desktop.core.tables.scan import Scan

_LONG = re.compile(r"-?\d{16,}(?:\.0*)?|-?\d\.?\d*E\+?0?(?:1[5-9]|[2-9]\d)", re.IGNORECASE)
_CELLS = ("table-cell", "covered-table-cell")


def scan_ods(path: Path, sheet: str) -> Scan:
    """Read the content of `sheet`; damaged archives raise `zipfile.BadZipFile` and its kin, damaged XML ValueError."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        try:
            return _Sheet().read(iterparse(stream, events=("start", "end")), sheet)
        except (ParseError, DefusedXmlException) as error:
            raise ValueError(str(error)) from error


class _Sheet:
    """Follows the rows and cells of one sheet."""

    def __init__(self) -> None:
        self.scan = Scan(rows=0, columns=0, is_whole=True)
        self.row = self.column = 0
        self.repeated = 1  # so often the row under way stands below itself

    def read(self, events: Iterator[tuple[str, Any]], sheet: str) -> Scan:
        """The scan of the sheet of that name; nothing where there is none."""
        inside = False
        for event, element in events:
            name = _local(element.tag)
            if name == "table":
                inside = event == "start" and _get(element, "name") == sheet
            elif not inside:
                pass
            elif event == "start" and name == "table-row":
                self.column, self.repeated = 0, _count(element, "number-rows-repeated")
            elif event == "start" and name in _CELLS:
                self._cell(element)
            elif event == "end" and name == "table-row":
                self.row += self.repeated
            if event == "end" and name in ("table-row", "table"):
                element.clear()
        return self.scan

    def _cell(self, element: Any) -> None:
        kind, value = _get(element, "value-type"), _get(element, "value")
        repeated = _count(element, "number-columns-repeated")
        if kind:
            self.scan.rows = max(self.scan.rows, self.row + self.repeated)
            self.scan.columns = max(self.scan.columns, self.column + repeated)
        if kind == "percentage" or _LONG.fullmatch(value):
            self._note(repeated, kind, value)
        if _get(element, "formula"):
            name = f"{column_letter(self.column)}{self.row + 1}"
            self.scan.formulas.append(name)
            if not kind:
                self.scan.without_result.append(name)
        down, right = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
        if down > 1 or right > 1:
            self.scan.merged.append(((self.row, self.column), (self.row + down - 1, self.column + right - 1)))
        self.column += repeated

    def _note(self, repeated: int, kind: str, value: str) -> None:
        """Take note of a cell wherever it is repeated; a repetition out of all measure is refused later, by the area."""
        if self.repeated * repeated > limits.CELLS:
            return
        for row in range(self.row, self.row + self.repeated):
            for column in range(self.column, self.column + repeated):
                name = f"{column_letter(column)}{row + 1}"
                if kind == "percentage":
                    self.scan.percents.append(name)
                else:
                    self.scan.long[name] = value


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _get(element: Any, name: str) -> str:
    """An attribute by its local name, "" where it is missing."""
    return next((value for key, value in element.items() if _local(key) == name), "")


def _count(element: Any, name: str) -> int:
    """A number of repetitions or spanned cells, 1 where none is told."""
    text = _get(element, name)
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 10 else 1
