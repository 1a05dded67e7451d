"""The pieces of a PDF page that are neither text nor table: lists, figures, photographs, signatures, the cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.core.documents import fonts, model
from desktop.core.documents.model import BODY
from desktop.core.documents.pdf_text import INK, STYLES, Box, TextBox, para

MM = 72 / 25.4
COARSEST = 100
"""Dots per inch: a picture of few pixels stands small rather than blurred."""


@dataclass
class Solid:
    """What is never divided: the base of the boxes below."""

    height: float = field(default=0.0, init=False)
    before: float = field(default=0.0, init=False)
    after: float = field(default=8.0, init=False)
    keep: bool = field(default=False, init=False)
    floats: bool = field(default=False, init=False)
    closes: bool = field(default=False, init=False)

    def least(self, page: float) -> float:
        """All of it."""
        del page
        return self.height

    def loose(self) -> Sequence[Box]:
        """Nothing to take apart."""
        return []

    def split(self, room: float, page: float) -> tuple[Box, Box] | None:
        """Never."""
        del room, page
        return None


@dataclass
class NewPage(Solid):
    """What follows begins on a new page, if no more than `empty` of this one then stays empty."""

    empty: float = 1.0

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Nothing."""


@dataclass
class Together(Solid):
    """Boxes that stay on one page, one under the other."""

    boxes: Sequence[Box]

    def __post_init__(self) -> None:
        self.after = self.boxes[-1].after if self.boxes else 0.0
        self.before = self.boxes[0].before if self.boxes else 0.0
        self.keep = bool(self.boxes) and self.boxes[-1].keep
        self.closes = any(box.closes for box in self.boxes)
        self.height = sum(box.height for box in self.boxes) + sum(self._gaps())

    def loose(self) -> Sequence[Box]:
        """The boxes one by one."""
        return self.boxes

    def _gaps(self) -> list[float]:
        return [max(upper.after, lower.before) for upper, lower in zip(self.boxes, self.boxes[1:], strict=False)]

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """One under the other; nothing where there is none, as beside the last of an odd number of photographs."""
        gaps = [*self._gaps(), *([0.0] if self.boxes else [])]
        for box, gap in zip(self.boxes, gaps, strict=True):
            box.draw(canvas, x, top)
            top -= box.height + gap


@dataclass
class ItemBox(Solid):
    """An item of a list: a mark in the margin and the text beside it. `tick`: a box instead, see `model.Checks`."""

    text: TextBox
    mark: str = ""
    tick: bool | str | None = ""
    inset: float = 16.0

    def __post_init__(self) -> None:
        self.height = self.text.height
        self.after = 2.5

    def least(self, page: float) -> float:
        """As much as of a text."""
        return self.text.least(page)

    def split(self, room: float, page: float) -> tuple[Box, Box] | None:
        """Between lines; what goes on has no mark."""
        parts = self.text.split(room, page)
        return (replace(self, text=parts[0]), replace(self, text=parts[1], mark=" ")) if parts else None

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """The mark, then the text."""
        style = self.text.style
        baseline = top - (style.line_height - style.size) / 2 - fonts.ASCENT * style.size
        if self.mark:
            canvas.setFillColorRGB(*INK)
            canvas.setFont(fonts.REGULAR, style.size)
            canvas.drawString(x + 3, baseline, self.mark)
        else:
            _draw_tick(canvas, x + 2, baseline - 0.5, style.size * 0.8, self.tick)
        self.text.draw(canvas, x + self.inset, top)


def _draw_tick(canvas: Any, x: float, y: float, side: float, tick: bool | str | None) -> None:
    """A square: empty, ticked or crossed. No font of ours has these signs."""
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.7)
    canvas.rect(x, y, side, side, stroke=1, fill=0)
    canvas.setLineWidth(1.1)
    if tick is True:
        canvas.lines(
            [
                (x + 0.18 * side, y + 0.5 * side, x + 0.42 * side, y + 0.2 * side),
                (x + 0.42 * side, y + 0.2 * side, x + 0.85 * side, y + 0.85 * side),
            ]
        )
    elif tick is False:
        canvas.lines(
            [
                (x + 0.2 * side, y + 0.2 * side, x + 0.8 * side, y + 0.8 * side),
                (x + 0.2 * side, y + 0.8 * side, x + 0.8 * side, y + 0.2 * side),
            ]
        )


def list_boxes(block: model.Bullets | model.Checks, width: float) -> list[Box]:
    """The items of a list or check list."""
    style = STYLES[BODY]
    inset = 20.0 if isinstance(block, model.Bullets) and block.numbered else 16.0
    if isinstance(block, model.Checks):
        return [ItemBox(para(text, style, width - inset), tick=done, inset=inset) for done, text in block.items]
    marks = [f"{i}." if block.numbered else "•" for i in range(1, len(block.items) + 1)]
    return [
        ItemBox(para(t, style, width - inset), mark, inset=inset) for mark, t in zip(marks, block.items, strict=True)
    ]


@dataclass
class FigureBox(Solid):
    """A drawing with its caption below, in the middle; made smaller if it is larger than `room`."""

    block: model.Figure
    width: float
    room: float
    least_scale: float = 0.85

    def __post_init__(self) -> None:
        self.caption = para(self.block.caption, STYLES["caption"], self.width) if self.block.caption else None
        caption = self.caption.height + 3 if self.caption else 0.0
        full = self.block.width_mm * MM, self.block.height_mm * MM
        self.scale = min(1.0, self.width / full[0], (self.room - caption) / full[1])
        self.drawn = full[0] * self.scale, full[1] * self.scale
        self.height, self.before, self.after = self.drawn[1] + caption, 4.0, 10.0
        self.floats = True

    def shrunk(self, room: float, least: float | None = None) -> FigureBox | None:
        """The drawing smaller, so that it fits into `room`; None if its scale fell under `least` (`least_scale`)."""
        if room < self.height * 0.3:
            return None
        smaller = replace(self, room=room)
        fitting = smaller.scale >= (least or self.least_scale) and smaller.height <= room + 0.01
        return smaller if fitting else None

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """As vectors, with its text as text."""
        from desktop.core.documents.figure_style import drawn
        from desktop.core.documents.pdf_drawing import draw_figure

        canvas.saveState()
        canvas.translate(x + (self.width - self.drawn[0]) / 2, top - self.drawn[1])
        with drawn(self.block, self.scale) as figure:
            draw_figure(figure, canvas)
        canvas.restoreState()
        if self.caption:
            self.caption.draw(canvas, x, top - self.drawn[1] - 3)


@dataclass
class ImageBox(Solid):
    """A photograph at 200 dots per inch with its caption below."""

    block: model.Image
    width: float
    room: float

    def __post_init__(self) -> None:
        from PIL import Image as Picture

        from desktop.core.pictures import scaled_image

        block = self.block
        self.caption = para(block.caption, STYLES["caption"], self.width) if block.caption else None
        caption = self.caption.height + 3 if self.caption else 0.0
        size = min(block.width_mm * MM, self.width), min(block.height_mm * MM, self.room - caption)
        self.data = scaled_image(block.path, int(size[0] / 72 * 200), int(size[1] / 72 * 200))
        import io

        with Picture.open(io.BytesIO(self.data)) as picture:
            scale = min(size[0] / picture.width, size[1] / picture.height, 72 / COARSEST)
            self.drawn = picture.width * scale, picture.height * scale
        self.height, self.before, self.floats = self.drawn[1] + caption, 4.0, True

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """In the middle."""
        import io

        from reportlab.lib.utils import ImageReader

        left = x + (self.width - self.drawn[0]) / 2
        canvas.drawImage(ImageReader(io.BytesIO(self.data)), left, top - self.drawn[1], *self.drawn)
        if self.caption:
            self.caption.draw(canvas, x, top - self.drawn[1] - 3)
