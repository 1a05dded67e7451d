"""Names as tables hold them: spelt in two ways, or taken for a day by Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from desktop.core.i18n import _
from desktop.core.tables.cells import listed_rows
from desktop.core.tables.model import Cell
from desktop.core.tables.words import plain

_MAY_DIFFER = re.compile(r"[\s\u3000\uff01-\uff5e\u2160-\u217f\u00a0]")
# What a spreadsheet shows for 3-5, 3/5 or 5-May that it took for a day.
_AS_DAY = re.compile(r"\d{1,2}月\d{1,2}日|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|"
                     r"(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2}", re.IGNORECASE)


def one_spelling(name: str) -> str:
    """A name without blanks and in narrow characters: what two spellings of one name have in common."""
    return "".join(plain(name).split())


def alike(names: Iterable[str | None]) -> list[list[str]]:
    """The groups of names that differ only by blanks or width, in the order of the file; case is left as it is."""
    distinct = [name for name in dict.fromkeys(names) if name]
    if not _MAY_DIFFER.search("".join(distinct)):
        return []
    groups: dict[str, list[str]] = {}
    for name in distinct:
        groups.setdefault(one_spelling(name), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def made_days(cells: Sequence[Cell]) -> list[int]:
    """The places in a column of names where a day stands: Excel makes 2026-03-05 of the name 3-5. None where most are days."""
    made = {cell for cell in set(cells) if isinstance(cell, date)
            or (isinstance(cell, str) and cell[:1].isdigit() and _AS_DAY.fullmatch(plain(cell)))}
    if not made:
        return []
    days = [place for place, cell in enumerate(cells) if cell in made]
    filled = sum(cell is not None for cell in cells)
    return days if len(days) < filled / 2 else []


def name_remarks(heading: str, cells: Sequence[Cell], rows: Sequence[int]) -> list[str]:
    """Sentences about the names in a column: those that differ only by blanks or width, and days among them."""
    found = [_("Column “{column}”: {names} differ only by blanks or width and were taken for {n} names; "
               "write them alike if they are one.").format(
                   column=heading, names=_(", ").join(f"“{name}”" for name in group), n=len(group))
             for group in alike(cell for cell in cells if isinstance(cell, str))]
    if days := made_days(cells):
        found.append(_("Column “{column}”: {name} in row {rows} is a day where names stand; Excel makes days of names such "
                       "as 3-5: format the column as text and write the name again.").format(
                           column=heading, name=cells[days[0]], rows=listed_rows(rows[place] for place in days)))
    return found
