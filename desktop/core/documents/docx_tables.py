"""The rows of tables and plans in Word: heads that repeat, totals under a rule, squares with their shade."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from desktop.core.documents import model
from desktop.core.documents.docx_parts import table_cell, table_row
from desktop.core.documents.model import CENTER, Column
from desktop.core.documents.text import clean

LABEL, _MARKED = "F2F5F2", "EAF0EA"


def fill_table(
    table: Any,
    block: model.Table,
    rows: Sequence[Sequence[str]],
    part: Sequence[int],
    *,
    widths: Sequence[float],
    style: str,
) -> None:
    """Write the columns `part` of a table, their heads first, into a table of these widths in points."""
    columns = [block.columns[i] for i in part]
    for row in _header_rows(columns, widths, style, block.boxed):
        table._tbl.append(row)
    first_total = len(rows) - block.total_rows
    for number, texts in enumerate(rows):
        bold = number >= first_total or number in block.bold_rows
        look: dict[str, Any] = {"bold": bold, "fill": _MARKED if number in block.marked_rows else ""}
        look["rule"] = (block.total_rows > 0 and number == first_total) or number in block.ruled_rows
        look["keep"] = _keeps(number, len(rows), first_total if block.total_rows else len(rows) - 1)
        look["boxed"] = block.boxed
        row = table_row(least_mm=block.row_mm)
        for place, i in enumerate(part):
            text = texts[i] if i < len(texts) else ""
            row.append(table_cell(text, widths[place], style, align=columns[place].alignment, **look))
        table._tbl.append(row)


def _keeps(number: int, count: int, last: int) -> bool:
    """Whether a row stays with the next: the first two below the head, and those from the last record on (totals)."""
    return number < count - 1 and (number == 0 or number >= min(last, count - 1) - 1)


def _header_rows(columns: Sequence[Column], widths: Sequence[float], style: str, boxed: bool) -> list[Any]:
    rows = []
    look: dict[str, Any] = {"bold": True, "fill": LABEL, "keep": True, "boxed": boxed}
    if any(column.group for column in columns):
        row, start = table_row(header=True), 0
        for group, members in groupby(columns, key=lambda column: column.group):
            span = len(list(members))
            width = sum(widths[start : start + span])
            row.append(table_cell(clean(group), width, style, align=CENTER, span=span, **look))
            start += span
        rows.append(row)
    row = table_row(header=True)
    for column, width in zip(columns, widths, strict=True):
        row.append(table_cell(clean(column.header), width, style, align=column.alignment, **look))
    return [*rows, row]


def fill_grid(table: Any, grid: model.Grid, part: Sequence[int], widths: tuple[float, float], style: str) -> None:
    """Write the columns `part` of a plan; `widths` in points: of the names of rows, and of a square."""
    names, square = widths
    if grid.column_names:
        row = table_row(header=True)
        row.append(table_cell("", names, style))
        for i in part:
            name = grid.column_names[i] if i < len(grid.column_names) else ""
            row.append(table_cell(clean(name), square, style, align=CENTER, keep=True))
        table._tbl.append(row)
    for number, cells in enumerate(grid.cells):
        row = table_row()
        name = grid.row_names[number] if number < len(grid.row_names) else ""
        row.append(table_cell(clean(name), names, style, align="right",
                              keep=_keeps(number, len(grid.cells), len(grid.cells) - 1)))
        for i in part:
            row.append(_square(cells[i] if i < len(cells) else None, square, style))
        table._tbl.append(row)


def _square(cell: model.GridCell | None, width: float, style: str) -> Any:
    if cell is None:
        return table_cell("", width, style)
    share = min(max(cell.shade, 0.0), 1.0)
    red, green = int(255 * (1 - 0.42 * share)), int(255 * (1 - 0.28 * share))
    fill = f"{red:02X}{green:02X}{red:02X}"
    return table_cell(
        clean(cell.text), width, style, align=CENTER, bold=cell.bold, struck=cell.struck, fill=fill, boxed=True,
        strong=cell.strong, dashed=cell.dashed,
    )
