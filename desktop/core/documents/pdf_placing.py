"""Places boxes of known size on pages: headings stay with what follows, what does not fit is divided or goes on.

Figures float: one that does not fit stands at the head of the next page, and the text goes on in its place. So do tables
set sideways, which have pages of their own. A table that goes on is not parted by a figure. No page is left more than a third
empty to keep boxes together.

A page may also be a column of a page, see `pdf_beside`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.core.documents.model import THIRD
from desktop.core.documents.pdf_boxes import FigureBox, NewPage, Solid, Together
from desktop.core.documents.pdf_tables import TableBox
from desktop.core.documents.pdf_text import SIZE, Box

LEAST_FIGURE = 0.7
"""The smallest scale of a figure that saves a page from staying empty."""
_SIGNED_ROWS = 3
_SLACK = 0.01


@dataclass(frozen=True)
class PageSize:
    """The size of a page and of the part that may be printed, in points of the layout: one of them is `scale` on paper.

    `gaps`: the share of the space between boxes that is kept; `print`: the largest print of tables.
    """

    width: float
    height: float
    side: float
    head: float
    foot: float
    scale: float = 1.0
    gaps: float = 1.0
    print: float = SIZE

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

    @property
    def filled(self) -> float:
        """How far down its text area is filled, 0 to 1."""
        foot = min((top - box.height for box, top in self.placed), default=self.sheet.height - self.sheet.head)
        return (self.sheet.height - self.sheet.head - foot) / self.sheet.room[1]


@dataclass
class PageRun:
    """Boxes in a row on pages of one size, of whose text area they may use `share`; `floating`: whether figures may stand
    later than they come."""

    sheet: PageSize
    boxes: list[Box] = field(default_factory=list)
    cover: bool = False
    floating: bool = True
    share: float = 1.0


@dataclass
class TurnedBox(Solid):
    """Boxes that need a page set sideways, with the headings before them.

    Where the upright page still has room and text to fill it, `upright` stands there (the headings, and where to find the
    rest); else the headings turn with the table, `turned`.
    """

    sheet: PageSize
    boxes: Sequence[Box]
    upright: Sequence[Box] = ()
    turned: Sequence[Box] = ()

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Nothing: it stands on pages of its own."""


def paginated(page_run: PageRun) -> list[Page]:
    """The boxes of a run on pages."""
    return _Paginator(page_run).run() if page_run.boxes else []


def _balanced(page_run: PageRun) -> list[Page]:
    """The boxes on as few pages as `paginated` takes, about equally full, so that the last is not left empty."""
    made = paginated(page_run)
    for percent in range(98, 64, -2):
        if made[-1].filled >= 1 - THIRD:
            break
        tried = paginated(replace(page_run, share=percent / 100))
        if len(tried) > len(made):
            break
        made = tried
    return made


class _Paginator:
    """Places boxes from the top, one page after the other."""

    def __init__(self, page_run: PageRun) -> None:
        self.page_run = page_run
        self.full = page_run.sheet.room[1] * page_run.share
        self.waiting = list(reversed(page_run.boxes))
        self.floats: list[Box] = []
        self.sideways: list[Box] = []
        self.rest: Box | None = None  # of a table that goes on
        self.pages = [Page(page_run.sheet, cover=page_run.cover)]
        self.used, self.gap = 0.0, 0.0

    def run(self) -> list[Page]:
        """Place all boxes; a page that stayed empty is dropped."""
        while self.waiting:
            box = self.waiting.pop()
            if isinstance(box, NewPage):
                self._settle()
                if self._room <= box.empty * self.full:
                    self._turn()
            elif isinstance(box, TurnedBox):
                self._turn_sideways(box)
            else:
                if box.closes:
                    self._settle()
                self._place(box)
        self._settle()
        self._end_page()
        return [page for page in self.pages if page.placed]

    @property
    def _fresh(self) -> bool:
        return not self.pages[-1].placed

    @property
    def _room(self) -> float:
        return self.full - self.used

    @property
    def _roomy(self) -> bool:
        """Whether the page in hand is begun and would be left more than a third empty."""
        return not self._fresh and self._room > self.full * THIRD

    # Turning the page

    def _turn(self) -> None:
        """A new page, with the figures that wait for one at its head; a table that goes on stands before them."""
        if not self._fresh:
            self._end_page()
        if self.rest is None or not self.waiting or self.waiting[-1] is not self.rest:
            self._put_floats()

    def _put_floats(self) -> None:
        """As many of the figures that wait as the page in hand takes."""
        while self.floats and (self._fresh or self.gap + self.floats[0].height <= self._room):
            self._put(self.floats.pop(0))

    def _end_page(self) -> None:
        """Behind the page in hand come those set sideways, then a fresh one."""
        turned = _balanced(PageRun(self._sideways_sheet, self.sideways)) if self.sideways else []
        self.sideways = []
        if self._fresh:
            self.pages[-1:] = [*turned, self.pages[-1]]
        else:
            self.pages += [*turned, Page(self.page_run.sheet)]
        self.used, self.gap = 0.0, 0.0

    def _turn_sideways(self, box: TurnedBox) -> None:
        self._sideways_sheet = box.sheet
        following = next((other for other in reversed(self.waiting) if not isinstance(other, TurnedBox)), None)
        fillable = following is not None and not isinstance(following, NewPage) and not following.closes
        if not (fillable and self._roomy):
            self._settle()
        if fillable and self._roomy:
            self.sideways += box.boxes
            self.waiting += reversed(box.upright)
        else:
            self.sideways += [*box.turned, *box.boxes]
            self._end_page()

    def _settle(self) -> None:
        """Place all figures that still wait, the first a little smaller if it then fits on the page in hand."""
        while self.floats:
            box = self._smaller(self.floats[0], LEAST_FIGURE)
            if self._fresh or self._needs(box) <= self._room:
                self._put(box)
                self.floats.pop(0)
            else:
                self._turn()

    # Placing

    def _place(self, box: Box) -> None:
        if box.floats and self.floats:
            self.floats.append(box)  # figures keep their order
            return
        box = self._smaller(box)
        if not self._fresh and self._begins(box) > self._room:
            if box.floats and self.page_run.floating:
                self.floats.append(box)
            elif not self._loosened(box):
                self._turn_before(box)
            return
        room = self._room - (0.0 if self._fresh else self._between(box))
        if box.height <= room + _SLACK:
            self._put(box)
            if box is self.rest:
                self.rest = None
                self._put_floats()
            return
        parts = box.split(room, self.full)
        if parts:
            self._put(parts[0])
            self.waiting.append(parts[1])
            self._goes_on(parts[1])
        elif not self._fresh:
            self._turn_before(box)
        elif box.loose():
            self.waiting += reversed(box.loose())
        else:
            self._put(box)

    def _goes_on(self, rest: Box) -> None:
        self.rest = rest if isinstance(rest, TableBox) else None

    def _put(self, box: Box) -> None:
        gap = 0.0 if self._fresh else self._between(box)
        top = self.page_run.sheet.height - self.page_run.sheet.head - self.used - gap
        self.pages[-1].placed.append((box, top))
        self.used += gap + box.height
        self.gap = box.after

    def _turn_before(self, box: Box) -> None:
        """Go on with `box` on the next page; lines to sign on take the last rows of the table above them along."""
        self.waiting.append(box)
        last, top = self.pages[-1].placed[-1]
        if box.closes and isinstance(last, TableBox) and len(last.rows) > 2 * _SIGNED_ROWS:
            head, tail = last.parted(len(last.rows) - _SIGNED_ROWS)
            self.pages[-1].placed[-1] = head, top
            self.waiting.append(tail)
        self._turn()

    def _between(self, box: Box) -> float:
        """The space above a box that does not begin its page."""
        return self.page_run.sheet.gaps * max(self.gap, box.before)

    def _needs(self, box: Box) -> float:
        return box.height + (0.0 if self._fresh else self._between(box))

    def _smaller(self, box: Box, least: float | None = None) -> Box:
        """The box, or a figure made a little smaller so that it fits on the page in hand."""
        if isinstance(box, FigureBox) and self._needs(box) > self._room:
            return box.shrunk(self._room - self._between(box), least) or box
        return box

    def _begins(self, box: Box) -> float:
        """The height that must be free so that `box`, and what it must not be parted from, can begin here."""
        need = self._between(box)
        for following in reversed(self.waiting):
            if not box.keep or isinstance(following, NewPage | TurnedBox):
                break
            need += box.height + self.page_run.sheet.gaps * max(box.after, following.before)
            box = following
        return need + (box.height if box.keep else box.least(self.full))

    def _loosened(self, box: Box) -> bool:
        """Whether what belongs together was taken apart, as much of the page would stay empty otherwise."""
        if self._room <= self.full * THIRD:
            return False
        self.waiting.append(box)
        at, before = len(self.waiting) - 1, max(self.gap, box.before)
        while at > 0 and self.waiting[at].keep and not isinstance(self.waiting[at], Together):
            before += self.waiting[at].height + self.waiting[at].after
            at -= 1
        last = self.waiting[at]
        inner: Sequence[Box] = last.loose()
        if isinstance(last, FigureBox):
            smaller = last.shrunk(self._room - before - last.before, LEAST_FIGURE)
            inner = [smaller] if smaller and smaller.height < last.height else []
        elif isinstance(last, TableBox):
            inner = last.split(self._room - before - last.before, self.full) or []
            if inner:
                self._goes_on(inner[-1])
        self.waiting[at : at + 1] = reversed(inner or [last])
        if not inner:
            self.waiting.pop()
        return bool(inner)
