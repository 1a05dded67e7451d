"""Head-office tables whose one value stands in two columns: what came and what went, a name and its pack, month and day.

Each is laid into one column before the columns are guessed, and a note says which were joined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.core.i18n import _
from desktop.core.importing import packs
from desktop.core.importing.filling import as_above, edges
from desktop.core.importing.likeness import normal
from desktop.core.importing.model import Target
from desktop.core.tables import Cell, Table
from desktop.core.tables.cells import listed_rows
from desktop.core.tables.model import Row
from desktop.core.tables.words import is_no_value, plain

Sides = Sequence[tuple[str, str]]
"""Headings of what counts above and of what counts below nothing: (借方, 贷方); of what came in and what went out."""
Halves = tuple[Sequence[str], Sequence[str]]
"""Headings of a name and of what stands behind it: (存货名称, 规格型号)."""

_BELOW = re.compile(r"^(?:[-−▲△]|\((?=[\d.,]+\)$))|[-−]$")
_NOTHING = re.compile(r"0(?:[.,]0+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
YEARS, MONTHS, DAYS = ("年", "年份"), ("月", "月份"), ("日",)
RETURNED = "退"  # in the heading of what comes back: goods returned, money refunded
OWN_BOOK = re.compile(r"日记账|现金账")  # a cash or bank book of one's own, where 借方 is what came in
OF_OWN_BOOK = (("借方金额", "贷方金额"), ("借方发生额", "贷方发生额"), ("借方", "贷方"))
DATE = "日期"  # what account books call a column of days; it stands among the file's own headings


def laid_out(table: Table, targets: Mapping[str, Target], halves: Mapping[str, Halves], sides: Mapping[str, Sides],
             inward: Mapping[str, Sides]) -> Table:
    """The table with one column where a field of the kind has two."""
    for name, (firsts, seconds) in halves.items():
        table = joined(table, _(targets[name].title), firsts, seconds)
    for name, pairs in sides.items():
        table = balanced(table, _(targets[name].title), pairs)
    for name, pairs in inward.items():
        table = came_in(table, _(targets[name].title), pairs)
    return dated(table) if any(target.kind == "day" for target in targets.values()) else table


def joined(table: Table, title: str, firsts: Sequence[str], seconds: Sequence[str]) -> Table:
    """A name and its pack as one name; a pack that the name bears already is not said twice.

    A second column without any pack (袋装, 杂交种) stays as it is; in one that has some, what is none is named. One that
    cannot be understood stands behind the name as it is written, so that it is asked about.
    """
    first, second = _called(table, firsts), _called(table, seconds)
    if not first or not second:
        return table
    one, other = table.column(first), table.column(second)
    named = [not is_no_value(cell) and packs.is_named(cell) for cell in other]
    if not any(named):
        return table
    whole = [_with_pack(name, pack) if is_pack else name for name, pack, is_pack in zip(one, other, named, strict=True)]
    none = [number for number, cell, is_pack in zip(table.row_numbers, other, named, strict=True)
            if not is_pack and not is_no_value(cell)]
    made = _instead(table, (first, second), title, whole)
    if none:
        made.notes.append(_("“{column}” names no pack in the rows {rows}: there the name alone was read.").format(
            column=second, rows=listed_rows(none)))
    return made


def _with_pack(name: Cell, cell: Cell) -> Cell:
    pack = packs.read(cell)
    if is_no_value(name) or (pack and packs.at_end(str(name)) == pack):
        return name
    return f"{plain(name)} {packs.written(pack) or plain(cell)}"


def came_in(table: Table, title: str, pairs: Sides) -> Table:
    """A cash book with a column of what came in and one of what went out: the rows that say only what went out are left out
    and named, for money that somebody was given is no payment of theirs."""
    titles = [*map(str, table.extra.get("above", ())), table.sheet or ""]
    own = any(OWN_BOOK.search(plain(text)) for text in titles)
    for inside, outside in (*(OF_OWN_BOOK if own else ()), *pairs):
        came, went = _called(table, (inside,)), _called(table, (outside,))
        if came and went:
            return _only(table, title, came, went)
    return table


def _only(table: Table, title: str, came: str, went: str) -> Table:
    out = [not _is_nothing(cell) for cell in table.column(went)]
    kept = [place for place, cell in enumerate(table.column(came)) if not (out[place] and _is_nothing(cell))]
    cells = [table.rows[place][table.header.index(came)] for place in kept]
    gone = [number for number, is_out in zip(table.row_numbers, out, strict=True) if is_out]
    made = _instead(replace(table, rows=[table.rows[place] for place in kept],
                            row_numbers=[table.row_numbers[place] for place in kept]), (came, went), title, cells)
    made.notes[-1] = _("Only what came in was read, from “{column}”.").format(column=came)
    if gone:
        made.notes.append(_("What went out (“{column}”) is no payment and was left out, in the rows {rows}: enter a refund "
                            "as a payment with a minus sign.").format(column=went, rows=listed_rows(gone)))
    return made


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
    below = _returned if RETURNED in minus else _turned
    for number, row, up, down in zip(table.row_numbers, table.rows, table.column(plus), table.column(minus), strict=True):
        found = [*([] if _is_nothing(up) else [up]), *([] if _is_nothing(down) else [below(down)])]
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


def _returned(cell: Cell) -> Cell:
    """What came back, below nothing: a return is a return, whether it was written with a minus sign or without."""
    if isinstance(cell, int | float):
        return -abs(cell)
    text = plain(cell)
    return cell if _BELOW.search(text) else f"-{text}"


def dated(table: Table) -> Table:
    """Month and day of an account book, in two columns below the year, as one column of days; a month or a year that is
    written once holds for the days below it."""
    lower: Mapping[str, str] = table.extra.get("lower", {})
    for place, heading in enumerate(table.header[:-1]):
        beside = table.header[place + 1]
        if _is_of(heading, lower, MONTHS) and _is_of(beside, lower, DAYS):
            before = table.header[place - 1] if place else ""
            above = (_YEAR.findall(heading) + _YEAR.findall(beside) or [""])[0]
            apart = bool(before) and _is_of(before, lower, YEARS)
            begins = edges(table)
            years = [plain(cell).removesuffix("年") for cell in as_above(table.column(before), begins)] if apart else [
                above] * len(table.rows)
            days = [_day(month, day, year) for month, day, year in zip(
                as_above(table.column(heading), begins), table.column(beside), years, strict=True)]
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
    extra = {**table.extra, "joined": {**table.extra.get("joined", {}), free: columns}}
    return replace(table, header=header, rows=rows, notes=[*table.notes, said], extra=extra)
