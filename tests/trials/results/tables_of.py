"""Tables of a document, found by the name of their sheet or by their caption."""

from __future__ import annotations

from desktop.core.documents import model as doc


def table_of(document: doc.Document, sheet: str, *, caption: str = "") -> doc.Table:
    """The first table with that sheet, or that caption."""
    return next(b for b in doc.every(document.blocks) if isinstance(b, doc.Table)
                and (b.caption == caption if caption else b.sheet == sheet))
