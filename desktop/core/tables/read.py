"""The one door for tables that come in."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from desktop.core.tables import cards, points, sniff, text, webpage, workbooks
from desktop.core.tables.apart import read_apart
from desktop.core.tables.model import Table
from desktop.core.tables.shape import shape

_OTHERS = {"points": points.read_points, "cards": cards.read_cards, "events": cards.read_events}


def read_table(
    path: str | PathLike[str],
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    keep_rows: bool = False,
) -> Table:
    """The table in a file, whatever its ending: .xlsx, .xls, CSV, TSV or other delimited text; points, contacts, events, and
    the tables of web pages.

    `header_row` is the row number a person sees. What is not stated is detected. `keep_rows` keeps the rows that look like
    sums, remarks or signatures. Outer blanks and control characters are taken off every cell, whole numbers are int, a
    date-time at midnight is a date. Every failure is a `UserError`.
    """
    file = Path(path)
    kind = sniff.kind(file)
    if kind in ("xlsx", "xls"):
        return workbooks.read(file, kind, sheet, header_row, keep_rows=keep_rows)
    if kind == "page":
        return _of_page(file, sheet, header_row, encoding, keep_rows)
    if kind != "text":
        return read_apart(file, _OTHERS[kind], file)
    grid, encoding, delimiter = text.read_text(file, encoding, delimiter)
    shaped = shape(grid, file.name, header_row, keep_rows=keep_rows)
    return Table(shaped.header, shaped.rows, shaped.row_numbers, file.name, None, encoding, delimiter, grid.notes,
                 shaped.extra, shaped.left_out)


def _of_page(file: Path, sheet: str | None, header_row: int | None, encoding: str | None, keep_rows: bool) -> Table:
    """A table of a web page; several that differ are chosen among like sheets."""
    grid, encoding, name, names = webpage.read_page(file, encoding, sheet)
    shaped = shape(grid, file.name, header_row, keep_rows=keep_rows)
    extra = {**shaped.extra, **({"sheets": names} if names else {})}
    return Table(shaped.header, shaped.rows, shaped.row_numbers, file.name, name, encoding, None, grid.notes, extra,
                 shaped.left_out)
