"""Renders a document as a spreadsheet: the text on the first sheet, every table on its own, typed and ready to print.

Numbers are written whole, under a number format; a text is always a text, also when it begins with "=".
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import groupby
from typing import Any, BinaryIO, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.drawing.image import Image as Picture
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from desktop.core.documents import model
from desktop.core.documents.model import CENTER, NUMBER, RIGHT, Cell, Column, Document
from desktop.core.documents.outline import numbered
from desktop.core.documents.pdf_signing import official_day
from desktop.core.documents.text import clean, shown
from desktop.core.documents.timeline import days_of
from desktop.core.documents.xlsx_cells import (
    FONT,
    display_width,
    put,
    put_text,
    set_up_print,
    set_value,
    sheet_name,
    stars_apart,
)
from desktop.core.errors import UserError
from desktop.core.i18n import _, using

MAX_WIDTH = 48
FIGURE_ROWS = 46
"""Rows of the usual height on a printed page, which no figure may cross."""
_HEAD, _MARK = PatternFill("solid", fgColor="E4ECE4"), PatternFill("solid", fgColor="EEF3EE")
_THIN, _STRONG = Side("thin", color="B9C0BA"), Side("medium", color="1F5733")


def write_xlsx(document: Document, stream: BinaryIO) -> None:
    """Write the document as XLSX."""
    with using(document.language):
        workbook = Workbook()
        _set_properties(workbook, document)
        _Book(workbook, document).write()
        workbook.save(stream)


def _set_properties(workbook: Workbook, document: Document) -> None:
    properties = workbook.properties
    properties.title, properties.subject = clean(document.title), clean(document.subject)
    properties.creator, properties.language = clean(document.author), document.language.replace("_", "-")
    properties.keywords = clean(", ".join(document.keywords))
    if document.created:
        properties.created = document.created.replace(tzinfo=None)


class _Book:
    """Writes the blocks in order: running text to the first sheet, tables and figures to their own."""

    def __init__(self, workbook: Workbook, document: Document) -> None:
        self.workbook, self.document = workbook, document
        self.text = workbook.active
        assert isinstance(self.text, Worksheet)
        self.text.title = sheet_name(_("Report"), ())
        self.row = 1
        self.heading = document.title
        self.figures: list[tuple[str, bytes]] = []

    def write(self) -> None:
        """All blocks, then the figures."""
        for block in model.every(numbered(self.document).blocks):
            self._write_block(block)
        self._write_figures()
        self._finish_text()

    def _write_block(self, block: model.Block) -> None:
        match block:
            case model.Table():
                _TableSheet(self._sheet(block.sheet or block.caption or self.heading), block, self.document).write()
            case model.Grid():
                _write_grid(self._sheet(block.sheet or block.caption or self.heading), block, self.document)
            case model.Figure():
                self._add_figure(block)
            case model.Image():
                self._add_image(block)
            case model.KeyValues():
                self._write_pairs(block)
            case _:
                self._write_texts(block)

    def _sheet(self, name: str) -> Worksheet:
        sheet: Worksheet = self.workbook.create_sheet(sheet_name(name, self.workbook.sheetnames))
        self._line(_("See sheet “{name}”: {caption}").format(name=sheet.title, caption=name), color="38613F")
        return sheet

    def _line(self, text: str, **font: Any) -> None:
        cell = self.text.cell(self.row, 1)
        put_text(cell, text, **font)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self.text.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=2)
        lines = sum(1 + int(display_width(part) * font.get("size", 10) / 1020) for part in text.split("\n"))
        self.text.row_dimensions[self.row].height = min(lines * (font.get("size", 10) * 1.5) + 3, 400)
        self.row += 1

    def _write_texts(self, block: model.Block) -> None:
        if isinstance(block, model.Heading):
            self.heading = block.text
            self.row += block.level == 1
        for text, font in _lines_of(block):
            self._line(text, **font)
        if isinstance(block, model.Cover):
            self._write_pairs(model.KeyValues(block.facts))
            for text in (*(f"{name}: ____________________" for name in block.signers), block.unit,
                         official_day(block.day) if block.day else "", block.notice):  # fmt: skip
                if text:
                    self._line(text, italic=text == block.notice)

    def _write_pairs(self, block: model.KeyValues) -> None:
        column = Column("", NUMBER, block.decimals)
        for name, value in block.pairs:
            put_text(self.text.cell(self.row, 1), name, bold=True)
            put(self.text.cell(self.row, 2), value, column)
            self.text.cell(self.row, 2).alignment = Alignment(horizontal="left", wrap_text=True, vertical="top")
            self.text.cell(self.row, 1).alignment = Alignment(vertical="top", wrap_text=True)
            self.row += 1
        self.row += 1

    def _add_figure(self, block: model.Figure) -> None:
        from desktop.core.documents.figure_style import png

        self.figures.append((block.caption, png(block, dpi=130)))

    def _add_image(self, block: model.Image) -> None:
        from desktop.core.pictures import scaled_image

        try:
            self.figures.append((block.caption, scaled_image(block.path, 900, 700)))
        except UserError as error:
            self._line(f"[{error}]")

    def _write_figures(self) -> None:
        if not self.figures:
            return
        sheet = self._sheet(_("Figures"))
        row, begun = 1, 1
        for caption, data in self.figures:
            picture = Picture(io.BytesIO(data))
            scale = min(1.0, 640 / picture.width)
            picture.width, picture.height = int(picture.width * scale), int(picture.height * scale)
            rows = 4 + int(picture.height / 20)
            if row > begun and row + rows - begun > FIGURE_ROWS:
                sheet.row_breaks.append(Break(id=row - 1))
                begun = row
            put_text(sheet.cell(row, 1), caption, bold=True)
            sheet.add_image(picture, f"A{row + 1}")
            row += rows
        set_up_print(sheet, self.document)

    def _finish_text(self) -> None:
        self.text.column_dimensions["A"].width = 24
        self.text.column_dimensions["B"].width = 68
        self.text.sheet_view.showGridLines = False
        set_up_print(self.text, self.document)


def _lines_of(block: model.Block) -> Iterator[tuple[str, dict[str, Any]]]:
    match block:
        case model.Cover():
            yield block.title, {"size": 18, "bold": True}
            yield block.subtitle, {"size": 12}
        case model.Heading():
            yield block.text, {"size": {1: 14, 2: 12}.get(block.level, 10), "bold": True}
        case model.Paragraph():
            yield (f"{block.lead}：{block.text}" if block.lead else block.text), {}
        case model.Bullets():
            for number, text in enumerate(block.items, start=1):
                yield f"{number}. {text}" if block.numbered else f"• {text}", {}
        case model.Checks():
            marks: dict[bool | None, str] = {True: "☑", False: "☒", None: "☐"}
            yield from ((f"{marks[done]} {text}", {}) for done, text in block.items)
        case model.Callout():
            yield block.title, {"bold": True}
            yield block.text, {}
        case model.QrCode():
            yield f"{block.caption}: {block.content}" if block.caption else block.content, {}
        case model.Timeline():
            yield block.caption, {"bold": True}
            for span in block.spans:
                yield "  ".join(part for part in (span.title, days_of(span), span.note) if part), {}
        case model.Signatures():
            yield from ((f"{name}: ____________________", {}) for name in block.lines)
        case model.Sealed():
            yield "  ".join((block.unit, _("(seal)"), official_day(block.day))), {}


_Look: TypeAlias = tuple[str, str, bool, bool, bool, bool, bool]
"""Alignment, number format, quoted, wrapped, bold, under a strong line, marked."""


class _TableSheet:
    """A table on its own sheet: caption, header that stays in sight and repeats in print, rows, notes."""

    def __init__(self, sheet: Worksheet, table: model.Table, document: Document) -> None:
        self.sheet, self.table, self.document = sheet, stars_apart(table), document
        self.grouped = any(column.group for column in table.columns)
        self.head = (2 if table.caption else 0) + 1 + self.grouped
        self.looks: dict[_Look, Any] = {}

    def write(self) -> None:
        """The whole sheet."""
        if self.table.caption:
            self._write_wide(1, self.table.caption, bold=True, size=12)
        if self.grouped:
            self._write_groups()
        for i, column in enumerate(self.table.columns, start=1):
            self._write_header(self.sheet.cell(self.head, i), _header_lines(column))
        for number, row in enumerate(self.table.rows):
            self._write_row(number, row)
        for number, note in enumerate(self.table.notes, start=self.head + len(self.table.rows) + 2):
            self._write_wide(number, note, size=9, color="5F6862")
        self._set_up()

    def _write_wide(self, row: int, text: str, **font: Any) -> None:
        """A caption or note as wide as the table, broken into lines: what runs out of the printed area would be cut."""
        columns = len(self.table.columns)
        size = font.get("size", 10)
        room = sum(self._width(i) for i in range(columns)) * 10.5 / size
        cell = self.sheet.cell(row, 1)
        put_text(cell, text, **font)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if columns > 1:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        lines = sum(1 + int(display_width(part) / room) for part in text.split("\n"))
        self.sheet.row_dimensions[row].height = size * 1.4 * lines + 2

    def _write_groups(self) -> None:
        start = 1
        for group, members in groupby(self.table.columns, key=lambda column: column.group):
            end = start + len(list(members)) - 1
            for i in range(start, end + 1):
                self._write_header(self.sheet.cell(self.head - 1, i), group if i == start else "")
            if group and end > start:
                self.sheet.merge_cells(
                    start_row=self.head - 1, end_row=self.head - 1, start_column=start, end_column=end
                )
            start = end + 1

    def _write_header(self, cell: SheetCell, text: str) -> None:
        put_text(cell, text, bold=True)
        cell.fill = _HEAD
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(_THIN, _THIN, _THIN, _THIN)

    def _write_row(self, number: int, row: Sequence[Cell]) -> None:
        first_total = len(self.table.rows) - self.table.total_rows
        bold = number >= first_total or number in self.table.bold_rows
        if self.table.row_mm:
            self.sheet.row_dimensions[self.head + 1 + number].height = self.table.row_mm * 72 / 25.4
        strong = (self.table.total_rows > 0 and number == first_total) or number in self.table.ruled_rows
        look = (bold, strong, number in self.table.marked_rows)
        for i, (column, value) in enumerate(zip(self.table.columns, row, strict=False), start=1):
            cell = self.sheet.cell(self.head + 1 + number, i)
            number_format, quoted = set_value(cell, value, column)
            wrap = isinstance(value, str) and display_width(value) > MAX_WIDTH
            self._dress(cell, (column.alignment, number_format, quoted, wrap, *look))

    def _dress(self, cell: SheetCell, look: _Look) -> None:
        """Give a cell its look. Each look is made once and copied, as making one costs ten times the cell."""
        made = self.looks.get(look)
        if made is not None:
            cell._style = copy(made)
            return
        align, number_format, quoted, wrap, bold, strong, marked = look
        cell.number_format, cell.quotePrefix = number_format, quoted
        cell.font = Font(FONT, size=10, bold=bold)
        upright, inset = "top" if wrap else "center", 0 if align == CENTER else 1
        cell.alignment = Alignment(horizontal=align, vertical=upright, wrap_text=wrap, indent=inset)
        cell.border = Border(_THIN, _THIN, _STRONG if strong else _THIN, _THIN)
        if marked:
            cell.fill = _MARK
        self.looks[look] = copy(cell._style)

    def _set_up(self) -> None:
        widths = [self._width(i) for i in range(len(self.table.columns))]
        for i, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(i)].width = width
        self.sheet.row_dimensions[self.head].height = 18.0 * max(self._header_height(i) for i in range(len(widths)))
        last = self.head + len(self.table.rows)
        key = min(self.table.key_columns, max(len(widths) - 1, 0))
        self.sheet.freeze_panes = self.sheet.cell(self.head + 1, key + 1)
        if self.table.rows:
            end = last - self.table.total_rows
            self.sheet.auto_filter.ref = f"A{self.head}:{get_column_letter(len(widths))}{max(end, self.head + 1)}"
        self.sheet.print_title_rows = f"{self.head - self.grouped}:{self.head}"
        end = last + (len(self.table.notes) + 1 if self.table.notes else 0)
        self.sheet.print_area = f"A1:{get_column_letter(max(len(widths), 1))}{end}"
        set_up_print(self.sheet, self.document, landscape=sum(widths) > 95)

    def _header_height(self, i: int) -> int:
        """Lines of a header at the width of its column."""
        room = self._width(i) - 2
        lines = _header_lines(self.table.columns[i]).split("\n")
        return sum(1 + int((display_width(line) - 1) / room) for line in lines)

    def _width(self, i: int) -> float:
        column = self.table.columns[i]
        texts = (shown(row[i], column) for row in self.table.rows if i < len(row))
        widest = max((display_width(line) for text in texts for line in text.split("\n")), default=0)
        if self.table.row_mm and not widest:
            return 24.0  # a column to write in by hand
        header = max(min(display_width(column.title), 10), display_width(column.unit) + 2 if column.unit else 0)
        return min(max(widest + 3, header + 4, 6), MAX_WIDTH + 4)


def _header_lines(column: Column) -> str:
    """The title, with its unit on a line of its own."""
    return f"{column.title}\n({column.unit})" if column.unit else column.title


def _write_grid(sheet: Worksheet, grid: model.Grid, document: Document) -> None:
    """A field plan: a cell per square."""
    put_text(sheet.cell(1, 1), grid.caption, bold=True, size=12)
    middle = Alignment(horizontal=CENTER, vertical=CENTER, wrap_text=True)
    for i, name in enumerate(grid.column_names, start=2):
        put_text(sheet.cell(3, i), name, bold=True)
        sheet.cell(3, i).alignment = middle
    for number, row in enumerate(grid.cells):
        if number < len(grid.row_names):
            put_text(sheet.cell(4 + number, 1), grid.row_names[number], bold=True)
            sheet.cell(4 + number, 1).alignment = Alignment(horizontal=RIGHT, vertical=CENTER)
        for i, square in enumerate(row, start=2):
            if square is not None:
                _write_square(sheet.cell(4 + number, i), square)
        lines = max((square.text.count("\n") + 1 for square in row if square is not None), default=1)
        sheet.row_dimensions[4 + number].height = 14 * lines + 6
    for number, note in enumerate(grid.notes, start=5 + len(grid.cells)):
        put_text(sheet.cell(number, 1), note, size=9, color="5F6862")
    widest = max(
        (display_width(line) for row in grid.cells for c in row if c for line in c.text.split("\n")), default=4
    )
    for i in range(2, 2 + max((len(row) for row in grid.cells), default=0)):
        sheet.column_dimensions[get_column_letter(i)].width = min(widest + 2, 24)
    sheet.column_dimensions["A"].width = max((display_width(name) + 2 for name in grid.row_names), default=6)
    set_up_print(sheet, document, landscape=True)


def _write_square(cell: SheetCell, square: model.GridCell) -> None:
    put_text(cell, square.text, bold=square.bold, strike=square.struck)
    cell.alignment = Alignment(horizontal=CENTER, vertical=CENTER, wrap_text=True)
    cell.border = Border(*[Side("thin", color="333333")] * 4)
    share = min(max(square.shade, 0.0), 1.0)
    red, green = int(255 * (1 - 0.42 * share)), int(255 * (1 - 0.28 * share))
    cell.fill = PatternFill("solid", fgColor=f"{red:02X}{green:02X}{red:02X}")
