"""The cells of a list's rows, many at a time: as they are stored, and as a spreadsheet or a printed table holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from desktop.core import local_time, money
from desktop.core.database import Database
from desktop.core.fields import NUMBERS
from desktop.core.listing import Column, Listing, show
from desktop.core.tables.model import Cell

STEP = 1000
Report = Callable[[int, int], None]


def rows_of(db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int],
            report: Report = lambda _done, _total: None) -> Iterator[list[Cell]]:
    """The cells of these rows as a spreadsheet holds them, in their order."""
    for values in values_of(db, listing, columns, ids, report):
        yield [cell(c, value) for c, value in zip(columns, values, strict=True)]


def values_of(db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int],
              report: Report = lambda _done, _total: None) -> Iterator[list[Any]]:
    """The values of these rows as they are stored, in their order."""
    places, names = [list(listing.columns).index(c) for c in columns], {c.name for c in columns}
    for start in range(0, len(ids), STEP):
        chunk = ids[start:start + STEP]
        with db.reading() as session:
            found = listing.rows(session, chunk, names)
        for number in chunk:
            if number in found:
                yield [found[number][place] for place in places]
        report(min(start + STEP, len(ids)), len(ids))


def cell(column: Column, value: Any) -> Cell:
    """A value as a spreadsheet holds it; money in yuan."""
    if value is None or column.kind == "day":
        return value  # type: ignore[no-any-return]
    if money.holds(column.kind):
        return float(money.yuan(value, column.kind))
    if column.kind in NUMBERS:
        return value  # type: ignore[no-any-return]
    if column.kind == "moment":
        return local_time.local(value).replace(tzinfo=None)
    return show(column, value)
