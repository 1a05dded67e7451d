"""A computed field on a form: its value as it follows from what is typed, never typed itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.core.computed import Computed
from desktop.core.listing import Column, show
from desktop.ui.fields.widgets import NumberEdit


class ComputedLine(NumberEdit):
    """Shows what `field` gives; read only."""

    def __init__(self, field: Computed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.shown = Column(field.name, field.title, None, field.kind, decimals=field.decimals)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.set_unit(field.unit)

    def follow(self, values: Mapping[str, Any]) -> None:
        """Show what follows from these values of the record."""
        self.setText(show(self.shown, self.field.of_values(values)))
