"""A section that shows the dated things of some features as a calendar: opened, made, moved, printed, written as iCalendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.core.dated import gathering
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.periods import YEAR, period, year_start
from desktop.core.reminders import LEVELS, Agenda
from desktop.core.settings import office
from desktop.ui import messages
from desktop.ui.context import Context
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.icons import icon
from desktop.ui.look.menus import hang
from desktop.ui.look.named import name_tip
from desktop.ui.page import Section

if TYPE_CHECKING:
    from desktop.core.feature import Feature
    from desktop.ui.calendar.grid import Event

COLOURS = {"late": "red", "soon": "amber", "info": "blue", "done": "grey"}
BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
LINE = 620  # logical pixels: what else stands in the line of the buttons
PRINTS = (("list", N_("As a list"), "A4"), ("month", N_("Month for the wall, A4"), "A4"),
          ("month", N_("Month for the wall, A3"), "A3"), ("year", N_("Year planner, A4"), "A4"),
          ("year", N_("Year planner, A3"), "A3"))


@dataclass(frozen=True)
class CalendarPlace:
    """The day the cursor is on, and which view is shown."""

    day: date
    view: str


class DatedSection(Section):
    """The calendar of the features named in `only` (none: all). A click opens the record, dragging moves what may move.

    A double click, or Enter, on an empty day offers to make one of `new`: (icon, words, feature, section).
    """

    only: ClassVar[tuple[str, ...]] = ()
    new: ClassVar[tuple[tuple[str, str, str, str], ...]] = ()
    icon = "calendar"
    title = N_("Calendar")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        from desktop.ui.calendar.view import CalendarView  # not for Today, which stands in the same room

        super().__init__(context, parent)
        self.dates: gathering.Dates | None = None
        self._events: list[Event] = []
        today = date.today()
        first = period(YEAR, today, year_start(str(office(context.db, "business_year_start")))).first
        self.month = CalendarView(first, self, today)
        self.features = [f for f in context.window.program.features if f.reminders and (not self.only or f.name in self.only)]
        self._hidden = set(context.settings.remembered.get(self._memory("hidden"), ()))
        self.kinds = {f.name: self._kind(f) for f in self.features} if len(self.features) > 1 else {}
        self._named = sum(button.sizeHint().width() + 4 for button in self.kinds.values())
        kinds = FlowLayout(spacing=4)
        for button in self.kinds.values():
            kinds.addWidget(button)
        self.print_button, self.file_button = QToolButton(self), QToolButton(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.addWidget(self.month, 1)
        self.month.line.addSpacing(12)
        self.month.line.addLayout(kinds, 1)
        for button in (self.print_button, self.file_button):
            button.setAutoRaise(True)
            self.month.line.addWidget(button)
        self.print_button.setIcon(icon("print"))
        self.print_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.file_button.setIcon(icon("export"))
        self._connect()
        self.setFocusProxy(self.month)

    def _connect(self) -> None:
        self.month.month_changed.connect(self._on_month)
        self.month.opened.connect(self._on_opened)
        self.month.wanted.connect(self.offer)
        self.month.moved.connect(self._on_moved)
        self.file_button.clicked.connect(self.export)
        self.context.language_changed.connect(self.retranslate)
        self.retranslate()
        view = str(self.context.settings.remembered.get(self._memory("view"), ""))
        if view in self.month.buttons:
            self.month.show_view(view)

    def _memory(self, what: str) -> str:
        """Under which name the settings remember something of this calendar."""
        return f"{'.'.join(self.only) or 'today'}.calendar.{what}"

    def retranslate(self) -> None:
        """The words in the language in force."""
        name_tip(self.print_button, _("Print…"))
        name_tip(self.file_button, _("Calendar file for a phone (iCalendar)"))
        menu = QMenu(self.print_button)
        for kind, words, page in PRINTS:
            menu.addAction(_(words)).triggered.connect(partial(self._print, kind, page))
        hang(self.print_button, menu)

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
        """Ask the features beside the window for the days in view."""
        (first, last), today = self.month.span(), date.today()
        self.month.set_today(today)
        self.context.tasks.read(partial(self._found, first, last, today), self._take)

    def _found(self, first: date, last: date, today: date) -> tuple[gathering.Dates, list[Event]]:
        """What the days hold, and as it is shown: made beside the window, there may be thousands."""
        from desktop.ui.calendar.grid import Event

        found = self.gather(first, last, today)
        names = {feature.name: _(feature.title) for feature in self.features}
        said = {level: _(words) for level, words in LEVELS.items()}
        return found, [
            Event(number, line.on, line.title, COLOURS[line.level], None,
                  "\n".join(t for t in (line.title, line.detail, said[line.level]) if t), line.detail, line.at, names[feature],
                  line.moves)
            for number, (feature, line) in enumerate(found.lines)]

    def gather(self, first: date, last: date, today: date) -> gathering.Dates:
        """What the features bring from one day to another, what is hidden too."""
        told = [(feature.name, gathering.told_by(feature)) for feature in self.features]
        return gathering.gather_dates(self.context.db, told, first, last, today)

    def _on_month(self, *_days: date) -> None:
        self.context.settings.remember(self._memory("view"), self.month.view)
        self.load()
        self.commands_changed.emit()

    def _take(self, found: tuple[gathering.Dates, list[Event]]) -> None:
        gathered, events = found
        if (gathered.first, gathered.last) == self.month.span():
            self.dates, self._events = gathered, events
            self.month.set_notes(gathered.terms)
            self._show()
            self.commands_changed.emit()

    def _show(self) -> None:
        lines = self.dates.lines if self.dates else ()
        self.month.set_events([event for event, (feature, _line) in zip(self._events, lines, strict=True)
                               if feature not in self._hidden])

    def _on_kind(self, feature: str, on: bool) -> None:
        (self._hidden.discard if on else self._hidden.add)(feature)
        self.context.settings.remember(self._memory("hidden"), sorted(self._hidden))
        self._show()

    def _line(self, number: int) -> Agenda | None:
        return self.dates.lines[number][1] if self.dates and number < len(self.dates.lines) else None

    def _on_opened(self, number: int) -> None:
        if line := self._line(number):
            self.context.open(line.table, line.id)

    # -- what is moved and made -----------------------------------------------------------------------------------

    def _on_moved(self, number: int, day: date) -> None:
        """Put a thing on another day, by the door that every change takes: its rules hold, and it can be undone."""
        from desktop.core import verbs
        from desktop.core.kinds import model_of

        line = self._line(number)
        if line is not None and line.moves:
            db, said = self.context.db, _("{what}: now on {day}").format(what=line.title, day=day)
            self.context.tasks.run(lambda: verbs.save(db, model_of(line.table), {line.field: day}, line.id),
                                   lambda _saved: self.context.message(said, undo=True))

    def offer(self, day: date) -> None:
        """Offer in a menu what can be made on a day; the only thing that can is begun."""
        if len(self.new) == 1:
            self._make(*self.new[0][2:], day)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setTitle(day.isoformat())
        for symbol, title, feature, section in self.new:
            menu.addAction(icon(symbol), _(title)).triggered.connect(partial(self._make, feature, section, day))
        inside = self.month.grid.isVisible()
        where = self.month.grid.rect_of(day).center().toPoint() if inside else self.month.grid.rect().center()
        menu.popup((self.month.grid if inside else self).mapToGlobal(where))

    def _make(self, feature: str, section: str, day: date, *_checked: bool) -> None:
        """Begin a record of that day in its own section."""

        def begin(page: Any) -> None:
            book = page.show_section(section)
            book.new_with(book.on_day(day))

        self.context.window.show_page(feature, begin)

    # -- where one is ---------------------------------------------------------------------------------------------

    def address(self) -> CalendarPlace:
        """The view and the span that is shown."""
        first = self.month.span()[0]
        return CalendarPlace(self.month.grid.month if self.month.view == "month" else first, self.month.view)

    def go_to(self, address: CalendarPlace) -> None:
        """Show that span again."""
        self.take_place(address)

    def place(self) -> CalendarPlace:
        """The day one is on."""
        return CalendarPlace(self.month.day, self.month.view)

    def take_place(self, place: CalendarPlace) -> None:
        """Go to that day."""
        self.month.show_view(place.view)
        self.month.go_to(place.day)

    # -- commands -------------------------------------------------------------------------------------------------

    def can(self, command: str) -> bool:
        """It can be read anew, printed and written; a record can be made on the day one is on."""
        return command == "refresh" or (command == "new_record" and bool(self.new)) or (
            command in ("print_", "export") and self.dates is not None)

    def new_record(self) -> None:
        """Offer what can be made on the day one is on."""
        self.offer(self.month.day)

    def seen(self, gathered: gathering.Dates) -> list[Agenda]:
        """The lines without those that are hidden."""
        return [line for feature, line in gathered.lines if feature not in self._hidden]

    def print_(self) -> None:
        """Preview the days in view as a list, without what is hidden."""
        self._print("list", "A4")

    def _print(self, kind: str, page: str, *_checked: bool) -> None:
        """Preview a list of the days in view, their month, or their year."""
        from desktop.ui.calendar.printing import paper
        from desktop.ui.preview.preview import Preview

        title = f"{_(self.title)} {self.month.title_of_span()}"
        make = paper(kind, page, language(), self)
        if make is not None:
            Preview(self.context, title, make, kind=f"calendar-{kind}-{page}").show()

    def export(self) -> None:
        """Write the days in view, without what is hidden, into an iCalendar file."""
        from desktop.core.dated.calendar_file import export_dates

        gathered, name = self.dates, f"{_(self.title)} {self.month.title_of_span()}"
        path = messages.save_file(self, _("Calendar file"), f"{name}.ics", _("Calendar (*.ics)")) if gathered else None
        if gathered and path:
            lines: Sequence[Agenda] = self.seen(gathered)
            self.context.tasks.compute(lambda _progress: export_dates(lines, path, name), self._on_exported)

    def _on_exported(self, count: int) -> None:
        self.context.message(ngettext("{n} entry written into the calendar file.",
                                      "{n} entries written into the calendar file.", count).format(n=count))
