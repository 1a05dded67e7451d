"""What a page is handed: the database, the settings, the worker, the window, and one signal for every change."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.database import Database
    from desktop.core.settings import Settings
    from desktop.ui.page import Page
    from desktop.ui.shell.window import Window
    from desktop.ui.tasks import Tasks


class Context(QObject):
    """One open database with its window. Lives as long as the database is open.

    `changed(frozenset of table names)` is emitted on the main thread after commits, those of one moment together.
    `language_changed` and `theme_changed` after a switch. A page emits `commands_changed` when what it `can` do changes.
    """

    changed = Signal(object)
    language_changed = Signal()
    theme_changed = Signal()
    commands_changed = Signal()
    _committed = Signal()

    def __init__(self, db: Database, settings: Settings, tasks: Tasks, window: Window) -> None:
        super().__init__(window)
        self.db, self.settings, self.tasks, self.window = db, settings, tasks, window
        self.seen: list[tuple[Page, str]] = []
        """Pages with the names of their sections, in the order in which they were seen last (see `Page`)."""
        self._pending: deque[frozenset[str]] = deque()
        self._committed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        db.listeners.append(self._note)

    def open(self, table: str, record_id: int) -> None:
        """Show that record wherever it lives."""
        self.window.places.open_record(table, record_id)

    def make(self, table: str, values: Mapping[str, Any], done: Callable[[int], None], parent: QWidget) -> None:
        """Make a record that a reference did not find, in a small form where more than `values` is needed; `done(id)`."""
        from desktop.ui.book.making import make

        make(self, table, values, done, parent)

    def open_list(self, feature: str, listing: str, preset: str = "") -> bool:
        """Show a list of a tab with one of its presets: what a number on Today opens."""
        return self.window.places.open_list(feature, listing, preset)

    def message(self, text: str, undo: bool = False) -> None:
        """Show a sentence in the status bar; with `undo`, a button that takes the last action back."""
        self.window.status.show_message(text, undo)

    def close(self) -> None:
        """Stop listening to the database."""
        if self._note in self.db.listeners:
            self.db.listeners.remove(self._note)

    def _note(self, tables: frozenset[str]) -> None:
        """Note what was committed, in whichever thread; the main thread is told once."""
        self._pending.append(tables)
        self._committed.emit()

    @Slot()
    def _tell(self) -> None:
        tables: set[str] = set()
        while self._pending:
            tables |= self._pending.popleft()
        if tables:
            self.changed.emit(frozenset(tables))
