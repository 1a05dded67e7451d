"""Finds the characters that the font cannot print, before printing, so that the user can be told which and where."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.documents import model
from desktop.core.documents.model import Block, Document
from desktop.core.documents.outline import numbered
from desktop.core.documents.text import missing_in
from desktop.core.i18n import _, using


def missing_glyphs(document: Document) -> list[tuple[str, str]]:
    """Each such character once, with the place where it stands first, in words of the language in force."""
    found: dict[str, str] = {}
    for where, text in places(document):
        for character in missing_in(text):
            found.setdefault(character, where)
    return list(found.items())


def places(document: Document) -> Iterator[tuple[str, str]]:
    """Every text of a document and where it stands."""
    for text in (document.title, document.header, document.footer):
        yield _("title, header or footer"), text
    where = document.title
    with using(document.language):
        blocks = list(model.every(numbered(document).blocks))
    for block in blocks:
        if isinstance(block, model.Heading):
            where = block.text
        yield from _block_places(block, where)


def _block_places(block: Block, where: str) -> Iterator[tuple[str, str]]:
    match block:
        case model.Table():
            yield from _table_places(block, block.caption or where)
        case model.Grid():
            texts = [cell.text for row in block.cells for cell in row if cell is not None]
            yield from (
                (block.caption or where, t) for t in (block.caption, *texts, *block.row_names, *block.column_names)
            )
        case model.Figure():
            yield from ((block.caption or where, text) for text in (block.caption, *_figure_texts(block)))
        case _:
            yield from ((where, text) for text in _plain_texts(block))


def _plain_texts(block: Block) -> Iterator[str]:
    match block:
        case model.Cover():
            yield from (block.title, block.subtitle, block.notice, block.unit, *block.signers)
            yield from (text for fact in block.facts for text in fact)
        case model.Heading():
            yield block.text
        case model.Paragraph():
            yield from (block.lead, block.text)
        case model.Bullets():
            yield from block.items
        case model.Checks():
            yield from (text for _done, text in block.items)
        case model.KeyValues():
            yield from (str(part) for pair in block.pairs for part in pair)
        case model.Image():
            yield block.caption
        case model.Signatures():
            yield from block.lines
        case model.Sealed():
            yield block.unit
        case model.Callout():
            yield from (block.title, block.text)
        case model.QrCode():
            yield block.caption
        case model.Timeline():
            yield block.caption
            yield from (text for span in block.spans for text in (span.title, span.note))
            yield from (mark.title for mark in block.marks)


def _table_places(table: model.Table, where: str) -> Iterator[tuple[str, str]]:
    yield from ((where, text) for text in (table.caption, *table.notes))
    for column in table.columns:
        yield from ((_("{table}, header").format(table=where), text) for text in (column.group, column.header) if text)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in zip(table.columns, row, strict=False):
            if isinstance(cell, str) and not cell.isascii():
                place = _("{table}, row {row}, column “{column}”")
                yield place.format(table=where, row=number, column=column.title), cell


def _figure_texts(block: model.Figure) -> list[str]:
    from matplotlib.text import Text

    from desktop.core.documents.figure_style import drawn

    with drawn(block) as figure:
        return [artist.get_text() for artist in figure.findobj(Text) if isinstance(artist, Text)]
