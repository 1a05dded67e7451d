"""Every list that is typed in place can be: what is required has a column, the record it belongs to has none."""

from __future__ import annotations

import pytest

from desktop.core.child_rows import ChildRows
from desktop.core.database import Database
from desktop.core.feature import load
from desktop.core.listing import Listing
from desktop.core.records import columns_of, table_of
from desktop.features import TABS
from desktop.ui.book.book import Book
from desktop.ui.book.child import Child


def _books() -> list[type[Book]]:
    pages = [load(feature.page) for feature in TABS]
    return [kind for page in pages for kind in page.sections if issubclass(kind, Book)]


def _grids() -> list[Child]:
    return [child for book in _books() for child in book.children if child.grid]


GRIDS = _grids()
PAIRS = [(book.listing, child) for book in _books() for child in book.children if child.grid and hasattr(book, "listing")]


@pytest.mark.parametrize("child", GRIDS, ids=[f"{c.table}.{c.parent}" for c in GRIDS])
def test_a_child_that_is_typed_in_place_has_columns_for_what_is_required(child: Child, database: Database) -> None:
    data = ChildRows(database, child.listing, {child.parent: 1 if child.key == "id" else "x"}, hidden=child.hidden).load()
    typed = {column.name for column in data.columns if not column.read_only}
    required = {c.name for c in columns_of(child.listing.model) if c.info.get("required")}
    assert required - {child.parent, *child.hidden} <= typed
    assert not typed & {child.parent, *child.hidden} and not data.keys
    shown = {column.name for column in data.columns if column.shown}
    assert required & typed <= shown, "what must be filled in is never hidden"
    assert data.fresh is not None and len(data.fresh) == len(data.columns)


OWN = {"field_day_guests": "the dealer through whom a guest orders", "lot_deliveries": "the dealer who got the lot"}


@pytest.mark.parametrize(("above", "child"), [(above, child) for above, child in PAIRS if child.listing.name not in OWN])
def test_no_grid_repeats_the_dealer_of_the_record_above_it(above: Listing, child: Child, database: Database) -> None:
    shared = {name for name in ("dealer_id", "moved_on", "ordered_on", "counted_on")
              if name in table_of(above.model).c and name in table_of(child.listing.model).c}
    shown = ChildRows(database, child.listing, {child.parent: 1 if child.key == "id" else "x"}, hidden=child.hidden).load()
    assert not shared & {column.name for column in shown.columns}
    titles = [column.title for column in shown.columns if column.shown]
    assert not shared or "Dealer" not in titles


def test_there_are_many_of_them() -> None:
    assert len(GRIDS) >= 18
