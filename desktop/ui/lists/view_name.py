"""Asks for the name of a saved view."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.core.i18n import N_, _
from desktop.ui.dialogs.dialog import FormDialog


class ViewNameDialog(FormDialog):
    """Name of a view, and whether it is shown first. `named(name, first)`."""

    guards = False

    named = Signal(str, bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("view_name", N_("Save as view"), parent)
        self.on("ok", self.accept)
        line = self.part("name")
        assert isinstance(line, QLineEdit)
        self.line = line
        self.line.setText(name)
        self.line.selectAll()
        self.line.setFocus()

    def accept(self) -> None:
        """Give the name, if there is one."""
        name = self.line.text().strip()
        if not name:
            self.say(_("Give the view a name."))
            return
        first = self.part("first")
        assert isinstance(first, QCheckBox)
        self.named.emit(name, first.isChecked())
        super().accept()
