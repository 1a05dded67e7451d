"""The sheet of the record that a book shows, with what belongs to it, before it is printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.core.i18n import language, using
from desktop.ui.book.paper_tab import Maker, PaperTab

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


def print_front(book: OpenBook) -> None:
    """Show what stands in the sub-tab in front where that is a paper; else the sheet of the record."""
    front, own = book.pane.tabs.currentWidget(), type(book).paper
    if isinstance(front, PaperTab) and (own is None or front.maker is not own[1]):
        preview_paper(book, front.maker)
    else:
        book.print_record()


def papers_of(book: OpenBook) -> list[tuple[str, Maker]]:
    """The further papers its sub-tabs show, by the titles of those: all that the record's own sheet is not."""
    own = type(book).paper
    papers = [(title, make.func.paper or make.args[1]) for title, make in book.extra_tabs()
              if isinstance(make, partial) and isinstance(make.func, type) and issubclass(make.func, PaperTab)]
    return [(title, maker) for title, maker in papers if own is None or maker is not own[1]]


def preview_paper(book: OpenBook, maker: Maker) -> None:
    """Show a paper of the record shown; nothing where there is none."""
    from desktop.ui.preview.preview import Preview

    if book.record is None:
        return
    db, number, code = book.context.db, book.record.id, language()

    def make() -> Document:
        with using(code):
            return maker(db, number)

    name = getattr(maker, "__name__", type(maker).__name__)
    Preview(book.context, book.record.label(), make, kind=f"record.{book.listing.name}.{name}").show()
