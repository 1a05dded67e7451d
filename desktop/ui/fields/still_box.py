"""A box for the cells of a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget


class StillBox(QComboBox):
    """A box that leaves the wheel to the table it stands in: scrolling past must not change what it holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def searchable(box: QComboBox, *, free: bool = False) -> None:
    """Let one type into a box to find what it offers, anywhere in the words; any other text is put back, unless `free`."""
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer, line = box.completer(), box.lineEdit()
    if completer is None or line is None:
        return
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    if not free:
        line.editingFinished.connect(lambda: box.setEditText(box.itemText(box.currentIndex())))
