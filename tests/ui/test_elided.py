"""A label that ends in … rather than in the middle of a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.look.elided import ElidedLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_text_without_room_ends_in_dots_and_stays_whole_underneath(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("A title that is rather long")
    label.resize(60, 24)
    label.show()
    assert label.elided().endswith("…")
    assert label.text() == "A title that is rather long"
    label.resize(900, 24)
    assert label.elided() == label.text()
