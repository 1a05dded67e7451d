"""Renders a document as PDF: the one source for preview, print and archive."""

from __future__ import annotations

from typing import Any, BinaryIO

from desktop.core.documents import fonts
from desktop.core.documents.model import Document
from desktop.core.documents.outline import numbered
from desktop.core.documents.pdf_canvas import DocumentCanvas
from desktop.core.documents.pdf_layout import Page, pages
from desktop.core.documents.pdf_text import FAINT, RULE
from desktop.core.documents.text import printable
from desktop.core.i18n import _, using

_EDGE = 15 * 72 / 25.4
_BAND_SIZE = 8.0


def write_pdf(document: Document, stream: BinaryIO) -> list[str]:
    """Write the document as PDF; gives each page's print (see `pdf_canvas`). A character without a glyph: [U+1F600]."""
    with using(document.language):
        laid_out = pages(numbered(document))
        canvas = DocumentCanvas(document, stream)
        for number, page in enumerate(laid_out, start=1):
            canvas.setPageSize((page.sheet.width, page.sheet.height))
            _draw_page(canvas, document, page, number, len(laid_out))
            canvas.showPage()
        canvas.save()
        return canvas.prints


def _draw_page(canvas: Any, document: Document, page: Page, number: int, count: int) -> None:
    for box, top in page.placed:
        box.draw(canvas, page.sheet.side, top)
    if not page.cover:
        _draw_bands(canvas, document, page, number, count)


def _draw_bands(canvas: Any, document: Document, page: Page, number: int, count: int) -> None:
    """Header and footer, with the page's number in the middle of the foot."""
    sheet = page.sheet
    left, right = sheet.side, sheet.width - sheet.side
    width = right - left
    numbers = _("Page {page} of {pages}").format(page=number, pages=count)
    canvas.setFillColorRGB(*FAINT)
    canvas.setFont(fonts.REGULAR, _BAND_SIZE)
    canvas.drawString(left, sheet.height - _EDGE, _cut(document.header or document.title, width))
    canvas.drawCentredString(sheet.width / 2, _EDGE - 4, numbers)
    canvas.drawString(left, _EDGE - 4, _cut(document.footer, (width - fonts.width(numbers, _BAND_SIZE)) / 2 - 8))
    canvas.setStrokeColorRGB(*RULE)
    canvas.setLineWidth(0.5)
    canvas.line(left, sheet.height - _EDGE - 4, right, sheet.height - _EDGE - 4)
    canvas.line(left, _EDGE + 7, right, _EDGE + 7)


def _cut(text: str, width: float) -> str:
    """The text on one line, cut with an ellipsis if it is too long for a header."""
    text = " ".join(printable(text).split())
    if fonts.width(text, _BAND_SIZE) <= width:
        return text
    while text and fonts.width(text + "…", _BAND_SIZE) > width:
        text = text[:-1]
    return text + "…"
