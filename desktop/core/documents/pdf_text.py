"""Text on a PDF page: styles, and the box that holds broken lines.

Every text of a document comes through `para` (or `cell_lines`), which prints it literally: there is no markup anywhere,
so a name such as `<b>` is a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from desktop.core.documents import fonts
from desktop.core.documents.breaking import Line, Run, break_lines
from desktop.core.documents.model import BODY, CENTER, LEAD, LEFT, QUOTE, RIGHT, SMALL
from desktop.core.documents.text import printable

INK, FAINT, ACCENT, RULE = (0.10, 0.12, 0.11), (0.38, 0.41, 0.39), (0.12, 0.34, 0.20), (0.72, 0.75, 0.73)
SHADE, LABEL = (0.925, 0.94, 0.925), (0.955, 0.965, 0.955)
SIZE = 9.0
"""The print of tables beside a running text of 10."""
MAX_STRETCH = 0.09
"""Of the font size: how far letters may be moved apart to fill a line; a line that lacks more stays ragged."""


@dataclass(frozen=True)
class Style:
    """How a text is set; sizes and distances in points."""

    size: float = 10.0
    bold: bool = False
    leading: float = 1.6
    align: str = LEFT
    before: float = 0.0
    after: float = 5.0
    indent: float = 0.0
    colour: tuple[float, float, float] = INK
    justify: bool = False
    keep: bool = False

    @property
    def line_height(self) -> float:
        """From baseline to baseline."""
        return self.size * self.leading


STYLES = {
    BODY: Style(justify=True),
    LEAD: Style(size=11.5, justify=True, after=7),
    SMALL: Style(size=8, leading=1.45, colour=FAINT, after=4),
    QUOTE: Style(indent=18, colour=FAINT, justify=True),
    "title": Style(size=26, bold=True, leading=1.35, align=CENTER, after=10),
    "subtitle": Style(size=14, leading=1.4, align=CENTER, colour=FAINT, after=6),
    "caption": Style(size=9, bold=True, leading=1.4, align=CENTER, before=6, after=4, keep=True),
    "notice": Style(size=9, leading=1.5, align=CENTER, colour=FAINT),
}
HEADINGS = {
    1: Style(size=14, bold=True, leading=1.4, before=14, after=6, colour=ACCENT, keep=True),
    2: Style(size=12, bold=True, leading=1.4, before=10, after=4, keep=True),
    3: Style(size=10.5, bold=True, leading=1.4, before=8, after=3, keep=True),
}


class Box(Protocol):
    """A piece of a page of known width: what the paginator places."""

    @property
    def before(self) -> float:
        """Space above, not added to the space below the box before but overlapping it."""

    @property
    def after(self) -> float:
        """Space below."""

    @property
    def height(self) -> float:
        """Its height without the space around it."""

    @property
    def keep(self) -> bool:
        """Whether it stays with the next box."""

    @property
    def floats(self) -> bool:
        """Whether it may stand later than it comes, such as a figure."""

    @property
    def closes(self) -> bool:
        """Whether it ends a document, such as lines to sign on: no figure passes it."""

    def least(self, page: float) -> float:
        """The height that must be free for it to begin on a page of that height."""

    def loose(self) -> Sequence[Box]:
        """The boxes of which it consists, one by one, where it need not stay together; else nothing."""

    def split(self, room: float, page: float) -> tuple[Box, Box] | None:
        """The part that fits into `room`, and the rest; None if it cannot be divided there. `page` = a full page."""

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw it with its upper left corner at (x, top)."""


@dataclass
class TextBox:
    """Broken lines in one style, `width` wide."""

    lines: Sequence[Line]
    style: Style
    width: float
    outline: tuple[str, int] | None = None

    def __post_init__(self) -> None:
        self.before, self.after, self.keep = self.style.before, self.style.after, self.style.keep
        self.height = len(self.lines) * self.style.line_height
        self.floats = self.closes = False

    def loose(self) -> Sequence[Box]:
        """Nothing to take apart."""
        return []

    def least(self, page: float) -> float:
        """Two lines, or all of three."""
        del page
        count = len(self.lines)
        return self.style.line_height * (count if count <= 3 or self.keep else 2)

    def split(self, room: float, page: float) -> tuple[TextBox, TextBox] | None:
        """Never leaves a single line alone on a page."""
        del page
        count = min(int(room / self.style.line_height + 1e-6), len(self.lines) - 2)
        if count < 2:
            return None
        return replace_lines(self, self.lines[:count]), replace(replace_lines(self, self.lines[count:]), outline=None)

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Line by line, with the bookmark of a heading."""
        if self.outline:
            add_bookmark(canvas, self.outline, top)
        draw_lines(canvas, self.lines, self.style, (x + self.style.indent, top), self.width - self.style.indent)


def replace_lines(box: TextBox, lines: Sequence[Line]) -> TextBox:
    """The same box with other lines."""
    return replace(box, lines=lines)


def para(text: str, style: Style, width: float, lead: str = "", outline: int | None = None) -> TextBox:
    """The box of a text, printed literally; `lead` in bold before it; `outline` = its level among the bookmarks."""
    runs: list[Run] = [(printable(lead) + "\u3000", True)] if lead else []
    runs.append((printable(text), style.bold))
    lines = break_lines(runs, width - style.indent, measure_at(style.size))
    return TextBox(lines, style, width, None if outline is None else (printable(text), outline))


def cell_lines(text: str, size: float, width: float, bold: bool = False) -> list[Line]:
    """The lines of a table cell, printed literally."""
    return break_lines([(printable(text), bold)], width, measure_at(size))


def measure_at(size: float) -> Any:
    """The function that measures (text, bold) at a font size."""

    def measure(text: str, bold: bool = False) -> float:
        return fonts.width(text, size, bold)

    return measure


def draw_lines(canvas: Any, lines: Sequence[Line], style: Style, corner: tuple[float, float], width: float) -> None:
    """Draw lines to the right of and under `corner`, aligned within `width`."""
    x, top = corner
    canvas.setFillColorRGB(*style.colour)
    height = style.line_height
    baseline = top - (height - style.size) / 2 - fonts.ASCENT * style.size
    for line in lines:
        place = (x + _offset(line, style.align, width), baseline)
        draw_line(canvas, line, style, place, _stretch(line, style, width))
        baseline -= height


def draw_line(canvas: Any, line: Line, style: Style, place: tuple[float, float], stretch: float = 0.0) -> None:
    """Draw one line, its letters moved apart by `stretch` points."""
    pen = canvas.beginText(*place)
    for text, bold in line.runs:
        if stretch:
            pen.setCharSpace(stretch)
        write(pen, text, style.size, bold)
    if stretch:
        pen.setCharSpace(0)
    canvas.drawText(pen)


def write(pen: Any, text: str, size: float, bold: bool = False) -> None:
    """Put printable text at the pen, small raised and lowered digits included."""
    for part, share, rise in fonts.pieces(text):
        pen.setFont(fonts.font_name(bold), size * share)
        if rise:
            pen.setRise(rise * size)
        pen.textOut(part)
        if rise:
            pen.setRise(0)


def _offset(line: Line, align: str, width: float) -> float:
    return {RIGHT: width - line.width, CENTER: (width - line.width) / 2}.get(align, 0.0)


def _stretch(line: Line, style: Style, width: float) -> float:
    text = line.text
    if not style.justify or line.ends or 2 * sum(c > "\u2e7f" for c in text) < len(text):
        return 0.0  # letters of Western words must not drift apart
    stretch = (width - line.width) / max(len(text) - 1, 1)
    return stretch if stretch <= MAX_STRETCH * style.size else 0.0


SHOWN_FROM = 6
"""Headings from which on a reader opens the list of bookmarks beside the pages."""


def add_bookmark(canvas: Any, outline: tuple[str, int], top: float) -> None:
    """List a heading among the PDF's bookmarks; a level is never skipped, as PDF does not allow it."""
    title, level = outline
    last = getattr(canvas, "last_outline_level", -1)
    canvas.last_outline_level = min(level, last + 1)
    canvas.bookmark_count = getattr(canvas, "bookmark_count", 0) + 1
    key = f"heading-{canvas.bookmark_count}"
    canvas.bookmarkHorizontal(key, 0, top)
    canvas.addOutlineEntry(title, key, canvas.last_outline_level)
    if canvas.bookmark_count == SHOWN_FROM:
        canvas.showOutline()
