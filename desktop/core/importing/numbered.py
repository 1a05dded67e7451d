"""Tables that lay several records of one thing side by side in a row, by number: 第一期到期日, 第一期金额, 第二期到期日."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.importing import mapping
from desktop.core.importing.headed import unit_in
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.words import is_no_value

_DIGITS = {character: place for place, character in enumerate("一二三四五六七八九十", 1)}
_BEFORE = re.compile(r"第?(\d{1,2}|[一二三四五六七八九十]{1,3})[期笔](?:款的?)?(.+)|inst?all?ments?(\d{1,2})(.+)")
_BEHIND = re.compile(r"(\D+?)[第]?(\d{1,2})[期]?")


def _number(text: str) -> int:
    """一, 十, 十二, 二十 or digits as a number."""
    if text.isdecimal():
        return int(text)
    tens, mark, ones = text.partition("十")
    return (_DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)) if mark else _DIGITS.get(text, 0)


def _read(heading: str, names: Mapping[str, str]) -> tuple[int, str] | None:
    """The number and the field of a heading; None for one that is none of a numbered record."""
    text = mapping.normal(heading)
    found = _BEFORE.fullmatch(text)
    number, rest = ((found[1] or found[3], found[2] or found[4]) if found else ("", ""))
    if not found and (behind := _BEHIND.fullmatch(text)):
        rest, number = behind[1], behind[2]
    name = names.get(rest) or names.get(f"instalment{rest}") if number else None
    return (_number(number), name) if name and _number(number) else None


def by_numbers(table: Table, targets: Mapping[str, Target], fields: Sequence[str]) -> Table:
    """The table with a row for each numbered record of a row of which a cell is filled; `fields` are those that stand there
    several times. Any other table stays as it is. Raises `UserError` where the columns of a field are in different units."""
    names = {name: field for field in fields for name in mapping.names(targets[field])}
    read = {heading: found for heading in table.header if (found := _read(heading, names))}
    if not read or len(set(read.values())) < len(read) or {field for _n, field in read.values()} != set(fields):
        return table
    if any(mapping.normal(heading) in names for heading in table.header if heading not in read):
        return table  # a field with a column of its own is of the whole row
    heads = [_heading(table, read, targets[field]) for field in fields]
    places = {found: place for place, heading in enumerate(table.header) if (found := read.get(heading))}
    kept = [place for place, heading in enumerate(table.header) if heading not in read]
    rows: list[tuple[Cell, ...]] = []
    numbers: list[int] = []
    for line, row in zip(table.row_numbers, table.rows, strict=True):
        parts = [[row[places[number, field]] if (number, field) in places else None for field in fields]
                 for number in sorted({number for number, _field in read.values()})]
        filled = [part for part in parts if not all(is_no_value(cell) for cell in part)]
        for part in filled or parts[:1]:  # a row of which nothing is filled is refused as it stands
            rows.append((*(row[place] for place in kept), *part))
            numbers.append(line)
    said = _("The columns {columns} were read as a row each.").format(columns=_(", ").join(list(read)[:12]))
    return replace(table, header=(*(table.header[place] for place in kept), *heads), rows=rows, row_numbers=numbers,
                   notes=[*table.notes, said])


def _heading(table: Table, read: Mapping[str, tuple[int, str]], target: Target) -> str:
    """The heading of a field, with the unit that all its columns bear."""
    own = [heading for heading, (_number_of_it, field) in read.items() if field == target.name]
    units = {unit_in(heading, target.unit) if target.kind in ("money", "number", "whole") else "" for heading in own}
    if len(units) > 1:
        raise UserError(_("The columns {columns} of {file} are in different units: write all of them in one.").format(
            columns=_(", ").join(own[:12]), file=table.source))
    unit = units.pop()
    return _(target.title) + (f"({unit})" if unit else "")
