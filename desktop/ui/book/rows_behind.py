"""Showing what a number is made of: in the list of the section that keeps such records, else in a window of their own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QMenu, QVBoxLayout

from desktop.core import verbs
from desktop.core.breakdown import Breakdown
from desktop.core.i18n import _, ngettext
from desktop.core.listing import Column, Condition, Listing, Query, Rows, plain_list
from desktop.core.records import table_of
from desktop.ui.dialogs.dialog import Dialog
from desktop.ui.lists.conditions import sentence
from desktop.ui.lists.pane import reveal
from desktop.ui.lists.table import ListTable
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from desktop.ui.book.open_book import OpenBook
    from desktop.ui.context import Context


def offer_rows(menu: QMenu, book: OpenBook) -> None:
    """Offer the rows behind each number that the list shows of its current record."""
    number, columns = book.list.table.current_id(), [c for c in book.list.table.shown_columns() if c.behind]
    if number is None or not columns:
        return
    inside = menu.addMenu(icon("filter"), _("Show the rows"))
    for column in columns:
        inside.addAction(_(column.title)).triggered.connect(partial(show_behind, book, column))


def show_behind(book: OpenBook, column: Column, *_checked: bool) -> None:
    """Show the rows behind the number in a column of the current record."""
    number = book.list.table.current_id()
    if column.behind is None or number is None:
        return
    record = verbs.get(book.context.db, book.listing.model, number)
    show_rows(book.context, column.behind(record), f"{record.label()} · {_(column.title)}")


def show_rows(context: Context, rows: Rows | Breakdown, title: str, columns: Sequence[str] = ()) -> None:
    """Show the rows a number is made of, with `columns` in view; `title` says whose number it is."""
    if isinstance(rows, Breakdown):
        from desktop.ui.book.breakdown_dialog import BreakdownDialog

        BreakdownDialog(context, rows, title).open()
        return

    if rows.further is None:
        _show_asked(context, rows, title, columns)
        return

    def ask() -> Rows:
        with context.db.reading() as session:
            return Rows(rows.model, rows.asked(session))

    context.tasks.read(ask, lambda asked: _show_asked(context, asked, title, columns))


def _show_asked(context: Context, rows: Rows, title: str, columns: Sequence[str]) -> None:
    def show(section: Any) -> None:
        if section is not None:
            section.show_rows(rows.conditions)
            section.reveal(columns)
        else:
            RowsDialog(context, rows, title).open()

    context.window.places.section_of(rows.model, show)


def show_listed(context: Context, listing: Listing, conditions: tuple[Condition, ...], title: str) -> None:
    """Show the rows of a list that no section shows, in a window of their own."""
    RowsDialog(context, Rows(listing.model, conditions), title, listing).open()


def _whose(listing: Listing) -> list[str]:
    """The hidden columns that name what the rows belong to: below their record nobody needs them, apart from it everybody."""
    own = table_of(listing.model).c
    return [column.name for column in listing.columns if not column.shown and column.kind == "text" and column.name not in own]


class RowsDialog(Dialog):
    """Rows that no page lists by themselves (the participants of a training). Enter or a double click opens one.

    `listing`: the list they are rows of; without one all fields are shown.
    """

    def __init__(self, context: Context, rows: Rows, title: str, listing: Listing | None = None) -> None:
        super().__init__(context.window)
        self.setWindowTitle(title)
        self.context, self._model = context, rows.model
        listing = listing or plain_list(rows.model)
        self.said, self.table = QLabel(self), ListTable(context, listing, self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._conditions = " · ".join(sentence(listing.asked(c), c) for c in rows.conditions)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.said, self.table, buttons):
            layout.addWidget(widget)
        self.resize(760, 420)
        self.table.entered.connect(self._open)
        self.table.rows.loaded.connect(self._count)
        self.table.show_order(())
        reveal(self.table, _whose(listing))
        self.table.rows.reload(Query(conditions=rows.conditions))

    def _count(self) -> None:
        number = len(self.table.rows.ids)
        counted = ngettext("{n} row", "{n} rows", number).format(n=f"{number:,}")
        self.said.setText(f"{counted} · {self._conditions}")

    def _open(self) -> None:
        number = self.table.current_id()
        if number is not None:
            self.accept()
            self.context.open(table_of(self._model).name, number)
