"""Records in a window of their own: one beside the main window, or several beside each other with what differs marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout

from desktop.ui.book.row_menu import MOST
from desktop.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from desktop.ui.book.book import Book
    from desktop.ui.context import Context

NAME = "records_window"


class RecordsWindow(Dialog):
    """The records of one kind of `book`, each as the book shows it but without the list; they can be edited and printed.

    One stands at the right of the screen, several fill it.
    """

    topic = "lists"

    def __init__(self, context: Context, kind: type[Book], ids: Sequence[int]) -> None:
        super().__init__(context.window)
        self.setObjectName(NAME)
        if len(ids) > 1:
            self.setWindowFlags(Qt.WindowType.Window)
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.context = context
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.splitter)
        self.kind = kind
        self.books = [self._shown(number) for number in ids[:MOST]]
        self._settled = False
        context.changed.connect(self._tell)  # after the books, which have read their records anew by then
        for keys, command in (("Ctrl+S", "save"), ("Ctrl+P", "print_"), ("F5", "refresh")):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda c=command: self._run(c))
        QShortcut(QKeySequence("Ctrl+W"), self).activated.connect(self.close)
        self._tell()

    def rebuild(self) -> None:
        """Show the records anew in the language and font in force; what was typed in them is settled before."""
        ids, sizes = [book.record.id for book in self.books if book.record is not None], self.splitter.sizes()
        for book in self.books:
            book.hide()
            book.setParent(None)
            book.deleteLater()
        self.books = [self._shown(number) for number in ids]
        self.splitter.setSizes(sizes)
        self._tell()

    def _shown(self, number: int) -> Book:
        book = self.kind(self.context, self.splitter)
        book.show_alone(number)
        self.splitter.addWidget(book)
        book.commands_changed.connect(self._tell)
        return book

    def showEvent(self, event: QShowEvent) -> None:
        """One takes the right half of the screen, several the whole."""
        if not event.spontaneous() and not self.isMaximized():
            self.resize(self.above().size())
        super().showEvent(event)

    def above(self) -> QRect:
        """The right half of the screen."""
        room = self.screen().availableGeometry()
        return room.adjusted(room.width() // 2, 0, 0, 0)

    def _tell(self, *_tables: object) -> None:
        """Name the records in the title and mark what differs; close once none is left."""
        shown = [book for book in self.books if book.record is not None]
        if not shown:
            self._settled = True
            self.close()
            return
        self.setWindowTitle(" | ".join(book.pane.title.text() for book in shown))
        values = [book.fields.values() for book in shown]
        differing = {name for name in values[0] if any(other[name] != values[0][name] for other in values[1:])}
        for book in shown:
            book.fields.mark_differing(differing)

    def _run(self, command: str) -> None:
        """Let the record that has the focus do what a key of the main window does."""
        focus = QApplication.focusWidget()
        book = next((b for b in self.books if focus is not None and b.isAncestorOf(focus)), self.books[0])
        if book.can(command):
            getattr(book, command)()

    # -- nothing typed is lost ------------------------------------------------------------------------------------

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once nothing typed in any of the records would be lost."""
        self._settle(list(self.books), proceed)

    def _settle(self, waiting: list[Book], proceed: Callable[[], None]) -> None:
        if waiting:
            waiting[0].settle(lambda: self._settle(waiting[1:], proceed))
        else:
            proceed()

    def reject(self) -> None:
        """Close, once it is decided what becomes of what is typed."""
        if self._settled:
            super().reject()
        else:
            self.settle(self._leave)

    def _leave(self) -> None:
        self._settled = True
        super().reject()
