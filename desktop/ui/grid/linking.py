"""The editor of a cell that names a record: the field of a form, with the keys of a cell."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.core.grid import Named
from desktop.ui.context import Context
from desktop.ui.fields.completer import RecordEdit

Key = Qt.Key


class LinkEditor(RecordEdit):
    """Type a part of a name and choose; Enter and Tab take what is chosen and go on, Down goes into the list."""

    left = Signal(int, int)
    stepped = Signal(int, int)

    def __init__(self, parent: QWidget, context: Context, table: str) -> None:
        super().__init__(parent)
        self.setup(context, table)
        self.setFrame(False)
        self.setTextMargins(0, 0, 0, 0)

    def show_named(self, named: Named | None) -> None:
        """Show a record by its name, or the name that is still to be looked up."""
        if named is not None and named.id is None:
            self.setText(named.text)
        else:
            self.set_value(named.id if named else None)

    def show_list(self) -> None:
        """Open the list of the newest records."""
        self._search()

    def entered(self) -> Named | str:
        """The record chosen, or what is typed where it names none, or several."""
        self.choose_only()
        number = self.value()
        return self.text() if number is None else Named(self.text(), number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab):
            index = self._view.currentIndex()
            shown = self.popup_visible()
            self._view.hide()
            if shown and index.isValid():
                self.pick_by_key(index)
            across = key in (Key.Key_Tab, Key.Key_Backtab)
            step = -1 if shift or key == Key.Key_Backtab else 1
            self.left.emit(0 if across else step, step if across else 0)
        elif key == Key.Key_Up and not self.popup_visible():
            self.stepped.emit(-1, 0)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab would move the focus before keyPressEvent sees it.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (
                Key.Key_Tab, Key.Key_Backtab):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def _show_buttons(self) -> None:
        """A cell has no room for the buttons of a field."""
        self._open.hide()
        self._clear.hide()
