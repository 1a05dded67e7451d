"""Documents: a format-neutral model (`model`), rendered to PDF, Word and spreadsheet, and the figures inside them.

from desktop.core import documents
documents.save(document, "report.pdf")           # .pdf, .docx or .xlsx
documents.missing_glyphs(document)               # characters the PDF cannot print, and where they stand
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from desktop.core.documents.model import Document
from desktop.core.errors import UserError
from desktop.core.files import durable_save
from desktop.core.i18n import _

ENDINGS = (".pdf", ".docx", ".xlsx")


def save(document: Document, path: Path | str) -> Path:
    """Save a document durably, in the format its ending names. Raises `UserError` for another ending."""
    path = Path(path)
    made = io.BytesIO()  # in memory first: a disk that fails must not leave a library with a closed file
    writer(path.suffix)(document, made)
    made.seek(0)
    return durable_save(path, lambda stream: shutil.copyfileobj(made, stream))


def writer(ending: str) -> Callable[[Document, BinaryIO], object]:
    """The function that writes documents with that ending; the libraries are loaded here, on first use."""
    match ending.lower():
        case ".pdf":
            from desktop.core.documents.pdf import write_pdf

            return write_pdf
        case ".docx":
            from desktop.core.documents.docx import write_docx

            return write_docx
        case ".xlsx":
            from desktop.core.documents.xlsx import write_xlsx

            return write_xlsx
    text = _("“{ending}” is not a format for documents. Choose a name that ends in {endings}.")
    raise UserError(text.format(ending=ending, endings=", ".join(ENDINGS)))


def missing_glyphs(document: Document) -> list[tuple[str, str]]:
    """Each character that the PDF cannot print, and where it stands first; see `glyphs`."""
    from desktop.core.documents import glyphs

    return glyphs.missing_glyphs(document)
