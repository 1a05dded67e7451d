"""Refuses a layout in which anything passes the foot or the side of its page: a row missing is worse than no report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.core.documents.pdf_beside import BesideBox, ColumnsBox
from desktop.core.documents.pdf_boxes import Together
from desktop.core.documents.pdf_placing import Page
from desktop.core.documents.pdf_tables import TableBox
from desktop.core.documents.pdf_text import Box, TextBox
from desktop.core.errors import UserError
from desktop.core.i18n import _

_SLACK = 0.5


def check(pages: Sequence[Page]) -> None:
    """Raises `UserError`, naming page and place, where a box passes the text area of its page."""
    for number, page in enumerate(pages, start=1):
        width = page.sheet.room[0]
        for box, top in page.placed:
            if top - box.height < page.sheet.foot - _SLACK or _width(box) > width + _SLACK:
                text = _("Page {page} cannot hold “{what}”, so the document was not saved: nothing is printed in part. Choose "
                         "a larger sheet or smaller print, or shorten the text.")
                raise UserError(text.format(page=number, what=_words(box)))


def _width(box: Box) -> float:
    return box.left + sum(box.widths) if isinstance(box, TableBox) else 0.0


def _words(box: Box) -> str:
    """The first words of what a box shows."""
    return next((text.strip()[:40] for text in _texts(box) if text.strip()), type(box).__name__)


def _texts(box: Box) -> Iterator[str]:
    match box:
        case TextBox():
            yield "".join(line.text for line in box.lines)
        case TableBox():
            if box.caption:
                yield from _texts(box.caption)
            for row in (*box.header, *box.rows):
                yield " ".join(line.text for cell in row.cells for line in cell.lines)
        case Together() | ColumnsBox():
            for inner in box.boxes:
                yield from _texts(inner)
        case BesideBox():
            for inner in box.stacks:
                yield from _texts(inner)
        case _:
            for part in (getattr(box, name, None) for name in ("caption", "title", "text")):
                if isinstance(part, TextBox):
                    yield from _texts(part)
