"""The canvas our PDFs are drawn on: our font from the first page, the document's own date, and each page's print.

The print of a page is a checksum of what is drawn on it: two pages with the same print look the same, also in
different files, where reportlab has numbered the characters of its subset fonts in another order. So a preview
draws only those pages anew that an edit has changed.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from types import SimpleNamespace
from typing import Any, BinaryIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from desktop.core.documents import fonts
from desktop.core.documents.model import Document
from desktop.core.documents.text import printable

CREATOR = "AgriDesk"
_CODED = re.compile(r"\((?:\\.|[^\\()])*\) Tj|/F\d+(?:\+\d+)? ", re.DOTALL)
"""Texts in the codes of a subset font, and the names of the fonts: they differ from file to file."""


class DocumentCanvas(Canvas):
    """A canvas for one document. `prints`: one checksum for each finished page."""

    def __init__(self, document: Document, stream: BinaryIO) -> None:
        fonts.faces()
        self.prints: list[str] = []
        self.said: list[tuple[str, str]] = []
        language = document.language.replace("_", "-")
        super().__init__(stream, pageCompression=1, initialFontName=fonts.REGULAR, lang=language, invariant=1)
        self._doc._timeStamp = _stamp(document.created or datetime.now())
        self.setTitle(printable(document.title))
        self.setAuthor(printable(document.author))
        self.setSubject(printable(document.subject))
        self.setKeywords([printable(word) for word in document.keywords])
        self.setCreator(CREATOR)
        self.setProducer(CREATOR)
        self.setViewerPreference("DisplayDocTitle", "true")

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:
        """A text object that tells the canvas what it writes."""
        return _Text(self, x, y, direction=direction)

    def showPage(self) -> None:
        """End the page and keep its checksum."""
        drawn = _CODED.sub("", "\n".join(map(str, self._code)))
        clear = sorted(map(str, self._extgstate._c.items()))  # the names of the degrees of transparency
        parts = (self._pagesize, self.said, drawn, clear)
        self.prints.append(hashlib.sha1(repr(parts).encode("utf-8", "replace"), usedforsecurity=False).hexdigest())
        self.said = []
        super().showPage()


class _Text(PDFTextObject):
    def _formatText(self, text: str) -> Any:
        self._canvas.said.append((self._fontname, text))
        return super()._formatText(text)


def _stamp(moment: datetime) -> Any:
    """A moment as reportlab writes dates."""
    offset = moment.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    parts = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    return SimpleNamespace(YMDhms=parts, dhh=minutes // 60, dmm=minutes % 60)
