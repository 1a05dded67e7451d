"""Rows of a table that are no records: sums and means, remarks, signatures, a heading that is printed again.

The words are those of the catalogue. What is left out is always named, by row and text, and can be kept: a variety may
really be called so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from desktop.core.i18n import _
from desktop.core.tables.model import Cell, Row
from desktop.core.tables.said import line
from desktop.core.tables.words import plain, words

_UNIT = re.compile(r"\([^()]*\)$")
_STATISTIC = re.compile(r"lsd[\d.%()=≤<]*|(?:cv|c\.v\.)\(?%\)?")
_NUMBERED = re.compile(r"\d+$")  # 注1：
_GOES_ON = re.compile(r"续|第\s*\d+\s*页|page|continued", re.IGNORECASE)
_OURS = re.compile(r"#\d{3,19}")  # the number of a record, in a table that this program wrote
_LONGEST = 200  # characters of a first cell that are looked at; a remark is known by its beginning
_LONGEST_SUM = 10  # characters of a row that says what is summed: 10月份合计
_SHOWN = 30  # characters of a row that are quoted
_NAMED = 6  # rows that are named in the sentence


def no_records(header: Sequence[str], rows: Sequence[Row]) -> dict[int, str]:
    """The places in `rows` of what is no record, with the text of its first filled cell; none where all rows look so."""
    known: dict[Cell, str] = {}
    found: dict[int, str] = {}
    for place, row in enumerate(rows):
        first = row[0] if row[0] is not None else next((cell for cell in row if cell is not None), None)
        if not isinstance(first, str):
            continue
        kind = known.get(first)
        if kind is None:
            kind = known[first] = "heading" if first == header[0] else row_kind(first)
        if kind and _is_so(kind, row, header):
            found[place] = kind
    _add_lines_below(found, rows)
    _drop_above_records(found, len(rows))
    return {place: _first_text(rows[place]) for place in sorted(found)} if len(found) < len(rows) else {}


def further_table(header: Sequence[str], rows: Sequence[Row]) -> tuple[int, str] | None:
    """The place and the title of a second table below the first: a text alone in its row, with the headings again below it.

    A title that only goes on (续表, 第2页) is a page of the same table.
    """
    for place in range(1, len(rows)):
        filled = [cell for cell in rows[place - 1] if cell is not None]
        if rows[place][0] == header[0] and _is_so("heading", rows[place], header) and len(filled) == 1:
            title = " ".join(str(filled[0]).split())
            if not _GOES_ON.search(title):
                return place, title
    return None


def row_kind(text: str) -> str:
    """What a row with this first cell is, before its other cells are looked at: "total", "foot", "note", "" = a record."""
    bare = "".join(plain(text[:_LONGEST]).split()).casefold()
    head, colon, _rest = bare.partition(":")
    if colon and _NUMBERED.sub("", head) in _joined("note"):
        return "note"
    bare = _UNIT.sub("", bare).rstrip(":")
    if bare in _joined("total") or (len(bare) <= _LONGEST_SUM and bare.endswith(_sums())):
        return "total"
    return "foot" if bare in _joined("foot") or bare in _joined("note") or _STATISTIC.fullmatch(bare) else ""


@cache
def _sums() -> tuple[str, ...]:
    """Chinese words for sums and means: they end what is summed, 本月合计, 望奎县小计."""
    return tuple(word for word in _joined("total") if not word.isascii())


@cache
def _joined(means: str) -> frozenset[str]:
    return frozenset("".join(word.split()) for word in words(means))


def _is_so(kind: str, row: Row, header: Sequence[str]) -> bool:
    """Whether the other cells of a row bear out what its first cell says."""
    if kind == "heading":
        return all(cell is None or str(cell).split() == name.split() for cell, name in zip(row, header, strict=True))
    if any(isinstance(cell, str) and _OURS.fullmatch(cell) for cell in row):
        return False
    if kind != "note":
        return True
    filled = [cell for cell in row if cell is not None]
    return len(filled) <= max(1, len(row) // 2) or all(isinstance(c, str) and row_kind(c) == "note" for c in filled)


def _add_lines_below(found: dict[int, str], rows: Sequence[Row]) -> None:
    """Below the last record names with values are none: 试验地点：黑河. Every name bears a colon, or a cell stands alone."""
    for place in range(len(rows) - 1, -1, -1):
        if place in found:
            continue
        filled = [cell for cell in rows[place] if cell is not None]
        alone = len(filled) == 1 and len(rows[place]) > 2
        beside = line(filled) if alone or all(isinstance(cell, str) for cell in filled) else None
        if beside is None or not beside.pairs or not (alone or (beside.marked and not beside.rest)):
            return
        found[place] = "foot"


def _drop_above_records(found: dict[int, str], height: int) -> None:
    """Words such as CV or 最大值 count only below the last record."""
    foot = height
    while foot - 1 in found:
        foot -= 1
    for place in [p for p, kind in found.items() if kind == "foot" and p < foot]:
        del found[place]


def _first_text(row: Row) -> str:
    text = " ".join(str(next(cell for cell in row if cell is not None)).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def left_out_note(left_out: Sequence[tuple[int, str]]) -> str:
    """The sentence about the rows that were left out."""
    named = [_("row {row} “{text}”").format(row=row, text=text) for row, text in left_out[:_NAMED]]
    more = f" … +{len(left_out) - _NAMED}" if len(left_out) > _NAMED else ""
    said = _("Rows that are no records were not taken as records: {rows}; they can be kept where a record is called so.")
    return said.format(rows=_(", ").join(named) + more)
