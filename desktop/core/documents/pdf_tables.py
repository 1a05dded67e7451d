"""Tables on a PDF page: three-rule tables, name-value lists and field plans, divided between rows only.

A row goes to the next page whole; only one that is tall is divided between its lines, where the page would else be left
empty. The header repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, TypeAlias

from desktop.core.documents.breaking import Line
from desktop.core.documents.model import CENTER, LEFT
from desktop.core.documents.pdf_text import ACCENT, INK, LABEL, RULE, SHADE, Box, Style, TextBox, draw_lines

Colour: TypeAlias = tuple[float, float, float]
PAD_X, PAD_Y, LEADING = 3.5, 2.6, 1.35
APART = 7.0
"""More space between numbers set right and a text set left beside them, which would read as one."""
WHOLE = 0.3
"""Of a page: up to this height a table is not divided."""
TALL = 0.12
"""Of a page: a row above this height may be divided."""
_FEWEST = 4
"""Lines of a divided row on either page, at least."""


@dataclass(frozen=True)
class CellBox:
    """A laid-out cell: its lines, where it begins and how many columns it spans, and how it is filled.

    `inset`: more space at its left; `middle`: its lines stand in the middle of the row's height; `strong` and `dashed`: sides
    with a thick or a broken line, see `model.GridCell`.
    """

    lines: Sequence[Line]
    column: int
    span: int = 1
    align: str = LEFT
    shade: Colour | None = None
    boxed: bool = False
    struck: bool = False
    inset: float = 0.0
    middle: bool = False
    strong: str = ""
    dashed: str = ""


@dataclass(frozen=True)
class RowBox:
    """A laid-out row. `shade` fills it; `rule`: the thickness of the line above it, dark where it is `strong`."""

    cells: Sequence[CellBox]
    size: float
    shade: Colour | None = None
    rule: float = 0.3
    total: bool = False
    strong: bool = False
    least_height: float = 0.0

    @property
    def line_height(self) -> float:
        """From baseline to baseline."""
        return self.size * LEADING

    @cached_property
    def height(self) -> float:
        """The tallest cell with the space around it."""
        lines = max((len(cell.lines) for cell in self.cells), default=1)
        return max(lines * self.line_height + 2 * PAD_Y, self.least_height)

    @property
    def lines(self) -> int:
        """The lines of its tallest cell."""
        return max((len(cell.lines) for cell in self.cells), default=0)

    @property
    def fewest(self) -> int:
        """The lines of a divided row on its first page at least: all of its short cells, such as a name before a remark."""
        return max([_FEWEST, *(len(cell.lines) for cell in self.cells if 2 * len(cell.lines) <= self.lines)])

    def begins(self, page: float) -> float:
        """The height in which it can begin on a page: all of it, or the first lines of a tall one."""
        divisible = self.height > TALL * page and self.lines >= self.fewest + _FEWEST
        return self.fewest * self.line_height + 2 * PAD_Y if divisible else self.height

    def divided(self, room: float) -> tuple[RowBox, RowBox] | None:
        """The lines that fit into `room`, and the rest, some lines each; None for too few."""
        count = min(int((room - 2 * PAD_Y) / self.line_height), self.lines - _FEWEST)
        if count < self.fewest:
            return None
        head = [replace(cell, lines=cell.lines[:count]) for cell in self.cells]
        tail = [replace(cell, lines=cell.lines[count:]) for cell in self.cells]
        return replace(self, cells=head, least_height=0.0), replace(self, cells=tail, rule=0.0, least_height=0.0)


@dataclass
class TableBox:
    """Rows under a repeated header, with the caption above and the notes below."""

    widths: Sequence[float]
    header: Sequence[RowBox]
    rows: Sequence[RowBox]
    caption: TextBox | None = None
    continued: TextBox | None = None
    notes: Sequence[TextBox] = ()
    frame: bool = True
    left: float = 0.0
    before: float = 6.0
    after: float = 10.0
    floats: bool = False
    keep: bool = field(default=False, init=False)
    closes: bool = field(default=False, init=False)

    @property
    def top_height(self) -> float:
        """Caption and header."""
        caption = self.caption.height + self.caption.style.after if self.caption else 0.0
        return caption + sum(row.height for row in self.header)

    @property
    def notes_height(self) -> float:
        """All notes."""
        return sum(note.height for note in self.notes) + (3.0 if self.notes else 0.0)

    @property
    def height(self) -> float:
        """Everything."""
        return self.top_height + sum(row.height for row in self.rows) + self.notes_height

    def loose(self) -> Sequence[Box]:
        """Nothing to take apart: a table is divided between its rows."""
        return []

    def least(self, page: float) -> float:
        """Caption, header and two rows, or all of a table of up to `WHOLE` of a page, which is not worth dividing."""
        count = len(self.rows) if len(self.rows) <= 4 or self.height <= WHOLE * page else 2
        first = sum(row.height for row in self.rows[:count])
        if any(row.begins(page) < row.height for row in self.rows[:count]):
            return min(self.top_height + self.rows[0].begins(page), page)
        return min(self.top_height + first + (self.notes_height if count == len(self.rows) else 0.0), page)

    def split(self, room: float, page: float) -> tuple[Box, Box] | None:
        """Between rows; totals, notes and single rows do not stand alone under a header if that can be helped."""
        fresh = room > page - 1.0
        room -= self.top_height
        tall = self._divided(room, page)
        if tall:
            return tall
        count = self._rows_within(room)
        if count == 0 and fresh:
            count = self._most_rows(room)
        if count > 0:
            return self.parted(count)
        if not fresh and (early := self._divided_early(room, page)):
            return early
        return self._notes_parted(room, page) if fresh and self.notes else None

    def _divided(self, room: float, page: float) -> tuple[TableBox, TableBox] | None:
        """Within the first row that does not fit, or before it, where it is tall."""
        for number, row in enumerate(self.rows):
            if row.height > room:
                if row.begins(page) == row.height:
                    return None
                parts = row.divided(room)
                if parts is None:
                    return self.parted(number) if number else None
                return (replace(self, rows=[*self.rows[:number], parts[0]], notes=()),
                        replace(self, rows=[parts[1], *self.rows[number + 1:]], caption=self.continued))
            room -= row.height
        return None

    def _divided_early(self, room: float, page: float) -> tuple[TableBox, TableBox] | None:
        """Within the last row that fits, where it is tall: some of its lines go on with what does not fit."""
        number = self._most_rows(room) - 1
        row = self.rows[number] if number >= 0 else None
        if row is None or row.begins(page) == row.height:
            return None
        parts = row.divided(row.height - _FEWEST * row.line_height)
        return parts and (replace(self, rows=[*self.rows[:number], parts[0]], notes=()),
                          replace(self, rows=[parts[1], *self.rows[number + 1 :]], caption=self.continued))

    def _notes_parted(self, room: float, page: float) -> tuple[Box, Box] | None:
        """The last row without its notes, which alone fill the page; or of notes alone those that fit."""
        alone = replace(self, header=(), rows=(), caption=None, frame=False)
        if self.rows:
            return replace(self, notes=()), alone
        fitting = sum(height + 3.0 <= room for height in accumulate(note.height for note in self.notes))
        if fitting:
            return replace(alone, notes=self.notes[:fitting]), replace(alone, notes=self.notes[fitting:])
        parts = self.notes[0].split(room - 3.0, page)
        return (replace(alone, notes=parts[:1]), replace(alone, notes=[parts[1], *self.notes[1:]])) if parts else None

    def parted(self, count: int) -> tuple[TableBox, TableBox]:
        """The first `count` rows, and the others under a header of their own."""
        return replace(self, rows=self.rows[:count], notes=()), replace(self, rows=self.rows[count:], caption=self.continued)

    def _rows_within(self, room: float) -> int:
        """How many rows to leave on this page: two go on at least, and no totals without a row before them."""
        count = min(self._most_rows(room), len(self.rows) - 2)
        while count > 0 and self.rows[count].total:
            count -= 1
        return max(count, 0)

    def _most_rows(self, room: float) -> int:
        """How many rows fit, all but the last at most: the notes stay with that."""
        heights = accumulate(row.height for row in self.rows[:-1])
        return sum(height <= room for height in heights)

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Caption, header, rows, notes."""
        if self.caption:
            self.caption.draw(canvas, x, top)
            top -= self.caption.height + self.caption.style.after
        x += self.left
        bottom = self._draw_rows(canvas, x, top)
        bottom -= 3.0
        for note in self.notes:
            note.draw(canvas, x, bottom)
            bottom -= note.height

    def _draw_rows(self, canvas: Any, x: float, top: float) -> float:
        upper, right = top, x + sum(self.widths)
        for row in (*self.header, *self.rows):
            self._draw_row(canvas, row, x, top)
            top -= row.height
        if self.frame:
            _rule(canvas, (x, right), upper, 0.9, ACCENT)
            _rule(canvas, (x, right), top, 0.9, ACCENT)
            if self.header and self.rows:
                _rule(canvas, (x, right), upper - sum(row.height for row in self.header), 0.6, ACCENT)
        return top

    def _draw_row(self, canvas: Any, row: RowBox, x: float, top: float) -> None:
        if row.shade:
            _fill(canvas, (x, top - row.height), (sum(self.widths), row.height), row.shade)
        for cell in row.cells:
            left = x + sum(self.widths[: cell.column])
            self._draw_cell(canvas, row, cell, left, top)
        if row.rule:
            _rule(canvas, (x, x + sum(self.widths)), top, row.rule, INK if row.strong else RULE)

    def _draw_cell(self, canvas: Any, row: RowBox, cell: CellBox, left: float, top: float) -> None:
        width = sum(self.widths[cell.column : cell.column + cell.span])
        if cell.shade:
            _fill(canvas, (left, top - row.height), (width, row.height), cell.shade)
        if cell.boxed:
            _outline(canvas, left, top - row.height, width, row.height)
        _sides(canvas, cell.strong, (left, top - row.height), (width, row.height), dashed=False)
        _sides(canvas, cell.dashed, (left, top - row.height), (width, row.height), dashed=True)
        if cell.span > 1:
            _rule(canvas, (left + PAD_X, left + width - PAD_X), top - row.height, 0.4, ACCENT)
        style = Style(size=row.size, leading=LEADING, align=cell.align)
        spare = row.height - 2 * PAD_Y - len(cell.lines) * row.line_height
        middle = spare / 2 if cell.middle else 0.0
        corner = (left + PAD_X + cell.inset, top - PAD_Y - middle)
        draw_lines(canvas, cell.lines, style, corner, width - 2 * PAD_X - cell.inset)
        if cell.struck:
            _strike(canvas, left, top, width, row.height)


def _fill(canvas: Any, corner: tuple[float, float], size: tuple[float, float], colour: Colour) -> None:
    canvas.setFillColorRGB(*colour)
    canvas.rect(*corner, *size, stroke=0, fill=1)


def _rule(canvas: Any, ends: tuple[float, float], y: float, thickness: float, colour: Colour) -> None:
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(thickness)
    canvas.line(ends[0], y, ends[1], y)


def _outline(canvas: Any, x: float, y: float, width: float, height: float) -> None:
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.5)
    canvas.rect(x, y, width, height, stroke=1, fill=0)


def _sides(canvas: Any, sides: str, corner: tuple[float, float], size: tuple[float, float], *, dashed: bool) -> None:
    """Thick or broken lines on sides of a square, named by their first letters."""
    (x, y), (width, height) = corner, size
    ends = {"l": (x, y, x, y + height), "r": (x + width, y, x + width, y + height), "b": (x, y, x + width, y),
            "t": (x, y + height, x + width, y + height)}  # fmt: skip
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(1.3 if dashed else 2.2)
    if dashed:
        canvas.setDash(4, 2)
    for side in sides:
        canvas.line(*ends[side])
    canvas.setDash()


def _strike(canvas: Any, left: float, top: float, width: float, height: float) -> None:
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.5)
    canvas.line(left, top - height, left + width, top)


__all__ = ["APART", "CENTER", "LABEL", "LEADING", "PAD_X", "PAD_Y", "SHADE", "CellBox", "RowBox", "TableBox"]
