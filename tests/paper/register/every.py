"""Papers of no one feature: every kind of block, the lists and records of all books, the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.feature import load
from desktop.core.listing import Query
from desktop.features import FEATURES, TABS
from tests.paper.blocks import every_block, handed_out, poster
from tests.paper.register.kinds import Kind, sample


def calendar(db: Database, month: date) -> Document:
    from desktop.core.dated.gathering import gather_dates, told_by
    from desktop.core.dated.papers import calendar_document

    told = [(feature.name, told_by(feature)) for feature in FEATURES if feature.reminders]
    gathered = gather_dates(db, told, month, month + timedelta(days=30), month)
    return calendar_document(f"{month:%Y-%m}", gathered, [line for _feature, line in gathered.lines])


def wall(db: Database, asked: tuple[str, str]) -> Document:
    """The year, or a month, on A3 or A4: as many pages as sheets of the wall."""
    from desktop.core.dated.gathering import gather_dates, told_by
    from desktop.core.dated.papers import wall_month, wall_year

    kind, page = asked
    told = [(feature.name, told_by(feature)) for feature in FEATURES if feature.reminders]
    first = date(2025, 5, 1)
    found = gather_dates(db, told, first, first + timedelta(days=365), first)
    lines = [line for _feature, line in found.lines]
    return (wall_year if kind == "year" else wall_month)(f"{kind} {page}", first, lines, found.terms, page)


def books() -> dict[str, Any]:
    """The books of every tab by the names of their lists."""
    from desktop.ui.book.book import Book

    sections = [section for feature in TABS for section in load(feature.page).sections if issubclass(section, Book)]
    return {book.listing.name: book for book in sections}


def without_own_paper() -> dict[str, Any]:
    """The books whose records are printed as plain sheets."""
    return {name: book for name, book in books().items() if book.paper is None}


def printed_list(db: Database, name: str) -> Document:
    from desktop.ui.lists.print_list import MOST, list_document

    listing = books()[name].listing
    with db.reading() as session:
        ids = list(listing.ids(session, Query()))[:MOST]
    return list_document(db, listing, [c for c in listing.columns if c.shown], ids)


def record_sheet(db: Database, subject: tuple[str, int]) -> Document:
    from desktop.core.documents.record_sheet import record_sheet as build

    book = books()[subject[0]]
    return build(db, book.listing, subject[1], [(c.listing, c.parent) for c in book.children if c.key == "id"])


def recorded(db: Database) -> list[Any]:
    """The first and the last record of every book that has any."""
    made = []
    for name, book in without_own_paper().items():
        with db.reading() as session:
            ids = list(book.listing.ids(session, Query()))
        made += [(name, number) for number in dict.fromkeys((*ids[:1], *ids[-1:]))]
    return made


def recovery(_db: Database) -> Document:
    """The recovery sheet of an encrypted database: the code stands on paper alone."""
    document: Document = load("desktop.core.encryption.sheet:recovery_sheet")(
        "丰源种业.agridesk", "周明", "-".join(["AB2C"] * 8))
    return document


SAMPLES = {"every-block": sample(every_block), "large-print": sample(handed_out), "poster": sample(poster),
           "recovery-sheet": sample(recovery)}
KINDS = {
    "list": Kind(printed_list, lambda _db: list(books())),
    "calendar-wall": Kind(wall, lambda _db: [("year", "A3"), ("year", "A4"), ("month", "A3"), ("month", "A4")]),
    "calendar": Kind(calendar, lambda _db: [date(2025, 5, 1), date(2020, 1, 1)]),
    "record-sheet": Kind(record_sheet, recorded),
}
