"""Lays a document out: blocks become boxes of known size, boxes are placed on pages.

All pages are known before anything is drawn, so that every page can say how many there are.

Why not reportlab's own layout (platypus), whose flowables do much the same: of the rules by which Chinese lines break
(kinsoku) it keeps only what may not begin one, and cuts Western words in them; it cannot turn the page for a wide table and
take the headings before it along, nor divide a table by columns with the first ones repeated; it knows the number of pages
only by laying the document out twice; and where something does not fit it names a flowable, not the table, row and column
that a person can mend.

The list of blocks (`model.Block`) is closed: a new one costs a case in every renderer. What a feature has to show is put
together from the blocks there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.core.documents import model
from desktop.core.documents.imposition import PAPERS
from desktop.core.documents.model import SMALL, Block, Document
from desktop.core.documents.pdf_beside import GUTTER, BesideBox, ColumnsBox, narrowed
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
from desktop.core.documents.pdf_handout import special_box
from desktop.core.documents.pdf_placing import Page, PageRun, PageSize, paginated
from desktop.core.documents.pdf_text import HEADINGS, STYLES, Box, para
from desktop.core.errors import UserError

SIZES = {name: PAPERS[name] for name in ("A5", "A4", "A3", "A2", "A1")}
MARGINS = {
    "A5": (15 * MM, 20 * MM, 20 * MM),
    "A4": (20 * MM, 22 * MM, 22 * MM),
    "A3": (20 * MM, 22 * MM, 22 * MM),
    "A2": (25 * MM, 26 * MM, 26 * MM),
    "A1": (30 * MM, 30 * MM, 30 * MM),
}
"""Side, top and foot; header and footer stand inside the last two, 15 mm from the edge."""
LEAST_SCALE, MOST_SCALE = 0.7, 6.0


def sheet(document: Document, sideways: bool) -> PageSize:
    """The document's page, turned or not. Large print is laid out on a page so much smaller and drawn enlarged."""
    scale = min(max(document.font_scale, LEAST_SCALE), MOST_SCALE)
    width, height = (length / scale for length in SIZES.get(document.page, SIZES["A4"]))
    side, head, foot = (length / scale for length in MARGINS.get(document.page, MARGINS["A4"]))
    if sideways:
        width, height = height, width
    return PageSize(width, height, side, head, foot, scale)


def pages(document: Document) -> list[Page]:
    """All pages of a document whose headings and captions are numbered."""
    placed = [page for page_run in _page_runs(document) for page in paginated(page_run)]
    return placed or [Page(sheet(document, document.landscape))]


def _page_runs(document: Document) -> Iterator[PageRun]:
    """The document cut where the page turns; headings before a wide table turn with it."""
    normal, wide = sheet(document, document.landscape), sheet(document, True)
    page_run = PageRun(normal)
    waiting: list[Block] = []
    for block in _pieces(document.blocks, normal):
        if isinstance(block, model.Cover):
            yield from (_with(page_run, waiting), PageRun(normal, [CoverBox(block, *normal.room)], cover=True))
            page_run, waiting = PageRun(normal), []
            continue
        if isinstance(block, model.Heading):
            waiting.append(block)
            continue
        target = wide if _fit(block, normal, wide).sideways else normal
        if target != page_run.sheet:
            yield page_run
            page_run = PageRun(target)
        page_run = _with(page_run, [*waiting, block])
        waiting = []
    yield _with(page_run, waiting)


def _pieces(blocks: Sequence[Block], normal: PageSize) -> Iterator[Block]:
    """The blocks, with those kept together taken apart where they would not fit on one page."""
    for block in blocks:
        if isinstance(block, model.KeepTogether):
            boxes = [box for inner in model.flat([block]) for box in _boxes(inner, normal)]
            if Together(boxes).height > normal.room[1]:
                yield from _pieces(block.blocks, normal)
                continue
        yield block


def _with(page_run: PageRun, blocks: Sequence[Block]) -> PageRun:
    page_run.boxes.extend(box for block in blocks for box in _boxes(block, page_run.sheet))
    return page_run


def _fit(block: Block, normal: PageSize, wide: PageSize) -> Fit:
    match block:
        case model.Table():
            return fit(block, normal.room[0], wide.room[0])
        case model.Grid():
            return fit_grid(block, normal.room[0], wide.room[0])
        case model.KeepTogether():
            inner = [_fit(child, normal, wide) for child in block.blocks]
            return Fit(any(how.sideways for how in inner), 0.0, [])
    return Fit(False, 0.0, [])


def _boxes(block: Block, page: PageSize) -> list[Box]:  # noqa: PLR0911, PLR0912 (one case for each kind of block)
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
        case model.Callout() | model.QrCode() | model.Timeline():
            return [special_box(block, width)]
        case model.TextColumns():
            share = (width - GUTTER * (block.count - 1)) / max(block.count, 1)
            inner = [box for child in block.blocks for box in _boxes(child, narrowed(page, share))]
            return [ColumnsBox(inner, share, max(block.count, 1))] if inner else []
        case model.Beside():
            left = (width - GUTTER) * min(max(block.share, 0.1), 0.9)
            parts = ((block.left, left), (block.right, width - GUTTER - left))
            stacks = [
                (Together([box for child in side for box in _boxes(child, narrowed(page, room))]), room)
                for side, room in parts
            ]
            return [BesideBox([stack for stack, _room in stacks], [room for _stack, room in stacks])]
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
