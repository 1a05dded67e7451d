"""The company's logo: a picture kept among the attachments of the database, and printed on covers, letters and handouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.core.attachments import attach, attachments_of, file_of
from desktop.core.database import Database
from desktop.core.documents.model import Block, Cover, Document, Image
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.settings import office, set_office

TABLE, OWNER = "office_setting", 1  # the settings of the database are one owner of files
FORMATS = {"PNG", "JPEG"}
LEAST = 100  # pixels of the longer side: fewer look torn on paper
WIDTH_MM, HEIGHT_MM = 45.0, 16.0


def keep(db: Database, path: Path) -> str:
    """Keep a picture as the logo; gives the name it goes by. Raises `UserError` for what is no PNG or JPEG, or too coarse."""
    from PIL import Image as Picture

    try:
        with Picture.open(path) as picture:
            kind, size = picture.format, picture.size
            picture.load()
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError) as error:
        raise UserError(_("{file} is no picture that can be read: choose a PNG or JPEG.").format(file=path.name)) from error
    if kind not in FORMATS:
        raise UserError(_("{file} is a picture of the kind {kind}: a logo is a PNG or JPEG.").format(file=path.name, kind=kind))
    if max(size) < LEAST:
        raise UserError(_("{file} has {wide} × {high} {high:pixel|pixels}: a logo needs {least} on its longer side.").format(
            file=path.name, wide=size[0], high=size[1], least=LEAST))
    attach(db, TABLE, OWNER, [path])
    set_office(db, "logo", path.name)
    return path.name


def logo(db: Database) -> Path | None:
    """The picture chosen; None where none was, or where its bytes are missing: a paper is printed without it then."""
    name = str(office(db, "logo"))
    if not name:
        return None
    with db.reading() as session:
        found = [one for one in attachments_of(session, TABLE, OWNER) if one.name == name]
    try:
        return file_of(db, found[-1]) if found else None
    except UserError:
        return None


def branded(db: Database, document: Document) -> Document:
    """A document with the logo on its cover; at its head where it has none. As it is without a logo."""
    path = logo(db)
    return replace(document, blocks=_branded(document.blocks, path)) if path else document


def _branded(blocks: Sequence[Block], path: Path) -> list[Block]:
    if blocks and isinstance(blocks[0], Cover):
        return [replace(blocks[0], logo=path), *blocks[1:]]
    return [head(path), *blocks]


def head(path: Path) -> Image:
    """The logo at the head of a page, as large as its ratio allows within a small field."""
    return Image(path, width_mm=WIDTH_MM, height_mm=HEIGHT_MM, alt=_("Company logo"))
