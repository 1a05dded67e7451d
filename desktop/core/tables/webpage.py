"""Tables written as a web page: what many an ERP exports under the ending .xls, and what a browser saves.

Tables that go on below each other are one, so that a title in a table of its own is a line above the headings; tables of other
columns are chosen among as the sheets of a workbook are (see page_parts.py). A cell over several rows gives each its value; one
over several columns is a heading above them. What the page hides is not read, what is filled into its fields is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

from desktop.core.computing import check
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.tables import foreign, limits, sniff
from desktop.core.tables.clean import clean_text
from desktop.core.tables.model import Cell
from desktop.core.tables.page_parts import LEAST, PageCell, PageTable, Rows, apart, blocks, width
from desktop.core.tables.shape import Grid

_PIECE = 1 << 20
_DEEPEST = 50
_UNSEEN = frozenset({"script", "style", "title"})
_MOST_SPAN, _MOST_SPANNED, _LONGEST_NAME = 10_000, 500_000, 40
_NO_TEXT = frozenset({"hidden", "button", "submit", "reset", "image", "file", "password"})
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_Given = Mapping[str, str | None]


class _Open:
    """A table that is being read, with the row and the cell that are; `shown`: whether the page shows it."""

    def __init__(self, table: PageTable, shown: bool) -> None:
        self.table, self.shown = table, shown
        self.row: list[PageCell] | None = None
        self.cell: PageCell | None = None


class _Tables(HTMLParser):
    """The tables of a page, one inside the other; `hidden` counts the rows that the page does not show."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self.hidden = 0
        self._open: list[_Open] = []
        self._options: list[tuple[bool, list[str]]] | None = None  # of a field to choose in: whether chosen, text
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row or a cell; one that was never closed ends here."""
        given = dict(attrs)
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._begin_table(_is_shown(given))
        elif self._open and tag == "tr":
            self._end_cell()
            self._begin_row(_is_shown(given))
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            cell = PageCell(_count(given.get("rowspan")), _count(given.get("colspan")), tag == "th")
            self._begin_cell(cell, _is_shown(given))
        elif self._open and self._open[-1].cell is not None:
            self._within(self._open[-1].cell, tag, given)

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a table."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "select":
            self._end_options()
        elif tag in ("td", "th", "tr") and self._open:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Text of a cell; a line break in the page is a blank."""
        cell = self._open[-1].cell if self._open else None
        if cell is None or self._unseen:
            return
        text = " ".join(data.replace("\xa0", " ").splitlines())
        if self._options is None:
            cell.parts.append(text)
        elif self._options:
            self._options[-1][1].append(text)

    def close(self) -> None:
        """Take the tables that were never closed as well."""
        super().close()
        while self._open:
            self.handle_endtag("table")

    def _begin_table(self, shown: bool) -> None:
        if len(self._open) >= _DEEPEST:
            raise ValueError("tables inside each other deeper than any page has")
        table, around = PageTable(), self._open[-1] if self._open else None
        if around is not None and around.cell is None:
            self._begin_cell(PageCell(), shown=True)
        if shown and around is not None and around.cell is not None:
            around.cell.parts.append(table)
        elif shown:
            self.tables.append(table)
        self._open.append(_Open(table, shown and (around is None or around.shown)))

    def _begin_row(self, shown: bool) -> None:
        self._open[-1].row = []
        if shown and self._open[-1].shown:
            self._open[-1].table.rows.append(self._open[-1].row)
        else:
            self.hidden += 1

    def _begin_cell(self, cell: PageCell, shown: bool) -> None:
        at = self._open[-1]
        if at.row is None:
            self._begin_row(shown=True)
        if at.row is not None and shown:
            at.row.append(cell)
        at.cell = cell

    def _within(self, cell: PageCell, tag: str, given: _Given) -> None:
        """A line break, or what is filled into a field of the page."""
        kind = (given.get("type") or "").lower()
        if tag == "br":
            cell.parts.append("\n")
        elif tag == "input" and kind in ("checkbox", "radio"):
            cell.parts.append("√" if "checked" in given else "")
        elif tag == "input" and kind not in _NO_TEXT:
            cell.parts.append(given.get("value") or "")
        elif tag == "select":
            self._end_options()
            self._options = []
        elif tag == "option" and self._options is not None:
            self._options.append(("selected" in given, []))

    def _end_options(self) -> None:
        """What is chosen in a field: what is marked so, else the first."""
        options, self._options = self._options, None
        cell = self._open[-1].cell if self._open else None
        if options and cell is not None:
            cell.parts.append("".join(next((text for chosen, text in options if chosen), options[0][1])))

    def _end_cell(self) -> None:
        self._end_options()
        self._open[-1].cell = None


def read_page(path: Path, encoding: str | None, sheet: str | None = None) -> tuple[Grid, str, str | None, list[str]]:
    """The cells of one table of a page (`sheet`: its name; else the largest), the encoding it was read by, its
    name and those of all; no name where there is one table only. Raises `UserError` where there is no table, or none so
    called."""
    limits.check_text_size(path)
    text, encoding = sniff.decode(path, path.read_bytes(), encoding)
    parser = _Tables()
    try:
        for begin in range(0, len(text), _PIECE):
            check()
            parser.feed(text[begin:begin + _PIECE])
        parser.close()
        found = _named(apart([block for table in parser.tables for block in blocks(table)]))
        name = _chosen(path, found, sheet)
        grid = _grid(found[name], width(found[name]))
    except ValueError as error:
        raise foreign.no_page(path) from error
    grid.notes.append(_("The file is a web page: the rows are those of its tables."))
    if parser.hidden:
        grid.notes.append(ngettext("{n} row that the page hides was not read.", "{n} rows that the page hides were not read.",
                                   parser.hidden).format(n=parser.hidden))
    return grid, encoding, name if len(found) > 1 else None, list(found) if len(found) > 1 else []


def _named(tables: Sequence[tuple[str, Rows]]) -> dict[str, Rows]:
    """The tables by the line above them, else by their number; each by a name of its own."""
    found: dict[str, Rows] = {}
    for number, (title, rows) in enumerate(tables, 1):
        name = title[:_LONGEST_NAME] or _("Table {n}").format(n=number)
        found[name if name not in found else f"{name} ({number})"] = rows
    return found


def _chosen(path: Path, found: Mapping[str, Rows], sheet: str | None) -> str:
    """The name of the table that is read."""
    large = [name for name, rows in found.items() if len(rows) >= LEAST and width(rows) >= LEAST]
    if not large:
        raise foreign.no_page(path)
    if sheet is not None and len(found) > 1 and sheet not in found:
        raise UserError(_("{file} has no sheet “{sheet}”; it has: {sheets}.").format(
            file=path.name, sheet=sheet, sheets=_(", ").join(found)))
    largest = max(large, key=lambda name: len(found[name]) * width(found[name]))
    name = sheet if sheet is not None and sheet in found else largest
    limits.check_area(path.name, "", len(found[name]), width(found[name]))
    return name


def _is_shown(given: _Given) -> bool:
    return "hidden" not in given and not _NOT_SHOWN.search(given.get("style") or "")


def _grid(rows: Rows, width: int) -> Grid:
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
