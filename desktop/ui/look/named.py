"""Widgets that show no words of their own, named for who points at them and for a screen reader at once."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget


def name_tip(widget: QWidget, words: str) -> None:
    """Name a button that shows an icon only: as its tip, and as what a screen reader says."""
    widget.setToolTip(words)
    widget.setAccessibleName(words)


def name_hint(line: QLineEdit, words: str) -> None:
    """Name a line without a label: in it while it is empty, and as what a screen reader says."""
    line.setPlaceholderText(words)
    line.setAccessibleName(words)
