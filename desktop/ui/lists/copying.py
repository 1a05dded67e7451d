"""Rows of a list on the clipboard: headings first, cells as they are shown, ready for a spreadsheet or a message."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from desktop.core.database import Database
from desktop.core.fields import NUMBERS
from desktop.core.i18n import language, ngettext, using
from desktop.core.listed import values_of
from desktop.core.listing import Column, Listing, show
from desktop.core.tables.clean import guard
from desktop.core.units import MINUS
from desktop.ui.context import Context
from desktop.ui.lists.model import heading


def copy_rows(context: Context, listing: Listing, columns: Sequence[Column], ids: Sequence[int]) -> None:
    """Put these rows and columns on the clipboard; they are read beside the window, since all may be selected."""
    if not ids:
        return
    db, code = context.db, language()

    def read() -> str:
        with using(code):
            return rows_as_text(db, listing, columns, ids)

    def put(text: str) -> None:
        QApplication.clipboard().setText(text)
        said = ngettext("{n} row copied with its headings", "{n} rows copied with their headings", len(ids))
        context.message(said.format(n=f"{len(ids):,}"))

    context.tasks.read(read, put)


def rows_as_text(db: Database, listing: Listing, columns: Sequence[Column], ids: Sequence[int]) -> str:
    """These rows and columns as lines parted by tabs, below a line of headings."""
    lines = ["\t".join(heading(c) for c in columns)]
    for values in values_of(db, listing, columns, ids):
        lines.append("\t".join(_plain(column, show(column, value)) for column, value in zip(columns, values, strict=True)))
    return "\n".join(lines) + "\n"


def _plain(column: Column, text: str) -> str:
    """A cell in one line; a text that a spreadsheet would take for a formula is made plain text."""
    one = " ".join(text.split())
    return guard(one) if column.kind == "text" else one.replace(MINUS, "-") if column.kind in NUMBERS else one
