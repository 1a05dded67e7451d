"""Room between and inside the parts of a form, where the style sheet alone gives none."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QBoxLayout, QLineEdit, QWidget

GAP = 6  # logical pixels between what stands side by side
INSIDE = 6  # logical pixels before the number of a spin box


def space(form: QWidget) -> None:
    """Give room to every line of parts and to every spin box of `form`.

    A line of buttons inside a grid that has a vertical spacing of its own has none: they would touch. The field of a spin
    box with a style sheet begins at its very border, whatever padding the sheet says.
    """
    for line in form.findChildren(QBoxLayout):
        if line.spacing() < 1:
            line.setSpacing(GAP)
    for box in (*form.findChildren(QAbstractSpinBox), *([form] if isinstance(form, QAbstractSpinBox) else ())):
        for edit in box.findChildren(QLineEdit):
            edit.setTextMargins(INSIDE, 0, 0, 0)
