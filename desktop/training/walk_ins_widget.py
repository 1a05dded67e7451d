"""A dialog into which the walk-ins of a sign-in sheet are typed or pasted, a line each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.training.registering import read_lines
from desktop.ui.dialogs.dialog import Dialog


class WalkInsDialog(Dialog):
    """`chosen(text)` tells what was typed."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Walk-ins"))
        said = QLabel(_("One person a line: name, telephone, firm or village. Paste a column of a table or a list from WeChat. "
                        "Who is on the list already is marked present."), self)
        said.setWordWrap(True)
        self.text, self.count = QPlainTextEdit(self), QLabel(self)
        self.text.setPlaceholderText(_("name  telephone  village"))
        self.text.setTabChangesFocus(True)
        self.buttons = QDialogButtonBox(self)
        self.add = self.buttons.addButton(_("Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._on_add)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (said, self.text, self.count, self.buttons):
            column.addWidget(widget)
        self.text.textChanged.connect(self._show_count)
        self.resize(460, 340)
        self._show_count()

    def _show_count(self) -> None:
        n = len(read_lines(self.text.toPlainText()))
        self.count.setText(ngettext("{n} person", "{n} people", n).format(n=n))
        self.add.setEnabled(n > 0)

    def _on_add(self) -> None:
        self.chosen.emit(self.text.toPlainText())
        self.accept()
