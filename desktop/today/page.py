"""The Today tab: the date, what is due and late, the days ahead, and what to do first in an empty database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from desktop.core.dated.gathering import Sources, told_by
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.reminders import KEY_FIGURES, Agenda, KeyFigure, Reminder, Told
from desktop.today import board
from desktop.today.agenda_widget import AgendaList
from desktop.today.calendar_page import CalendarSection
from desktop.today.choosing import Choice
from desktop.today.steps_widget import FirstSteps
from desktop.today.strip_widget import FigureStrip
from desktop.today.tiles_widget import TileGrid
from desktop.ui.context import Context
from desktop.ui.look.elided import ElidedLabel
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.icons import icon
from desktop.ui.look.least_rows import TALL
from desktop.ui.page import Page, Section
from desktop.visiting.week_page import WeekSection

if TYPE_CHECKING:
    from desktop.today.choice_widget import ChooseTiles

QUICK = (("visit", N_("New visit"), "dealers", "visits", "new_record"),
         ("dealers", N_("New dealer"), "dealers", "dealers", "new_record"),
         ("photo", N_("Farmer's problem"), "service", "cases", "quick"),
         ("trials", N_("New trial"), "trials", "trials", "new_record"),
         ("training", N_("New training"), "training", "trainings", "new_record"))
AWAY = "today.steps_away"
TILES = "today.tiles"
MINUTE = 60_000


class TodaySection(Section):
    """The page of the day."""

    name = "today"
    title = N_("Today")
    icon = "today"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("today")
        self.board: board.Board | None = None
        self.greeting, self.line = self._label("today_date"), ElidedLabel(self)
        self.line.setObjectName("today_line")
        self.quick = [self._quick(*entry) for entry in QUICK]
        self.strip = FigureStrip(self)
        self.tiles = TileGrid(self)
        self.more, self.choose = QPushButton(self), QPushButton(self)
        self._all, self._shown_in = False, ""
        self._told: tuple[board.Board, list[Told]] | None = None
        self._reckoned: list[Told] | None = None
        self.calm = self._label("today_calm")
        self.first = FirstSteps(self)
        self.due_title = self._label("today_heading")
        self.agenda = AgendaList(self)
        self._build()
        self.tiles.opened.connect(self._open_tile)
        self.strip.opened.connect(self._open_figure)
        self.more.setFlat(True)
        self.more.clicked.connect(self._on_more)
        self.choose.setFlat(True)
        self.choose.clicked.connect(self._on_choose)
        self.agenda.opened.connect(self._open_line)
        self.first.wanted.connect(self._on_step)
        self.first.put_away.connect(self._put_away)
        context.theme_changed.connect(self.refresh)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._turn_over)
        self._clock.start(MINUTE)

    # -- building -------------------------------------------------------------------------------------------------

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(name != "today_date")
        return label

    def _quick(self, symbol: str, title: str, feature: str, section: str, command: str) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon(symbol))
        button.setProperty("words", title)
        button.setProperty("target", (feature, section, command))
        button.clicked.connect(self._on_quick)
        return button

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.greeting)
        buttons = FlowLayout(spacing=4)  # on a small screen they stand in two lines
        for button in self.quick:
            buttons.addWidget(button)
        head.addLayout(buttons, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([830, 480])
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 12, 4)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.strip)
        column.addWidget(splitter, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low window the day is written smaller: its tiles need the height."""
        super().resizeEvent(event)
        low = self.window().height() < TALL
        if bool(self.greeting.property("low")) != low:
            self.greeting.setProperty("low", low)
            self.greeting.style().unpolish(self.greeting)
            self.greeting.style().polish(self.greeting)

    def _left(self) -> QWidget:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for widget in (self.due_title, self.calm, self.first, self.tiles):
            column.addWidget(widget)
        below = QHBoxLayout()
        below.addWidget(self.more)
        below.addStretch(1)
        below.addWidget(self.choose)
        for empty in (self.first, self.tiles, self.more, self.choose, self.strip):
            empty.hide()  # until it is known whether there is anything in it
        column.addLayout(below)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setObjectName("today_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        return scroll

    def _right(self) -> QWidget:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(14, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.agenda, 1)
        return right

    # -- what is shown --------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Ask all features on the worker: first what is quickly told, then what takes reckoning over all records."""
        told, days, db = self._sources(), int(self.context.settings.get("reminder_days")), self.context.db
        self._words()
        self.context.tasks.read(lambda: board.quickly(db, told, date.today(), days), self._take)

    def _sources(self) -> list[Sources]:
        return [told_by(feature) for feature in self.context.window.program.features if feature.reminders]

    def _words(self) -> None:
        self.greeting.setText(board.long_day(date.today()))
        self.due_title.setText(_("To do"))
        if self.board is None:
            self.calm.setText(_("Looking what is due…"))
        for button in self.quick:
            button.setText(_(button.property("words")))

    def _take(self, found: tuple[board.Board, list[Told]]) -> None:
        """Show what is quickly told, with what was reckoned last; ask for the rest anew."""
        if self._told is not None and self._told[0].today != found[0].today:
            self._reckoned = None
        self._told = found
        self._show(board.arranged(found[0], [*found[1], *(self._reckoned or ())], whole=False))
        told, days, db = self._sources(), int(self.context.settings.get("reminder_days")), self.context.db
        self.context.tasks.read(lambda: board.reckoned(db, told, found[0].today, days), self._take_reckoned)

    def _take_reckoned(self, reckoned: list[Told]) -> None:
        self._reckoned = reckoned
        if self._told is not None:
            self._show(board.arranged(self._told[0], [*self._told[1], *reckoned], whole=True))

    def _show(self, gathered: board.Board) -> None:
        unchanged = self.board is not None and replace(self.board, whole=gathered.whole) == gathered
        self.board = gathered
        if unchanged and self._shown_in == language():
            return
        self._shown_in = language()
        self.line.setText(_("Business year {year} · {term}").format(year=gathered.year, term=gathered.term))
        self.first.show_done(gathered.done)
        self.first.setVisible(gathered.empty or not (len(gathered.done) == len(board.STEPS) or self._away()))
        self.strip.show_figures(gathered.figures)
        self._show_tiles(gathered)
        self.calm.setVisible(not gathered.tiles)
        self.due_title.setVisible(not gathered.empty)
        self.calm.setText(_("This database is still empty. First steps:") if gathered.empty
                          else _("Nothing is late and nothing falls due. A good day for the field."))
        self.agenda.show_board(gathered, int(self.context.settings.get("reminder_days")))

    def _show_tiles(self, gathered: board.Board) -> None:
        """The tiles chosen; the others behind a button."""
        there, away = self._choice().split(gathered.tiles)
        self.tiles.setVisible(bool(there) or self._all)
        self.tiles.show_tiles([*there, *(away if self._all else ())])
        self.more.setVisible(bool(away))
        self.more.setText(_("Show fewer") if self._all else ngettext("Show {n} more", "Show {n} more", len(away)).format(
            n=len(away)))
        self.choose.setVisible(bool(gathered.tiles))
        self.choose.setText(_("Choose tiles…"))

    def _choice(self) -> Choice:
        return Choice.kept(self.context.settings.remembered.get(TILES))

    def _on_more(self) -> None:
        self._all = not self._all
        if self.board:
            self._show_tiles(self.board)

    def _on_choose(self) -> None:
        """Let the user choose which tiles stand here and in which order."""
        from desktop.today.choice_widget import ChooseTiles

        assert self.board is not None
        dialog = ChooseTiles(self.board.tiles, self._choice(), self.window())
        dialog.accepted.connect(partial(self._chosen, dialog))
        dialog.open()

    def _chosen(self, dialog: ChooseTiles) -> None:
        self.context.settings.remember(TILES, dialog.choice().stored())
        if self.board:
            self._show_tiles(self.board)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()

    def _turn_over(self) -> None:
        """The laptop was asleep over midnight: another day, other duties."""
        if self.board and self.board.today != date.today():
            self.refresh()

    # -- where a click leads --------------------------------------------------------------------------------------

    def _open_tile(self, reminder: Reminder) -> None:
        if reminder.rows is not None:
            from desktop.ui.book.rows_behind import show_rows

            show_rows(self.context, reminder.rows, f"{reminder.count:,} {reminder.title}")
        else:
            self.context.open_list(reminder.feature, reminder.listing, reminder.preset, lambda: self._show_behind(reminder))

    def _show_behind(self, reminder: Reminder) -> None:
        """Show the rows that a tile counts, where no section lists them."""
        if reminder.behind:
            from desktop.ui.book.rows_behind import show_listed

            show_listed(self.context, reminder.behind.listing, reminder.behind.conditions(),
                        f"{reminder.count:,} {reminder.title}")

    def _open_figure(self, figure: KeyFigure) -> None:
        """Show the rows of a key figure."""
        if figure.rows is not None:
            from desktop.ui.book.rows_behind import show_rows

            show_rows(self.context, figure.rows, _(KEY_FIGURES[figure.key]), figure.columns)
        else:
            self.context.open_list(figure.feature, figure.listing, figure.preset, columns=figure.columns)

    def _open_line(self, agenda: Agenda) -> None:
        self.context.open(agenda.table, agenda.id)

    def can(self, command: str) -> bool:
        """A new record is a new visit."""
        return command in ("new_record", "refresh")

    def new_record(self) -> None:
        """Write down a visit."""
        self._begin("dealers", "visits", "new_record")

    def _on_quick(self) -> None:
        self._begin(*self.sender().property("target"))

    def _begin(self, feature: str, section: str, command: str) -> None:
        self.context.window.show_page(feature, lambda page: getattr(page.show_section(section), command)())

    def _on_step(self, step: str) -> None:
        if step == board.DEALERS:
            self._begin("dealers", "dealers", "new_record")
        elif step == board.TRIALS:
            self.context.window.show_page("trials")
        else:
            self.context.window.actions_[step].trigger()

    def _away(self) -> bool:
        """Whether the list of first steps was put away."""
        return bool(self.context.settings.remembered.get(AWAY))

    def _put_away(self) -> None:
        self.context.settings.remember(AWAY, True)
        self.first.hide()


class TodayPage(Page):
    """The tab."""

    sections = (TodaySection, WeekSection, CalendarSection)
