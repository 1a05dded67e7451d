"""Tables that go out: workbooks with typed cells, and CSV that Excel opens in Chinese without harm."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from math import isfinite
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO

from desktop.core.errors import UserError
from desktop.core.files import durable_save
from desktop.core.i18n import _
from desktop.core.tables.clean import CONTROL, guard
from desktop.core.tables.limits import CELL_CHARACTERS, EXCEL_COLUMNS, EXCEL_ROWS
from desktop.core.tables.model import Cell, Sheet, column_letter

_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
# Excel reads _x0041_ inside a text as the character 41 hexadecimal; the underscore itself is _x005F_.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
_DATE = "yyyy-mm-dd"
UPRIGHT = 6
"""Columns up to which a sheet is printed on upright paper."""
_DATETIME = "yyyy-mm-dd hh:mm:ss"


def write_xlsx(path: str | PathLike[str], sheets: Sequence[Sheet]) -> Path:
    """Write a workbook durably, row by row, every text as text (never as a formula).

    Control characters are taken out and text beyond Excel's 32,767 characters is cut with “…”. Numbers keep
    the 16 digits that openpyxl writes. Raises `UserError` when a sheet outgrows Excel or the file cannot be
    saved.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    titles: list[str] = []
    try:
        for sheet in sheets:
            titles.append(_title(sheet.title, titles))
            _write_sheet(book.create_sheet(titles[-1]), sheet)
    except BaseException:
        _give_up(book)
        raise
    return durable_save(Path(path), book.save)


def _give_up(book: Any) -> None:
    """Close the half-written sheets, so that openpyxl drops its temporary files without complaint."""
    for sheet in book.worksheets:
        sheet.close()
        if sheet._writer is not None:
            sheet._writer.cleanup()


def _title(title: str, taken: Sequence[str]) -> str:
    """A sheet name that Excel takes: at most 31 characters, none of []:*?/\\, not used before."""
    clean = _SHEET_NAME.sub("_", CONTROL.sub("", title)).strip().strip("'")[:31] or "Sheet"
    lower = {name.lower() for name in taken}
    number, name = 1, clean
    while name.lower() in lower:
        number += 1
        name = f"{clean[: 31 - len(str(number)) - 3]} ({number})"
    return name


def _write_sheet(target: Any, sheet: Sheet) -> None:
    """Header, widths and rows of one sheet."""
    from openpyxl.styles import Font

    _check_columns(sheet)
    target.freeze_panes = "A2"
    target.print_title_rows = "1:1"
    target.page_setup.orientation, target.page_setup.paperSize = ("landscape" if len(sheet.header) > UPRIGHT else "portrait"), 9
    target.page_setup.fitToHeight, target.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for index, width in enumerate(sheet.widths or ()):
        target.column_dimensions[column_letter(index)].width = width
    head = [_text(target, str(name)) for name in sheet.header]
    for cell in head:
        cell.font = Font(bold=True)
    target.append(head)
    formats = [sheet.number_formats.get(name) for name in sheet.header]
    for number, row in enumerate(sheet.rows, start=2):
        if number > EXCEL_ROWS:
            raise UserError(
                _(
                    "“{title}” has more rows than a workbook holds ({rows}): filter the list or export it as CSV."
                ).format(title=sheet.title, rows=EXCEL_ROWS - 1)
            )
        target.append([_cell(target, value, form) for value, form in zip(row, formats, strict=True)])


def _check_columns(sheet: Sheet) -> None:
    """A workbook has an end to the right as well."""
    if len(sheet.header) > EXCEL_COLUMNS:
        raise UserError(
            _("“{title}” has more columns than a workbook holds ({columns}): leave some out.").format(
                title=sheet.title, columns=EXCEL_COLUMNS
            )
        )


def _cell(target: Any, value: Cell, form: str | None) -> Any:
    """A value as openpyxl takes it: bare where that is safe, a cell where a format or the text type must be set."""
    if isinstance(value, str):
        return value if _plain(value) else _text(target, value)
    if isinstance(value, float) and not isfinite(value):
        return None
    form = form or (_DATETIME if isinstance(value, datetime) else _DATE if isinstance(value, date) else None)
    if value is None or form is None:
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(target, value=value)
    cell.number_format = form
    return cell


def _plain(text: str) -> bool:
    """Whether openpyxl writes a text as this very text without our help."""
    return text.isprintable() and text[:1] not in "=#" and len(text) <= CELL_CHARACTERS and "_x" not in text


def _text(target: Any, value: str) -> Any:
    """A cell that is text whatever it looks like; a quote prefix where Excel would else take an edit for a formula."""
    from openpyxl.cell import WriteOnlyCell

    text = _ESCAPED.sub("_x005F_", CONTROL.sub("", value))
    if len(text) > CELL_CHARACTERS:
        text = text[: CELL_CHARACTERS - 1] + "…"
    cell = WriteOnlyCell(target, value=text)
    cell.data_type = "s"
    if text.startswith("="):
        cell.quotePrefix = True
    return cell


def write_csv(path: str | PathLike[str], header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    """Write a CSV file durably: UTF-8 with its mark so that Excel shows Chinese, CRLF, all text in quotes.

    Text that a spreadsheet would run as a formula gets a leading ' (numbers such as -5 do not); `read_table`
    takes it off again. Raises `UserError` when the file cannot be saved.
    """

    def write(stream: BinaryIO) -> None:
        wrapped = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        writer = csv.writer(wrapped, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        writer.writerow([_csv(name) for name in header])
        writer.writerows([_csv(value) for value in row] for row in rows)
        wrapped.flush()
        wrapped.detach()

    return durable_save(Path(path), write)


def _csv(value: Cell) -> str | int | float | None:
    """A value as CSV holds it: dates in ISO form, truth as TRUE and FALSE."""
    if isinstance(value, str):
        return guard(CONTROL.sub("", value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return None if isinstance(value, float) and not isfinite(value) else value
