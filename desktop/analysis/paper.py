"""A table of an answer as a document's table: figures to five significant digits, p-values in the words of the report."""

from __future__ import annotations

from desktop.analysis import wording
from desktop.analysis.result_table import CHANCE, Cell, Head, ResultTable
from desktop.core.documents.marked import Starred
from desktop.core.documents.model import CENTER, NUMBER, TEXT, Column, Table
from desktop.core.documents.model import Cell as PaperCell
from desktop.core.i18n import _

DIGITS = 5  # significant ones, of figures that come in one column but not in one size


def paper_table(table: ResultTable, title: str) -> Table:
    """The table under the response's `title`; text columns that hold no figures are set left."""
    first, *heads = table.heads
    kinds = [TEXT if _is_chance(head) or not all(_is_number(row[i]) for row in table.rows) else NUMBER
             for i, head in enumerate(heads, start=1)]
    columns = [Column(head.title, kind, align=CENTER if _is_chance(head) else None)
               for head, kind in zip(heads, kinds, strict=True)]
    rows: list[list[PaperCell]] = [
        [wording.term(str(row[0])), *(_shown(head, cell) for head, cell in zip(heads, row[1:], strict=True))]
        for row in table.rows]
    caption = f"{title}{_(': ')}{table.title}"
    return Table([Column(first.title), *columns], rows, caption=caption, sheet=table.title, notes=list(table.notes))


def _is_chance(head: Head) -> bool:
    return head.form == CHANCE or head.title == "p" or head.title.startswith("p ")


def _shown(head: Head, cell: Cell | Starred) -> PaperCell:
    """A p-value in words, nothing where there is none; other figures rounded."""
    if _is_chance(head):
        return wording.p_cell(cell) if isinstance(cell, int | float) else ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, Starred):
        return Starred(_rounded(cell.value), cell.mark)
    return _rounded(cell) if isinstance(cell, float) else cell


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _is_number(cell: Cell | Starred) -> bool:
    return cell is None or (isinstance(cell, int | float | Starred) and not isinstance(cell, bool))
