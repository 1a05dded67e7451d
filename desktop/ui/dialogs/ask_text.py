"""Asks for a note or a reason in a small window that blocks nothing and is answered by keys alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QInputDialog, QPlainTextEdit, QPushButton, QWidget

WIDTH = 420


def ask_text(parent: QWidget, title: str, question: str, then: Callable[[str], object], text: str = "") -> QInputDialog:
    """Open the window; `then` is called with the text if it is confirmed. Ctrl+Enter confirms, Tab leaves the text."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setWindowTitle(title)
    dialog.setLabelText(question)
    dialog.setTextValue(text)
    dialog.setMinimumWidth(WIDTH)
    dialog.textValueSelected.connect(then)
    dialog.open()
    edit = dialog.findChild(QPlainTextEdit)
    if edit is not None:
        edit.setTabChangesFocus(True)
        edit.setMaximumHeight(6 * edit.fontMetrics().lineSpacing())
    for button in dialog.findChildren(QPushButton):
        button.setIcon(QIcon())
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), dialog).activated.connect(dialog.accept)
    dialog.adjustSize()
    return dialog
