"""On paper, exactly what a list shows: its columns, its rows, its order, with totals and how many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop.core.database import Database
from desktop.core.documents import model
from desktop.core.documents.model import DATE, NUMBER, Document, Heading, Table
from desktop.core.errors import UserError
from desktop.core.fields import NUMBERS
from desktop.core.i18n import _, language
from desktop.core.listing import Column, Listing
from desktop.ui.lists.export import rows_of

MOST = 2000
"""Rows on paper: more are a file, not a print."""


def list_document(
    db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int], notes: Sequence[str] = ()
) -> Document:
    """The rows with these ids as a document in the language in force. Raises `UserError` for more than `MOST` rows."""
    if len(ids) > MOST:
        text = _("The list has {n} rows; at most {most} are printed. Filter it first, or export it into a file.")
        raise UserError(text.format(n=f"{len(ids):,}", most=f"{MOST:,}"))
    rows = list(rows_of(db, listing, columns, ids))
    totals = _totals(columns, rows)
    table = Table([_printed(c) for c in columns], [*rows, *totals], notes=[n for n in notes if n], total_rows=len(totals))
    day = date.today().isoformat()
    return Document(_(listing.title), [Heading(_(listing.title)), table], language(), footer=day, numbered_headings=False)


def _printed(column: Column) -> model.Column:
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
