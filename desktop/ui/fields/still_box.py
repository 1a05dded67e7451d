"""A box for the cells of a table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from desktop.ui.look.words_box import WordsBox


class StillBox(WordsBox):
    """A box that leaves the wheel to the table it stands in: scrolling past must not change what it holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Opener(QObject):
    """Opens a box whose text is clicked, as one opens that cannot be typed into."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box = box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The text was clicked: the mouse goes up on it with nothing marked."""
        clicked = (event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
                   and event.button() == Qt.MouseButton.LeftButton)
        if clicked and isinstance(watched, QLineEdit) and not watched.hasSelectedText() and self._box.isEnabled():
            self._box.showPopup()
        return super().eventFilter(watched, event)


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
    line.installEventFilter(_Opener(box))
    if not free:
        line.editingFinished.connect(lambda: box.setEditText(box.itemText(box.currentIndex())))
