"""Every list of the program: each of its columns, shown or not, can be read, sorted and filtered."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import sqlite

from desktop.core.database import Database
from desktop.core.feature import load
from desktop.core.kinds import kinds
from desktop.core.listing import Condition, Listing, Query
from desktop.core.records import columns_of
from desktop.features import TABS
from desktop.ui.book.book import Book


def listings() -> list[Listing]:
    """The lists of all books and of what lies below their records."""
    books = [section for feature in TABS for section in load(feature.page).sections if issubclass(section, Book)]
    found = [listing for book in books for listing in (book.listing, *(child.listing for child in book.children))]
    return list({listing.name: listing for listing in found}.values())


@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_every_column_can_be_read_sorted_and_filtered(listing: Listing, database: Database) -> None:
    with database.reading() as session:
        for column in listing.columns:
            query = Query(order=((column.name, True),), conditions=() if column.kind in ("choice", "flag") else (
                Condition(column.name, "filled"),))
            ids = listing.ids(session, query)
            assert len(listing.rows(session, ids[:3], [column.name])) == min(3, len(ids))


@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_numbers_in_a_unit_that_a_column_says_have_that_column_and_no_sum(listing: Listing) -> None:
    known = {column.name for column in listing.columns}
    for column in listing.columns:
        if column.measured_in:
            assert column.measured_in in known, column.name
            assert not column.total, f"{column.name}: what is in several units has no total"


@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_every_field_with_a_title_stands_in_its_list(listing: Listing) -> None:
    """A field that names another record may stand under the name of what it names."""
    shown = {c.name for c in listing.columns} | {join[1] for join in listing.joins}
    values = [c.value for c in listing.columns]
    missing = [c.name for c in columns_of(listing.model)
               if c.name not in shown and c.info["kind"] != "data" and not any(v is c for v in values)]
    assert not missing


@pytest.mark.slow
@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_a_list_knows_every_table_that_its_columns_read(listing: Listing) -> None:
    """What it does not know it would go on showing as it was."""
    told = "\n".join(str(select(column.value).compile(dialect=sqlite.dialect())) for column in listing.columns)
    read = set(re.findall(r"(?:FROM|JOIN|,) \"?(\w+)\"?", told)) & set(kinds())
    assert read <= listing.tables
