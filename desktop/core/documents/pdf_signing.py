"""What is signed and sealed on a PDF page: lines to sign on, the end of a letter, the cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.core.documents import fonts, model
from desktop.core.documents.pdf_boxes import MM, ImageBox, Solid
from desktop.core.documents.pdf_text import ACCENT, FAINT, INK, RULE, STYLES, Style, para
from desktop.core.documents.text import printable
from desktop.core.errors import UserError
from desktop.core.i18n import CHINESE, _, language


@dataclass
class SignatureBox(Solid):
    """One row of lines to sign on."""

    names: Sequence[str]
    columns: int
    dated: bool
    width: float

    def __post_init__(self) -> None:
        self.height = 52.0 if self.dated else 32.0
        self.closes = True

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Name and line, below it the line for the date."""
        share = self.width / self.columns
        for i, name in enumerate(self.names):
            right = x + (i + 1) * share - 14
            _draw_line_to_sign(canvas, printable(name), x + i * share, right, top - 24)
            if self.dated:
                _draw_line_to_sign(canvas, _("Date"), x + i * share, right, top - 46)


def _draw_line_to_sign(canvas: Any, name: str, x: float, right: float, y: float) -> None:
    start = x + min(fonts.width(name, 10) + 6, (right - x) * 0.7)
    canvas.setFillColorRGB(*INK)
    canvas.setFont(fonts.REGULAR, 10)
    canvas.drawString(x, y, name)
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.5)
    canvas.line(start, y - 2, right, y - 2)


def official_day(day: Any) -> str:
    """The day as it stands under a letter: 2026年11月28日, with blanks to be filled in where there is none."""
    if day is None:
        return _("____-__-__")
    return f"{day.year}年{day.month}月{day.day}日" if language() == CHINESE else str(day.isoformat())


@dataclass
class SealedBox(Solid):
    """Unit, place for the seal and day, one under the other at the right."""

    block: model.Sealed
    width: float

    def __post_init__(self) -> None:
        share = self.width * 0.55
        style = Style(size=10.5, leading=1.7, align="center")
        unit = self.block.unit or "_" * 24
        texts = (unit, _("(seal)"), official_day(self.block.day))
        self.lines = [para(text, style, share) for text in texts]
        self.height, self.before, self.closes = sum(line.height for line in self.lines) + 26.0, 18.0, True

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """With room for the stamp around its middle."""
        for line, gap in zip(self.lines, (10.0, 16.0, 0.0), strict=True):
            line.draw(canvas, x + self.width * 0.45, top)
            top -= line.height + gap


_FACT_SIZES = (11.0, 9.5, 8.0, 7.0)
"""From the usual one down, for a cover with many or long facts."""


@dataclass
class CoverBox(Solid):
    """The first page: title above the middle, facts below it; at the foot lines to sign on, the unit, and the notice."""

    block: model.Cover
    width: float
    full: float

    def __post_init__(self) -> None:
        self.height = self.full
        block, width = self.block, self.width
        title = fitting_title(block.title, width)
        self.title = para(block.title, title, width)
        self.subtitle = para(block.subtitle, STYLES["subtitle"], width) if block.subtitle else None
        self.notice = para(block.notice, STYLES["notice"], width - 24) if block.notice else None
        self.logo = _logo(block, width)
        self.signed = [SignatureBox(block.signers[i : i + 3], 3, False, width) for i in range(0, len(block.signers), 3)]
        unit = Style(size=13, bold=True, leading=1.5, align="center")
        self.unit = para(f"{block.unit}{_('(seal)')}", unit, width) if block.unit else None
        self.day = para(official_day(block.day), Style(size=12, leading=1.6, align="center"), width) if block.day else None
        for size in _FACT_SIZES:
            self._set_facts(size)
            if self._content() <= self.full:
                break
        self.height = max(self.full, self._content())

    def _set_facts(self, size: float) -> None:
        """Names and values of the facts at a font size."""
        facts = self.block.facts
        self.label = max((fonts.width(printable(name), size, bold=True) for name, _value in facts), default=0.0)
        self.label = min(self.label, self.width * 0.35)
        room = self.width * 0.82 - self.label - 14
        name_style, value_style = Style(size=size, bold=True, leading=1.5, colour=FAINT), Style(size=size, leading=1.5)
        self.facts = [(para(n, name_style, self.label + 1), para(v, value_style, room)) for n, v in facts]

    def _content(self) -> float:
        """The height of everything on the cover."""
        parts = (self.logo, self.title, self.subtitle, self.day, self.unit, self.notice, *self.signed)
        facts = sum(max(name.height, value.height) + 7 for name, value in self.facts)
        return sum(part.height for part in parts if part) + facts + 26 + (42 if self.unit else 8) + (26 if self.notice else 0)

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """From above: logo, title, rule, subtitle, facts; from below: notice, day, unit, lines to sign on."""
        foot = top - self.height + self._draw_notice(canvas, x, top - self.height)
        foot = self._draw_foot(canvas, x, foot)
        if self.logo:
            self.logo.draw(canvas, x, top)
            top -= self.logo.height + 8
        facts = sum(max(name.height, value.height) + 7 for name, value in self.facts)
        head = self.title.height + 26 + (self.subtitle.height if self.subtitle else 0.0)
        spare = max(top - foot - facts - head, 0.0)
        top -= spare * 0.34
        self.title.draw(canvas, x, top)
        top -= self.title.height + 10
        canvas.setStrokeColorRGB(*ACCENT)
        canvas.setLineWidth(1.6)
        canvas.line(x + self.width * 0.3, top, x + self.width * 0.7, top)
        top -= 14
        if self.subtitle:
            self.subtitle.draw(canvas, x, top)
            top -= self.subtitle.height
        self._draw_facts(canvas, x + self.width * 0.09, top - min(spare * 0.3, 110))

    def _draw_foot(self, canvas: Any, x: float, foot: float) -> float:
        """Day, unit and lines to sign on, from below; where they end."""
        for line in (self.day, self.unit):
            if line:
                line.draw(canvas, x, foot + line.height)
                foot += line.height
        if self.unit:
            foot += 34  # a seal stands across the unit's name
        for row in reversed(self.signed):
            row.draw(canvas, x, foot + row.height)
            foot += row.height
        return foot + (8 if self.signed or self.unit else 0)

    def _draw_facts(self, canvas: Any, x: float, top: float) -> None:
        for name, value in self.facts:
            name.draw(canvas, x, top)
            value.draw(canvas, x + self.label + 14, top)
            top -= max(name.height, value.height) + 3
            canvas.setStrokeColorRGB(*RULE)
            canvas.setLineWidth(0.4)
            canvas.line(x, top, x + self.width * 0.82, top)
            top -= 4

    def _draw_notice(self, canvas: Any, x: float, foot: float) -> float:
        """Draw it and say how much of the page it takes."""
        if not self.notice:
            return 0.0
        height = self.notice.height + 14
        canvas.setStrokeColorRGB(*RULE)
        canvas.setLineWidth(0.6)
        canvas.rect(x, foot, self.width, height, stroke=1, fill=0)
        self.notice.draw(canvas, x + 12, foot + height - 7)
        return height + 12


def _logo(block: model.Cover, width: float) -> ImageBox | None:
    """The logo, no higher than 22 mm; a file that is no picture is left out: the cover says the unit's name in words."""
    if block.logo is None:
        return None
    try:
        return ImageBox(model.Image(block.logo, width_mm=60, height_mm=22), width, 22 * MM + 1)
    except UserError:
        return None


def fitting_title(title: str, width: float) -> Style:
    """The title's style, smaller for a long title, so that it does not break after one character."""
    style = STYLES["title"]
    natural = fonts.width(printable(title), 1.0, bold=True)
    if natural * 26 <= width or natural * 17 > width:
        return style if natural * 26 <= width else Style(20, True, 1.35, style.align)
    return Style(width / natural, True, 1.35, style.align)
