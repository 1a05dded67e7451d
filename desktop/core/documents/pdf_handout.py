"""The pieces of a handout on a PDF page: a warning in a box, a QR code, a timeline of the season."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.core.documents import fonts, model, qr
from desktop.core.documents.model import BODY
from desktop.core.documents.pdf_boxes import MM, Solid
from desktop.core.documents.pdf_text import ACCENT, FAINT, INK, LABEL, RULE, STYLES, Box, Style, cell_lines, draw_lines, para
from desktop.core.documents.text import printable
from desktop.core.documents.timeline import Axis, axis_of, days_of

WARN = (0.72, 0.13, 0.08)
_PAD, _BAR, _SIGN = 8.0, 3.0, 15.0
_SMALL = 8.0


def special_box(block: model.Callout | model.QrCode | model.Timeline, width: float) -> Box:
    """The box of one of these blocks."""
    match block:
        case model.Callout():
            return CalloutBox(block, width)
        case model.QrCode():
            return QrBox(block, width)
        case model.Timeline():
            return TimelineBox(block, width)


@dataclass
class CalloutBox(Solid):
    """A text in a frame with a strong bar at its left; a warning also has a sign, so that it shows without colour."""

    block: model.Callout
    width: float

    def __post_init__(self) -> None:
        self.inset = _BAR + _PAD + (_SIGN + 6 if self.block.kind == model.WARNING else 0.0)
        room = self.width - self.inset - _PAD
        title = Style(size=17 if self.block.large else 11, bold=True, leading=1.4)
        self.title = para(self.block.title, title, room) if self.block.title else None
        self.text = para(self.block.text, STYLES[BODY], room)
        in_one = para(self.block.text, STYLES[BODY], room, lead=self.block.title)
        if self.block.title and not self.block.large and len(in_one.lines) == 1:
            self.title, self.text = None, in_one
        inner = self.text.height + (self.title.height + 2 if self.title else 0.0)
        self.height = max(inner, _SIGN) + 2 * _PAD - 2
        self.before, self.after = 6.0, 9.0

    def loose(self) -> list[Box]:
        """Title and text without their frame, for one longer than a page."""
        return [box for box in (self.title, self.text) if box]

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Frame, bar, sign, title, text."""
        colour = {model.WARNING: WARN, model.TIP: ACCENT}.get(self.block.kind, FAINT)
        foot = top - self.height
        canvas.setFillColorRGB(*LABEL)
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(1.0 if self.block.kind == model.WARNING else 0.5)
        canvas.rect(x, foot, self.width, self.height, stroke=1, fill=1)
        canvas.setFillColorRGB(*colour)
        canvas.rect(x, foot, _BAR, self.height, stroke=0, fill=1)
        if self.block.kind == model.WARNING:
            _draw_sign(canvas, x + _BAR + _PAD, top - _PAD - _SIGN + 1, colour)
        line = top - _PAD + 1
        if self.title:
            self.title.draw(canvas, x + self.inset, line)
            line -= self.title.height + 2
        self.text.draw(canvas, x + self.inset, line)


def _draw_sign(canvas: Any, x: float, y: float, colour: tuple[float, float, float]) -> None:
    """A triangle with an exclamation mark."""
    outline = canvas.beginPath()
    outline.moveTo(x, y)
    outline.lineTo(x + _SIGN, y)
    outline.lineTo(x + _SIGN / 2, y + _SIGN * 0.9)
    outline.close()
    canvas.setStrokeColorRGB(*colour)
    canvas.setFillColorRGB(*colour)
    canvas.setLineWidth(1.4)
    canvas.setLineJoin(1)
    canvas.drawPath(outline, stroke=1, fill=0)
    canvas.rect(x + _SIGN / 2 - 0.8, y + 4.4, 1.6, 5.0, stroke=0, fill=1)
    canvas.circle(x + _SIGN / 2, y + 2.5, 1.0, stroke=0, fill=1)


@dataclass
class QrBox(Solid):
    """A QR code with its caption below."""

    block: model.QrCode
    width: float

    def __post_init__(self) -> None:
        qr.check(self.block.content)
        self.side = min(self.block.size_mm * MM, self.width)
        self.caption = para(self.block.caption, STYLES["caption"], self.width) if self.block.caption else None
        self.height = self.side + (self.caption.height + 2 if self.caption else 0.0)
        self.before, self.after = 4.0, 8.0

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """In the middle of the width."""
        qr.draw(canvas, self.block.content, (x + (self.width - self.side) / 2, top - self.side), self.side)
        if self.caption:
            self.caption.draw(canvas, x, top - self.side - 2)


@dataclass
class TimelineBox(Solid):
    """What is done when: months along the top, marks (solar terms) under them, a bar for each measure."""

    block: model.Timeline
    width: float

    def __post_init__(self) -> None:
        texts = [printable(span.title) for span in self.block.spans]
        self.label = min(max((fonts.width(text, 9) for text in texts), default=0.0) + 8, self.width * 0.32)
        self.axis = axis_of(self.block)
        self.rows = [cell_lines(span.title, 9, self.label - 6) for span in self.block.spans]
        self.heights = [max(len(lines) * 12.2, 24.0 if span.note else 15.0) + 4
                        for lines, span in zip(self.rows, self.block.spans, strict=True)]  # fmt: skip
        self.caption = para(self.block.caption, STYLES["caption"], self.width) if self.block.caption else None
        self.marks = self._levels()
        self.head = 16.0 + (3.0 + 9.5 * (1 + max((level for *_mark, level in self.marks), default=0)) if self.marks else 0.0)
        above = self.caption.height + 4 if self.caption else 0.0
        self.height = above + self.head + sum(self.heights)
        self.before, self.after = 6.0, 10.0

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Caption, months, marks, bars."""
        if self.caption:
            self.caption.draw(canvas, x, top)
            top -= self.caption.height + 4
        left, right = x + self.label, x + self.width
        foot = top - self.head - sum(self.heights)
        self._draw_months(canvas, left, right, top, foot)
        line = top - self.head
        for span, lines, height in zip(self.block.spans, self.rows, self.heights, strict=True):
            _rule(canvas, x, right, line)
            style = Style(size=9, leading=1.35)
            draw_lines(canvas, lines, style, (x + 2, line - (height - len(lines) * 12.15) / 2), self.label)
            self._draw_bar(canvas, span, (left, right), line, height)
            line -= height
        _rule(canvas, x, right, foot)

    def _draw_months(self, canvas: Any, left: float, right: float, top: float, foot: float) -> None:
        axis: Axis = self.axis
        canvas.setFillColorRGB(*LABEL)
        canvas.rect(left, top - 16, right - left, 16, stroke=0, fill=1)
        for name, begin, end in axis.months:
            x0, x1 = left + begin * (right - left), left + end * (right - left)
            canvas.setStrokeColorRGB(*RULE)
            canvas.setLineWidth(0.4)
            canvas.line(x0, top, x0, foot)
            _centred(canvas, name, (x0 + x1) / 2, top - 11.5, 9, bold=True, room=x1 - x0)
        canvas.line(right, top, right, foot)
        for text, place, middle, level in self.marks:
            canvas.setStrokeColorRGB(*FAINT)
            canvas.setLineWidth(0.5)
            canvas.line(left + place, top - 16, left + place, top - 19 - 9.5 * level)
            _centred(canvas, text, left + middle, top - 26 - 9.5 * level, _SMALL, colour=FAINT)

    def _levels(self) -> list[tuple[str, float, float, int]]:
        """Each mark with its place, the middle of its text and the line it stands on, so that none covers another."""
        room = self.width - self.label
        ends: list[float] = []
        found = []
        for mark in self.block.marks:
            place = self.axis.place(mark.on) * room
            if not 0 <= place <= room:
                continue
            text = printable(mark.title)
            half = fonts.width(text, _SMALL) / 2
            middle = min(max(place, half + 1), room - half - 1)
            level = next((n for n, end in enumerate(ends) if middle - half >= end), len(ends))
            ends[level : level + 1] = [middle + half + 4]
            found.append((text, place, middle, level))
        return found

    def _draw_bar(self, canvas: Any, span: model.Span, ends: tuple[float, float], line: float, height: float) -> None:
        left, right = ends
        start = left + self.axis.place(span.begins) * (right - left)
        end = left + self.axis.place(span.ends, after=True) * (right - left)
        end = max(end, start + 3)
        thick = 9.0
        middle = line - (height / 2 if not span.note else 9.0)
        canvas.setFillColorRGB(*(0.55, 0.74, 0.60))
        canvas.setStrokeColorRGB(*ACCENT)
        canvas.setLineWidth(0.6)
        canvas.rect(start, middle - thick / 2, end - start, thick, stroke=1, fill=1)
        days = days_of(span)
        beside = fonts.width(days, _SMALL)
        place = end + 3 if end + 3 + beside <= right else max(start - 3 - beside, left + 1)
        _on_white(canvas, days, place, middle - 2.7, INK)
        if span.note:
            note = _cut(printable(span.note), right - left - 4)
            x = min(start, right - fonts.width(note, _SMALL) - 1)
            _on_white(canvas, note, max(x, left + 1), line - height + 4.5, FAINT)


def _centred(
    canvas: Any, text: str, x: float, y: float, size: float, *, bold: bool = False, room: float = 0.0,
    colour: tuple[float, float, float] = INK,
) -> None:  # fmt: skip
    while room and text and fonts.width(text, size, bold) > room - 2 and size > 5:
        size -= 0.5
    canvas.setFillColorRGB(*colour)
    canvas.setFont(fonts.font_name(bold), size)
    canvas.drawCentredString(x, y, text)


def _on_white(canvas: Any, text: str, x: float, y: float, colour: tuple[float, float, float]) -> None:
    """A small text that hides the lines of the months behind it."""
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(x - 0.5, y - 1.3, fonts.width(text, _SMALL) + 1, 8, stroke=0, fill=1)
    canvas.setFillColorRGB(*colour)
    canvas.setFont(fonts.REGULAR, _SMALL)
    canvas.drawString(x, y, text)


def _cut(text: str, width: float) -> str:
    while text and fonts.width(text, _SMALL) > width:
        text = text[:-2] + "…" if len(text) > 2 else ""
    return text


def _rule(canvas: Any, left: float, right: float, y: float) -> None:
    canvas.setStrokeColorRGB(*RULE)
    canvas.setLineWidth(0.3)
    canvas.line(left, y, right, y)
