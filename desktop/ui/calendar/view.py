"""A calendar in four views: a year at a glance, a month, a week, a list of the year. Knows no feature, as the month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.i18n import _
from desktop.ui.calendar.day_list import DayList
from desktop.ui.calendar.days import add_months
from desktop.ui.calendar.grid import Event
from desktop.ui.calendar.month import MonthCalendar
from desktop.ui.calendar.year import MONTHS, YearGrid
from desktop.ui.look.named import name_tip

VIEWS = YEAR, MONTH, WEEK, LIST = ("year", "month", "week", "list")


class CalendarView(MonthCalendar):
    """`first` is the first day of the year that holds today. `moved(id, day)`: an event was dragged to another day."""

    moved = Signal(object, object)

    def __init__(self, first: date, parent: QWidget | None = None, today: date | None = None) -> None:
        self.view = MONTH
        super().__init__(parent, today)
        self.year, self.list = YearGrid(first, self.grid.today, self), DayList(self.grid.today, self)
        self.yearly, self.listed = QToolButton(self), QToolButton(self)
        self.buttons = {YEAR: self.yearly, MONTH: self.monthly, WEEK: self.weekly, LIST: self.listed}
        place = self.line.indexOf(self.monthly)
        for button, where in ((self.yearly, place), (self.listed, place + 3)):
            button.setCheckable(True)
            button.setAutoRaise(True)
            self.views.addButton(button)
            self.line.insertWidget(where, button)
        for widget in (self.year, self.list):
            widget.hide()
            self.column.addWidget(widget)
        for name, button in self.buttons.items():
            button.setProperty("view", name)
            button.toggled.connect(self._on_view)
        self.year.opened.connect(self._on_day)
        self.year.turned.connect(self.turn)
        self.list.opened.connect(self.opened)
        self.grid.moved.connect(self.moved)
        self.retranslate()

    def retranslate(self) -> None:
        """The words in the language in force."""
        super().retranslate()
        if not hasattr(self, "buttons"):
            return
        self.yearly.setText(_("Whole year"))
        self.listed.setText(_("List"))
        if self.view in (YEAR, LIST):
            name_tip(self.back, _("Previous year (Page Up)"))
            name_tip(self.on, _("Next year (Page Down)"))

    def show_view(self, name: str) -> None:
        """Show the year, the month, the week or the list."""
        self.buttons[name].setChecked(True)

    def _on_view(self, on: bool) -> None:
        name = str(self.sender().property("view"))
        if not on or name == self.view:
            return
        day = self.day
        self.view = name
        for widget, names in ((self.grid, (MONTH, WEEK)), (self.year, (YEAR,)), (self.list, (LIST,))):
            widget.setVisible(name in names)
        self.year.go_to(day)
        self.grid.go_to(day)
        self._on_month()

    def _on_day(self, day: date) -> None:
        """A day of the year opens its month."""
        self.grid.go_to(day)
        self.show_view(MONTH)

    @property
    def day(self) -> date:
        """The day the cursor is on."""
        return self.year.day if self.view == YEAR else self.grid.day

    def span(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        return (self.year.first, self.year.last()) if self.view in (YEAR, LIST) else super().span()

    def title_of_span(self) -> str:
        """The month, the week by its days, or the year by its months."""
        if self.view not in (YEAR, LIST):
            return super().title_of_span()
        first, last = self.span()
        return f"{first:%Y-%m} – {last:%Y-%m}"

    def set_events(self, events: Sequence[Event]) -> None:
        """Show these in whatever view is open."""
        if self.view == YEAR:
            self.year.set_events(events)
        elif self.view == LIST:
            self.list.set_events(events)
        else:
            super().set_events(events)

    def set_notes(self, notes: Mapping[date, str]) -> None:
        """Words for some days: the solar terms."""
        self.grid.set_notes(notes)
        self.year.set_notes(notes)

    def go_to(self, day: date) -> None:
        """Put the cursor on a day and show its month, or its year."""
        before = self.span()
        self.year.go_to(day)
        super().go_to(day)
        if self.view in (YEAR, LIST) and self.span() != before:
            self._on_month()

    def turn(self, steps: int, *_checked: bool) -> None:
        """Turn so many months, weeks or years on."""
        if self.view in (YEAR, LIST):
            self.go_to(add_months(self.day, MONTHS * steps))
        else:
            super().turn(steps)

    def go_today(self) -> None:
        """Show today."""
        self.grid.today = self.year.today = self.list.today = date.today()
        self.go_to(self.grid.today)

    def set_today(self, today: date) -> None:
        """Another day has begun."""
        self.grid.today = self.year.today = self.list.today = today


__all__ = ["LIST", "MONTH", "VIEWS", "WEEK", "YEAR", "CalendarView", "Event"]
