"""A table whose columns were given widths, or share what is left, shows its headings whole in any language."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QHeaderView, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.look.least_rows import keep_rows
from tests.ui.measuring import cut_words

SHORT, LONG = ["A", "B", "C"], ["Announced value", "Product and dose per mu", "Estimated loss (yuan)"]


@pytest.mark.parametrize("mode", [QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Stretch])
def test_headings_are_whole_in_another_language_and_room_is_shared_again(qtbot: QtBot, mode: QHeaderView.ResizeMode) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    table = QTableWidget(2, 3, frame)
    QVBoxLayout(frame).addWidget(table)
    header = table.horizontalHeader()
    table.setHorizontalHeaderLabels(SHORT)
    for place in range(3):
        table.setColumnWidth(place, 60)
        header.setSectionResizeMode(place, mode)
    keep_rows(frame)
    frame.resize(260, 200)
    frame.show()
    table.setHorizontalHeaderLabels(LONG)
    qtbot.waitUntil(lambda: not cut_words(frame))
    frame.resize(1200, 200)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not cut_words(frame))
    if mode == QHeaderView.ResizeMode.Stretch:
        qtbot.waitUntil(lambda: header.length() == table.viewport().width())
