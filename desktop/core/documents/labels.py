"""Sheets of labels as PDF: text fitted into each label, a QR code beside it. Millimetres outside, points inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from desktop.core.documents import fonts, qr
from desktop.core.documents.cutting import cut
from desktop.core.documents.pdf_boxes import MM
from desktop.core.documents.pdf_text import cell_lines
from desktop.core.documents.text import printable
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext

LEADING = 1.22
LARGEST, SMALLEST, LEGIBLE = 22.0, 4.5, 6.0  # font sizes in points; a name smaller than the last is set on two lines
QR_SHARE = 0.48  # of the width of a label
CUT_MARK = 6.0  # mm of white around the labels that marks to cut along need
LEAST_QR = 8.0  # mm; a telephone reads nothing smaller
TOLERANCE = 0.05


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of labels, in millimetres."""

    width: float
    height: float
    across: int
    down: int
    label_width: float
    label_height: float
    left: float = 0.0
    top: float = 0.0
    gap_x: float = 0.0
    gap_y: float = 0.0

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.across * self.down

    def corner(self, place: int) -> tuple[float, float]:
        """Left and upper edge of the label at a place (0 = top left, then to the right), from the sheet's top left."""
        row, column = divmod(place, self.across)
        return (self.left + column * (self.label_width + self.gap_x), self.top + row * (self.label_height + self.gap_y))

    def check(self) -> None:
        """Raise `UserError` where the labels do not lie on the sheet."""
        x, y = self.corner(self.count - 1)
        if x + self.label_width > self.width + TOLERANCE or y + self.label_height > self.height + TOLERANCE:
            raise UserError(_("The labels reach beyond the sheet: correct its measures."))


@dataclass(frozen=True)
class Line:
    """A line of a label: its text, how large beside the others, bold or not."""

    text: str
    weight: float = 1.0
    bold: bool = False


@dataclass(frozen=True)
class Label:
    """What stands on a label. `code` is the text of its QR code, "" for none."""

    lines: Sequence[Line]
    code: str = ""


@dataclass
class Report:
    """What came of fitting: labels, sheets, labels with texts cut or lines left out, whether codes had room."""

    labels: int = 0
    sheets: int = 0
    cut: list[str] = field(default_factory=list)
    no_code: bool = False


@dataclass(frozen=True)
class Placed:
    """A line with its size and place inside a label, in points from its lower left corner."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


def write_labels(sheet: LabelSheet, labels: Sequence[Label], stream: BinaryIO, *, start: int = 1, outlines: bool = False,
                 title: str = "", author: str = "", language: str = "") -> Report:
    """Write the sheets; the first label goes to place `start` (from 1) of the first one.

    Raises `UserError` where the sheet or the start cannot be.
    """
    from reportlab.pdfgen.canvas import Canvas

    sheet.check()
    if not 1 <= start <= sheet.count:
        raise UserError(ngettext(
            "A sheet has {n} label: begin with one of them.",
            "A sheet has {n} labels: begin with one of them.", sheet.count).format(n=sheet.count))
    fonts.faces()
    canvas = Canvas(stream, pagesize=(sheet.width * MM, sheet.height * MM), pageCompression=1,
                    initialFontName=fonts.REGULAR, lang=language.replace("_", "-") or None)
    canvas.setTitle(printable(title))
    canvas.setSubject(printable(title))
    canvas.setAuthor(printable(author))
    canvas.setCreator("AgriDesk")
    report = Report(labels=len(labels))
    _draw_cut_marks(canvas, sheet)
    for number, place, label in _places(sheet, labels, start):
        if place == 0 and number > 0:
            canvas.showPage()
            _draw_cut_marks(canvas, sheet)
        report.sheets = max(report.sheets, 1 + (start - 1 + number) // sheet.count)
        _draw(canvas, sheet, place, label, report, outlines=outlines)
    canvas.showPage()
    canvas.save()
    return report


def _draw_cut_marks(canvas: Any, sheet: LabelSheet) -> None:
    """Short lines outside the labels where a plain sheet is cut: only on sheets without gaps that have white around."""
    right = sheet.width - sheet.left - sheet.across * sheet.label_width
    foot = sheet.height - sheet.top - sheet.down * sheet.label_height
    if sheet.gap_x or sheet.gap_y or min(sheet.left, sheet.top, right, foot) < CUT_MARK:
        return
    canvas.setStrokeColorRGB(0, 0, 0)
    canvas.setLineWidth(0.3)
    for column in range(sheet.across + 1):
        x = (sheet.left + column * sheet.label_width) * MM
        for y in ((sheet.height - sheet.top + 1) * MM, (foot - 1) * MM):
            canvas.line(x, y, x, y + (CUT_MARK - 2) * MM * (1 if y > foot * MM else -1))
    for row in range(sheet.down + 1):
        y = (sheet.height - sheet.top - row * sheet.label_height) * MM
        for x in ((sheet.left - 1) * MM, (sheet.width - right + 1) * MM):
            canvas.line(x, y, x + (CUT_MARK - 2) * MM * (-1 if x < sheet.left * MM else 1), y)


def write_proof(sheet: LabelSheet, stream: BinaryIO, *, title: str, sentence: str, language: str = "") -> None:
    """A sheet to hold against the labels: their outlines, a cross in the middle of each, its measures, and what to do."""
    from reportlab.pdfgen.canvas import Canvas

    sheet.check()
    fonts.faces()
    canvas = Canvas(stream, pagesize=(sheet.width * MM, sheet.height * MM), pageCompression=1,
                    initialFontName=fonts.REGULAR, lang=language.replace("_", "-") or None)
    canvas.setTitle(printable(title))
    canvas.setSubject(printable(title))
    canvas.setCreator("AgriDesk")
    for place in range(sheet.count):
        x, y = sheet.corner(place)
        left, foot = x * MM, (sheet.height - y - sheet.label_height) * MM
        wide, high = sheet.label_width * MM, sheet.label_height * MM
        canvas.setLineWidth(0.4)
        canvas.rect(left, foot, wide, high, stroke=1, fill=0)
        canvas.line(left + wide / 2 - 5, foot + high / 2, left + wide / 2 + 5, foot + high / 2)
        canvas.line(left + wide / 2, foot + high / 2 - 5, left + wide / 2, foot + high / 2 + 5)
        size = min(6.0, high / 5)
        canvas.setFont(fonts.REGULAR, size)
        canvas.drawString(left + 4, foot + 4, f"{place + 1}  {sheet.label_width:g} × {sheet.label_height:g} mm")
    room = (sheet.label_width - 2) * MM
    x, y = sheet.corner(0)
    for n, line in enumerate(cell_lines(sentence, 5.5, room)[: max(1, int(sheet.label_height * MM / 2 / 7))]):
        canvas.setFont(fonts.REGULAR, 5.5)
        canvas.drawString(x * MM + 4, (sheet.height - y) * MM - 8 - 7 * n, line.text)
    canvas.showPage()
    canvas.save()


def _places(sheet: LabelSheet, labels: Sequence[Label], start: int) -> Iterator[tuple[int, int, Label]]:
    for number, label in enumerate(labels):
        yield number, (start - 1 + number) % sheet.count, label


def _draw(canvas: Any, sheet: LabelSheet, place: int, label: Label, report: Report, *, outlines: bool) -> None:
    x, y = sheet.corner(place)
    left, foot = x * MM, (sheet.height - y - sheet.label_height) * MM
    canvas.saveState()
    canvas.translate(left, foot)
    if outlines:
        canvas.setStrokeColorRGB(0.7, 0.7, 0.7)
        canvas.setLineWidth(0.3)
        canvas.rect(0, 0, sheet.label_width * MM, sheet.label_height * MM, stroke=1, fill=0)
    side = code_side(sheet) if label.code else 0.0
    report.no_code |= bool(label.code) and not side
    if side:
        margin = _margin(sheet)
        qr.draw(canvas, label.code, (margin * MM, (sheet.label_height - side) / 2 * MM), side * MM)
    placed, cut = fitted(sheet, label)
    if cut:
        report.cut.append(label.lines[0].text if label.lines else "")
    canvas.setFillColorRGB(0, 0, 0)
    for line in placed:
        canvas.setFont(fonts.font_name(line.bold), line.size)
        canvas.drawString(line.x, line.y, line.text)
    canvas.restoreState()


def _margin(sheet: LabelSheet) -> float:
    """White at the edge of a label, mm: printers are never exact."""
    return 1.0 if min(sheet.label_width, sheet.label_height) < 20 else 2.0


def code_side(sheet: LabelSheet) -> float:
    """The side of the QR code with its white, mm; 0 where the label is too small for one."""
    margin = _margin(sheet)
    side = min(sheet.label_height - 2 * margin, sheet.label_width * QR_SHARE - margin)
    return side if side >= LEAST_QR else 0.0


def fitted(sheet: LabelSheet, label: Label) -> tuple[list[Placed], bool]:
    """The lines of a label with their places, and whether a text was cut or a line left out."""
    margin = _margin(sheet)
    side = code_side(sheet) if label.code else 0.0
    left = (margin + side) * MM
    room = sheet.label_width * MM - left - margin * MM
    height = (sheet.label_height - 2 * margin) * MM
    lines, cut = _broken([line for line in label.lines if line.text], room)
    while len(lines) > 1 and _base(lines, height) < SMALLEST:
        lines, cut = lines[:-1], True
    base = min(_base(lines, height), LARGEST / max((line.weight for line in lines), default=1.0))
    used = sum(max(base * line.weight, SMALLEST) for line in lines) * LEADING
    y = (sheet.label_height * MM + min(used, height)) / 2
    placed = []
    for line in lines:
        tall = max(base * line.weight, SMALLEST)
        text, size, shortened = _in_width(printable(" ".join(line.text.split())), tall, room, line.bold)
        cut |= shortened
        y -= tall * LEADING
        placed.append(Placed(text, left, y + tall * (LEADING - fonts.ASCENT), size, line.bold))
    return placed, cut


def _broken(lines: Sequence[Line], room: float) -> tuple[list[Line], bool]:
    """The lines with those too long at a legible size set on two, cut in the middle where even two do not hold them."""
    found: list[Line] = []
    shortened = False
    for line in lines:
        text = printable(" ".join(line.text.split()))
        if not line.bold or fonts.width(text, LEGIBLE, line.bold) <= room:
            found.append(line)
            continue
        upper, lower = _halves(text, room * 0.94)
        shortened |= len(upper) + len(lower) < len(text.replace(" ", ""))
        found += [Line(part, min(line.weight, 1.0), bold=True) for part in (upper, lower) if part]
    return found, shortened


def _halves(text: str, room: float) -> tuple[str, str]:
    """A bold text on two lines about equally wide, cut in the middle where two lines do not hold it."""
    kept = cut(text, lambda tried: fonts.width(tried, LEGIBLE, bold=True) <= 2 * room)
    whole = fonts.width(kept, 1.0, bold=True)
    ends = [i for i in range(1, len(kept)) if fonts.width(kept[:i], 1.0, bold=True) >= whole / 2]
    at = ends[0] if ends else len(kept)
    return kept[:at].rstrip(), kept[at:].lstrip()


def _base(lines: Sequence[Line], height: float) -> float:
    """The font size of weight 1 at which all lines stand in `height`."""
    return height / (LEADING * sum(line.weight for line in lines)) if lines else LARGEST


def _in_width(text: str, size: float, room: float, bold: bool) -> tuple[str, float, bool]:
    """A text smaller, then shortened, until it is `room` wide; with its size and whether it was shortened."""
    wide = fonts.width(text, 1.0, bold)
    if wide * size <= room:
        return text, size, False
    smaller = max(room / wide, SMALLEST)
    if wide * smaller <= room + 0.01:
        return text, smaller, False
    return cut(text, lambda tried: fonts.width(tried, smaller, bold) <= room), smaller, True
