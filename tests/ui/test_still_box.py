"""A box in the cell of a table leaves the wheel to the table."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from desktop.ui.fields.still_box import StillBox


def test_the_wheel_leaves_the_choice_alone_and_goes_on_to_the_table(qtbot: QtBot) -> None:
    table = QTableWidget(40, 1)
    qtbot.addWidget(table)
    box = StillBox(table)
    box.addItems(["yield", "height", "moisture"])
    box.setCurrentIndex(1)
    table.setCellWidget(0, 0, box)
    table.resize(200, 200)
    with qtbot.waitExposed(table):
        table.show()
    middle = box.rect().center()
    turn = QWheelEvent(
        QPointF(middle), QPointF(box.mapToGlobal(middle)), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "height"
    assert not turn.isAccepted()  # so that it goes on to the table
