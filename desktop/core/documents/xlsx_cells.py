"""Cells and sheets of a spreadsheet: typed values, text that stays text, names that Excel accepts, print set-up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from desktop.core.documents.marked import Chance, Starred
from desktop.core.documents.model import CENTER, DATE, MONEY, NUMBER, PERCENT, Cell, Column, Document, Formed, Table
from desktop.core.documents.text import HYPHEN, LEAST_CHANCE, chance, clean, in_yuan, is_missing, is_number, shown, yuan_column
from desktop.core.i18n import _, ngettext

MAX_TEXT = 32_767
"""UTF-16 units in a cell (Excel's limit)."""
MAX_EXACT = 10**15
"""Excel keeps 15 digits; longer numbers (ids, telephone numbers) are written as text."""
FONT = "Microsoft YaHei"


GENERAL = "General"
CHANCE_FORMAT = f'[<{LEAST_CHANCE}]"{chance(0)}";0.0000'
"""A p-value in the words of the paper."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def put_text(cell: SheetCell, text: str, **font: Any) -> None:
    """Write a text that stays a text, whatever it begins with; cut with a mark where Excel would refuse it."""
    cell.quotePrefix = set_text(cell, text)
    cell.font = Font(FONT, size=font.pop("size", 10), **font)


def set_text(cell: SheetCell, text: str) -> bool:
    """Give a cell a text without touching its style; whether Excel must be told that it is no formula."""
    cell.value = cell_text(text)
    cell.data_type = "s"
    return str(cell.value)[:1] in ("=", "+", "-", "@")


def cell_text(text: str) -> str:
    """`text` without the characters a spreadsheet refuses, and no longer than a cell holds."""
    text = clean(text)
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * MAX_TEXT:
        return text
    mark = ngettext(
        " … (cut here: {count} character in all)",
        " … (cut here: {count} characters in all)", len(text)).format(count=len(text))
    return units[: 2 * (MAX_TEXT - len(mark))].decode("utf-16-le", "ignore") + mark


def put(cell: SheetCell, value: Cell, column: Column, **font: Any) -> None:
    """Write a table cell with its type and number format; a missing value leaves it empty."""
    cell.number_format, cell.quotePrefix = set_value(cell, value, column)
    cell.font = Font(FONT, size=10, **font)


def set_value(cell: SheetCell, value: Cell, column: Column) -> tuple[str, bool]:
    """Give a cell its typed value; the number format it needs, and whether it is a text that looks like a formula."""
    if is_missing(value):
        return GENERAL, False
    if isinstance(value, Chance):
        cell.value = value.value
        return CHANCE_FORMAT, False
    value, column = _plain(*((value.value, value.column) if isinstance(value, Formed) else (value, column)))
    if isinstance(value, int | float | Decimal) and is_number(value) and abs(float(value)) < MAX_EXACT:
        cell.value = _hundredth(value) if column.kind == PERCENT else value
        return format_of(column), False
    if isinstance(value, datetime | date):
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        only_date = column.kind == DATE or not isinstance(value, datetime)
        return ("yyyy-mm-dd" if only_date else "yyyy-mm-dd hh:mm"), False
    return GENERAL, set_text(cell, shown(value, column, HYPHEN))


def _plain(value: Cell, column: Column) -> tuple[Cell, Column]:
    """An amount of fen, or a text that is a day, as a plain value and its column."""
    if column.kind == MONEY and is_number(value):
        return in_yuan(value), yuan_column(column)
    return _day_of(value), column


def _day_of(value: Cell) -> Cell:
    """A day, where a text is nothing but one as the program writes it (2026-05-01); any other value as it is."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _hundredth(value: int | float | Decimal) -> float:
    """Per cent as Excel keeps it, without a binary tail: 5.4 → 0.054."""
    return float(Decimal(repr(value) if isinstance(value, float) else value) / 100)


def format_of(column: Column) -> str:
    """The column's number format."""
    if column.kind not in (NUMBER, PERCENT):
        return GENERAL
    if column.decimals is None and not (column.signed or column.thousands or column.kind == PERCENT):
        return GENERAL
    digits = "#,##0" if column.thousands else "0"
    decimals = 1 if column.decimals is None else column.decimals
    digits += "." + "0" * decimals if decimals > 0 else ""
    digits += "%" if column.kind == PERCENT else ""
    return f"+{digits};-{digits};{digits}" if column.signed else digits


def set_up_print(sheet: Worksheet, document: Document, landscape: bool = False) -> None:
    """A4 (or A5), fitted to the page's width, title above, page x of y below."""
    sheet.page_setup.paperSize = 11 if document.page == "A5" else 9
    sheet.page_setup.orientation = "landscape" if landscape or document.landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.print_options.horizontalCentered = True
    sheet.oddHeader.left.text = _band(document.header or document.title)
    sheet.oddFooter.left.text = _band(document.footer)
    sheet.oddFooter.center.text = _("Page {page} of {pages}").format(page="&P", pages="&N")


def _band(text: str) -> str | None:
    """A header or footer: "&" begins a code there, and 255 characters are the limit; None if there is none."""
    return clean(text).replace("\n", " ")[:80].replace("&", "&&") or None


def sheet_name(name: str, taken: Sequence[str]) -> str:
    """A name that Excel accepts (31 characters, none of []:*?/\\, not "History") and that is not `taken`."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", clean(name).replace("\n", " "))
    plain = " ".join(plain.split()).strip("'")[:31].rstrip(" '") or _("Sheet")
    plain = plain + "_" if plain.lower() == "history" else plain
    known = {other.lower() for other in taken}
    number, chosen = 2, plain
    while chosen.lower() in known:
        ending = f" ({number})"
        chosen, number = plain[: 31 - len(ending)] + ending, number + 1
    return chosen


def stars_apart(table: Table) -> Table:
    """The table with the marks of significance in a column of their own behind each number, so that it sorts and counts."""
    starred = {i for row in table.rows for i, value in enumerate(row) if isinstance(value, Starred)}
    if not starred:
        return table
    columns: list[Column] = []
    for i, column in enumerate(table.columns):
        columns.append(column)
        if i in starred:
            columns.append(Column(_("Significance"), align=CENTER, weight=0, group=column.group))
    rows = [[part for i, value in enumerate(row) for part in (_parts(value) if i in starred else (value,))]
            for row in table.rows]
    keys = table.key_columns + sum(i < table.key_columns for i in starred)
    return replace(table, columns=columns, rows=rows, key_columns=keys)


def _parts(value: Cell) -> tuple[Cell, Cell]:
    """A cell of a starred column as its number and its mark."""
    return (value.value, value.mark) if isinstance(value, Starred) else (value, "")


def display_width(text: str) -> int:
    """How many half-width places a text takes: ideographs take two."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)
