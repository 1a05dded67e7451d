"""Boxes beside each other on a PDF page: text that flows in columns, and a picture beside its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.core.documents.pdf_boxes import Solid
from desktop.core.documents.pdf_placing import Page, PageRun, PageSize, paginated
from desktop.core.documents.pdf_text import RULE, Box

GUTTER = 18.0
_STEP = 6.0
_ENDLESS = 100_000.0


def narrowed(page: PageSize, width: float) -> PageSize:
    """The page with a text area of that width."""
    return replace(page, width=width + 2 * page.side)


@dataclass
class BesideBox(Solid):
    """Stacks of boxes side by side, their heads level."""

    stacks: Sequence[Box]
    widths: Sequence[float]

    def __post_init__(self) -> None:
        self.height = max((stack.height for stack in self.stacks), default=0.0)
        self.before, self.after = 6.0, 8.0

    def loose(self) -> Sequence[Box]:
        """One under the other, as wide as they are."""
        return self.stacks

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """One beside the other."""
        for stack, width in zip(self.stacks, self.widths, strict=True):
            stack.draw(canvas, x, top)
            x += width + GUTTER


@dataclass
class ColumnsBox:
    """Boxes that flow in `count` columns of `width`, of equal height as far as they can be divided."""

    boxes: Sequence[Box]
    width: float
    count: int
    before: float = field(default=6.0, init=False)
    after: float = field(default=8.0, init=False)
    keep: bool = field(default=False, init=False)
    floats: bool = field(default=False, init=False)
    closes: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.columns = self._balanced()
        self.height = max((_depth(column) for column in self.columns), default=0.0)

    def loose(self) -> Sequence[Box]:
        """The boxes in one narrow column, where not even one of them fits beside another."""
        return self.boxes

    def least(self, page: float) -> float:
        """The head of the first column."""
        del page
        return min(self.height, 60.0)

    def split(self, room: float, page: float) -> tuple[Box, Box] | None:
        """The columns that fit into `room`, and what is left for the next page."""
        del page
        filled = _filled(self.boxes, self.width, room)
        if room < 40 or not filled or len(filled) <= self.count:
            return None
        rest = [box for column in filled[self.count :] for box, _top in column.placed]
        first = replace(self, boxes=[box for column in filled[: self.count] for box, _top in column.placed])
        first.columns = filled[: self.count]
        first.height = max(_depth(column) for column in first.columns)
        return first, replace(self, boxes=rest)

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Column by column, with a fine line between them."""
        for number, column in enumerate(self.columns):
            left = x + number * (self.width + GUTTER)
            for box, height in column.placed:
                box.draw(canvas, left, top - (_height(column) - height))
            if number:
                canvas.setStrokeColorRGB(*RULE)
                canvas.setLineWidth(0.4)
                canvas.line(left - GUTTER / 2, top, left - GUTTER / 2, top - self.height)

    def _balanced(self) -> list[Page]:
        """The lowest columns that hold everything."""
        whole = _filled(self.boxes, self.width, _ENDLESS)
        total = sum(_depth(column) for column in whole)
        height = total / self.count
        while height < total + _STEP:
            columns = _filled(self.boxes, self.width, height)
            if len(columns) <= self.count and all(_depth(column) <= height + 0.1 for column in columns):
                return columns
            height += _STEP
        return whole


def _filled(boxes: Sequence[Box], width: float, height: float) -> list[Page]:
    return paginated(PageRun(PageSize(width, height, 0.0, 0.0, 0.0), list(boxes), floating=False))


def _height(column: Page) -> float:
    return column.sheet.height


def _depth(column: Page) -> float:
    """How far down a column is filled."""
    return max((column.sheet.height - (top - box.height) for box, top in column.placed), default=0.0)
