"""Places boxes of known size on pages: headings stay with what follows, what does not fit is divided or goes on.

A page may also be a column of a page, see `pdf_beside`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.core.documents.pdf_boxes import FigureBox, NewPage
from desktop.core.documents.pdf_text import Box


@dataclass(frozen=True)
class PageSize:
    """The size of a page and of the part that may be printed, in points of the layout: `scale` of them are one on paper."""

    width: float
    height: float
    side: float
    head: float
    foot: float
    scale: float = 1.0

    @property
    def room(self) -> tuple[float, float]:
        """Width and height of the text area."""
        return self.width - 2 * self.side, self.height - self.head - self.foot


@dataclass
class Page:
    """A page and the boxes on it, each with its upper edge."""

    sheet: PageSize
    placed: list[tuple[Box, float]] = field(default_factory=list)
    cover: bool = False


@dataclass
class PageRun:
    """Blocks in a row that share an orientation."""

    sheet: PageSize
    boxes: list[Box] = field(default_factory=list)
    cover: bool = False


def paginated(page_run: PageRun) -> list[Page]:
    """The boxes of a run on pages."""
    return _Paginator(page_run).run() if page_run.boxes else []


class _Paginator:
    """Places boxes from the top, one page after the other."""

    def __init__(self, page_run: PageRun) -> None:
        self.page_run = page_run
        self.full = page_run.sheet.room[1]
        self.waiting = list(reversed(page_run.boxes))
        self.pages = [Page(page_run.sheet, cover=page_run.cover)]
        self.used, self.gap = 0.0, 0.0

    def run(self) -> list[Page]:
        """Place all boxes; a page that stayed empty is dropped."""
        while self.waiting:
            box = self.waiting.pop()
            if isinstance(box, NewPage):
                self._turn()
            else:
                self._place(box)
        return [page for page in self.pages if page.placed]

    @property
    def _fresh(self) -> bool:
        return not self.pages[-1].placed

    def _turn(self) -> None:
        if not self._fresh:
            self.pages.append(Page(self.page_run.sheet))
            self.used, self.gap = 0.0, 0.0

    def _place(self, box: Box) -> None:
        if isinstance(box, FigureBox):
            room = self.full - self.used - max(self.gap, box.before)
            box = (box.height > room and box.shrunk(room)) or box
        if not self._fresh and self._begins(box) > self.full - self.used:
            self._turn()
        gap = 0.0 if self._fresh else max(self.gap, box.before)
        room = self.full - self.used - gap
        if box.height > room + 0.01:
            parts = box.split(room, self.full)
            if parts:
                box, rest = parts
                self.waiting.append(rest)
            elif not self._fresh:
                self._turn()
                gap = 0.0
        top = self.page_run.sheet.height - self.page_run.sheet.head - self.used - gap
        self.pages[-1].placed.append((box, top))
        self.used += gap + box.height
        self.gap = box.after

    def _begins(self, box: Box) -> float:
        """The height that must be free so that `box`, and what it must not be parted from, can begin here."""
        need = max(self.gap, box.before)
        for following in reversed(self.waiting):
            if not box.keep or isinstance(following, NewPage):
                break
            need += box.height + max(box.after, following.before)
            box = following
        return need + (box.height if box.keep else box.least())
