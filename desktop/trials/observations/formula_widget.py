"""What a formula may hold, in a window of its own that stays open beside the form."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.catalogue.formula_check import formula_words
from desktop.core.i18n import _
from desktop.ui.dialogs.dialog import Dialog


class FormulaHelp(Dialog):
    """Functions and facts, to read and to copy from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Formula help"))
        text = QPlainTextEdit(formula_words(), self)
        text.setReadOnly(True)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(buttons)
        self.resize(620, 400)
