"""The sheet of the record that a book shows, with what belongs to it, before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.i18n import language, using

if TYPE_CHECKING:
    from desktop.core.documents.model import Document
    from desktop.ui.book.open_book import OpenBook
    from desktop.ui.preview.preview import Preview


def preview_record(book: OpenBook) -> Preview | None:
    """Show the sheet of the record shown; None where there is none."""
    from desktop.ui.preview.preview import Preview

    if book.record is None:
        return None
    db, listing, number, code = book.context.db, book.listing, book.record.id, language()
    parts = [(child.listing, child.parent) for child in book.children if child.key == "id"]

    own = type(book).paper

    def make() -> Document:
        from desktop.core.documents.record_sheet import record_sheet

        with using(code):
            return own[1](db, number) if own else record_sheet(db, listing, number, parts)

    shown = Preview(book.context, book.record.label(), make, kind=f"record.{listing.name}")
    shown.show()
    return shown
