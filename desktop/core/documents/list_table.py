"""A list as a table of a document: its columns, its rows, its order, with totals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.core.database import Database
from desktop.core.documents import model
from desktop.core.documents.model import DATE, NUMBER, Table
from desktop.core.fields import NUMBERS
from desktop.core.i18n import _
from desktop.core.listed import rows_of
from desktop.core.listing import Column, Listing


def list_table(db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int],
               notes: Sequence[str] = (), *, filled: bool = False) -> Table:
    """The rows with these ids in these columns, in the language in force; sums and means below where columns have them.

    `filled`: without the columns in which no row has anything.
    """
    rows = list(rows_of(db, listing, columns, ids))
    if filled:
        kept = [i for i in range(len(columns)) if any(row[i] not in (None, "") for row in rows)]
        columns, rows = [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]
    totals = _totals(columns, rows)
    return Table([_heading(c) for c in columns], [*rows, *totals], notes=[n for n in notes if n], total_rows=len(totals))


def _heading(column: Column) -> model.Column:
    kind = NUMBER if column.kind in NUMBERS else DATE if column.kind == "day" else model.TEXT
    unit = _(column.unit) if column.unit else ""
    return model.Column(_(column.title), kind, column.decimals if kind == NUMBER else None, unit=unit,
                        thousands=kind == NUMBER and column.total == "sum")  # fmt: skip


def _totals(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """One row of sums and means, as the list shows them below it; none where no column has one."""
    if not rows or not any(column.total for column in columns):
        return []
    made: list[Any] = []
    for place, column in enumerate(columns):
        values = [row[place] for row in rows if isinstance(row[place], int | float)]
        if not column.total or not values:
            made.append("")
        else:
            made.append(sum(values) / (len(values) if column.total == "mean" else 1))
    if made[0] == "":
        made[0] = _("Total")
    return [made]
