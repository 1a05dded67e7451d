"""A year of trainings: a line a month, a square a day; beside it what the plan still asks for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.training.choices import AUDIENCES, STATES
from desktop.training.year_calendar import DAYS, Month, mark, year_of_days
from desktop.ui.lists.shown_rows import copies_rows
from desktop.ui.look.pills import colours
from desktop.ui.page import Section

if TYPE_CHECKING:
    from desktop.ui.context import Context

SUMS = (N_("Sessions"), N_("Trainings planned"), N_("Without a day"))
DAY_WIDTH = 26


class YearSection(Section):
    """The calendar of a year. A double click on a day opens its training, or plans one there."""

    name = "training_year"
    title = N_("Year calendar")
    icon = "season"
    tables = frozenset({"trainingevent", "trainingsession", "trainingplan"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.year, self.paper, self.table = QSpinBox(self), QPushButton(self), QTableWidget(self)
        copies_rows(self.table)
        self.months: list[Month] = []
        self.year.setRange(2000, 2100)
        self.year.setValue(today().year)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setColumnCount(len(DAYS) + len(SUMS))
        self.table.setRowCount(12)
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(DAY_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for place in range(len(SUMS)):
            header.setSectionResizeMode(len(DAYS) + place, QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        line = QHBoxLayout()
        line.addWidget(self.year)
        line.addStretch(1)
        line.addWidget(self.paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        self.year.valueChanged.connect(lambda _value: self.load())
        self.paper.clicked.connect(self.print_)
        self.table.cellActivated.connect(self.open_day)
        context.language_changed.connect(self.retranslate)
        context.theme_changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.paper.setText(_("Print…"))
        self.table.setHorizontalHeaderLabels([*(str(day) for day in DAYS), *(_(title) for title in SUMS)])
        self.table.setToolTip(_("A double click opens the training of a day, or plans one"))
        self._show()

    def can(self, command: str) -> bool:
        """It is printed."""
        return command in ("refresh", "print_")

    def load(self) -> None:
        """Read the year on the worker."""
        db, year = self.context.db, self.year.value()
        self.context.tasks.read(lambda: year_of_days(db, year), self._take)

    def _take(self, months: list[Month]) -> None:
        if months[0].first.year == self.year.value():
            self.months = months
            self._show()

    def _show(self) -> None:
        for row, month in enumerate(self.months):
            self.table.setVerticalHeaderItem(row, QTableWidgetItem(f"{month.first:%Y-%m}"))
            for day in DAYS:
                self.table.setItem(row, day - 1, self._square(month, day))
            sums = (sum(len(one) for one in month.sessions.values()), month.planned, month.missing)
            said = "\n".join(_("{topic} ({audience}): {n} without a day").format(
                topic=line.topic, audience=AUDIENCES.label(line.audience), n=left) for line, left in month.lines if left)
            for place, number in enumerate(sums):
                item = QTableWidgetItem(str(number) if number else "")
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                item.setToolTip(said)
                self.table.setItem(row, len(DAYS) + place, item)

    def _square(self, month: Month, day: int) -> QTableWidgetItem:
        own = month.sessions.get(day, []) if day <= month.length else []
        item = QTableWidgetItem(mark(own))
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        item.setToolTip("\n\n".join(one.tip for one in own))
        if day > month.length:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        elif own:
            ground, ink = colours(STATES.colour(own[0].state), self.palette())
            item.setBackground(ground)
            item.setForeground(ink)
        elif month.weekend(day):
            item.setBackground(self.palette().alternateBase())
        return item

    def open_day(self, row: int, column: int) -> None:
        """Open the training of a day; plan one where there is none."""
        month, day = self.months[row] if self.months else None, column + 1
        if month is None or day > month.length:
            return
        own = month.sessions.get(day, [])
        if own:
            self.context.open("trainingevent", own[0].id)
        else:
            self.plan(month.first.replace(day=day))

    def plan(self, day: date) -> None:
        """Plan a training on a day."""
        from desktop.training.actions import TrainingEvent
        from desktop.ui.book.record_dialog import RecordDialog

        dialog = RecordDialog(self.context, TrainingEvent, self.window())
        dialog.start({"held_on": day, "starts_at": "09:00"}, None)
        dialog.open()

    def print_(self) -> None:
        """Show the year as a paper."""
        from desktop.training.year_calendar import year_sheet
        from desktop.ui.preview.preview import Preview

        db, year = self.context.db, self.year.value()
        Preview(self.context, str(year), lambda: year_sheet(db, year), kind="year_sheet").show()
