"""Places the pages of a document on sheets of paper: one, two side by side, a booklet to fold, a poster in parts.

`plan` is arithmetic alone: it says which page stands where on which side of which sheet. `impose` draws the plan with
pypdf, each page as a form of its own: fonts stay embedded, text stays text, and no printer driver is asked for
anything but paper. Lengths in points; (0, 0) is the lower left corner.

A booklet is saddle-stitched: sheets printed on both sides, turned over the short edge, laid into each other and
folded in the middle; blank pages fill it up to a multiple of four.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, TypeAlias

MM = 72 / 25.4
PAPERS = {
    "A5": (148 * MM, 210 * MM),
    "A4": (210 * MM, 297 * MM),
    "A3": (297 * MM, 420 * MM),
    "A2": (420 * MM, 594 * MM),
    "A1": (594 * MM, 841 * MM),
    "Letter": (612.0, 792.0),
}
SINGLE, TWO_UP, BOOKLET, POSTER = "single", "two_up", "booklet", "poster"
FIT, ACTUAL, CUSTOM = "fit", "actual", "custom"
EDGE = 5 * MM
"""What office printers leave white around a sheet."""
OVERLAP = 10 * MM
"""How much the sheets of a poster share, to be glued on each other."""
MARK = 4 * MM
Size: TypeAlias = tuple[float, float]
Box: TypeAlias = tuple[float, float, float, float]


@dataclass(frozen=True)
class Placed:
    """Page `page` (from 0) with its lower left corner at (x, y), enlarged by `scale`, seen within `clip`.

    `turned`: a quarter to the left, so that its head lies at the left; (x, y) is its corner as it lies.
    """

    page: int
    x: float
    y: float
    scale: float
    clip: Box | None = None
    turned: bool = False

    def extent(self, sizes: Sequence[Size]) -> Size:
        """Width and height it takes on the sheet."""
        width, height = (length * self.scale for length in sizes[self.page])
        return (height, width) if self.turned else (width, height)


@dataclass(frozen=True)
class Side:
    """One side of a sheet: its size, the pages on it, and lines (x0, y0, x1, y1) to cut or fold along."""

    size: Size
    placed: Sequence[Placed] = ()
    marks: Sequence[Box] = field(default=())


def booklet_order(count: int) -> list[tuple[int | None, int | None]]:
    """The pages (from 0) left and right of the fold, side after side; None is a blank page.

    For 8 pages: 8-1, 2-7, 6-3, 4-5.
    """
    total = 4 * ceil(count / 4)
    pairs = []
    for i in range(total // 2):
        low, high = i, total - 1 - i
        left, right = (high, low) if i % 2 == 0 else (low, high)
        pairs.append((left if left < count else None, right if right < count else None))
    return pairs


def plan(
    sizes: Sequence[Size],
    *,
    layout: str = SINGLE,
    paper: Size | None = None,
    scale: str = FIT,
    percent: float = 100.0,
    across: int = 2,
) -> list[Side]:
    """The sides of paper for pages of these sizes.

    `paper`: its size upright, None = each page's own (A4 for anything but SINGLE). `scale`: FIT to the room there is,
    ACTUAL size, or CUSTOM `percent`. `across`: how many sheets wide a POSTER is.
    """
    factor = {ACTUAL: 1.0, CUSTOM: percent / 100}.get(scale)
    if layout == SINGLE:
        return [_single(n, size, paper, factor) for n, size in enumerate(sizes)]
    sheet = paper or PAPERS["A4"]
    if layout == POSTER:
        return [side for n, size in enumerate(sizes) for side in _poster(n, size, sheet, max(across, 1))]
    pairs = booklet_order(len(sizes)) if layout == BOOKLET else _pairs(len(sizes))
    lying = 2 * sum(size[0] > size[1] for size in sizes) > len(sizes)
    return [_two(pair, sizes, sheet, factor, lying) for pair in pairs]


def is_cut(side: Side, sizes: Sequence[Size]) -> bool:
    """Whether a page is larger than the room it has on this side, so that its edges are lost."""
    for placed in side.placed if not side.marks else ():
        left, foot, right, top = placed.clip or (0.0, 0.0, *side.size)
        width, height = placed.extent(sizes)
        if width > right - left + 0.5 or height > top - foot + 0.5:
            return True
    return False


def turned(paper: Size, like: Size) -> Size:
    """The paper lying as the page does: upright or sideways."""
    short, long = sorted(paper)
    return (long, short) if like[0] > like[1] else (short, long)


def _pairs(count: int) -> list[tuple[int | None, int | None]]:
    return [(n, n + 1 if n + 1 < count else None) for n in range(0, count, 2)]


def _single(number: int, size: Size, paper: Size | None, factor: float | None) -> Side:
    sheet = turned(paper, size) if paper else size
    return Side(sheet, [_within(number, size, (0.0, 0.0, *sheet), factor, clip=False)])


def _two(
    pair: tuple[int | None, int | None], sizes: Sequence[Size], paper: Size, factor: float | None, lying: bool
) -> Side:
    """Two pages beside each other, or one above the other where most lie sideways; the others are turned."""
    short, long = sorted(paper)
    if lying:
        sheet, halves = (short, long), [(0.0, long / 2, short, long), (0.0, 0.0, short, long / 2)]
    else:
        sheet, halves = (long, short), [(0.0, 0.0, long / 2, short), (long / 2, 0.0, long, short)]
    placed = [
        _within(n, sizes[n], half, factor, turn=(sizes[n][0] > sizes[n][1]) != lying)
        for n, half in zip(pair, halves, strict=True)
        if n is not None
    ]
    return Side(sheet, placed)


def _within(
    number: int, size: Size, room: Box, factor: float | None, clip: bool = True, turn: bool = False
) -> Placed:
    """A page in the middle of `room`, as large as fits where no factor is given."""
    left, foot, right, top = room
    width, height = (size[1], size[0]) if turn else size
    scale = factor or min((right - left) / width, (top - foot) / height)
    x = left + (right - left - width * scale) / 2
    y = foot + (top - foot - height * scale) / 2
    return Placed(number, x, y, scale, room if clip else None, turn)


def _poster(number: int, size: Size, paper: Size, across: int) -> list[Side]:
    """One page over several sheets, row by row from the top; the sheets overlap and carry marks where they are cut."""
    width, height = turned(paper, size)
    step = width - 2 * EDGE - OVERLAP, height - 2 * EDGE - OVERLAP
    scale = (across * step[0] + OVERLAP) / size[0]
    rows = max(1, ceil((size[1] * scale - OVERLAP - 0.5) / step[1]))
    spare = rows * step[1] + OVERLAP - size[1] * scale  # white below the page
    sides = []
    room = (EDGE, EDGE, width - EDGE, height - EDGE)
    for row in range(rows):
        for column in range(across):
            x = EDGE - column * step[0]
            y = EDGE - (rows - 1 - row) * step[1] + spare
            marks = _poster_marks((width, height), column > 0, row > 0)
            sides.append(Side((width, height), [Placed(number, x, y, scale, room)], marks))
    return sides


def _poster_marks(sheet: Size, left: bool, top: bool) -> list[Box]:
    """Short lines at the corners of the part to keep: the overlap is cut off at the left and at the top."""
    x0, x1 = EDGE + (OVERLAP / 2 if left else 0.0), sheet[0] - EDGE
    y0, y1 = EDGE, sheet[1] - EDGE - (OVERLAP / 2 if top else 0.0)
    marks: list[Box] = []
    for x in (x0, x1):
        for y in (y0, y1):
            inward = MARK if x == x0 else -MARK, MARK if y == y0 else -MARK
            marks += [(x, y, x + inward[0], y), (x, y, x, y + inward[1])]
    return marks


# Drawing --------------------------------------------------------------------------------------------------------


def page_sizes(data: bytes) -> list[Size]:
    """The sizes of a PDF's pages as a reader shows them."""
    from pypdf import PdfReader

    return [_size(page) for page in PdfReader(io.BytesIO(data)).pages]


def _size(page: Any) -> Size:
    width, height = float(page.cropbox.width), float(page.cropbox.height)
    return (height, width) if page.rotation % 180 else (width, height)


def impose(data: bytes, sides: Sequence[Side]) -> bytes:
    """A PDF of these sides, with the pages of `data` as they are."""
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    reader, writer = PdfReader(io.BytesIO(data)), PdfWriter()
    forms: dict[int, Any] = {}
    heights: dict[int, float] = {}
    for side in sides:
        page = writer.add_page(PageObject.create_blank_page(None, *side.size))
        names = DictionaryObject()
        for placed in side.placed:
            if placed.page not in forms:
                heights[placed.page] = _size(reader.pages[placed.page])[1]
                forms[placed.page] = writer._add_object(_form(reader.pages[placed.page], writer))
            names[NameObject(f"/P{placed.page}")] = forms[placed.page]
        content = DecodedStreamObject()
        content.set_data(_content(side, heights).encode("ascii"))
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): names})
        page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    _copy_properties(reader, writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _form(page: Any, writer: Any) -> Any:
    """A page as a form with its lower left corner at the origin."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    if page.rotation:
        page.transfer_rotation_to_content()
    box = page.cropbox
    content = DecodedStreamObject()
    contents = page.get_contents()
    content.set_data(contents.get_data() if contents is not None else b"")
    made = content.flate_encode()
    resources = page.get("/Resources", DictionaryObject()).get_object()
    corner = (float(box.left), float(box.bottom))
    made.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(FloatObject(round(float(v), 3)) for v in (*box.lower_left, *box.upper_right)),
        NameObject("/Matrix"): ArrayObject(FloatObject(v) for v in (1, 0, 0, 1, -corner[0], -corner[1])),
        NameObject("/Resources"): resources.clone(writer),
    })  # fmt: skip
    return made


def _content(side: Side, heights: dict[int, float]) -> str:
    lines = []
    for placed in side.placed:
        clip, scale, name = "", placed.scale, f"/P{placed.page}"
        if placed.clip:
            left, foot, right, top = placed.clip
            clip = f"{left:.3f} {foot:.3f} {right - left:.3f} {top - foot:.3f} re W n "
        if placed.turned:
            height = heights[placed.page] * scale
            lines.append(f"q {clip}0 {scale:.6f} {-scale:.6f} 0 {placed.x + height:.3f} {placed.y:.3f} cm {name} Do Q")
        else:
            lines.append(f"q {clip}{scale:.6f} 0 0 {scale:.6f} {placed.x:.3f} {placed.y:.3f} cm {name} Do Q")
    if side.marks:
        strokes = " ".join(f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l" for x0, y0, x1, y1 in side.marks)
        lines.append(f"q 0.3 w 0 G {strokes} S Q")
    return "\n".join(lines)


def _copy_properties(reader: Any, writer: Any) -> None:
    """Title and dates of the document; without them pypdf would name itself."""
    found = {key: str(value) for key, value in (reader.metadata or {}).items() if isinstance(value, str)}
    if found:
        writer.add_metadata(found)
