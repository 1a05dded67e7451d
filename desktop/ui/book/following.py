"""The record beside a list follows what is searched for: one that a search left out gives way to the first hit, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from desktop.ui.book.open_book import OpenBook
    from desktop.ui.book.saving import Saving


class FollowsSearch(QObject):
    """Watches the search and the filters of a book. What is being edited stays, and so does a record that changed so that it
    fits no longer: only who asks for others is shown another one."""

    def __init__(self, book: OpenBook, saving: Saving) -> None:
        super().__init__(saving)
        self._book, self._saving = book, saving
        self._asked = False
        self._shown: int | None = None  # the record that was shown when others were asked for
        book.list.filters.changed.connect(self._on_asked)

    def _on_asked(self, *_query: Any) -> None:
        self._asked, self._shown = True, self._book.record.id if self._book.record else None

    def follow(self) -> None:
        """The rows asked for are there."""
        book, shown, rows = self._book, self._shown, self._book.list.table.rows
        asked, self._asked, self._shown = self._asked, False, None
        now = book.record.id if book.record else None
        if not asked or book.is_new or now != shown or (shown is not None and rows.row_of(shown) is not None):
            return
        if not (book.fields.dirty or self._saving.busy or book.pane.tabs.pending()):
            if shown is not None:
                book.show_record(None)
            if rows.ids:
                book.list.table.selectRow(0)
