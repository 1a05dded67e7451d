"""Where figures stand in Word, whose pages nobody knows before it has laid them out: by the heights that the PDF measures.

A figure that would leave the foot of a page empty is drawn smaller where that is enough, else it stands behind text that
fills the page, as the figures of the PDF do. A figure of more than half a page is drawn so that two stand on one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.core.documents import model
from desktop.core.documents.model import THIRD, Block, Figure
from desktop.core.documents.pdf_layout import height_of
from desktop.core.documents.pdf_placing import LEAST_FIGURE, PageSize

HALF = 0.48
"""The share of a page that one of two figures may take, with its caption."""
WORD = 1.06
"""How much higher than ours the lines of Word's fonts are."""
_SPLITS = (model.Table, model.Paragraph, model.Bullets, model.Checks, model.KeyValues)
_ENDS = (model.PageBreak, model.Cover, model.Signatures, model.Sealed, model.Contents)


def flowing(blocks: Sequence[Block], kept: Sequence[bool], page: PageSize,
            turned: Callable[[Block], bool]) -> tuple[list[Block], list[bool]]:
    """Flat blocks with their figures of a size and at a place that fill the pages, and for each whether it stays with the next.

    `turned`: whether a block needs a page set sideways.
    """
    if not any(isinstance(block, Figure) for block in blocks):
        return list(blocks), list(kept)
    return _Flow(blocks, kept, page, turned).run()


class _Flow:
    """Goes through the blocks with an eye on how far the page in hand is filled."""

    def __init__(self, blocks: Sequence[Block], kept: Sequence[bool], page: PageSize,
                 turned: Callable[[Block], bool]) -> None:
        self.waiting = list(zip(blocks, kept, strict=True))
        self.page, self.turned = page, turned
        self.full = page.room[1]
        self.used = 0.0
        self.done: list[tuple[Block, bool]] = []

    def run(self) -> tuple[list[Block], list[bool]]:
        """All blocks in their new order."""
        while self.waiting:
            block, stays = self.waiting.pop(0)
            if isinstance(block, Figure):
                self._figure(block, stays)
            else:
                self._take(block, stays)
        return [block for block, _stays in self.done], [stays for _block, stays in self.done]

    def _height(self, block: Block) -> float:
        return height_of(block, self.page) * (1.0 if isinstance(block, Figure) else WORD)

    def _take(self, block: Block, stays: bool) -> None:
        self.done.append((block, stays))
        if isinstance(block, model.PageBreak | model.Cover) or self.turned(block):
            self.used = 0.0
            return
        height = self._height(block)
        if isinstance(block, _SPLITS):
            self.used = (self.used + height) % self.full
        else:
            self.used = self.used + height if self.used + height <= self.full else min(height, self.full)

    def _figure(self, figure: Figure, stays: bool) -> None:
        sized = self._fitted(figure, self.full * HALF) or self._fitted(figure, self.full, 0.0) or figure
        room = self.full - self.used
        if self._height(sized) > room:
            smaller = self._fitted(sized, room, LEAST_FIGURE * figure.width_mm / sized.width_mm)
            before = [] if smaller or stays or room < self.full * THIRD / 2 else self._filling(room)
            for block, kept in before:
                self._take(block, kept)
            sized = smaller or sized
        self._take(sized, stays)

    def _fitted(self, figure: Figure, room: float, least: float = LEAST_FIGURE) -> Figure | None:
        """A figure of at most that height with its caption; None if it were drawn smaller than `least`."""
        height = self._height(figure)
        drawn = height - self._height(replace(figure, height_mm=0.01))
        scale = min(1.0, (room - (height - drawn)) / drawn) if drawn > 0 else 1.0
        if scale < least or scale <= 0:
            return None
        return replace(figure, width_mm=figure.width_mm * scale, height_mm=figure.height_mm * scale)

    def _filling(self, room: float) -> list[tuple[Block, bool]]:
        """What comes next and fills the page in hand, taken out of what waits: up to the next figure, never part of a group."""
        height, count = 0.0, 0
        for place, (block, stays) in enumerate(self.waiting):
            if isinstance(block, (Figure, *_ENDS)) or self.turned(block):
                break
            height += self._height(block)
            if not stays and not isinstance(block, model.Heading):
                count = place + 1
                if height >= room:
                    break
        taken, self.waiting = self.waiting[:count], self.waiting[count:]
        return taken
