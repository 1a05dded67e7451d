"""Head-office tables whose one value stands in two columns: what came and what went, a name and its pack, month and day.

Each is laid into one column before the columns are guessed, and a note says which were joined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.core.i18n import _
from desktop.core.importing.likeness import normal
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import listed_rows
from desktop.core.tables.model import Row
from desktop.core.tables.words import bare, is_no_value, plain

Sides = Sequence[tuple[str, str]]
"""Headings of what counts above and of what counts below nothing: (借方, 贷方)."""
Halves = tuple[Sequence[str], Sequence[str]]
"""Headings of a name and of what stands behind it: (存货名称, 规格型号)."""

_BELOW = re.compile(r"^(?:[-−▲△]|\((?=[\d.,]+\)$))|[-−]$")
_NOTHING = re.compile(r"0(?:[.,]0+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
YEARS, MONTHS, DAYS = ("年", "年份"), ("月", "月份"), ("日",)
DATE = "日期"  # what account books call a column of days; it stands among the file's own headings


def laid_out(table: Table, targets: Mapping[str, Target], halves: Mapping[str, Halves], sides: Mapping[str, Sides]) -> Table:
    """The table with one column where a field of the kind has two."""
    for name, (firsts, seconds) in halves.items():
        table = joined(table, _(targets[name].title), firsts, seconds)
    for name, pairs in sides.items():
        table = balanced(table, _(targets[name].title), pairs)
    return dated(table) if any(target.kind == "day" for target in targets.values()) else table


def joined(table: Table, title: str, firsts: Sequence[str], seconds: Sequence[str]) -> Table:
    """A name and its pack as one name; a pack that the name bears already is not said twice."""
    first, second = _called(table, firsts), _called(table, seconds)
    if not first or not second:
        return table
    one, other = table.column(first), table.column(second)
    whole = [_with_pack(name, pack) for name, pack in zip(one, other, strict=True)]
    return _instead(table, (first, second), title, whole)


def _with_pack(name: Cell, pack: Cell) -> Cell:
    if is_no_value(pack) or is_no_value(name):
        return name if is_no_value(pack) else pack
    return name if bare(str(pack)) in bare(str(name)) else f"{plain(name)} {plain(pack)}"


def balanced(table: Table, title: str, pairs: Sides) -> Table:
    """Two columns as one with a sign; a row that fills both is two, one that fills neither is left out and named."""
    for above, below in pairs:
        plus, minus = _called(table, (above,)), _called(table, (below,))
        if plus and minus:
            return _signed(table, title, plus, minus)
    return table


def _signed(table: Table, title: str, plus: str, minus: str) -> Table:
    cells: list[Cell] = []
    rows: list[Row] = []
    numbers: list[int] = []
    empty: list[int] = []
    both: list[int] = []
    for number, row, up, down in zip(table.row_numbers, table.rows, table.column(plus), table.column(minus), strict=True):
        found = [*([] if _is_nothing(up) else [up]), *([] if _is_nothing(down) else [_turned(down)])]
        empty += [] if found else [number]
        both += [number] if len(found) > 1 else []
        for cell in found:
            cells.append(cell)
            rows.append(row)
            numbers.append(number)
    said = _instead(replace(table, rows=rows, row_numbers=numbers), (plus, minus), title, cells)
    if both:
        said.notes.append(_("Rows that fill both columns were read as two each: {rows}.").format(rows=listed_rows(both)))
    if empty:
        said.notes.append(_("Rows that fill neither of the two columns were left out: {rows}.").format(rows=listed_rows(empty)))
    return said


def _is_nothing(cell: Cell) -> bool:
    """Whether a side of a balance says that there is nothing on it."""
    if isinstance(cell, int | float):
        return not cell
    return is_no_value(cell) or bool(_NOTHING.fullmatch(plain(cell)))


def _turned(cell: Cell) -> Cell:
    """A number below nothing, and the other way round; texts stay texts, so that they are read as all numbers of the file."""
    if isinstance(cell, int | float):
        return -cell
    text = plain(cell)
    return _BELOW.sub("", text).rstrip(")") if _BELOW.search(text) else f"-{text}"


def dated(table: Table) -> Table:
    """Month and day of an account book, in two columns below the year, as one column of days."""
    lower: Mapping[str, str] = table.extra.get("lower", {})
    for place, heading in enumerate(table.header[:-1]):
        beside = table.header[place + 1]
        if _is_of(heading, lower, MONTHS) and _is_of(beside, lower, DAYS):
            before = table.header[place - 1] if place else ""
            above = (_YEAR.findall(heading) + _YEAR.findall(beside) or [""])[0]
            apart = bool(before) and _is_of(before, lower, YEARS)
            years = [plain(cell).removesuffix("年") for cell in table.column(before)] if apart else [above] * len(table.rows)
            days = [_day(month, day, year)
                    for month, day, year in zip(table.column(heading), table.column(beside), years, strict=True)]
            made = _instead(table, (heading, beside), DATE, days)
            return _instead(made, (before, DATE), DATE, days) if apart and DATE in made.header else made
    return table


def _is_of(heading: str, lower: Mapping[str, str], names: Sequence[str]) -> bool:
    return normal(lower.get(heading, heading)) in names


def _day(month: Cell, day: Cell, year: str) -> Cell:
    if is_no_value(month) or is_no_value(day):
        return None
    text = f"{plain(month)}月{plain(day)}日".replace("月月", "月").replace("日日", "日")
    return f"{year}年{text}" if year else text


def _called(table: Table, names: Sequence[str]) -> str:
    """The heading of a table that is one of some names, the earlier names first; "" for none."""
    known = {normal(heading): heading for heading in reversed(table.header)}
    return next((known[name] for name in map(normal, names) if name in known), "")


def _instead(table: Table, columns: tuple[str, str], title: str, cells: Sequence[Cell]) -> Table:
    """The table with one column in the place of two, and the note about it; the other columns keep their headings."""
    at = [table.header.index(heading) for heading in columns]
    free = title if title not in table.header or title in columns else f"{title} ({columns[0]})"
    rows = [tuple(cell if place == at[0] else old for place, old in enumerate(row) if place != at[1])
            for row, cell in zip(table.rows, cells, strict=True)]
    header = tuple(free if place == at[0] else old for place, old in enumerate(table.header) if place != at[1])
    said = _("The columns {columns} were read as one: {name}.").format(columns=_(", ").join(columns), name=free)
    return replace(table, header=header, rows=rows, notes=[*table.notes, said], extra=dict(table.extra))
