"""Tables written as a web page: what many an ERP exports under the ending .xls, and what a browser saves.

The rows of all tables that hold no other table stand below each other in their order, so that a title in a table of its own is
a line above the headings. A cell over several rows gives each its value; one over several columns is a heading above them.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from desktop.core.computing import check
from desktop.core.i18n import _
from desktop.core.tables import foreign, limits, sniff
from desktop.core.tables.clean import clean_text
from desktop.core.tables.model import Cell
from desktop.core.tables.shape import Grid

LEAST = 2
"""A table has so many rows and columns; anything less is layout of a page."""
_PIECE = 1 << 20
_HIDDEN = frozenset({"script", "style", "title"})
_MOST_SPAN, _MOST_SPANNED = 10_000, 500_000
_Cell = tuple[str, int, int]
"""Text, rows and columns it spans."""


class _Tables(HTMLParser):
    """The rows of the innermost tables of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self._open: list[list[list[_Cell]]] = []  # the rows of each table that is open
        self._text: list[str] | None = None
        self._span, self._hidden = (1, 1), 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell; one that was never closed ends here."""
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "table":
            self._text = None
            if self._open:
                self._open[-1] = []  # a table around another is layout
            self._open.append([])
        elif not self._open:
            return
        elif tag == "tr":
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th"):
            self._end_cell()
            given = dict(attrs)
            self._span, self._text = (_count(given.get("rowspan")), _count(given.get("colspan"))), []
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a table."""
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self.rows += [row for row in self._open.pop() if row]

    def handle_data(self, data: str) -> None:
        """Text of a cell; a line break in the page is a blank."""
        if self._text is not None and not self._hidden:
            self._text.append(" ".join(data.replace("\xa0", " ").splitlines()))

    def close(self) -> None:
        """Take the tables that were never closed as well."""
        super().close()
        while self._open:
            self.handle_endtag("table")

    def _end_cell(self) -> None:
        if self._text is not None and self._open and self._open[-1]:
            self._open[-1][-1].append(("".join(self._text), *self._span))
        self._text = None


def read_page(path: Path, encoding: str | None) -> tuple[Grid, str]:
    """The cells of the tables of a page, with the encoding they were read by. Raises `UserError` where there is no table."""
    limits.check_text_size(path)
    text, encoding = sniff.decode(path, path.read_bytes(), encoding)
    parser = _Tables()
    for begin in range(0, len(text), _PIECE):
        check()
        parser.feed(text[begin:begin + _PIECE])
    parser.close()
    width = max((sum(across for _text, _down, across in row) for row in parser.rows), default=0)
    if width < LEAST or len(parser.rows) < LEAST:
        raise foreign.no_page(path)
    limits.check_area(path.name, "", len(parser.rows), width)
    try:
        grid = _grid(parser.rows, width)
    except ValueError as error:
        raise foreign.no_page(path) from error
    grid.notes.append(_("The file is a web page: the rows are those of its tables."))
    return grid, encoding


def _grid(rows: list[list[_Cell]], width: int) -> Grid:
    columns: list[list[Cell]] = [[None] * len(rows) for _n in range(width)]
    grid, taken = Grid(columns, typed=False), set[tuple[int, int]]()
    for place, row in enumerate(rows):
        at = 0
        for text, down, across in row:
            while (place, at) in taken:
                at += 1
            if at >= len(columns):  # cells that others above push out of the widest row
                columns.append([None] * len(rows))
            last, right = min(place + down, len(rows)), min(at + across, len(columns))
            value = clean_text(text)
            for below in range(place, last):
                columns[at][below] = value
                if below > place:
                    taken.update((below, beside) for beside in range(at, right))
            if len(taken) > _MOST_SPANNED:
                raise ValueError("cells over more rows than any table has")
            if right - at > 1:
                grid.groups.append((place, at, right - 1))
            at = right
    return grid


def _count(written: str | None) -> int:
    """How many rows or columns a cell spans; 1 where that is no sensible number."""
    text = (written or "").strip()
    return min(int(text), _MOST_SPAN) if text.isdecimal() and text.isascii() and int(text) > 0 else 1
