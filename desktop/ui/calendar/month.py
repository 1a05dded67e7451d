"""A month or a week at a glance: events as coloured chips on their days. Knows no feature: it is given events and tells clicks.

    month = MonthCalendar()
    month.month_changed.connect(…)      # (first day shown, last day shown): fetch the events of these days
    month.set_events([Event(id, day, "Field day", "green")])
    month.opened.connect(…)             # (id) an event was clicked
    month.wanted.connect(…)             # (day) double click or Enter on an empty day: make one
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.ui.calendar.days import title_of_month
from desktop.ui.calendar.grid import Event, MonthGrid
from desktop.ui.look.icons import icon
from desktop.ui.look.named import name_tip


class MonthCalendar(QWidget):
    """A month with its events, and the buttons that turn it."""

    opened = Signal(object)
    wanted = Signal(object)
    month_changed = Signal(object, object)
    day_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, today: date | None = None) -> None:
        super().__init__(parent)
        self.grid = MonthGrid(today or date.today(), self)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.title.setFont(font)
        self.back, self.on, self.now = _turner("left", self), _turner("right", self), QPushButton(self)
        self.monthly, self.weekly = QToolButton(self), QToolButton(self)
        self.views = QButtonGroup(self)
        for button in (self.monthly, self.weekly):
            button.setCheckable(True)
            button.setAutoRaise(True)
            self.views.addButton(button)
        self.monthly.setChecked(True)
        self.line = QHBoxLayout()
        for widget in (self.back, self.now, self.on, self.title, self.monthly, self.weekly):
            self.line.addWidget(widget)
        self.line.insertSpacing(4, 12)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(6, 6, 6, 6)
        self.column.addLayout(self.line)
        self.column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.back.clicked.connect(partial(self.turn, -1))
        self.on.clicked.connect(partial(self.turn, 1))
        self.weekly.toggled.connect(self.grid.show_weekly)
        self.now.clicked.connect(self.go_today)
        self.grid.opened.connect(self.opened)
        self.grid.wanted.connect(self.wanted)
        self.grid.day_changed.connect(self.day_changed)
        self.grid.month_changed.connect(self._on_month)

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.now.setText(_("This day"))
        weekly = self.grid.weekly
        name_tip(self.back, _("Previous week (Page Up)") if weekly else _("Previous month (Page Up)"))
        name_tip(self.on, _("Next week (Page Down)") if weekly else _("Next month (Page Down)"))
        self.monthly.setText(_("Month"))
        self.weekly.setText(_("Week"))
        self.title.setText(self.title_of_span())
        self.grid.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def day(self) -> date:
        """The day the cursor is on."""
        return self.grid.day

    def span(self) -> tuple[date, date]:
        """The first and the last day that are shown (of six whole weeks at most)."""
        weeks = self.grid.weeks
        return weeks[0][0], weeks[-1][-1]

    def title_of_span(self) -> str:
        """The month that is shown, or the week by its first and last day."""
        first, last = self.span()
        return f"{first.isoformat()} – {last.isoformat()}" if self.grid.weekly else title_of_month(self.grid.month)

    def show_weekly(self, on: bool) -> None:
        """Show a week, or a month."""
        (self.weekly if on else self.monthly).setChecked(True)

    def set_events(self, events: Sequence[Event]) -> None:
        """Show these events; those outside the days shown are left out."""
        self.grid.set_events(events)

    def go_to(self, day: date) -> None:
        """Put the cursor on a day and show its month."""
        self.grid.go_to(day)

    def turn(self, steps: int, *_checked: bool) -> None:
        """Turn so many months on, or weeks where a week is shown."""
        self.grid.turn(steps)

    def go_today(self) -> None:
        """Show today."""
        self.grid.today = date.today()
        self.grid.go_to(self.grid.today)

    def _on_month(self) -> None:
        self.retranslate()
        self.month_changed.emit(*self.span())


def _turner(name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(name))
    button.setAutoRaise(True)
    return button


__all__ = ["Event", "MonthCalendar"]
