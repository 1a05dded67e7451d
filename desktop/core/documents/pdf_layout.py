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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desktop.core.documents import model
from desktop.core.documents.imposition import PAPERS
from desktop.core.documents.model import SMALL, Block, Document
from desktop.core.documents.pdf_beside import GUTTER, BesideBox, ColumnsBox, narrowed
from desktop.core.documents.pdf_boxes import MM, FigureBox, ImageBox, NewPage, Together, list_boxes
from desktop.core.documents.pdf_contents import contents_boxes, with_contents
from desktop.core.documents.pdf_fitting import fit, key_values_box, table_boxes
from desktop.core.documents.pdf_grids import fit_grid, grid_boxes
from desktop.core.documents.pdf_guard import check
from desktop.core.documents.pdf_handout import special_box
from desktop.core.documents.pdf_placing import Page, PageRun, PageSize, TurnedBox, paginated
from desktop.core.documents.pdf_signing import CoverBox, SealedBox, SignatureBox
from desktop.core.documents.pdf_text import HEADINGS, STYLES, Box, para
from desktop.core.errors import UserError
from desktop.core.i18n import _

SIZES = {name: PAPERS[name] for name in ("A5", "A4", "A3", "A2", "A1")}
MARGINS = {
    "A5": (15 * MM, 20 * MM, 20 * MM),
    "A4": (20 * MM, 22 * MM, 22 * MM),
    "A3": (20 * MM, 22 * MM, 22 * MM),
    "A2": (25 * MM, 26 * MM, 26 * MM),
    "A1": (30 * MM, 30 * MM, 30 * MM),
}
"""Side, top and foot; header and footer stand inside the last two, 15 mm from the edge."""
LEAFLETS = {"A5": (12 * MM, 10 * MM, 15 * MM), "A4": (15 * MM, 11 * MM, 15 * MM),
            "A3": (15 * MM, 11 * MM, 15 * MM)}
"""The same of leaflets, which have a foot alone, 8 mm from the edge: desktop printers reach as far."""
LEAFLET_GAPS, LEAFLET_PRINT = 0.65, 10.0
LEAST_SCALE, MOST_SCALE = 0.65, 6.0
TIGHTER, LITTLE, TIGHTENED = (0.97, 0.94, 0.91), 0.25, 12
"""A last page filled less than `LITTLE` is spared by setting all a little smaller, in documents of up to `TIGHTENED` pages."""


def _scale(document: Document) -> float:
    return min(max(document.font_scale, LEAST_SCALE), MOST_SCALE)


def sheet(document: Document, sideways: bool) -> PageSize:
    """The document's page, turned or not. Large print is laid out on a page so much smaller and drawn enlarged."""
    scale = _scale(document)
    width, height = (length / scale for length in SIZES.get(document.page, SIZES["A4"]))
    margins = MARGINS | LEAFLETS if document.leaflet else MARGINS
    side, head, foot = (length / scale for length in margins.get(document.page, margins["A4"]))
    if sideways:
        width, height = height, width
    plain = PageSize(width, height, side, head, foot, scale)
    return replace(plain, gaps=LEAFLET_GAPS, print=LEAFLET_PRINT) if document.leaflet else plain


def pages(document: Document) -> list[Page]:
    """All pages of a document whose headings and captions are numbered.

    Raises `UserError` where something does not fit on a page: nothing is ever printed in part.
    """
    made = _laid_out(document)
    usual = document.font_scale == 1.0  # larger print was chosen for the eyes of its readers
    if usual and 1 < len(made) <= TIGHTENED and made[-1].filled < LITTLE and not made[-1].cover:
        for factor in TIGHTER:
            tighter = _laid_out(replace(document, font_scale=_scale(document) * factor))
            if len(tighter) < len(made):
                made = tighter
                break
    check(made)
    return made or [Page(sheet(document, document.landscape))]


def _laid_out(document: Document) -> list[Page]:
    normal, wide = sheet(document, document.landscape), sheet(document, True)
    return with_contents(document, lambda blocks: [page for run in _page_runs(blocks, normal, wide) for page in paginated(run)])


def _page_runs(blocks: Sequence[Block], normal: PageSize, wide: PageSize) -> Iterator[PageRun]:
    """Covers on pages of their own, and what stands between them; a table that needs the page turned takes headings along."""
    page_run = PageRun(normal)
    headings: list[Block] = []
    for block in blocks:
        if isinstance(block, model.Heading):
            headings.append(block)
            continue
        if isinstance(block, model.Cover):
            page_run.boxes += _all_boxes(headings, normal)
            yield from (page_run, PageRun(normal, [CoverBox(block, *normal.room)], cover=True))
            page_run = PageRun(normal)
        else:
            page_run.boxes += _upright_or_turned(headings, block, normal, wide)
        headings = []
    page_run.boxes += _all_boxes(headings, normal)
    yield page_run


def _upright_or_turned(headings: Sequence[Block], block: Block, normal: PageSize, wide: PageSize) -> list[Box]:
    """The boxes of a block under its headings; of blocks kept together those that need it are turned, the others not."""
    inner = list(model.flat([block]))
    if not any(_turned(child, normal, wide) for child in inner):
        return _all_boxes([*headings, block], normal)
    boxes: list[Box] = []
    before = list(headings)
    for child in inner:
        if _turned(child, normal, wide):
            found = para(_("This table is set sideways on the next page."), STYLES[SMALL], normal.room[0])
            boxes.append(TurnedBox(wide, _boxes(child, wide), [*_all_boxes(before, normal), found], _all_boxes(before, wide)))
            before = []
        else:
            before.append(child)
    return [*boxes, *_all_boxes(before, normal)]


def _turned(block: Block, normal: PageSize, wide: PageSize) -> bool:
    match block:
        case model.Table():
            return fit(block, normal.room, wide.room, normal.print).sideways and wide != normal
        case model.Grid():
            return fit_grid(block, normal.room, wide.room).sideways and wide != normal
    return False


def _all_boxes(blocks: Iterable[Block], page: PageSize) -> list[Box]:
    return [box for block in blocks for box in _boxes(block, page)]


def height_of(block: Block, page: PageSize) -> float:
    """How much of a page a block takes, in points, with the space around it; a table all its rows."""
    return sum(box.height + max(box.before, box.after) for box in _boxes(block, page))


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
            return [key_values_box(block, width, page.print)] if block.pairs else []
        case model.Table():
            return [*table_boxes(block, fit(block, page.room, page.room, page.print), width)]
        case model.Grid():
            return [*grid_boxes(block, fit_grid(block, page.room, page.room), width)]
        case model.Figure():
            return [FigureBox(block, width, height)]
        case model.Image():
            return [_image(block, width, height)]
        case model.Signatures():
            return _signatures(block, width)
        case model.Sealed():
            return [SealedBox(block, width)]
        case model.Contents():
            return contents_boxes(block.headings, width)
        case model.PageBreak():
            return [NewPage(block.empty)]
        case model.Callout() | model.QrCode() | model.Timeline():
            return [special_box(block, width)]
        case model.TextColumns():
            share = (width - GUTTER * (block.count - 1)) / max(block.count, 1)
            inner = _all_boxes(block.blocks, narrowed(page, share))
            return [ColumnsBox(inner, share, max(block.count, 1))] if inner else []
        case model.Beside():
            left = (width - GUTTER) * min(max(block.share, 0.1), 0.9)
            parts = ((block.left, left), (block.right, width - GUTTER - left))
            stacks = [
                (Together(_all_boxes(side, narrowed(page, room))), room)
                for side, room in parts
            ]
            return [BesideBox([stack for stack, _room in stacks], [room for _stack, room in stacks])]
        case model.KeepTogether():
            return [Together(_all_boxes(model.flat([block]), page))]
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
