"""One column that holds a beginning and an end: 活动时间 2026-11-20至12-05, 适宜密度 4000～4500, 时间 8:30-11:30.

It is laid into two columns before the columns are guessed, and a note says so. A cell without a span is the beginning alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.core.i18n import _
from desktop.core.importing.likeness import normal
from desktop.core.importing.mapping import names
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import plain

Spans = Mapping[tuple[str, str], Sequence[str]]
"""(field of the beginning, of the end) → headings of a column that holds both."""

_TO = re.compile(r"\s*(?:至|到|~|—{1,2}|–)\s*")
_DAY = r"\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?"
_OTHERWISE = (re.compile(rf"({_DAY})\s*-\s*(.+)"), re.compile(r"([\d.,]+|\d{1,2}:\d{2}|\d{1,2}月\d{1,2}日)\s*-\s*([^-]+)"))
_DATED = re.compile(r"(\d{4}\s*[-./年]\s*)(\d{1,2}\s*[-./月]\s*)\d{1,2}\s*日?")


def parted(table: Table, targets: Mapping[str, Target], spans: Spans) -> Table:
    """The table with two columns for each that holds a span; one whose beginning or end has a column already stays as it is."""
    for (first, second), headings in spans.items():
        wanted = {normal(heading) for heading in headings}
        place = next((at for at, heading in enumerate(table.header) if normal(heading) in wanted), None)
        known = {*names(targets[first]), *names(targets[second])} - wanted
        if place is not None and not known & {normal(heading) for heading in table.header}:
            table = _in_two(table, place, _(targets[first].title), _(targets[second].title))
    return table


def ends(cell: Cell) -> tuple[Cell, Cell]:
    """The beginning and the end that a cell names; what the end leaves out (year, month) is that of the beginning."""
    if not isinstance(cell, str):
        return cell, None
    text = plain(cell)
    two = _TO.split(text)
    if len(two) != 2 or not all(two):
        found = next((match for form in _OTHERWISE if (match := form.fullmatch(text))), None)
        two = [found[1], found[2]] if found else []
    if len(two) != 2:
        return cell, None
    begin, end = (part.strip() for part in two)
    dated = _DATED.fullmatch(begin)
    if dated and not re.match(r"\d{4}", end):
        end = f"{dated[1]}{'' if re.search(r'[-./月]', end) else dated[2]}{end}"
    return begin, end


def _in_two(table: Table, place: int, first: str, second: str) -> Table:
    pairs = [ends(row[place]) for row in table.rows]
    if not any(end is not None for _begin, end in pairs):
        return table
    rows = [(*row[:place], *pair, *row[place + 1:]) for row, pair in zip(table.rows, pairs, strict=True)]
    said = _("“{column}” was read as two columns: {first} and {second}.").format(
        column=table.header[place], first=first, second=second)
    return replace(table, header=(*table.header[:place], first, second, *table.header[place + 1:]), rows=rows,
                   notes=[*table.notes, said])
