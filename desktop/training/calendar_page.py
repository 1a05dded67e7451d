"""The trainings of a month as a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.training import actions
from desktop.training.choices import STATES
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.calendar.month import Event, MonthCalendar
from desktop.ui.context import Context
from desktop.ui.page import Section


class CalendarSection(Section):
    """A month of trainings. A click opens one, a double click on a day plans one."""

    name = "calendar"
    title = N_("Calendar")
    icon = "calendar"
    tables = frozenset({"trainingevent", "trainingsession"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.month = MonthCalendar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.addWidget(self.month)
        self.paper = QPushButton(self)
        self.paper.clicked.connect(self.print_)
        self.month.line.addStretch(1)
        self.month.line.addWidget(self.paper)
        self.month.month_changed.connect(self._on_month)
        self.month.opened.connect(self._on_opened)
        self.month.wanted.connect(self.plan)
        context.language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.paper.setText(_("Print…"))

    def print_(self) -> None:
        """Show the month, or the week, that is in view as a paper."""
        from desktop.training.papers import month_sheet, week_sheet
        from desktop.ui.preview.preview import Preview

        db, weekly = self.context.db, self.month.grid.weekly
        day = self.month.span()[0] if weekly else self.month.grid.month
        build = week_sheet if weekly else month_sheet
        Preview(self.context, self.month.title_of_span(), lambda: build(db, day), kind=build.__name__).show()

    def can(self, command: str) -> bool:
        """A new training on the day that is chosen."""
        return command in ("new_record", "refresh", "print_")

    def new_record(self) -> None:
        """Plan a training on the day that is chosen."""
        self.plan(self.month.day)

    def load(self) -> None:
        """Read the trainings of the days in view."""
        first, last = self.month.span()
        db = self.context.db
        self.context.tasks.read(lambda: (first, actions.between(db, first, last)), self._take)

    def _on_month(self, *_days: date) -> None:
        self.load()

    def _take(self, result: tuple[date, list[actions.Dated]]) -> None:
        first, lines = result
        if first == self.month.span()[0]:
            self.month.set_events([Event(e.id, e.on, e.title, STATES.colour(e.state), tip=e.tip) for e in lines])

    def _on_opened(self, number: int) -> None:
        self.context.open("trainingevent", number)

    def plan(self, day: date) -> None:
        """Plan a training on a day."""
        dialog = RecordDialog(self.context, actions.TrainingEvent, self.window())
        dialog.start({"held_on": day, "starts_at": "09:00"}, None)
        dialog.open()
