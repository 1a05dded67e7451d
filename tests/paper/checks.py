"""What is wrong with a document on paper, found from its PDF as a reader of PDF opens it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

import pypdfium2
from PIL import ImageOps

from desktop.core import i18n
from desktop.core.documents import fonts, glyphs, model
from desktop.core.documents.model import Document
from desktop.core.documents.text import printable
from tests.core.documents.papers import squeezed

HEAD, FOOT = 60.0, 60.0
"""Points from the upper and lower edge in which headers and footers stand, and nothing else."""
LOWERED = str.maketrans({c: plain for c, (plain, _rise) in fonts.SCRIPTS.items()})
CODE = re.compile(r"[{}`]|\*\*\w.*\w\*\*|~~|\bNone$|\bnan\b|[a-z]{3,}_[a-z]{2,}|\b[a-z]+\.[a-z]+_[a-z]+|^#+ ")
"""Braces, keys, values of Python and marks of Markdown, which no reader should see."""
IDEOGRAPH = re.compile(r"[㐀-鿿豈-﫿𠀀-𳎿]+")
LONG = 100
TICK = re.compile(r"[−+\d.,%]+")
MOST_EMPTY = 0.36
"""Of the height between head and foot that may be blank at the end of a page: a third, and the room below a last line."""
Letter = tuple[str, float, float, float, float]


@dataclass(frozen=True)
class Paper:
    """A document and its PDF."""

    document: Document
    data: bytes

    @property
    def pages(self) -> list[Any]:
        """The pages as a reader of PDF opens them."""
        return list(pypdfium2.PdfDocument(self.data))

    def covers(self) -> int:
        """How many pages at the beginning are covers, without header and footer."""
        return sum(1 for _cover in takewhile(lambda block: isinstance(block, model.Cover), self.document.blocks))

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Every text of the document and where it stands; figures are drawn for it."""
        with i18n.using(self.document.language):
            return list(glyphs.places(self.document))

    @cached_property
    def letters(self) -> tuple[tuple[Letter, ...], ...]:
        """For each page, each visible character in the order of drawing with its left, foot, right and top."""
        return tuple(_letters(page) for page in self.pages)

    @cached_property
    def body(self) -> str:
        """The text of all pages without headers and footers, without white space."""
        words: list[str] = []
        head, foot_room = (25.0, 36.0) if self.document.leaflet else (HEAD, FOOT)
        for page, letters in zip(self.pages, self.letters, strict=True):
            height = page.get_height()
            cover = not words and self.covers()
            words.append("".join(c for c, _l, foot, _r, _t in letters if cover or foot_room < foot < height - head))
        return squeezed("".join(words)).translate(LOWERED)


def _letters(page: Any) -> tuple[Letter, ...]:
    text = page.get_textpage()
    found: list[Letter] = []
    for i in range(text.count_chars()):
        code = pypdfium2.raw.FPDFText_GetUnicode(text.raw, i)
        if 0xDC00 <= code < 0xE000:  # the second half of a character above U+FFFF
            code = 0x10000 + (ord(found.pop()[0]) - 0xD800 << 10) + code - 0xDC00
        found.append((chr(code), *text.get_charbox(i)))
    return tuple(letter for letter in found if letter[0].strip("\ufffe\u200b\r\n\t \u3000"))


def source_texts(paper: Paper) -> list[str]:
    """Every text the document holds, as it is to be read again."""
    return [squeezed(printable(text)).translate(LOWERED) for _where, text in paper.places[3:] if text.strip()]


def lost(paper: Paper) -> list[str]:
    """Texts that cannot be read again, or cells of tables that stand on paper fewer times than in the document.

    A long text may be parted by heads and feet of pages: of its sentences no more may be missing than pages end.
    """
    found = []
    for text in set(source_texts(paper)):
        if TICK.fullmatch(text):  # beyond the ends of an axis
            continue
        parts = [part for part in re.split("(?<=[。.])", text) if part] if len(text) > LONG else [text]
        missing = [part for part in parts if part not in paper.body]
        found += [text] if len(missing) > (len(paper.pages) - 1 if len(text) > LONG else 0) else []
    tables = [b for b in model.every(paper.document.blocks) if isinstance(b, model.Table)]
    cells = Counter(squeezed(printable(cell)).translate(LOWERED)
                    for table in tables for row in table.rows for cell in row if isinstance(cell, str))
    parted = len(paper.pages) - 1 if any(len(cell) > LONG for cell in cells) else 0  # rows that may be divided by a page's end
    return found + [cell for cell, times in cells.items() if 7 < len(cell) <= LONG and paper.body.count(cell) < times - parted]


def overlapping(paper: Paper) -> list[tuple[Letter, Letter]]:
    """Letters that stand upon each other, in text and figures."""
    found = []
    for letters in paper.letters:
        taken: dict[tuple[int, int], Letter] = {}
        for letter in letters:
            _c, left, foot, right, top = letter
            middle = (left + right) / 2, (foot + top) / 2
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    other = taken.get((int(middle[0] / 2) + dx, int(middle[1] / 2) + dy))
                    if other:
                        away = abs((other[1] + other[3]) / 2 - middle[0]) + abs((other[2] + other[4]) / 2 - middle[1])
                        found += [(letter, other)] if away <= 0.8 else []
            taken[int(middle[0] / 2), int(middle[1] / 2)] = letter
    return found


def outside(paper: Paper) -> list[tuple[int, Letter]]:
    """Letters beyond the text area of their page: its sides, and the foot below which only the footer stands."""
    found, foot = [], 12 if paper.document.leaflet else 27
    for number, (page, letters) in enumerate(zip(paper.pages, paper.letters, strict=True), start=1):
        width, height = page.get_size()
        found += [(number, letter) for letter in letters if letter[1] < 27 or letter[3] > width - 39
                  or letter[2] < foot or letter[4] > height - 25]  # fmt: skip
    return found


def coded(paper: Paper) -> list[str]:
    """Words of the program's inside in what the document says."""
    return [text[:80] for _where, text in paper.places if CODE.search(text)]


def foreign(paper: Paper) -> list[str]:
    """Chinese words in an English document."""
    if paper.document.language != "en":
        return []
    return sorted({word for letters in paper.letters for word in IDEOGRAPH.findall("".join(letter[0] for letter in letters))})


def half_empty(paper: Paper) -> list[tuple[int, int]]:
    """Pages that end in more white than a third, and how many per cent it is: not the cover, nor the last upright page and
    the last page set sideways."""
    found = []
    turned = [width > height for width, height in (page.get_size() for page in paper.pages)]
    for number, page in enumerate(paper.pages[:-1], start=1):
        height = page.get_height()
        if number <= paper.covers() or turned[number - 1] not in turned[number:]:
            continue
        picture = ImageOps.invert(page.render(scale=0.5, grayscale=True).to_pil().convert("L"))
        room = picture.crop((0, int(HEAD / 2), picture.width, int((height - FOOT) / 2)))
        drawn = room.point(lambda v: 255 if v > 8 else 0).getbbox()
        share = 1 - (drawn[3] / room.height if drawn else 0)
        found += [(number, round(100 * share))] if share > MOST_EMPTY else []
    return found


def faults(paper: Paper) -> Iterator[str]:
    """Every fault in a line."""
    for check in (lost, overlapping, outside, coded, foreign, half_empty):
        found = check(paper)  # type: ignore[operator]
        if found:
            yield f"{check.__name__}: {len(found)}: {str(found[:4])[:500]}"
