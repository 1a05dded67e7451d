"""A month at a glance: events as coloured chips on their days. Knows no feature: it is given events and tells clicks.

    month = MonthCalendar()
    month.month_changed.connect(…)      # (first day shown, last day shown): fetch the events of these days
    month.set_events([Event(id, day, "Field day", "green")])
    month.opened.connect(…)             # (id) an event was clicked
    month.wanted.connect(…)             # (day) double click or Enter on an empty day: make one
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.ui.calendar.days import add_months, title_of_month, weeks_of
from desktop.ui.calendar.grid import Event, MonthGrid
from desktop.ui.look.icons import icon


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
        line = QHBoxLayout()
        for widget in (self.back, self.now, self.on, self.title):
            line.addWidget(widget)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(line)
        column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self.back.clicked.connect(self.previous_month)
        self.on.clicked.connect(self.next_month)
        self.now.clicked.connect(self.go_today)
        self.grid.opened.connect(self.opened)
        self.grid.wanted.connect(self.wanted)
        self.grid.day_changed.connect(self.day_changed)
        self.grid.month_changed.connect(self._on_month)

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.now.setText(_("This day"))
        self.back.setToolTip(_("Previous month (Page Up)"))
        self.on.setToolTip(_("Next month (Page Down)"))
        self.title.setText(title_of_month(self.grid.month))
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
        weeks = weeks_of(self.grid.month)
        return weeks[0][0], weeks[-1][-1]

    def set_events(self, events: Sequence[Event]) -> None:
        """Show these events; those outside the days shown are left out."""
        self.grid.set_events(events)

    def go_to(self, day: date) -> None:
        """Put the cursor on a day and show its month."""
        self.grid.go_to(day)

    def previous_month(self) -> None:
        """Turn one month back."""
        self.grid.go_to(add_months(self.grid.day, -1))

    def next_month(self) -> None:
        """Turn one month on."""
        self.grid.go_to(add_months(self.grid.day, 1))

    def go_today(self) -> None:
        """Show today."""
        self.grid.today = date.today()
        self.grid.go_to(self.grid.today)

    def _on_month(self) -> None:
        self.title.setText(title_of_month(self.grid.month))
        self.month_changed.emit(*self.span())


def _turner(name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(name))
    button.setAutoRaise(True)
    return button


__all__ = ["Event", "MonthCalendar"]
