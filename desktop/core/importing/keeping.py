"""Columns that no field holds, kept as text with the record: a line a column, “heading: value”."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.core.i18n import _
from desktop.core.importing.answering import shown
from desktop.core.tables import Cell
from desktop.core.tables.words import plain

KEEP = "keep"
RUNNING = frozenset(("序号", "行号", "顺序号", "no", "no.", "#", "serialno", "serialnumber"))
"""Headings of a running number, which says nothing of the record beside it."""


def is_running(heading: str) -> bool:
    """Whether a column only counts the rows of its table: 序号. It is never kept as text."""
    return _bare(heading).casefold() in RUNNING


def lines(headings: Sequence[str], cells: Iterable[Cell]) -> list[str]:
    """The lines of one row, blank cells left out."""
    return [_("{field}: {value}").format(field=heading, value=text)
            for heading, cell in zip(headings, cells, strict=True) if (text := shown(cell).strip())]


def added(stored: str, text: str) -> str:
    """`stored` with those lines of `text` below it that it does not hold yet, in whatever language they were written."""
    known = {_bare(line) for line in stored.splitlines()}
    fresh = [line for line in text.splitlines() if _bare(line) not in known]
    return "\n".join([*([stored] if stored else []), *fresh]) if fresh else stored


def _bare(line: str) -> str:
    """A line without blanks and width: the colon is another one in each language."""
    return "".join(plain(line).split())
