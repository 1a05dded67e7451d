"""The section of figures: a year by region, topic, audience, month or trainer; a double click opens what a figure counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core import money
from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.units import format_number, quantity
from desktop.training.figures import GROUPS, Part, Year, behind, year_of
from desktop.ui.book.rows_behind import show_rows
from desktop.ui.lists.shown_rows import copies_rows
from desktop.ui.look.words_box import WordsBox
from desktop.ui.page import Section

if TYPE_CHECKING:
    from desktop.ui.context import Context

HEADS = {"planned": N_("Trainings planned"), "held": N_("Trainings held"), "registered": N_("Registered"),
         "present": N_("Attended"), "excused": N_("Excused"), "share": N_("Attendance rate (%)"),
         "reach": N_("People reached"), "growers": N_("Growers"),
         "dealers": N_("Dealers reached"), "hours": N_("Person-hours"), "gain": N_("Normalised gain (%)"),
         "cost": N_("Cost (yuan)"), "per_head": N_("Cost a head (yuan)"), "per_hour": N_("Cost an hour (yuan)")}


def cells_of(part: Part) -> list[str]:
    """The figures of a part as they are shown, in the order of `HEADS`."""
    counts = [part.planned, len(part.events), len(part.people), len(part.present), part.excused]
    return [*("" if n is None else f"{n:,}" for n in counts), _decimal(part.share), f"{part.reach:,}", f"{part.growers:,}",
            f"{len(part.dealers):,}", f"{part.hours:,.1f}", _decimal(part.gain),
            *(money.text(amount) for amount in (part.cost, part.per_head, part.per_hour))]


def _decimal(value: float | None) -> str:
    return "" if value is None else format_number(value, 1)


class FiguresSection(Section):
    """The figures of a year; every one opens its rows."""

    name = "training_figures"
    title = N_("Training figures")
    icon = "chart"
    tables = frozenset({"trainingevent", "participant", "trainingsession", "sessionmark", "trainingplan", "dealer",
                        "membership", "region"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.year, self.by, self.said = QSpinBox(self), WordsBox(self), QLabel(self)
        self.summary = QPushButton(self)
        self.table = QTableWidget(self)
        copies_rows(self.table)
        self.found: Year | None = None
        self.year.setRange(2000, 2100)
        self.year.setValue(today().year)
        for name in GROUPS:
            self.by.addItem("", name)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setObjectName("figures")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        line = QHBoxLayout()
        for widget in (self.year, self.by, self.summary):
            line.addWidget(widget)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.addLayout(line)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        self.year.valueChanged.connect(lambda _value: self.load())
        self.by.currentIndexChanged.connect(lambda _row: self.load())
        self.summary.clicked.connect(self.print_)
        self.table.cellActivated.connect(self.open_rows)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.by.blockSignals(True)
        for place, title in enumerate(GROUPS.values()):
            self.by.setItemText(place, _("By {group}").format(group=_(title).lower()))
        self.by.blockSignals(False)
        self.summary.setText(_("Summary of the year…"))
        self.table.setToolTip(_("A double click shows the rows a figure is made of"))
        if self.found is not None:
            self.load()

    def can(self, command: str) -> bool:
        """The summary is printed."""
        return command in ("refresh", "print_")

    def load(self) -> None:
        """Count on the worker."""
        db, year, by = self.context.db, self.year.value(), self.by.currentData()
        self.context.tasks.read(lambda: year_of(db, year, by), self._take)

    def _take(self, found: Year) -> None:
        if (found.first.year, found.by) != (self.year.value(), self.by.currentData()):
            return
        self.found = found
        parts = [*found.parts, found.whole]
        self.table.clear()
        self.table.setColumnCount(len(HEADS) + 1)
        self.table.setRowCount(len(parts))
        self.table.setHorizontalHeaderLabels([_(GROUPS[found.by]), *(_(head) for head in HEADS.values())])
        for row, part in enumerate(parts):
            self._fill(row, part, bold=part is found.whole)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        covered = "–" if found.coverage is None else quantity(format_number(found.coverage, 1), "%")
        self.said.setText(_("Active dealers with somebody trained: {n} of {all} ({percent}) · plan fulfilled: {plan}").format(
            n=len(found.whole.dealers), all=found.active_dealers, percent=covered,
            plan="–" if found.whole.fulfilled is None else quantity(format_number(found.whole.fulfilled, 0), "%")))

    def _fill(self, row: int, part: Part, *, bold: bool) -> None:
        for place, text in enumerate([part.title, *cells_of(part)]):
            item = QTableWidgetItem(text)
            if place:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if bold:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.table.setItem(row, place, item)

    def open_rows(self, row: int, column: int) -> None:
        """Show the rows that a figure is made of."""
        if self.found is None:
            return
        part = [*self.found.parts, self.found.whole][row]
        figure = list(HEADS)[max(0, column - 1)] if column else "held"
        show_rows(self.context, behind(self.found, part, figure), f"{part.title} · {_(HEADS[figure])}")

    def print_(self) -> None:
        """Show the summary of the year, ready to print."""
        from desktop.training.papers import year_summary
        from desktop.ui.preview.preview import Preview

        db, year = self.context.db, self.year.value()
        Preview(self.context, _("Summary of the year"), lambda: year_summary(db, year), kind="year_summary").show()
