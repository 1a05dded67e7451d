"""Dialogs stand on the screen whole, and nothing in them touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QSpinBox

from desktop.core import i18n
from desktop.core.paths import form
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.dialogs.placed import FRAME, placed
from desktop.ui.look.fitting import fit_into

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SCREEN = QRect(0, 0, 1366, 738)
SMALL = QSize(911, 472)  # logical pixels, without the bar of the system
PLAIN = sorted(path.stem for path in form("bulk").parent.glob("*.ui") if "PdfView" not in path.read_text(encoding="utf-8"))


def shown(qtbot: QtBot, name: str) -> FormDialog:
    """A dialog around a form, which the test closes."""
    made = FormDialog(name, name)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("size", [QSize(400, 300), QSize(1240, 690), QSize(1350, 690)])
@pytest.mark.parametrize("above", [SCREEN, QRect(-40, -60, 500, 400), QRect(1100, 600, 400, 300)])
def test_a_dialog_and_its_frame_lie_on_the_screen_wherever_the_window_stands(size: QSize, above: QRect) -> None:
    framed = size + FRAME
    assert SCREEN.contains(QRect(placed(framed, above, SCREEN), framed))


def test_a_dialog_is_never_larger_than_the_screen_and_its_frame_is_on_it(qtbot: QtBot) -> None:
    made = FormDialog("trial_copy", "Copy")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.resize(9000, 9000)
    made.show()
    assert made.screen().availableGeometry().contains(QRect(made.pos(), made.size() + FRAME))


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_dialog_fits_a_screen_of_1366_by_768_at_150_percent(qtbot: QtBot, name: str, language: str) -> None:
    with i18n.using(language):
        made = FormDialog(name, name)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(made)
        fit_into(made, SMALL - FRAME)
        least = made.minimumSizeHint()
        assert least.width() <= SMALL.width() - FRAME.width() and least.height() <= SMALL.height() - FRAME.height(), least
        made.resize(SMALL - FRAME)
        made.show()
        buttons = [b for b in made.findChildren(QPushButton) if b.isVisibleTo(made)]
        areas = [a for a in made.findChildren(QScrollArea) if a.isAncestorOf(buttons[0])] if buttons else []
        for button in buttons:  # whole on the screen, or in an area that is scrolled to it
            corner = button.mapTo(made, button.rect().bottomRight())
            assert areas or made.rect().contains(corner), button.objectName()


@pytest.mark.parametrize("name", PLAIN)
def test_buttons_beside_each_other_never_touch_and_numbers_stand_off_their_border(qtbot: QtBot, name: str) -> None:
    made = shown(qtbot, name)
    buttons = [b for b in made.findChildren(QPushButton) if b.isVisible()]
    for one in buttons:
        for other in buttons:
            apart = other.x() - one.geometry().right()
            if one.parent() is other.parent() and one.y() == other.y() and apart > 0:
                assert apart > 4, f"{one.objectName()} touches {other.objectName()}"
    assert all(box.findChild(QLineEdit).textMargins().left() > 4 for box in made.findChildren(QSpinBox))
