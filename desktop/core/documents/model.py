"""A document, written once and rendered to PDF, Word and spreadsheet alike.

A report builder makes a `Document`: a title, a language and a list of blocks. It says what there is (a table with
typed columns, a figure, a heading), never how it looks; `desktop.core.documents.save(document, path)` renders it by the
file's ending (.pdf, .docx, .xlsx). All strings are plain text: nothing in them is markup, whatever they hold.

    Document(title="…", language="zh_CN", blocks=[
        Cover("玉米新品种区域试验报告", facts=[("试验地点", "肇州县")]),
        Heading("产量结果"),
        Table([Column("品种"), Column("产量", NUMBER, decimals=1, unit="kg/亩")], rows=[["先玉335", 812.35]],
              caption="各品种产量"),
        Figure(lambda figure: figures.bars_with_letters(figure, …), caption="产量柱形图"),
        Signatures(["试验主持人", "审核人"]),
    ])

For what is handed to people there are `Callout`, `QrCode`, `Timeline`, `Beside` (a picture beside its text) and `TextColumns`;
`Document(page="A5", font_scale=1.3, folds=1)` sets the sheet, the size of the print and the marks to fold along:

    Beside([Image(path, width_mm=60)], [Heading("玉米螟", 2), Paragraph("…")], share=0.4),
    Callout("施药后7天内禁止采食。", "安全间隔期"),
    Timeline([Span("播种", date(2026, 5, 1), date(2026, 5, 10), "5厘米地温稳定通过10℃")], [Mark(date(2026, 5, 5), "立夏")]),
    QrCode(qr.telephone("13800000000"), "扫码咨询"),

TO ADD A KIND OF BLOCK: its dataclass here and in `Block`; a case in `pdf_layout._boxes`, `docx._write_block` and
`xlsx` (its words are enough there), in `glyphs._plain_texts`, and a sample in tests/paper/blocks.py.

What the renderers do, so that builders need not:
- headings are numbered (一、（一） 1. in Chinese; 1, 1.1 in English) unless `numbered_headings=False`; tables
  and figures that have a caption are numbered (表 1, 图 1) in the order of the blocks;
- numbers stay numbers: pass them unrounded with the column's `decimals`; PDF and Word round half-even (GB/T 8170), the
  spreadsheet keeps the full value under a number format. `None` and NaN print as "–", an empty text as nothing;
- a wide table shrinks, turns its page or is split, repeating its first `key_columns`; figures may stand a page later;
- the words a renderer adds (page 1 of 3, Table 1) follow `Document.language`; the builder's own strings do not, so
  build the document inside `with i18n.using(language):`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from desktop.core.documents import totals
from desktop.core.documents.marked import Chance, Starred
from desktop.core.documents.place_words import PlacesTold

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

TEXT, NUMBER, PERCENT, DATE, MONEY = "text", "number", "percent", "date", "money"
KINDS = (TEXT, NUMBER, PERCENT, DATE, MONEY)
LEFT, RIGHT, CENTER = "left", "right", "center"
BODY, LEAD, SMALL, QUOTE = "body", "lead", "small", "quote"
MISSING = "–"
THIRD = 1 / 3
"""Of a page: more than this is not left empty for the sake of order."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `kind`: TEXT, NUMBER, PERCENT (5.3 means 5.3 %), MONEY (whole fen, printed in yuan) or DATE; a text in a number
    column ("ns", "lost") is printed as it is.
    `decimals`: digits after the point, None = as given. `signed`: prints "+" before positive numbers.
    `thousands`: groups digits. `align`: LEFT, RIGHT or CENTER, None = by kind. `weight`: share of the width that is
    left over, 0 = never wider than its content. `width_mm`: at least so wide, to be written in by hand. `unit` stands in
    the header, in brackets. `group`: neighbours with the same group share a second header line above them.
    """

    title: str
    kind: str = TEXT
    decimals: int | None = None
    align: str | None = None
    weight: float = 1.0
    unit: str = ""
    signed: bool = False
    thousands: bool = False
    group: str = ""
    width_mm: float = 0.0

    @property
    def header(self) -> str:
        """The title with its unit."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    @property
    def alignment(self) -> str:
        """LEFT, RIGHT or CENTER: as chosen, else text left, dates centred, numbers right."""
        return self.align or {TEXT: LEFT, DATE: CENTER}.get(self.kind, RIGHT)


@dataclass(frozen=True)
class Formed:
    """A value in the form of a `column` that is not its own: an LSD below the means, a figure among facts of every kind."""

    value: int | float | Decimal | date | datetime
    column: Column


Cell: TypeAlias = str | int | float | Decimal | date | datetime | bool | Starred | Chance | Formed | None


@dataclass(frozen=True)
class Cover:
    """The first page: title, subtitle, facts in two columns (name, value) and a boxed notice at the foot.

    `logo`: a picture above the title; `signers`: who signs on the cover, a line each; `unit`: whose report it is, over the
    place for its seal, with the `day` of the report.
    """

    title: str
    subtitle: str = ""
    facts: Sequence[tuple[str, str]] = ()
    notice: str = ""
    unit: str = ""
    day: date | None = None
    signers: Sequence[str] = ()
    logo: Path | None = None


@dataclass(frozen=True)
class Contents:
    """Headings of level 1 and 2 (filled in on numbering) with their pages; not in a PDF of fewer than `least_pages`."""

    least_pages: int = 9
    headings: Sequence[Heading] = ()


@dataclass(frozen=True)
class Heading:
    """A heading of level 1, 2 or 3; numbered by the renderer and listed in the PDF's bookmarks."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line feed breaks the line; `lead` stands in bold before it. `style`: BODY, LEAD, SMALL, QUOTE."""

    text: str
    style: str = BODY
    lead: str = ""


@dataclass(frozen=True)
class Bullets:
    """A list, with dots or, if `numbered`, with 1. 2. 3."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class Checks:
    """A check list: (done, text); None = a box to be ticked by hand, True = ticked, False = crossed as missing."""

    items: Sequence[tuple[bool | None, str]]


@dataclass(frozen=True)
class KeyValues:
    """Names and values in `columns` pairs side by side (1 or 2 on A4); values are cells, `decimals` as in `Column`."""

    pairs: Sequence[tuple[str, Cell]]
    columns: int = 2
    decimals: int | None = None


@dataclass(frozen=True)
class Table:
    """Typed rows under a header that repeats on every page.

    `bold_rows` and `marked_rows` (shaded, e.g. the check) are row indices from 0. The last `total_rows` rows are
    totals: bold, under a rule; a 0 under blanks is left blank. `key_columns`: how many first columns are repeated if the
    table must be split in width. `sheet`: name of its sheet in a spreadsheet (the caption, else the
    last heading, if empty). `notes` stand below.
    `row_mm`: the least height of a row, for what is filled in by hand (9 to sign on); `boxed`: lines around every cell.
    `ruled_rows`: rows with a strong line above them, such as the first of each replicate.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    notes: Sequence[str] = ()
    bold_rows: Collection[int] = ()
    marked_rows: Collection[int] = ()
    total_rows: int = 0
    key_columns: int = 1
    sheet: str = ""
    boxed: bool = False
    row_mm: float = 0.0
    ruled_rows: Collection[int] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", totals.told(self.rows, self.total_rows))


@dataclass(frozen=True)
class GridCell:
    """One square of a `Grid`: its text (lines by line feed), a shade 0 (white) to 1 (dark), bold or struck out; the sides
    ("l", "r", "t", "b") with a thick (`strong`) or a broken line (`dashed`), as between replicates and blocks."""

    text: str = ""
    shade: float = 0.0
    bold: bool = False
    struck: bool = False
    strong: str = ""
    dashed: str = ""


@dataclass(frozen=True)
class Grid:
    """A plan of squares, such as a field layout: rows from the top, with names of rows and columns around it.

    None leaves a hole (no plot there). Columns have equal widths; `wide`: as wide as the page gives.
    """

    cells: Sequence[Sequence[GridCell | None]]
    row_names: Sequence[str] = ()
    column_names: Sequence[str] = ()
    caption: str = ""
    notes: Sequence[str] = ()
    sheet: str = ""
    wide: bool = False


@dataclass(frozen=True)
class Figure:
    """A drawing: `draw(figure)` gets an empty matplotlib Figure of the given size, set in the document's font, and uses the
    builders of `desktop.core.documents.figures` in it. `alt` says in words what it shows."""

    draw: Callable[[Canvas], None]
    caption: str = ""
    width_mm: float = 165.0
    height_mm: float = 85.0
    alt: str = ""


@dataclass(frozen=True)
class Image:
    """A photograph (JPEG, PNG, WebP), scaled into the given size; a file that cannot be read is named in its place."""

    path: Path
    caption: str = ""
    width_mm: float = 120.0
    height_mm: float = 90.0
    alt: str = ""


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on, one per name, each with a line for the date unless `dated` is False."""

    lines: Sequence[str]
    columns: int = 2
    dated: bool = True


@dataclass(frozen=True)
class Sealed:
    """The end of an official letter, at the right: the unit, the place for its seal, the day (None: to be filled in)."""

    unit: str
    day: date | None = None


WARNING, TIP, NOTE = "warning", "tip", "note"


@dataclass(frozen=True)
class Callout:
    """A text in a box. `kind`: WARNING (with a sign), TIP or NOTE; `large`: its title is to be seen from afar."""

    text: str
    title: str = ""
    kind: str = WARNING
    large: bool = False


@dataclass(frozen=True)
class QrCode:
    """A QR code with a caption below; texts for it (telephone, business card) are made by `documents.qr`."""

    content: str
    caption: str = ""
    size_mm: float = 30.0


@dataclass(frozen=True)
class Span:
    """A measure of a `Timeline`: its days (one day: the same twice) and a short note under its bar."""

    title: str
    begins: date
    ends: date
    note: str = ""


@dataclass(frozen=True)
class Mark:
    """A day named above a `Timeline`, such as a solar term."""

    on: date
    title: str


@dataclass(frozen=True)
class Timeline:
    """What is done when, as bars under the months; `marks` in the order of their days."""

    spans: Sequence[Span]
    marks: Sequence[Mark] = ()
    caption: str = ""


@dataclass(frozen=True)
class TextColumns:
    """Blocks that flow in columns of equal height."""

    blocks: Sequence[Block]
    count: int = 2


@dataclass(frozen=True)
class Beside:
    """Blocks beside blocks, such as a picture beside its text; `share`: of the width, for those at the left."""

    left: Sequence[Block]
    right: Sequence[Block]
    share: float = 0.4


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page, in a PDF only if no more than `empty` of this one then stays empty; in Word, which
    lays out its pages itself, only where no paper is to be spared."""

    empty: float = 1.0


@dataclass(frozen=True)
class KeepTogether:
    """Blocks that stand on one page if they fit on one."""

    blocks: Sequence[Block]


Block: TypeAlias = (  # fmt: skip
    Cover | Contents | Heading | Paragraph | Bullets | Checks | KeyValues | Table | Grid | Figure | Image | Signatures | Sealed
    | Callout | QrCode | Timeline | TextColumns | Beside | PageBreak | KeepTogether
)


@dataclass(frozen=True)
class Document(PlacesTold):
    """A whole document. `language`: "zh_CN" or "en" (places in English). `header`, `footer` stand on every page but the cover.

    `page`: "A5", "A4", "A3", or "A2" and "A1" for posters. `font_scale` enlarges everything (1.4 = large print; a poster
    2 to 4). `folds`: short marks at the edges where the sheet is folded, 1 in half, 2 in thirds (PDF only).
    `created`: its date in the file's properties, None = now. `leaflet`: to be handed out, so that as much as can be stands on
    one side: narrow margins, no running head, tables in the print of the text; a side that goes on overleaf says so."""

    title: str
    blocks: Sequence[Block] = field(default_factory=list)
    language: str = "zh_CN"
    subject: str = ""
    author: str = ""
    keywords: Sequence[str] = ()
    header: str = ""
    footer: str = ""
    page: str = "A4"
    landscape: bool = False
    font_scale: float = 1.0
    folds: int = 0
    numbered_headings: bool = True
    leaflet: bool = False
    created: datetime | None = None


def every(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks that hold something themselves, in order, those inside other blocks in their place."""
    for block in blocks:
        match block:
            case KeepTogether() | TextColumns():
                yield from every(block.blocks)
            case Beside():
                yield from every([*block.left, *block.right])
            case _:
                yield block


def flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks in order, those inside `KeepTogether` in its place."""
    for block in blocks:
        yield from flat(block.blocks) if isinstance(block, KeepTogether) else (block,)
