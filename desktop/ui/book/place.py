"""Where the user is in a book, so that it can be given up and made anew there, and so that one can come back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.core.listing import Condition, Query
    from desktop.ui.book.open_book import OpenBook


@dataclass(frozen=True)
class BookPlace:
    """What the list shows, which record, which of its sub-tabs."""

    query: Query
    record_id: int | None
    tab: int

    def show_in(self, book: OpenBook) -> None:
        """Show the same in a book just made; without the record where it has gone since."""
        book.list.filters.set_query(self.query)
        with book.context.db.reading() as session:
            record = session.get(book.listing.model, self.record_id) if self.record_id is not None else None
        if record is not None and not record.is_deleted:
            book.pane.tabs.setCurrentIndex(self.tab)
            book.show_record(record)
            book.list.table.expect(record.id)


def place_of(book: OpenBook) -> BookPlace | None:
    """Where the user is; None while something typed would be lost."""
    if book.is_new or book.fields.dirty or book.pane.tabs.pending():
        return None
    return BookPlace(book.list.query, book.record.id if book.record else None, book.pane.tabs.currentIndex())


@dataclass(frozen=True)
class BookAddress:
    """A place that Back and Forward know: what the list is filtered by, and the record shown."""

    conditions: tuple[Condition, ...]
    record_id: int | None

    def show_in(self, book: OpenBook) -> None:
        """Show the same in a book that may show something else; without the record where it has gone since."""
        if self.conditions != book.list.query.conditions:
            book.list.filters.show_conditions(self.conditions)
        with book.context.db.reading() as session:
            record = session.get(book.listing.model, self.record_id) if self.record_id is not None else None
        if record is not None and not record.is_deleted:
            book.show_record(record)
            if not book.list.table.select(record.id, quietly=True):
                book.list.table.expect(record.id)


def address_of(book: OpenBook) -> BookAddress:
    """What a book shows."""
    return BookAddress(book.list.query.conditions, book.record.id if book.record else None)
