"""Sheets of one workbook taken in together: a sheet a month, a sheet a customer, all under the same headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.importing import links
from desktop.core.importing.model import Target, Use
from desktop.core.tables import Table
from desktop.core.tables.model import Row

ALL = "*"


def together(read: Callable[[str | None], Table]) -> Table:
    """All sheets with the headings that most of them have as one table, with a column that says of which sheet a row is.

    `read` reads the sheet of a name. `extra["origin"]` says of every row where it stands. Sheets with other headings or none
    are named. Raises `UserError` where the file has no such thing as sheets or none of them holds a table.
    """
    first = read(None)
    names: Sequence[str] = first.extra.get("sheets", ())
    tables, other = [], []
    for name in names:
        try:
            tables.append(read(name))
        except UserError:
            other.append(name)
    if not tables:
        raise UserError(_("{file} has no sheets to take together.").format(file=first.source))
    often = Counter(frozenset(table.header) for table in tables if len(table.header) > 1)
    shared = often.most_common(1)[0][0] if often else frozenset(first.header)
    chosen = [table for table in tables if frozenset(table.header) == shared]
    other += [str(table.sheet) for table in tables if frozenset(table.header) != shared]
    return _as_one(chosen, [name for name in names if name in other])


def _as_one(tables: Sequence[Table], other: Sequence[str]) -> Table:
    whole, rows, origin = tables[0], list[Row](), list[tuple[str, int]]()
    notes: list[str] = []
    for table in tables:
        places = [table.header.index(heading) for heading in whole.header]
        rows += [(*(row[place] for place in places), table.sheet) for row in table.rows]
        origin += [(str(table.sheet), number) for number in table.row_numbers]
        notes += [f"{table.sheet}: {note}" for note in table.notes]
    said = _("Sheets taken together: {names}.").format(names=_(", ").join(str(t.sheet) for t in tables))
    left = _("Sheets without these headings, which were not read: {names}.").format(names=_(", ").join(other))
    extra = {**whole.extra, "origin": origin, "sheet_column": heading_of(whole.header)}
    return replace(whole, header=(*whole.header, heading_of(whole.header)), rows=rows, sheet=ALL,
                   notes=[said, *([left] if other else []), *notes], row_numbers=list(range(1, len(rows) + 1)), extra=extra,
                   left_out=[pair for table in tables for pair in table.left_out])


def heading_of(header: Sequence[str]) -> str:
    """The heading of the column that says of which sheet a row is."""
    title = _("Sheet")
    return title if title not in header else f"{title} *"


def used(session: Session, table: Table, targets: Sequence[Target], uses: Mapping[str, Use],
         lookups: Mapping[str, links.Lookup]) -> dict[str, Use]:
    """`uses`, and that of the sheets' names where all of them name records of a reference that has no column: customers."""
    heading = table.extra.get("sheet_column")
    names = {str(name) for name in table.column(heading)} if heading in table.header else set[str]()
    taken = {use.target for use in uses.values()}
    for target in targets if names and heading not in uses else ():
        if target.kind == "link" and target.key and target.name not in taken:
            found = links.resolve(session, target.link, names, lookups.get(target.name))
            if not found.unknown and not found.wrong:
                return {**uses, str(heading): Use(target.name)}
    return {name: use for name, use in uses.items() if name != heading}
