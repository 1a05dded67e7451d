"""Lays a document out: blocks become boxes of known size, boxes are placed on pages.

All pages are known before anything is drawn, so that every page can say how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.core.documents import model
from desktop.core.documents.model import SMALL, Block, Document
from desktop.core.documents.pdf_boxes import (
    MM,
    CoverBox,
    FigureBox,
    ImageBox,
    NewPage,
    SignatureBox,
    Together,
    list_boxes,
)
from desktop.core.documents.pdf_fitting import Fit, fit, fit_grid, grid_boxes, key_values_box, table_boxes
from desktop.core.documents.pdf_text import HEADINGS, STYLES, Box, para
from desktop.core.errors import UserError

SIZES = {"A4": (210 * MM, 297 * MM), "A5": (148 * MM, 210 * MM)}
MARGINS = {"A4": (20 * MM, 22 * MM, 22 * MM), "A5": (15 * MM, 20 * MM, 20 * MM)}
"""Side, top and foot; header and footer stand inside the last two, 15 mm from the edge."""


@dataclass(frozen=True)
class Sheet:
    """The size of a page and of the part that may be printed, in points."""

    width: float
    height: float
    side: float
    head: float
    foot: float

    @property
    def room(self) -> tuple[float, float]:
        """Width and height of the text area."""
        return self.width - 2 * self.side, self.height - self.head - self.foot


@dataclass
class Page:
    """A page and the boxes on it, each with its upper edge."""

    sheet: Sheet
    placed: list[tuple[Box, float]] = field(default_factory=list)
    cover: bool = False


@dataclass
class Section:
    """Blocks in a row that share an orientation."""

    sheet: Sheet
    boxes: list[Box] = field(default_factory=list)
    cover: bool = False


def sheet(document: Document, sideways: bool) -> Sheet:
    """The document's page, turned or not."""
    width, height = SIZES.get(document.page, SIZES["A4"])
    side, head, foot = MARGINS.get(document.page, MARGINS["A4"])
    return Sheet(height, width, side, head, foot) if sideways else Sheet(width, height, side, head, foot)


def pages(document: Document) -> list[Page]:
    """All pages of a document whose headings and captions are numbered."""
    placed = [page for section in _sections(document) for page in _paginated(section)]
    return placed or [Page(sheet(document, document.landscape))]


def _sections(document: Document) -> Iterator[Section]:
    """The document cut where the page turns; headings before a wide table turn with it."""
    normal, wide = sheet(document, document.landscape), sheet(document, True)
    section = Section(normal)
    waiting: list[Block] = []
    for block in _pieces(document.blocks, normal):
        if isinstance(block, model.Cover):
            yield from (_with(section, waiting), Section(normal, [CoverBox(block, *normal.room)], cover=True))
            section, waiting = Section(normal), []
            continue
        if isinstance(block, model.Heading):
            waiting.append(block)
            continue
        target = wide if _fit(block, normal, wide).sideways else normal
        if target != section.sheet:
            yield section
            section = Section(target)
        section = _with(section, [*waiting, block])
        waiting = []
    yield _with(section, waiting)


def _pieces(blocks: Sequence[Block], normal: Sheet) -> Iterator[Block]:
    """The blocks, with those kept together taken apart where they would not fit on one page."""
    for block in blocks:
        if isinstance(block, model.KeepTogether):
            boxes = [box for inner in model.flat([block]) for box in _boxes(inner, normal)]
            if Together(boxes).height > normal.room[1]:
                yield from _pieces(block.blocks, normal)
                continue
        yield block


def _with(section: Section, blocks: Sequence[Block]) -> Section:
    section.boxes.extend(box for block in blocks for box in _boxes(block, section.sheet))
    return section


def _fit(block: Block, normal: Sheet, wide: Sheet) -> Fit:
    match block:
        case model.Table():
            return fit(block, normal.room[0], wide.room[0])
        case model.Grid():
            return fit_grid(block, normal.room[0], wide.room[0])
        case model.KeepTogether():
            inner = [_fit(child, normal, wide) for child in block.blocks]
            return Fit(any(how.sideways for how in inner), 0.0, [])
    return Fit(False, 0.0, [])


def _boxes(block: Block, page: Sheet) -> list[Box]:  # noqa: PLR0911 (one line for each kind of block)
    """The boxes of one block on a page of that size."""
    width, height = page.room
    match block:
        case model.Heading():
            level = min(max(block.level, 1), 3)
            return [para(block.text, HEADINGS[level], width, outline=level - 1)]
        case model.Paragraph():
            return [para(block.text, STYLES[block.style], width, block.lead)]
        case model.Bullets() | model.Checks():
            return list_boxes(block, width)
        case model.KeyValues():
            return [key_values_box(block, width)] if block.pairs else []
        case model.Table():
            return [*table_boxes(block, fit(block, width, width), width)]
        case model.Grid():
            return [*grid_boxes(block, fit_grid(block, width, width), width)]
        case model.Figure():
            return [FigureBox(block, width, height)]
        case model.Image():
            return [_image(block, width, height)]
        case model.Signatures():
            return _signatures(block, width)
        case model.PageBreak():
            return [NewPage()]
        case model.KeepTogether():
            return [Together([box for child in model.flat([block]) for box in _boxes(child, page)])]
    return []


def _image(block: model.Image, width: float, height: float) -> Box:
    """The photograph, or the sentence that says why there is none: one bad file must not stop a report."""
    try:
        return ImageBox(block, width, height)
    except UserError as error:
        return para(f"[{error}]", STYLES[SMALL], width)


def _signatures(block: model.Signatures, width: float) -> list[Box]:
    columns = max(1, block.columns)
    rows = [list(block.lines[i : i + columns]) for i in range(0, len(block.lines), columns)]
    boxes: list[Box] = [SignatureBox(row, columns, block.dated, width) for row in rows]
    return [Together(boxes)] if boxes else []


# Placing --------------------------------------------------------------------------------------------------------


def _paginated(section: Section) -> list[Page]:
    return _Paginator(section).run() if section.boxes else []


class _Paginator:
    """Places boxes from the top, one page after the other."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.full = section.sheet.room[1]
        self.waiting = list(reversed(section.boxes))
        self.pages = [Page(section.sheet, cover=section.cover)]
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
            self.pages.append(Page(self.section.sheet))
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
        top = self.section.sheet.height - self.section.sheet.head - self.used - gap
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
