"""A further table of an analysis: what a design or an option has to say beyond variance and means.

It shows itself twice: as a key of the JSON and as a table for people, so that a module which finds something
new adds one object and no line elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.core.i18n import N_, _

PRINTED = 60  # so many lines of a further table are printed
FORMS = {"p": CHANCE, "f": ".2f"}
SCALES = {"none": N_("none"), "log": N_("logarithm"), "sqrt": N_("square root"), "arcsine": N_("angle (arcsine)")}
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class FurtherTable:
    """`key` in the JSON (without one the figures stand alone) and the figures by row.

    One with the single head "" holds plain numbers by row.

    `title`, `first` (the head of the first column) and the values of `heads` are English sources, said in the language
    in force when they are read; `heads` maps the figures shown to their heads, in order. With `listed` the JSON holds a
    list of rows, each with its name under that key.
    """

    key: str
    title: str
    first: str
    heads: Mapping[str, str]
    rows: Mapping[str, Row]
    names: Mapping[str, str] | None = None  # rows that are said in words: key → English source
    listed: str = ""
    printed: bool = True  # false: in the JSON only
    group: str = ""  # the factor that it belongs to, where the key holds an object per factor

    def to_json(self) -> dict[str, Any] | list[dict[str, Any]]:
        """The figures as they stand in the JSON."""
        if self.listed:
            return [{self.listed: name, **row} for name, row in self.rows.items()]
        if list(self.heads) == [""]:
            return {name: row[""] for name, row in self.rows.items()}
        return {name: dict(row) for name, row in self.rows.items()}

    def table(self) -> ResultTable:
        """The figures as a table in the language in force."""
        names = self.names or {}
        first = Head(_(self.first) if self.first else "")
        heads = [Head(_(head) if head else _("Value"), FORMS.get(key, "")) for key, head in self.heads.items()]
        rows = [[_(names[key]) if key in names else key, *(_said(row.get(head)) for head in self.heads)]
                for key, row in self.rows.items()]
        return ResultTable(_(self.title), (first, *heads), rows, printed=PRINTED)


def _said(cell: Cell) -> Cell:
    """A word of a scale in the language in force; other cells as they are."""
    return _(SCALES[cell]) if isinstance(cell, str) and cell in SCALES else cell


def plain(key: str, title: str, first: str, values: Mapping[str, Cell], names: Mapping[str, str] | None = None) -> FurtherTable:
    """A table of one number a row."""
    return FurtherTable(key, title, first, {"": ""}, {name: {"": value} for name, value in values.items()}, names)


def to_json(tables: Iterable[FurtherTable]) -> dict[str, Any]:
    """All tables by their keys, those of a group inside one object."""
    found: dict[str, Any] = {}
    for table in tables:
        if table.group:
            found.setdefault(table.key, {})[table.group] = table.to_json()
        elif table.key:
            found[table.key] = table.to_json()
        else:
            found.update({name: row[""] for name, row in table.rows.items()})
    return found
