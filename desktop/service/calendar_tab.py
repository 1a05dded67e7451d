"""The calendar of measures of the sheet shown, with the days of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QSpinBox, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.solar_terms import FIRST, LAST
from desktop.service.sheet_checks import doubts
from desktop.service.technique_report import calendar_of, calendar_table
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.lists.shown_rows import copies_rows
from desktop.ui.look.spacing import space

if TYPE_CHECKING:
    from desktop.core.documents.model import Table
    from desktop.ui.context import Context


class CalendarTab(SeenTab):
    """Shows what `technique_report` prints, for the year that is chosen."""

    watched = frozenset({"techniquestep", "techniquesheet"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.label, self.year, self.note = QLabel(self), QSpinBox(self), QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.year.setRange(FIRST, LAST)
        self.year.setValue(today().year)
        space(self.year)
        self.label.setBuddy(self.year)
        self.doubts = QLabel(self)
        self.doubts.setObjectName("problem")
        self.doubts.setTextFormat(Qt.TextFormat.PlainText)
        self.doubts.setWordWrap(True)
        self.doubts.hide()
        self.table = QTableWidget(self)
        copies_rows(self.table)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        line = QHBoxLayout()
        for widget in (self.label, self.year, self.note):
            line.addWidget(widget)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 2)
        column.addLayout(line)
        column.addWidget(self.doubts)
        column.addWidget(self.table, 1)
        self.year.valueChanged.connect(self.read_again)
        context.language_changed.connect(self._on_language)
        self._name()

    def _name(self) -> None:
        self.label.setText(_("Year"))

    def _on_language(self) -> None:
        self._name()
        self.read_again()

    def read(self, record_id: int) -> None:
        year, db = self.year.value(), self.context.db

        def made() -> tuple[int, Table, list[str]]:
            lines = calendar_of(db, record_id, year)
            return record_id, calendar_table(lines), doubts(db, record_id, lines)

        self.context.tasks.read(made, self._show)

    def _show(self, result: tuple[int, Table, list[str]]) -> None:
        number, made, found = result
        if number != self.record_id:
            return
        self.note.setText("" if made.rows else _("Add measures on the sub-tab “Measures” first."))
        self.doubts.setText("\n".join(found))
        self.doubts.setVisible(bool(found))
        self.table.clear()
        self.table.setColumnCount(len(made.columns))
        self.table.setRowCount(len(made.rows))
        self.table.setHorizontalHeaderLabels([c.header for c in made.columns])
        for r, row in enumerate(made.rows):
            for c, cell in enumerate(row):
                self.table.setItem(r, c, QTableWidgetItem(str(cell or "")))
        header = self.table.horizontalHeader()
        for place, shown in enumerate(made.columns):
            mode = QHeaderView.ResizeMode.Stretch if shown.weight > 1 else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(place, mode)
        self.table.resizeRowsToContents()
