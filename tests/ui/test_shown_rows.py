"""Ctrl+C puts rows below their headings on the clipboard, in whatever table they stand."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableWidget, QTableWidgetItem, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.ui.lists.shown_rows import copies_rows

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"
PLAIN = re.compile(r"\b(QTableWidget|QTableView|QTreeWidget|QTreeView)\(\S")
COPY = re.compile(r"\bcopies_rows\(|\bprepare\(")


def copied(view: QAbstractItemView, qtbot: QtBot) -> list[str]:
    qtbot.addWidget(view)
    view.show()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QApplication.clipboard().text().splitlines()


def table() -> QTableWidget:
    made = QTableWidget(3, 3)
    made.setHorizontalHeaderLabels(["Name", "hidden", "Bags"])
    for row, cells in enumerate((("甲", "x", "1"), ("=1+1", "y", "2"), ("丙\n农资", "z", "-3"))):
        for column, cell in enumerate(cells):
            made.setItem(row, column, QTableWidgetItem(cell))
    made.setColumnHidden(1, True)
    copies_rows(made)
    return made


def test_the_rows_chosen_are_copied_and_all_where_none_is(qtbot: QtBot) -> None:
    made = table()
    assert copied(made, qtbot) == ["Name\tBags", "甲\t1", "'=1+1\t2", "丙 农资\t-3"]
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.selectRow(1)
    assert copied(made, qtbot) == ["Name\tBags", "'=1+1\t2"]


def test_a_tree_is_copied_with_what_stands_below(qtbot: QtBot) -> None:
    made = QTreeWidget()
    made.setHeaderLabels(["When", "What"])
    top = QTreeWidgetItem(made, ["10:00", "changed"])
    QTreeWidgetItem(top, ["", "name: 甲 → 乙"])
    copies_rows(made)
    assert copied(made, qtbot) == ["When\tWhat", "10:00\tchanged", "\tname: 甲 → 乙"]


def test_every_table_of_the_program_can_be_copied() -> None:
    silent = [path.relative_to(DESKTOP).as_posix() for path in sorted(DESKTOP.rglob("*.py"))
              if PLAIN.search(text := path.read_text(encoding="utf-8")) and not COPY.search(text)]
    assert not silent, f"let Ctrl+C put its rows on the clipboard: copies_rows(view)\n{silent}"
