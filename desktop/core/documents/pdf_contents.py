"""The list of contents of a PDF: the headings with the pages on which they stand, where the document is long enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.core.documents import fonts, model
from desktop.core.documents.model import Block, Document
from desktop.core.documents.pdf_boxes import Solid
from desktop.core.documents.pdf_placing import Page
from desktop.core.documents.pdf_text import FAINT, HEADINGS, INK, Box, Style, TextBox, draw_lines, para
from desktop.core.documents.text import printable
from desktop.core.i18n import _

_ENTRY = Style(size=10.0, leading=1.7, after=0.0)
_INDENT = 16.0


def with_contents(document: Document, lay_out: Callable[[Sequence[Block]], list[Page]]) -> list[Page]:
    """The pages of a document; with its contents filled in where it asks for them and has pages enough."""
    wanted = next((block for block in document.blocks if isinstance(block, model.Contents)), None)
    if wanted is None:
        return lay_out(document.blocks)
    without = [block for block in document.blocks if not isinstance(block, model.Contents)]
    made = lay_out(without)
    return made if len(made) < wanted.least_pages else _filled(lay_out(document.blocks))


def contents_boxes(headings: Sequence[model.Heading], width: float) -> list[Box]:
    """A title and a line for each heading; the pages are not known yet."""
    title = para(_("Contents"), HEADINGS[1], width)
    return [title, *(EntryBox(printable(heading.text), heading.level, width) for heading in headings)]


@dataclass
class EntryBox(Solid):
    """A line of the contents: the heading, dots, the page."""

    title: str
    level: int
    width: float
    page: int = 0

    def __post_init__(self) -> None:
        self.inset = _INDENT * (self.level - 1)
        self.text = para(self.title, _ENTRY, self.width - self.inset - 40)
        self.height, self.after = self.text.height, 0.0

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """The dots stand on the last line of a heading that is broken."""
        draw_lines(canvas, self.text.lines, _ENTRY, (x + self.inset, top), self.text.width)
        last = self.text.lines[-1].width if self.text.lines else 0.0
        size = _ENTRY.size
        baseline = top - self.height + (_ENTRY.line_height - size) / 2 + size * (1 - fonts.ASCENT)
        number = str(self.page)
        end = x + self.width - fonts.width(number, size)
        canvas.setFont(fonts.REGULAR, size)
        canvas.setFillColorRGB(*INK)
        canvas.drawString(end, baseline, number)
        canvas.setStrokeColorRGB(*FAINT)
        canvas.setLineWidth(0.6)
        canvas.setDash(0.6, 3)
        canvas.line(x + self.inset + last + 5, baseline + 1, end - 5, baseline + 1)
        canvas.setDash()


def pages_of(headings: Sequence[model.Heading], pages: Sequence[Page]) -> list[int]:
    """The page on which each heading stands."""
    found = _places(pages)
    return [found[printable(heading.text)].pop(0) for heading in headings]


def _places(pages: Sequence[Page]) -> dict[str, list[int]]:
    """The pages of the headings by their texts, in order."""
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pages, start=1):
        for heading in _headings([box for box, _top in page.placed]):
            found.setdefault(heading, []).append(number)
    return found


def _filled(pages: list[Page]) -> list[Page]:
    """Write the pages of the headings into the lines of the contents."""
    found = _places(pages)
    for page in pages:
        for box, _top in page.placed:
            if isinstance(box, EntryBox) and found.get(box.title):
                box.page = found[box.title].pop(0)
    return pages


def _headings(boxes: Sequence[Box]) -> Iterator[str]:
    for box in boxes:
        if isinstance(box, TextBox) and box.outline:
            yield box.outline[0]
        else:  # what is kept together, stands in columns, or beside something
            yield from _headings([*getattr(box, "boxes", ()), *getattr(box, "stacks", ())])
