"""The sheet of any record: what its list knows of it, the figures rolled up from its children among it, then its children."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.core import money, verbs
from desktop.core.child_rows import field_of
from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import NUMBER, Block, Cell, Column, Document, Formed, Heading, Paragraph, Table
from desktop.core.fields import NUMBERS, today
from desktop.core.i18n import _, language
from desktop.core.listed import values_of
from desktop.core.listing import Column as ListColumn
from desktop.core.listing import Listing, Query, show

Parts = Sequence[tuple[Listing, str]]
"""What belongs to a record: (list of the children, the field of theirs that names it)."""


def record_sheet(db: Database, listing: Listing, record_id: int, parts: Parts = ()) -> Document:
    """One record as a document in the language in force: every column of its list that is filled in, shown or hidden, and
    a table for each of its `parts`, without the column that would name the record again in every row; those of which it has
    none are named in one line. Raises `UserError` where there is no such record."""
    record = verbs.get(db, listing.model, record_id)
    title = f"{_(listing.model.NAME)} {record.label()}"
    blocks: list[Block] = [Heading(title), _facts(db, listing, record_id)]
    without: list[str] = []
    for children, parent in parts:
        with db.reading() as session:
            ids = children.ids(session, Query(fixed=((parent, record_id),)))
        if not ids:
            without.append(_(children.title))
            continue
        columns = [c for c in children.columns if c.shown and field_of(children, c) != parent]
        blocks += [Heading(_(children.title), 2), list_table(db, children, columns, ids, filled=True)]
    if without:
        blocks.append(Paragraph(_("None recorded: {titles}").format(titles=_(", ").join(without))))
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False)


def _facts(db: Database, listing: Listing, record_id: int) -> Table:
    """What is filled in: title with its unit, and value."""
    values = next(values_of(db, listing, listing.columns, [record_id]))
    known = [(f"{_(c.title)} ({_(c.unit)})" if c.unit else _(c.title), _value(c, value))
             for c, value in zip(listing.columns, values, strict=True)]
    return Table([Column(_("What is recorded"), weight=0), Column(_("Value"))], [list(pair) for pair in known if pair[1] != ""])


def _value(column: ListColumn, value: Any) -> Cell:
    """A value as its list shows it; figures stay figures."""
    if value is None or column.kind not in NUMBERS:
        return show(column, value)
    if money.holds(column.kind):
        amount = money.yuan(value, column.kind)
        return Formed(amount, Column("", NUMBER, -int(amount.as_tuple().exponent), thousands=True))
    return Formed(value, Column("", NUMBER, column.decimals, thousands=not column.plain))
