"""On paper, exactly what a list shows: its columns, its rows, its order, with totals and how many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import Document, Heading
from desktop.core.errors import UserError
from desktop.core.i18n import _, language
from desktop.core.listing import Column, Listing

MOST = 2000
"""Rows on paper: more are a file, not a print."""


def list_document(
    db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int], notes: Sequence[str] = ()
) -> Document:
    """The rows with these ids as a document in the language in force. Raises `UserError` for more than `MOST` rows."""
    if len(ids) > MOST:
        text = _("The list has {n} {n:row|rows}; at most {most} are printed. Filter it first, or export it into a file.")
        raise UserError(text.format(n=f"{len(ids):,}", most=f"{MOST:,}"))
    table = list_table(db, listing, listing.with_shares(columns), ids, notes)
    day = date.today().isoformat()
    return Document(_(listing.title), [Heading(_(listing.title)), table], language(), footer=day, numbered_headings=False)
