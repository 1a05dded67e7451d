"""The list of values that differ from those that are there: a rule for all of them, or a decision for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.core.i18n import _
from desktop.core.importing import RULES, Conflict
from desktop.ui.fields.still_box import StillBox

SHOWN = 300  # more are decided by a rule


class ConflictList(QObject):
    """Fills the box of the form; tells `decide(key, rule)` what was picked, key "" for all."""

    def __init__(self, box: QWidget, rule: QComboBox, table: QTableWidget, decide: Callable[[str, str], None]) -> None:
        super().__init__(box)
        self.box, self.rule, self.table, self.decide = box, rule, table, decide
        self.conflicts: Sequence[Conflict] = ()
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rule.activated.connect(self._on_rule)
        box.hide()

    def show(self, conflicts: Sequence[Conflict], decisions: Mapping[str, str]) -> None:
        """Show conflicts as they are decided; hidden where there are none."""
        self.box.setVisible(bool(conflicts))
        self.conflicts = conflicts[:SHOWN]
        _fill(self.rule, _("decide each"), decisions.get("", ""))
        place = self.table.verticalScrollBar().value()
        self.table.clear()
        self.table.setColumnCount(4)
        self.table.setHorizontalHeaderLabels([_("What"), _("Is there"), _("In the file"), _("What stands")])
        self.table.setRowCount(len(self.conflicts))
        for row, conflict in enumerate(self.conflicts):
            for column, text in enumerate((conflict.what, str(conflict.stored), str(conflict.new))):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                item.setToolTip(escape(text))
                self.table.setItem(row, column, item)
            self.table.setCellWidget(row, 3, self._box(row, conflict))
        header = self.table.horizontalHeader()
        for column in range(3):  # they share the width: on a small screen nothing is scrolled sideways
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        boxes = [self.table.cellWidget(row, 3) for row in range(len(self.conflicts))]
        header.resizeSection(3, max((box.sizeHint().width() for box in boxes if box is not None), default=120) + 4)
        self.table.verticalScrollBar().setValue(place)

    def _box(self, row: int, conflict: Conflict) -> QComboBox:
        box = StillBox(self.table)
        box.setProperty("row", row)
        _fill(box, _("please choose"), conflict.decision)
        box.activated.connect(self._on_one)
        return box

    def _on_rule(self) -> None:
        self.decide("", str(self.rule.currentData()))

    def _on_one(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.decide(self.conflicts[int(box.property("row"))].key, str(box.currentData()))


def _fill(box: QComboBox, nothing: str, chosen: str) -> None:
    was = box.blockSignals(True)
    box.clear()
    box.addItem(nothing, "")
    for name, title in RULES.items():
        box.addItem(_(title), name)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(was)
