"""A document made ready: what a preview shows, a printer gets and a file keeps, all from one PDF."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from desktop.core import documents
from desktop.core.documents.model import Document
from desktop.core.errors import UserError
from desktop.core.files import save_bytes
from desktop.core.i18n import _

Make: TypeAlias = Callable[[], Document | bytes | Path]
"""What makes a document: its builder, or what finds a finished PDF."""


@dataclass(frozen=True)
class Made:
    """What a document was made of, its PDF, the characters that cannot be printed, and each page's print."""

    document: Document | None
    pdf: bytes
    missing: list[tuple[str, str]] = field(default_factory=list)
    prints: list[str] = field(default_factory=list)


def file_name(kind: str, document: Document | None, day: date) -> str:
    """The name a document is offered under: what it is, the record it is about, the day; each said once."""
    about = document.title if document else ""
    parts = [kind, about] if about not in kind and kind not in about else [max(kind, about, key=len)]
    return " ".join(part for part in (*parts, day.isoformat()) if part)


def render(make: Make) -> Made:
    """Make the document and its PDF."""
    made = make()
    if isinstance(made, Path):
        return Made(None, made.read_bytes())
    if isinstance(made, bytes):
        return Made(None, made)
    from desktop.core.documents.pdf import write_pdf

    stream = io.BytesIO()
    prints = write_pdf(made, stream)
    return Made(made, stream.getvalue(), documents.missing_glyphs(made), prints)


def write(made: Made, path: Path) -> Path:
    """Save a made document durably; the PDF is the one that was shown."""
    if path.suffix.lower() == ".pdf":
        return save_bytes(path, made.pdf)
    if made.document is None:
        raise UserError(_("This document can only be saved as PDF."))
    return documents.save(made.document, path)
