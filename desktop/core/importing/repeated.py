"""Two rows of one file with one key: the same record twice, or two records of which nobody knows the right one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.core.i18n import _
from desktop.core.importing.answering import shown
from desktop.core.importing.matching import Matcher, same
from desktop.core.tables import Table
from desktop.core.tables.words import plain

SHOWN = 3  # differences that are told of one row


@dataclass(frozen=True)
class Difference:
    """A field in which a row says something else than the earlier row of its key: its title, both values as they stand."""

    name: str
    title: str
    value: str
    other: str

    def __str__(self) -> str:
        return _("{field} is {value}, there {other}").format(field=self.title, value=self.value,
                                                             other=self.other or _("(blank)"))


def differences(matcher: Matcher, place: int, earlier: int,
                written: Sequence[tuple[str, str, Sequence[Any]]]) -> list[Difference]:
    """The fields in which row `place` says something else than row `earlier`, or more; what it leaves blank says nothing.

    `written`: name, title and the cells as the file writes them, of each field that is read. References that are not stored
    yet are compared by what is written, everything else by what it is read as.
    """
    found = []
    for name, title, cells in written:
        values = matcher.values.get(name)
        if values is None:
            continue
        mine, theirs = values[place], values[earlier]
        if matcher.kinds.get(name) == "link" and cells and None in (mine, theirs):
            mine, theirs = plain(cells[place]).casefold(), plain(cells[earlier]).casefold()
        if mine in (None, "") or same(mine, theirs) or matcher.compared(name, mine) == matcher.compared(name, theirs):
            continue
        said = [cells[row] if cells else values[row] for row in (place, earlier)]
        found.append(Difference(name, title, *("" if one in (None, "") else shown(one) for one in said)))
    return found


def sentence(table: Table, earlier: int, found: Sequence[Difference]) -> str:
    """What is said of a row that has the key of an earlier one and other values."""
    return _("It is the record of row {row}, but says otherwise: {fields}. Write both alike, or delete one.").format(
        row=table.row_numbers[earlier], fields=_("; ").join(map(str, found[:SHOWN])))
