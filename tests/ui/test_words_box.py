"""A box to choose from that is too narrow for its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop.core.choices import Choices
from desktop.core.paths import form
from desktop.ui.fields.widgets import ChoiceBox
from desktop.ui.loader import load
from desktop.ui.look import theme
from desktop.ui.look.words_box import WordsBox

LONG = "Agricultural technology extension station of the county"


@pytest.fixture
def box(qtbot: QtBot) -> ChoiceBox:
    """A narrow box of two words, the long one chosen."""
    made = ChoiceBox()
    qtbot.addWidget(made)
    made.fill(Choices("x", {"long": LONG, "short": "Shop"}))
    made.set_value("long")
    made.resize(120, 26)
    made.show()
    qtbot.waitExposed(made)
    return made


def asked(box: ChoiceBox) -> str:
    """What the mouse is told."""
    QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), box.mapToGlobal(QPoint(5, 5))))
    return box.toolTip()


def test_words_without_room_end_in_an_ellipsis_and_the_mouse_tells_all_of_them(box: ChoiceBox) -> None:
    assert box.shown_words().endswith("…") and asked(box) == LONG
    image = box.grab().toImage()
    box.setItemText(box.currentIndex(), box.shown_words())
    assert box.grab().toImage() == image, "what is drawn is not the words that end in …"


def test_words_with_room_stand_whole_under_the_tip_that_was_set(box: ChoiceBox) -> None:
    box.setToolTip("Kind of place")
    box.set_value("short")
    assert box.shown_words() == "Shop" and asked(box) == "Kind of place"
    box.set_value("long")
    assert asked(box) == LONG
    box.resize(600, 26)
    assert box.shown_words() == LONG and asked(box) == "Kind of place"


@pytest.mark.parametrize("words", ["Enter moves down", "回车向下", "Fit width"])
def test_a_box_as_wide_as_it_asks_for_cuts_nothing(words: str, qtbot: QtBot) -> None:
    made = WordsBox()
    qtbot.addWidget(made)
    made.setStyleSheet(theme.style_sheet(10))
    made.addItem(words)
    made.show()
    qtbot.waitExposed(made)
    made.resize(made.sizeHint())
    assert made.shown_words() == words
    made.resize(made.sizeHint().width() - 12, made.height())
    assert made.shown_words() != words


def test_what_is_offered_opens_as_wide_as_its_words(box: ChoiceBox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QComboBox, "showPopup", lambda self: None)  # this platform raises no popups
    box.showPopup()
    words = box.fontMetrics().horizontalAdvance(LONG)
    assert box.width() < words <= box.view().minimumWidth() <= box.screen().availableGeometry().width()
    box.resize(2000, 26)
    box.showPopup()
    assert box.view().minimumWidth() <= box.screen().availableGeometry().width()


def test_every_box_that_is_drawn_in_a_form_is_such_a_one(qtbot: QtBot) -> None:
    assert "QComboBox" in form("new_database").read_text(encoding="utf-8")
    made = load("new_database")
    qtbot.addWidget(made)
    found = made.findChildren(QComboBox)
    assert found and all(isinstance(one, WordsBox) and one.objectName() for one in found)
