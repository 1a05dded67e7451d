"""Everything with a date as a month or a week: visits, promises, papers that end, trainings, trials, time limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, language, using
from desktop.core.reminders import Agenda
from desktop.today import board, dates
from desktop.ui.context import Context
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.icons import icon
from desktop.ui.page import Section

if TYPE_CHECKING:
    from desktop.core.documents.model import Document
    from desktop.core.feature import Feature

COLOURS = {"late": "red", "soon": "amber", "info": "blue", "done": "grey"}
HIDDEN = "today.calendar.hidden"
NEW = (("visit", N_("New visit"), "dealers", "visits"), ("photo", N_("Farmer's problem"), "service", "cases"),
       ("training", N_("New training"), "training", "trainings"))
BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
LINE = 480  # logical pixels: what else stands in the line of the buttons


@dataclass(frozen=True)
class CalendarPlace:
    """The day the cursor is on, and whether its week or its month is shown."""

    day: date
    weekly: bool


class CalendarSection(Section):
    """The calendar of all features. A click opens the record; a double click, or Enter, on an empty day offers to make one."""

    name = "dates"
    title = N_("Calendar")
    icon = "calendar"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        from desktop.ui.calendar.month import MonthCalendar  # not for Today, which stands in the same room

        super().__init__(context, parent)
        self.dates: dates.Dates | None = None
        self.month = MonthCalendar(self)
        self.features = [f for f in context.window.program.features if f.reminders]
        self._hidden = set(context.settings.remembered.get(HIDDEN, ()))
        self.kinds = {feature.name: self._kind(feature) for feature in self.features}
        self._named = sum(button.sizeHint().width() + 4 for button in self.kinds.values())
        kinds = FlowLayout(spacing=4)
        for button in self.kinds.values():
            kinds.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.addWidget(self.month, 1)
        self.month.line.addSpacing(18)
        self.month.line.addLayout(kinds, 1)
        self.month.month_changed.connect(self._on_month)
        self.month.opened.connect(self._on_opened)
        self.month.wanted.connect(self.offer)
        self.setFocusProxy(self.month)

    def _kind(self, feature: Feature) -> QToolButton:
        """The button that shows or hides what one feature brings."""
        button = QToolButton(self)
        button.setIcon(icon(feature.icon))
        button.setText(_(feature.title).replace("&", "&&"))
        button.setToolTip(_("Show or hide: {kind}").format(kind=_(feature.title)))
        button.setToolButtonStyle(BESIDE)
        button.setCheckable(True)
        button.setChecked(feature.name not in self._hidden)
        button.toggled.connect(partial(self._on_kind, feature.name))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons show their icons only."""
        super().resizeEvent(event)
        style = BESIDE if self.width() > LINE + self._named else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self.kinds.values():
            button.setToolButtonStyle(style)

    # -- what is shown --------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Ask all features beside the window for the days in view."""
        told = [(feature.name, board.told_by(feature)) for feature in self.features]
        (first, last), db, today = self.month.span(), self.context.db, date.today()
        self.month.grid.today = today
        self.context.tasks.read(lambda: dates.gather_dates(db, told, first, last, today), self._take)

    def _on_month(self, *_days: date) -> None:
        self.load()
        self.commands_changed.emit()

    def _take(self, gathered: dates.Dates) -> None:
        if (gathered.first, gathered.last) == self.month.span():
            self.dates = gathered
            self.month.grid.set_notes(gathered.terms)
            self._show()
            self.commands_changed.emit()

    def _show(self) -> None:
        from desktop.ui.calendar.month import Event

        lines = enumerate(self.dates.lines) if self.dates else ()
        self.month.set_events([
            Event(number, line.on, line.title, COLOURS[line.level], tip="\n".join(t for t in (line.title, line.detail) if t),
                  detail=line.detail)
            for number, (feature, line) in lines if feature not in self._hidden])

    def _on_kind(self, feature: str, on: bool) -> None:
        (self._hidden.discard if on else self._hidden.add)(feature)
        self.context.settings.remember(HIDDEN, sorted(self._hidden))
        self._show()

    def _on_opened(self, number: int) -> None:
        if self.dates and number < len(self.dates.lines):
            line = self.dates.lines[number][1]
            self.context.open(line.table, line.id)

    # -- what is made -----------------------------------------------------------------------------------------------

    def offer(self, day: date) -> None:
        """Offer in a menu what can be made on a day."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setTitle(day.isoformat())
        for symbol, title, feature, section in NEW:
            menu.addAction(icon(symbol), _(title)).triggered.connect(partial(self._make, feature, section, day))
        cell = self.month.grid.rect_of(day)
        menu.popup(self.month.grid.mapToGlobal(cell.center().toPoint()))

    def _make(self, feature: str, section: str, day: date, *_checked: bool) -> None:
        """Begin a record of that day in its own section."""
        page = self.context.window.show_feature(feature)
        if page:
            book: Any = page.show_section(section)
            book.new_with(book.on_day(day))

    # -- where one is ---------------------------------------------------------------------------------------------

    def address(self) -> CalendarPlace:
        """The month or week that is shown."""
        return CalendarPlace(self.month.span()[0] if self.month.grid.weekly else self.month.grid.month, self.month.grid.weekly)

    def go_to(self, address: CalendarPlace) -> None:
        """Show that month or week again."""
        self.take_place(address)

    def place(self) -> CalendarPlace:
        """The day one is on."""
        return CalendarPlace(self.month.day, self.month.grid.weekly)

    def take_place(self, place: CalendarPlace) -> None:
        """Go to that day."""
        self.month.show_weekly(place.weekly)
        self.month.go_to(place.day)

    # -- commands -------------------------------------------------------------------------------------------------

    def can(self, command: str) -> bool:
        """It can be read anew and printed; a record can be made on the day one is on."""
        return command in ("refresh", "new_record") or (command == "print_" and self.dates is not None)

    def new_record(self) -> None:
        """Offer what can be made on the day one is on."""
        self.offer(self.month.day)

    def print_(self) -> None:
        """Preview the days in view as a list, without what is hidden."""
        from desktop.ui.preview.preview import Preview

        gathered, title, code = self.dates, f"{_(self.title)} {self.month.title_of_span()}", language()
        if gathered is None:
            return
        lines = [line for feature, line in gathered.lines if feature not in self._hidden]
        Preview(self.context, title, lambda: _document(code, title, gathered, lines), kind="calendar").show()


def _document(code: str, title: str, gathered: dates.Dates, lines: list[Agenda]) -> Document:
    from desktop.today.calendar_document import calendar_document

    with using(code):
        return calendar_document(title, gathered, lines)
