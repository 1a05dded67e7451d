"""An answer as text for a terminal: tables in the language in force, Chinese characters two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from desktop.analysis.answer import Answer
from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.core.documents.marked import Starred
from desktop.core.i18n import _


def width(text: str) -> int:
    """The columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with a rule under its header: the first column to the left, the others to the right."""
    lines = [header, *rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(header))]
    padded = ["  ".join(_padded(cell, widths[i], i == 0) for i, cell in enumerate(line)).rstrip() for line in lines]
    return "\n".join([padded[0], "─" * (sum(widths) + 2 * (len(widths) - 1)), *padded[1:]])


def _padded(text: str, size: int, left: bool) -> str:
    """A cell filled up with blanks."""
    fill = " " * (size - width(text))
    return text + fill if left else fill + text


def figure(value: float | None) -> str:
    """A number with six significant digits; nothing where there is none."""
    return "" if value is None else f"{value:.6g}"


def probability(p: float | None) -> str:
    """A p-value to four decimals."""
    return "" if p is None else "<0.0001" if p < 0.0001 else f"{p:.4f}"


def report(answer: Answer, reading_notes: Sequence[str] = ()) -> str:
    """The whole answer as text; `reading_notes` are what reading the table left to say."""
    parts = ["\n".join(answer.summary()), *map(_table, answer.result_tables())]
    if notes := [*map(str, answer.notes), *reading_notes]:
        parts.append("\n".join([_("Remarks on the analysis"), *(f"- {note}" for note in notes)]))
    return "\n\n".join(parts) + "\n"


def _table(table: ResultTable) -> str:
    """A table under its title, with what stands below it; a long one is cut where it says so."""
    shown = table.rows[:table.printed]
    rows = [[_cell(head, cell) for head, cell in zip(table.heads, row, strict=True)] for row in shown]
    grid = [columns([head.title for head in table.heads], rows)] if table.heads else []
    more = [_("… and {count} more").format(count=len(table.rows) - len(shown))] if len(shown) < len(table.rows) else []
    return "\n".join([*([table.title] if table.title else []), *grid, *more, *table.notes])


def _cell(head: Head, value: Cell | Starred) -> str:
    """A figure in its column's form; without one to six significant digits."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, Starred):
        return f"{_cell(head, value.value)}{value.mark:<2}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if head.form == CHANCE:
        return probability(value)
    if head.form:
        return format(value, head.form)
    return str(value) if isinstance(value, int) else figure(value)
