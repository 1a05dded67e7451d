"""A document of forty pages: the time to its first page, and to see an edit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from desktop.core.documents.made import render
from desktop.core.documents.model import NUMBER, Block, Column, Document, Heading, PageBreak, Paragraph, Table
from desktop.core.printing import Wishes, sheets
from tests.benchmarks.measure import Figure, milliseconds

PAGES, WIDTH = 40, 900
IN_VIEW = (18, 19, 20)
TEXT = "本品种在适宜区域春播生育期约127天，需≥10℃活动积温2550℃左右；株型半紧凑，抗倒伏，适宜密度4000～4500株/亩。"


def document(word: str = "") -> Document:
    """Forty pages of text and tables; `word` stands on the twentieth."""
    columns = [Column("品种"), *(Column(f"性状{n}", NUMBER, 1) for n in range(1, 7))]
    blocks: list[Block] = []
    for page in range(PAGES):
        rows = [[f"例丰{row}", *(100.0 * n + row + page for n in range(1, 7))] for row in range(14)]
        blocks += [Heading(f"第{page + 1}节{word if page == 19 else ''}"), *[Paragraph(TEXT * 2)] * 4,
                   Table(columns, rows, caption="性状"), PageBreak()]  # fmt: skip
    return Document("长文档", blocks)


def figures(_database: Path) -> Iterator[Figure]:
    """First sight of the document, an edit seen, and the work of a booklet."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from desktop.ui.preview.pdf_pages import PdfPages

    app = QGuiApplication.instance() or QGuiApplication([])
    words = iter(f"改{n}" for n in range(1000))

    def first() -> None:
        made = render(lambda: document(next(words)))
        pages = PdfPages(made.pdf, made.prints)
        pages.image(0, WIDTH)
        pages.close()

    yield Figure(f"{PAGES} pages made and the first one seen", milliseconds(first, 5), "ms", 2000)
    shown = [_in_view(PdfPages, document())]
    drawn: list[int] = []

    def edit() -> None:
        made = render(lambda: document(next(words)))
        pages = PdfPages(made.pdf, made.prints, shown[0])
        before = {mark for mark, _width in pages._kept}
        for number in IN_VIEW:
            pages.image(number, WIDTH)
        drawn.append(sum(pages.prints[number] not in before for number in IN_VIEW))
        shown[0].close()
        shown[0] = pages

    found = milliseconds(edit, 5)
    yield Figure("an edit seen, three pages in view", found, "ms", 1000, f"{max(drawn[1:])} of {len(IN_VIEW)} drawn again")
    data = shown[0].data
    shown[0].close()
    yield Figure("a booklet made of it", milliseconds(lambda: sheets(data, Wishes(layout="booklet")), 3), "ms", 1000)
    del app


def _in_view(kind: type, made: Document) -> object:
    ready = render(lambda: made)
    pages = kind(ready.pdf, ready.prints)
    for number in IN_VIEW:
        pages.image(number, WIDTH)
    return pages
