"""Where the record of a book stands. It is made when it is first needed, so that the list is seen before it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.picking import label_of
from desktop.core.records import Record, columns_of

if TYPE_CHECKING:
    from desktop.ui.book.child import Child
    from desktop.ui.book.open_book import OpenBook
    from desktop.ui.book.record_pane import RecordPane

Then = Callable[[], object]


class RecordRoom(QWidget):
    """The side of `book` on which its record is shown. `made` once the book's `pane` is there."""

    made = Signal()

    def __init__(self, book: OpenBook) -> None:
        super().__init__(book.splitter)
        self._book = book
        self._pane: RecordPane | None = None
        self._then: list[Then] = []  # what waits for the record's side, in its order
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def pane(self) -> RecordPane:
        """The record's side, made now if need be."""
        return self._pane or self._make()

    @property
    def dirty(self) -> bool:
        """Whether something is typed in the form and not saved."""
        return self._pane is not None and self._pane.form.dirty

    def show_buttons(self, *, can_save: bool, new: bool) -> None:
        """Offer to save while there is something to be saved."""
        if self._pane is not None:
            self._pane.show_buttons(can_save=can_save, new=new)

    def settle(self, ask: Callable[[Callable[[], None]], None], proceed: Callable[[], None]) -> None:
        """Call `proceed` once `ask` has settled the form, and what stands below it is settled too."""
        if self._pane is None:
            proceed()
        else:
            tabs = self._pane.tabs
            ask(lambda: tabs.settle(proceed))

    def prepare(self, done: Then, record_id: int = 0, child: Child | None = None) -> None:
        """Make the record's side, its modules loaded beside the window; then `done()`, in a turn of its own.

        The record that will be shown (0: the first of the list; that of `child`, where one is given) is read beside the window
        too, so that the first reading of each kind, which is slow (`read_ahead`), does not hold the window.
        """
        if self._pane is not None:
            done()
            return
        self._then.append(done)
        db, model = self._book.context.db, self._book.listing.model
        shown = record_id or next(iter(self._book.list.table.rows.ids), 0)

        def work() -> None:
            _load()
            read_ahead(db, model, shown, child)

        self._book.context.tasks.read(work, self._furnish)

    def _furnish(self, _nothing: None) -> None:
        if self._pane is None:
            self._make()
        QTimer.singleShot(0, self, self._proceed)  # what was made is painted first; not where the section went meanwhile

    def _proceed(self) -> None:
        while self._then:
            self._then.pop(0)()

    def _make(self) -> RecordPane:
        book, made = self._book, _load()(self._book, self)
        self._pane = made
        self._column.addWidget(made)
        book.memory.restore_down(made.splitter, book.down)
        made.splitter.splitterMoved.connect(book.keep_sizes)
        made.form.dirty_changed.connect(book.show_dirty)
        made.form.set_values({})
        made.show_record(None)
        self.made.emit()
        book.record_shown(None)
        self.show_buttons(can_save=False, new=False)
        return made


def _load() -> type[RecordPane]:
    from desktop.ui.book.record_pane import RecordPane

    return RecordPane


def read_ahead(db: Database, model: type[Record], record_id: int, child: Child | None = None) -> None:
    """Read a record (`child`: the one that this child of it belongs to) and the names of those it refers to.

    For SQLAlchemy to know how: it learns that for each kind at the first reading, in 10 to 30 ms. One that is gone is passed
    over.
    """
    with suppress(UserError):
        record = verbs.get(db, child.listing.model if child else model, record_id)
        with db.reading() as session:
            for column in columns_of(type(record)):
                value = getattr(record, column.name, None) if column.info.get("link") else None
                if value is not None:
                    label_of(session, column.info["link"], value)
        if child:
            read_ahead(db, model, getattr(record, child.parent))


def both(first: Callable[[], None] | None, second: Callable[[], None]) -> Callable[[], None]:
    """Both, one after the other."""
    def run() -> None:
        if first:
            first()
        second()

    return run
