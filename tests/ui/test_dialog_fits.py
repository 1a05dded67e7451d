"""Dialogs fit the screen they are shown on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_dialog_is_never_larger_than_the_screen(qtbot: QtBot) -> None:
    made = FormDialog("trial_copy", "Copy")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.resize(9000, 9000)
    made.show()
    room = made.screen().availableGeometry()
    assert made.width() < room.width()
    assert made.height() < room.height()
