"""Storing what is typed in the record of a book, and asking what becomes of it before it would be lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop.core import verbs
from desktop.core.errors import FieldErrors
from desktop.core.i18n import _
from desktop.core.records import Record
from desktop.ui import messages
from desktop.ui.book.record_room import both

if TYPE_CHECKING:
    from desktop.ui.book.open_book import OpenBook


class Saving(QObject):
    """The way of a book's record into the database. `busy` while it is under way."""

    def __init__(self, book: OpenBook, parent: QObject) -> None:
        super().__init__(parent)
        self._book = book
        self.busy = False
        self._after: Callable[[], None] | None = None

    def save(self, after: Callable[[], None] | None = None) -> None:
        """Store what is typed, then call `after`; where something in it is wrong, mark that and do neither."""
        book = self._book
        problems = book.fields.problems()
        if problems:
            book.fields.mark(problems, focus=True)
            return
        if self.busy or not (book.is_new or book.fields.dirty):
            return
        self.busy, self._after = True, after
        book.tell_commands()
        values, state = book.fields.values(), book.fields.state()
        if book.is_new:  # what a feature proposes and the form does not show belongs to the record as well
            values = {**book.defaults(), **values}
        db, model, number = book.context.db, book.listing.model, book.record.id if book.record else None
        book.context.tasks.run(lambda: (verbs.save(db, model, values, number), state), self._on_saved, self._on_failed)

    def _on_saved(self, result: tuple[Record, dict[str, Any]]) -> None:
        book, (record, state) = self._book, result
        self.busy = False
        if book.is_new:
            book.memory.keep(record)
        book.record, book.is_new = record, False
        book.fields.rebase(record, state)
        book.fields.mark({})
        book.list.table.expect(record.id)
        book.pane.show_record(record)
        book.record_shown(record)
        book.tell_commands()
        after, self._after = self._after, None
        if after:
            after()

    def _on_failed(self, error: Exception) -> None:
        self.busy, self._after = False, None
        self._book.tell_commands()
        if isinstance(error, FieldErrors):
            self._book.fields.mark(error.fields, focus=True)
        else:
            self._book.context.window.on_error(error)

    def settle(self, proceed: Callable[[], None]) -> None:
        """Ask what becomes of what is typed in the form and not saved; call `proceed` unless the user stays."""
        book = self._book
        if self.busy:  # what is being saved is settled when the worker is done
            self._after = both(self._after, lambda: self.settle(proceed))
            return
        if not book.fields.dirty:
            proceed()
            return
        answer = messages.choose(book.window(), _("“{name}” has been changed and is not saved.").format(name=book.pane.name()),
                                 [_("Save"), _("Discard")])
        if answer == 0:
            self.save(proceed)
        elif answer == 1:
            book.discard()
            proceed()
