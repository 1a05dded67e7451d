"""Small documents for the tests, and what a reader sees in them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import pypdfium2
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.core.documents import writer
from desktop.core.documents.model import Block, Column, Document

HOSTILE = [
    "<b>",
    "</para>",
    "<img src=/etc/passwd>",
    '<img src="http://example.org/x.png"/>',
    "<font color=\"[[[getattr(pow, Word('__globals__'))]]]\">x</font>",
    '<a href="javascript:alert(1)">x</a>',
    "name <li si> end",
    "&lt;b&gt; &amp; &#65;",
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-2+3",
    "{name} %s %(x)s",
    "$\\frac{1}{2}$ ^_",
    "a'b\"c\\d;--",
    "张三<b>x</b>李四",
    "((()))[]",
]
RARE = "𬬭䶮〇㐂鿍"


def paper(*blocks: Block, **options: Any) -> Document:
    """A document of these blocks, in Chinese."""
    return Document(title=options.pop("title", "试验报告"), blocks=list(blocks), **options)


def rendered(document: Document, ending: str) -> io.BytesIO:
    """The document as a file of that kind."""
    stream = io.BytesIO()
    writer(ending)(document, stream)
    stream.seek(0)
    return stream


def pdf(document: Document) -> PdfReader:
    """The document as PDF, opened."""
    return PdfReader(rendered(document, ".pdf"))


def pdf_words(document: Document) -> str:
    """All text of the PDF without white space, as a search sees it."""
    found = pypdfium2.PdfDocument(rendered(document, ".pdf"))
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in found))


def squeezed(text: str) -> str:
    """`text` without white space and without the marks that a reader puts at line ends."""
    return re.sub(r"[\s\ufffe\u200b]+", "", text)


def characters(document: Document) -> list[list[tuple[str, float, float, float]]]:
    """For each page, each visible character with its left, right and foot in points."""
    found = pypdfium2.PdfDocument(rendered(document, ".pdf"))
    return [_on_page(page.get_textpage()) for page in found]


def _on_page(text: Any) -> list[tuple[str, float, float, float]]:
    boxes = []
    for i in range(text.count_chars()):
        character = text.get_text_range(i, 1)
        if character.strip():
            left, bottom, right, _top = text.get_charbox(i)
            boxes.append((character, left, right, bottom))
    return boxes


def numbers(count: int, digits: int = 4) -> tuple[list[Column], list[list[float]]]:
    """A table of `count` number columns and three rows."""
    columns = [Column(f"性状{i}", "number", 1) for i in range(count)]
    return columns, [[10**digits / 10 + i + row for i in range(count)] for row in range(3)]


def sheets(document: Document) -> Any:
    """The document as a spreadsheet, opened."""
    return load_workbook(rendered(document, ".xlsx"))


def cells(workbook: Any) -> list[Any]:
    """All cells that hold something."""
    return [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]


def texts_of(blocks: Sequence[Any]) -> list[str]:
    """The texts of paragraphs."""
    return [block.text for block in blocks]
