"""Numbers headings, tables and figures, so that every renderer prints the same numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.core.documents.model import (
    Beside,
    Block,
    Contents,
    Document,
    Figure,
    Grid,
    Heading,
    Image,
    KeepTogether,
    Table,
    TextColumns,
    Timeline,
    every,
)
from desktop.core.i18n import CHINESE, _, using

CONTENTS_LEVELS = 2
_DIGITS = "零一二三四五六七八九"


def numbered(document: Document) -> Document:
    """The document with numbers written into its headings and captions, in its own language."""
    with using(document.language):
        blocks = list(_Numbers(document).of(document.blocks))
        headings = [block for block in every(blocks) if isinstance(block, Heading) and block.level <= CONTENTS_LEVELS]
        filled = [replace(block, headings=headings) if isinstance(block, Contents) else block for block in blocks]
        return replace(document, blocks=filled)


def chinese_number(number: int) -> str:
    """1 … 99 in Chinese numerals: 一, 十, 十一, 二十三; larger ones in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


@dataclass
class _Numbers:
    """The counters while a document is walked through."""

    document: Document
    tables: int = 0
    figures: int = 0
    levels: tuple[int, int, int] = (0, 0, 0)

    def of(self, blocks: Sequence[Block]) -> Iterator[Block]:
        """The same blocks with numbers."""
        for block in blocks:
            yield self._numbered(block)

    def _numbered(self, block: Block) -> Block:
        match block:
            case KeepTogether() | TextColumns():
                return replace(block, blocks=list(self.of(block.blocks)))
            case Beside():
                return replace(block, left=list(self.of(block.left)), right=list(self.of(block.right)))
            case Heading() if self.document.numbered_headings:
                return replace(block, text=self._heading(block))
            case Table() | Grid() if block.caption:
                self.tables += 1
                return replace(
                    block, caption=_("Table {number}  {caption}").format(number=self.tables, caption=block.caption)
                )
            case Figure() | Image() | Timeline() if block.caption:
                self.figures += 1
                return replace(
                    block, caption=_("Figure {number}  {caption}").format(number=self.figures, caption=block.caption)
                )
        return block

    def _heading(self, heading: Heading) -> str:
        level = min(max(heading.level, 1), 3)
        counts = [*self.levels[:level], 0, 0, 0][:3]
        counts[level - 1] += 1
        self.levels = (counts[0], counts[1], counts[2])
        if self.document.language == CHINESE:
            return _chinese_heading(level, counts[level - 1]) + heading.text
        return ".".join(str(count or 1) for count in counts[:level]) + "  " + heading.text


def _chinese_heading(level: int, number: int) -> str:
    """一、 then （一） then 1. , the order of GB/T 9704 for official papers."""
    return {1: f"{chinese_number(number)}、", 2: f"（{chinese_number(number)}）", 3: f"{number}. "}[level]
