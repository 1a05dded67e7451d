"""Buttons that open a menu: they show that they do (by style.qss), and let go of the highlight when it closes."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton


def hang(button: QToolButton | QPushButton, menu: QMenu) -> None:
    """Let `button` open `menu` at once when it is pressed."""
    button.setMenu(menu)
    if isinstance(button, QToolButton):
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    let_go = QTimer(button)
    let_go.setSingleShot(True)
    let_go.timeout.connect(lambda: _look_again(button))
    menu.aboutToHide.connect(let_go.start)


def _look_again(button: QToolButton | QPushButton) -> None:
    """The mouse left the button while the menu had it, so that the button never heard of that."""
    under = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, under)
    button.update()
