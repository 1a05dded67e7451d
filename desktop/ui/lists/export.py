"""Writing exactly what a list shows: its columns, its rows, its order."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.core.database import Database
from desktop.core.fields import NUMBERS
from desktop.core.i18n import _, language, ngettext, using
from desktop.core.listed import Report, rows_of
from desktop.core.listing import Column, Listing
from desktop.core.tables.model import Cell, Sheet
from desktop.core.tables.write import write_csv, write_xlsx
from desktop.core.widths import letters
from desktop.ui import messages
from desktop.ui.lists.model import heading

if TYPE_CHECKING:
    from desktop.ui.context import Context
    from desktop.ui.lists.pane import ListPane



def ask_and_export(context: Context, pane: ListPane) -> None:
    """Ask for a file and write what `pane` shows, on the worker."""
    name = f"{_(pane.listing.title)} {date.today().isoformat()}.xlsx"
    path = messages.save_file(pane, _("Export the list"), name, _("Workbook (*.xlsx);;Text table (*.csv)"))
    if path is None:
        return
    columns, ids, code = pane.table.shown_columns(), array("q", pane.table.rows.ids), language()
    db, listing = context.db, pane.listing

    def write(progress: Any) -> tuple[Path, int]:
        with using(code):
            return write_list(db, listing, columns, ids, path, progress.report)

    def tell(result: tuple[Path, int]) -> None:
        written, number = result
        text = ngettext("{n} row written to {file}", "{n} rows written to {file}", number)
        context.message(text.format(n=f"{number:,}", file=written.name))

    context.tasks.compute(write, tell, title=_("Exporting"))


def write_list(db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int], path: Path,
               report: Report) -> tuple[Path, int]:
    """Write these rows and columns as XLSX, or CSV where `path` ends so; gives the file and the number of rows.

    Numbers and days keep their type; words of lists are written as they are shown. Raises `UserError`.
    """
    columns = listing.with_shares(columns)
    header = unique([heading(c) for c in columns])
    counted = _Counted(rows_of(db, listing, columns, ids, report))
    if path.suffix.lower() == ".csv":
        written = write_csv(path, header, counted)
    else:
        formats = {title: _format(c) for title, c in zip(header, columns, strict=True) if c.kind in NUMBERS}
        widths = [max(8.0, letters(c) + 2.0) for c in columns]
        written = write_xlsx(path, [Sheet(_(listing.title), header, counted, widths, formats)])
    return written, counted.number


class _Counted:
    """Rows on their way, counted as they pass."""

    def __init__(self, rows: Iterator[list[Cell]]) -> None:
        self._rows, self.number = rows, 0

    def __iter__(self) -> Iterator[list[Cell]]:
        for row in self._rows:
            self.number += 1
            yield row


def _format(column: Column) -> str:
    return ("0" if column.plain else "#,##0") + ("." + "0" * column.decimals if column.decimals else "")


def unique(titles: Sequence[str]) -> list[str]:
    """The titles with a number behind those that occur before, since a table's columns are told apart by them."""
    made: list[str] = []
    for title in titles:
        number, name = 1, title
        while name in made:
            number += 1
            name = f"{title} ({number})"
        made.append(name)
    return made
