"""Whether the user typed or chose anything in a dialog; what the program fills in by itself does not count."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

WATCHED = "typed_watched"
SEARCH = "search"  # the name of lines that look for something: nothing of them is lost


class Typed(QObject):
    """Listens to all fields of `dialog`, also to those that are made later: they are taken up when the focus comes to them."""

    def __init__(self, dialog: QWidget) -> None:
        super().__init__(dialog)
        self.anything = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    @property
    def _dialog(self) -> QWidget:
        """Asked of Qt: a reference of its own would keep a closed dialog until the collector comes."""
        return cast(QWidget, self.parent())

    def look(self) -> None:
        """Take up all fields that are there."""
        for widget in self._dialog.findChildren(QWidget):
            self._watch(widget)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not now.property(WATCHED) and self._dialog.isAncestorOf(now):
            self.look()

    def _watch(self, widget: QWidget) -> None:
        if widget.property(WATCHED):
            return
        widget.setProperty(WATCHED, True)
        if isinstance(widget, QLineEdit):
            if not widget.isReadOnly() and widget.objectName() != SEARCH:
                widget.textEdited.connect(self._note)
        elif isinstance(widget, QPlainTextEdit | QTextEdit | QAbstractSpinBox):
            widget.installEventFilter(self)  # they do not tell what is typed from what is set
        elif isinstance(widget, QComboBox):
            widget.activated.connect(self._note)
        elif isinstance(widget, QAbstractButton) and widget.isCheckable():
            widget.clicked.connect(self._note)

    @Slot()
    def _note(self) -> None:
        self.anything = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that writes, a wheel that turns a number."""
        if event.type() == QEvent.Type.InputMethod and event.commitString():  # type: ignore[attr-defined]
            self.anything = True
        elif event.type() == QEvent.Type.KeyPress:
            writes = not getattr(watched, "isReadOnly", bool)() and bool(event.text().strip())  # type: ignore[attr-defined]
            self.anything = self.anything or writes
        elif event.type() == QEvent.Type.Wheel and isinstance(watched, QAbstractSpinBox) and watched.hasFocus():
            self.anything = True
        return super().eventFilter(watched, event)
