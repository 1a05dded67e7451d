"""Enters the readings of one test: the standard in force, what the label promises, what was measured, the verdict at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.service import complaints
from desktop.service.choices import PARAMETER
from desktop.service.complaints import Measured, Standard
from desktop.service.readings import faults, passed
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.fields.widgets import NumberEdit

if TYPE_CHECKING:
    from desktop.ui.context import Context

PARAMETERS = ("germination", "purity", "cleanness", "moisture")
HEADS = (N_("Parameter"), N_("Threshold"), N_("Label value"), N_("Result"), N_("Verdict"))
THRESHOLD, PROMISED, RESULT, VERDICT = range(1, 5)


class ReadingsDialog(FormDialog):
    """One row a parameter; the verdict follows what is typed."""

    guards = True

    def __init__(self, context: Context, complaint_id: int) -> None:
        super().__init__("readings", N_("Readings"), context.window)
        self.context, self.complaint_id = context, complaint_id
        self.standards: list[Standard] = complaints.standards_for(context.db, complaint_id)
        table = self._part("table")
        assert isinstance(table, QTableWidget)
        self.table = table
        self._fill_table()
        box = self._part("standard")
        box.addItem(_("No standard"), None)
        for place, standard in enumerate(self.standards):
            box.addItem(f"{standard.code}  {standard.title}", place)
        box.currentIndexChanged.connect(self._choose)
        self._part("tested_on").set_value(today())
        self.on("ok", self.save)
        self._choose()

    def _part(self, name: str) -> Any:
        return self.part(name)

    def _fill_table(self) -> None:
        table = self.table
        table.setRowCount(len(PARAMETERS))
        table.setColumnCount(len(HEADS))
        table.setHorizontalHeaderLabels([_(h) for h in HEADS])
        table.verticalHeader().hide()
        for row, parameter in enumerate(PARAMETERS):
            for place, text in ((0, PARAMETER.label(parameter)), (THRESHOLD, ""), (VERDICT, "")):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                table.setItem(row, place, item)
            for place in (PROMISED, RESULT):
                edit = NumberEdit()
                edit.set_unit("%")
                edit.changed.connect(self._judge)
                table.setCellWidget(row, place, edit)
        table.horizontalHeader().setSectionResizeMode(VERDICT, QHeaderView.ResizeMode.Stretch)

    @property
    def standard(self) -> Standard | None:
        """The standard that is chosen."""
        place = self._part("standard").currentData()
        return None if place is None else self.standards[place]

    def edit(self, parameter: str, column: int) -> NumberEdit:
        """The field of a parameter in a column."""
        found = self.table.cellWidget(PARAMETERS.index(parameter), column)
        assert isinstance(found, NumberEdit)
        return found

    def _choose(self, *_row: int) -> None:
        standard = self.standard
        note = "" if standard is None else " ".join(t for t in (standard.note, "" if standard.verified else _(
            "To be verified.")) if t)
        if not self.standards:
            note = _("No standard is known for this crop on that day: choose crop and day of receipt in the complaint first.")
        self._part("standard_note").setText(note)
        for row, parameter in enumerate(PARAMETERS):
            limit = standard.limits.get(parameter) if standard else None
            sign = "≤" if parameter == "moisture" else "≥"
            self._item(row, THRESHOLD).setText("" if limit is None else f"{sign} {limit:g}")
        self._judge()

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        found = self.table.item(row, column)
        assert found is not None
        return found

    def _judge(self) -> None:
        standard = self.standard
        for row, line in enumerate(self.measured()):
            limit = standard.limits.get(line.parameter) if standard else None
            verdict = passed(line.parameter, line.result, line.promised, limit)
            wrong = faults(line.parameter, line.result, line.promised, limit)
            self._item(row, VERDICT).setText(" ".join(wrong) or ("" if verdict is None else _("Passed")))
        self.table.resizeRowsToContents()

    def measured(self) -> list[Measured]:
        """What is typed, parameter by parameter."""
        return [Measured(p, self.edit(p, RESULT).value(), self.edit(p, PROMISED).value()) for p in PARAMETERS]

    def save(self) -> None:
        """Keep what was measured."""
        edits = [self._part("tested_on"), *(self.edit(p, column) for p in PARAMETERS for column in (PROMISED, RESULT))]
        if wrong := next((problem for edit in edits if (problem := edit.problem())), ""):
            self.say(wrong)
            return
        facts = {"tested_on": self._part("tested_on").value(), "laboratory": self._part("laboratory").text(),
                 "report_number": self._part("report_number").text()}
        db, number, standard, lines = self.context.db, self.complaint_id, self.standard, self.measured()
        self.submit(self.context.window, lambda: complaints.add_readings(db, number, standard, lines, facts))
