"""Renders a document as PDF: the one source for preview, print and archive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from desktop.core.documents import fonts
from desktop.core.documents.cutting import cut
from desktop.core.documents.model import Document
from desktop.core.documents.outline import numbered
from desktop.core.documents.pdf_canvas import DocumentCanvas
from desktop.core.documents.pdf_layout import Page, pages
from desktop.core.documents.pdf_text import FAINT, RULE
from desktop.core.documents.text import printable
from desktop.core.i18n import _, using

_MM = 72 / 25.4
_EDGE, _LEAFLET_EDGE = 15 * _MM, 8 * _MM
_BAND_SIZE = 8.0


def write_pdf(document: Document, stream: BinaryIO) -> list[str]:
    """Write the document as PDF; gives each page's print (see `pdf_canvas`). A character without a glyph: [U+1F600]."""
    return write_pdfs([document], stream)


def write_pdfs(
    documents: Iterable[Document], stream: BinaryIO, *, multiple: int = 1, counts: list[int] | None = None
) -> list[str]:
    """Write documents one behind the other into one PDF that takes its title from the first; each counts its own pages.

    `multiple`: empty pages fill each up to a multiple of that many (2: each begins on a new sheet of paper printed on both
    sides); `counts` gets the pages of each. They are taken one by one, so that a mail merge needs no room for
    all. Raises ValueError for none.
    """
    canvas: DocumentCanvas | None = None
    for document in documents:
        canvas = canvas or DocumentCanvas(document, stream)
        with using(document.language):
            count = _draw(canvas, document, multiple)
            if counts is not None:
                counts.append(count)
    if canvas is None:
        raise ValueError("no document")
    canvas.save()
    return canvas.prints


def _draw(canvas: DocumentCanvas, document: Document, multiple: int) -> int:
    laid_out = pages(numbered(document))
    for number, page in enumerate(laid_out, start=1):
        scale = page.sheet.scale
        canvas.setPageSize((page.sheet.width * scale, page.sheet.height * scale))
        canvas.scale(scale, scale)
        _draw_page(canvas, document, page, number, len(laid_out))
        _draw_folds(canvas, page, document.folds)
        canvas.showPage()
    empty = -len(laid_out) % multiple
    for _page in range(empty):
        canvas.showPage()
    return len(laid_out) + empty


def _draw_page(canvas: Any, document: Document, page: Page, number: int, count: int) -> None:
    for box, top in page.placed:
        box.draw(canvas, page.sheet.side, top)
    if not page.cover:
        _draw_bands(canvas, document, page, number, count)


def _draw_bands(canvas: Any, document: Document, page: Page, number: int, count: int) -> None:
    """Header and footer, the page's number in the middle of the foot; a leaflet has a footer alone."""
    sheet = page.sheet
    left, right, edge = sheet.side, sheet.width - sheet.side, (_LEAFLET_EDGE if document.leaflet else _EDGE) / sheet.scale
    width = right - left
    numbers = _numbers(document, number, count)
    canvas.setFillColorRGB(*FAINT)
    canvas.setFont(fonts.REGULAR, _BAND_SIZE)
    if not document.leaflet:
        canvas.drawString(left, sheet.height - edge, _cut(document.header or document.title, width))
    beside = (width - fonts.width(numbers, _BAND_SIZE)) / 2 - 8
    if fonts.width(_line(document.footer), _BAND_SIZE) <= beside:
        canvas.drawCentredString(sheet.width / 2, edge - 4, numbers)
    else:  # a long footer takes the line, the page's number its end
        beside = width - fonts.width(numbers, _BAND_SIZE) - 10
        canvas.drawRightString(right, edge - 4, numbers)
    canvas.drawString(left, edge - 4, _cut(document.footer, beside))
    canvas.setStrokeColorRGB(*RULE)
    canvas.setLineWidth(0.5)
    if not document.leaflet:
        canvas.line(left, sheet.height - edge - 4, right, sheet.height - edge - 4)
    canvas.line(left, edge + 7, right, edge + 7)


def _numbers(document: Document, number: int, count: int) -> str:
    """Which page of how many; on the front of a leaflet, that there is more on its back."""
    text = _("Page {page} of {pages}").format(page=number, pages=count)
    overleaf = document.leaflet and number % 2 == 1 and number < count
    return _("{page}, more overleaf").format(page=text) if overleaf else text


def _draw_folds(canvas: Any, page: Page, folds: int) -> None:
    """Short marks where the longer side is folded, 5 to 9 mm from the edges."""
    width, height, unit = page.sheet.width, page.sheet.height, _MM / page.sheet.scale
    canvas.setStrokeColorRGB(*FAINT)
    canvas.setLineWidth(0.5)
    for i in range(1, folds + 1):
        share = i / (folds + 1)
        for start, end in ((5 * unit, 9 * unit), (-9 * unit, -5 * unit)):
            if width > height:
                canvas.line(width * share, start % height, width * share, end % height)
            else:
                canvas.line(start % width, height * share, end % width, height * share)


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _cut(text: str, width: float) -> str:
    """The text on one line, cut in the middle if it is too long: both what it is and its version or date are kept."""
    return cut(_line(text), lambda tried: fonts.width(tried, _BAND_SIZE) <= width)
