"""Head-office tables with a column a product: a line a dealer, the bags below each product's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.core.i18n import _
from desktop.core.importing import mapping
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import number_text
from desktop.core.tables.no_records import row_kind
from desktop.core.tables.words import is_no_value, plain


def lengthened(table: Table, targets: Mapping[str, Target], link: str, number: str, *instead: str) -> Table:
    """The table with a row for every filled cell of the columns of numbers that no field is called by.

    Any other table stays as it is: one where `link` or `number`, or what may stand `instead`, has a column of its own. Sums
    beside the columns are left.
    """
    uses = mapping.guess_lower(table, table.header, list(targets.values()),
                               mapping.guess(table.header, list(targets.values())))
    if {link, number, *instead} & {use.target for use in uses.values()} or not uses:
        return table
    beside = [h for h in table.header if h not in uses and not row_kind(h) and _is_of_numbers(table.column(h))]
    if not beside:
        return table
    kept = [h for h in table.header if h not in beside]
    at = {heading: place for place, heading in enumerate(table.header)}
    lower: Mapping[str, str] = table.extra.get("lower", {})
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    for place, row in zip(table.row_numbers, table.rows, strict=True):
        for heading in beside:
            if not is_no_value(row[at[heading]]):
                rows.append((*(row[at[h]] for h in kept), lower.get(heading, heading), row[at[heading]]))
                numbers.append(place)
    said = _("The columns {columns} were read as a row each: their headings as {link}, their numbers as {number}.").format(
        columns=_(", ").join(beside[:6]), link=_(targets[link].title), number=_(targets[number].title))
    header = (*kept, _(targets[link].title), _(targets[number].title))
    return replace(table, header=header, rows=rows, row_numbers=numbers, notes=[*table.notes, said], extra=dict(table.extra))


def _is_of_numbers(cells: Sequence[Cell]) -> bool:
    """Whether a column holds numbers, blanks aside."""
    filled = [cell for cell in cells if not is_no_value(cell)]
    return bool(filled) and all(
        number_text(plain(c)) if isinstance(c, str) else isinstance(c, int | float) and not isinstance(c, bool) for c in filled)
