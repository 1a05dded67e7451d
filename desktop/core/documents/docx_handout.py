"""The blocks of a handout in Word: a framed warning, a QR code, a timeline by ten-day periods, columns, side by side."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm

from desktop.core.documents import model, qr
from desktop.core.documents.docx_parts import element, table_cell, table_row
from desktop.core.documents.docx_styles import CELL, cell_style, style_id
from desktop.core.documents.docx_writing import Writing
from desktop.core.documents.model import CENTER
from desktop.core.documents.pdf_beside import GUTTER, narrowed
from desktop.core.documents.text import clean
from desktop.core.documents.timeline import axis_of, days_of, month_name

_FILL, _BAR = "F4F7F4", "8DBD98"
_SIGN = "⚠ "


def callout(writer: Writing, block: model.Callout) -> None:
    """A cell with a line all around: the title in bold, then the text."""
    width = writer.page.room[0]
    table = writer.new_table([width], framed=False, inner="")
    row = table_row()
    title = clean((_SIGN if block.kind == model.WARNING else "") + block.title)
    row.append(table_cell(title, width, style_id(writer.word, "Normal"), bold=True, fill=_FILL, boxed=True))
    table._tbl.append(row)
    table.rows[-1].cells[0].add_paragraph(clean(block.text), style=writer.word.styles["Normal"])
    writer.after_table(())


def code(writer: Writing, block: model.QrCode) -> None:
    """The code as a picture with its caption."""
    paragraph = writer.target.add_paragraph(style=writer.word.styles["Figure"])
    shape = paragraph.add_run().add_picture(io.BytesIO(qr.png(block.content)), width=Mm(block.size_mm * writer.scale))
    shape._inline.docPr.set("descr", clean(block.caption or block.content)[:200])
    if block.caption:
        paragraph.paragraph_format.keep_with_next = True
        writer.paragraph(block.caption, "Caption")


def timeline(writer: Writing, block: model.Timeline) -> None:
    """A table: a row for each measure, three columns for each month, shaded where something is done."""
    writer.caption(block.caption, above=True)
    axis = axis_of(block)
    periods = [part for month in _months(axis.first, axis.last) for part in _ten_days(month)]
    whole = writer.page.room[0]
    label, share = whole * 0.34, whole * 0.66 / len(periods)
    table = writer.new_table([label, *[share] * len(periods)])
    style = cell_style(writer.word, 8.0, writer.scale)
    head = table_row(header=True)
    head.append(table_cell("", label, style))
    for month in _months(axis.first, axis.last):
        head.append(table_cell(month_name(month), 3 * share, style, align=CENTER, bold=True, span=3, fill=_FILL))
    table._tbl.append(head)
    for span in block.spans:
        row = table_row()
        words = "\n".join(part for part in (f"{span.title}  {days_of(span)}", span.note) if part)
        row.append(table_cell(clean(words), label, style))
        for begin, end in periods:
            busy = span.begins <= end and span.ends >= begin
            row.append(table_cell("", share, style, fill=_BAR if busy else ""))
        table._tbl.append(row)
    marks = "  ".join(f"{mark.title} {mark.on.month}-{mark.on.day}" for mark in block.marks)
    writer.after_table([marks] if marks else ())


def _months(first: date, last: date) -> list[date]:
    return [date(first.year + n // 12, n % 12 + 1, 1) for n in
            range(first.month - 1, last.month + 12 * (last.year - first.year))]  # fmt: skip


def _ten_days(month: date) -> list[tuple[date, date]]:
    """The first, middle and last ten days of a month (上旬、中旬、下旬)."""
    following = (month + timedelta(days=31)).replace(day=1)
    return [(month, month.replace(day=10)), (month.replace(day=11), month.replace(day=20)),
            (month.replace(day=21), following - timedelta(days=1))]  # fmt: skip


def columns(writer: Writing, block: model.TextColumns) -> None:
    """A section of its own with columns; inside a cell, where Word knows none, one under the other."""
    if writer.target is not writer.word:
        _write(writer, block.blocks)
        return
    _set_columns(writer, block.count)
    width = (writer.page.room[0] - GUTTER * (block.count - 1)) / max(block.count, 1)
    with _inside(writer, writer.word, width):
        _write(writer, block.blocks)
    _set_columns(writer, 1)


def _set_columns(writer: Writing, count: int) -> None:
    section = writer.word.add_section(WD_SECTION.CONTINUOUS)
    writer.set_page(section)
    properties = section._sectPr
    for old in properties.findall(element("cols").tag):
        properties.remove(old)
    properties.append(element("cols", num=count, space=round(GUTTER * 20)))


def beside(writer: Writing, block: model.Beside) -> None:
    """A table without lines; each side in its cell."""
    whole = writer.page.room[0]
    left = whole * min(max(block.share, 0.1), 0.9)
    table = writer.new_table([left, whole - left], framed=False, inner="")
    row = table_row()
    style = style_id(writer.word, CELL)
    for width in (left, whole - left):
        row.append(table_cell("", width, style))
    table._tbl.append(row)
    for cell, blocks, width in zip(table.rows[-1].cells, (block.left, block.right), (left, whole - left), strict=True):
        with _inside(writer, cell, width - 8):
            _write(writer, blocks)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.TOP
        first = cell.paragraphs[0]
        if len(cell._tc) > 2 and not first.text:
            cell._tc.remove(first._p)
        if cell._tc[-1].tag != element("p").tag:
            cell.add_paragraph(style=writer.word.styles[CELL])
    writer.after_table(())


def _write(writer: Writing, blocks: Sequence[model.Block]) -> None:
    for child in blocks:
        writer.write_block(child)


@contextmanager
def _inside(writer: Writing, target: Any, width: float) -> Iterator[None]:
    """Let the writer write into `target`, that wide, for a while."""
    before = writer.target, writer.page
    writer.target, writer.page = target, narrowed(writer.page, width)
    try:
        yield
    finally:
        writer.target, writer.page = before

