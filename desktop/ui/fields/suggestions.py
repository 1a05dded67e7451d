"""Words offered below a line of text while one types: nothing is forced, any other text may be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.ui.context import Context

Read = Callable[["Session", Mapping[str, Any]], list[str]]


class Suggestions(QObject):
    """Hangs on a line; `read(session, values of the form)` is asked on the worker whenever the line gets the focus.

    Down opens the list where nothing is typed yet.
    """

    def __init__(self, context: Context, edit: QLineEdit, read: Read, values: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__(edit)
        self.context, self.edit, self._read, self._values = context, edit, read, values
        self.words = QStringListModel(self)
        completer = QCompleter(self.words, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        edit.setCompleter(completer)
        self.completer = completer
        edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and not self.edit.isReadOnly():
            self.load()
        elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]
            self.completer.setCompletionPrefix(self.edit.text())
            self.completer.complete()
            return True
        return super().eventFilter(watched, event)

    def load(self) -> None:
        """Ask again what to offer."""
        db, values, read = self.context.db, dict(self._values()), self._read

        def work() -> list[str]:
            with db.reading() as session:
                return read(session, values)

        self.context.tasks.read(work, self._offer)

    def _offer(self, words: list[str]) -> None:
        import shiboken6

        if shiboken6.isValid(self.words) and words != self.words.stringList():
            self.words.setStringList(words)
