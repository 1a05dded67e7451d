"""What a table is, apart from any file format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

Cell = str | int | float | bool | date | datetime | None
Row = tuple[Cell, ...]


class LongNumber(str):
    """The digits of a number cell with 16 digits or more: a spreadsheet keeps 15 of them, so the last ones may be lost."""


@dataclass
class Table:
    """A table as it stood in a file.

    `header` has one clear, unique name per column; every row in `rows` has as many cells; `row_numbers[i]` is
    the row number a person sees in the file for `rows[i]`. `notes` are sentences about what had to be decided
    in reading. Text files give str and None only; a spreadsheet keeps the types of its cells. `extra` is what a file
    of a special form says beyond its cells, for the import that knows it. `extra["above"]` are the
    texts above the headings, `extra["said"]` the names with values above them and below the records (`said.Said`).
    `left_out` are the rows that are no records (sums, means, remarks, signatures): number and text.
    """

    header: tuple[str, ...]
    rows: list[Row]
    row_numbers: list[int]
    source: str
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    notes: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    left_out: list[tuple[int, str]] = field(default_factory=list)

    def column(self, name: str) -> list[Cell]:
        """The cells of the column `name`, from top to bottom; ValueError where there is none."""
        index = self.header.index(name)
        return [row[index] for row in self.rows]


@dataclass
class Sheet:
    """One sheet to be written: `widths` in characters per column, `number_formats` by column name (Excel's codes)."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[float] | None = None
    number_formats: Mapping[str, str] = field(default_factory=dict)


def column_letter(index: int) -> str:
    """The letters a spreadsheet shows for column `index` (0 = A)."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column index (A = 0) of a spreadsheet's column letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
