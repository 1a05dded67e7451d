"""Where the record of a book stands. It is made when it is first needed, so that the list is seen before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

if TYPE_CHECKING:
    from desktop.ui.book.open_book import OpenBook
    from desktop.ui.book.record_pane import RecordPane


class RecordRoom(QWidget):
    """The side of `book` on which its record is shown."""

    def __init__(self, book: OpenBook) -> None:
        super().__init__(book.splitter)
        self._book = book
        self._pane: RecordPane | None = None
        self._then: Callable[[], None] | None = None
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

    def prepare(self, done: Callable[[], None]) -> None:
        """Make the record's side, its modules loaded beside the window; then `done()`."""
        if self._pane is not None:
            done()
            return
        self._then = done
        self._book.context.tasks.read(_load, self._furnish)

    def _furnish(self, _kind: type[RecordPane]) -> None:
        if self._pane is None:
            self._make()
        if self._then:
            self._then()

    def _make(self) -> RecordPane:
        book, made = self._book, _load()(self._book, self)
        self._pane = made
        self._column.addWidget(made)
        book.memory.restore_down(made.splitter, book.down)
        made.splitter.splitterMoved.connect(book.keep_sizes)
        made.form.dirty_changed.connect(book.show_dirty)
        made.form.set_values({})
        made.show_record(None)
        book.record_shown(None)
        self.show_buttons(can_save=False, new=False)
        return made


def _load() -> type[RecordPane]:
    from desktop.ui.book.record_pane import RecordPane

    return RecordPane


def both(first: Callable[[], None] | None, second: Callable[[], None]) -> Callable[[], None]:
    """Both, one after the other."""
    def run() -> None:
        if first:
            first()
        second()

    return run
