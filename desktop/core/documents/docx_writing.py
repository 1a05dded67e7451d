"""What a document for Word is written with: the page in force, paragraphs in styles, captions that count, empty tables."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt

from desktop.core.documents import model
from desktop.core.documents.docx_parts import add_field, gap, set_table_look
from desktop.core.documents.docx_styles import NOTE, write_bands
from desktop.core.documents.model import Document
from desktop.core.documents.pdf_layout import sheet
from desktop.core.documents.text import clean
from desktop.core.i18n import _

_NUMBERED = re.compile(r"(\d+)")
"""The number in a caption, behind the word for table or figure."""
GAP = 8.0
"""The room below a table without notes, in points."""


class Writing(ABC):
    """A document being written: every kind of block is put down with these, in the document itself or inside a cell."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.word: Any = docx.Document()
        self.target: Any = self.word
        on_paper = replace(document, font_scale=1.0)
        self.normal, self.wide = sheet(on_paper, document.landscape), sheet(on_paper, True)
        self.page = self.normal
        self.scale = sheet(document, False).scale

    @abstractmethod
    def write_block(self, block: model.Block) -> None:
        """Write one block where the writer stands: in the document, or in a cell."""

    def set_page(self, section: Any, has_cover: bool = False) -> None:
        """Give a section the page in force."""
        page = self.page
        section.orientation = WD_ORIENT.LANDSCAPE if page.width > page.height else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Pt(page.width), Pt(page.height)
        section.left_margin = section.right_margin = Pt(page.side)
        section.top_margin, section.bottom_margin = Pt(page.head), Pt(page.foot)
        section.header_distance = section.footer_distance = Mm(13)
        section.different_first_page_header_footer = has_cover
        if len(self.word.sections) == 1:
            write_bands(section, self.document)

    def paragraph(self, text: str, style: str, lead: str = "") -> Any:
        """A paragraph in a style, with its lead in bold."""
        paragraph = self.target.add_paragraph(style=self.word.styles[style])
        if lead:
            paragraph.add_run(clean(lead) + "\u3000").bold = True
        paragraph.add_run(clean(text))
        return paragraph

    def caption(self, text: str, *, above: bool = False, again: bool = False) -> None:
        """The caption of a table or figure, its number a SEQ field, so that Word counts on when one is put in between.

        `above`: it stays with what stands below it; `again`: that of a table continued, under the same number.
        """
        if not text:
            return
        shown = clean(_("{caption} (continued)").format(caption=text) if again else text)
        label, number, rest = _NUMBERED.split(shown, maxsplit=1)
        paragraph = self.paragraph(label, "Caption")
        add_field(paragraph, f"SEQ {label.strip()} \\* ARABIC" + (r" \c" if again else ""), number)
        paragraph.add_run(rest)
        paragraph.paragraph_format.keep_with_next = above

    def new_table(self, widths: Sequence[float], framed: bool = True, inner: str = "D0D6D1") -> Any:
        """An empty table with columns of these widths in points."""
        table = self.target.add_table(rows=0, cols=len(widths))
        set_table_look(table, widths, framed, inner)
        return table

    def after_table(self, notes: Sequence[str]) -> None:
        """The notes below a table, or a little room."""
        for note in notes:
            self.paragraph(note, NOTE)
        if not notes:
            gap(self.target.add_paragraph(style=self.word.styles[NOTE]), GAP)
