"""The Today tab: the date, what is due and late, the days ahead, and what to do first in an empty database."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from desktop.core.feature import found
from desktop.core.i18n import N_, _
from desktop.core.reminders import Agenda, Reminder
from desktop.today import board
from desktop.today.agenda_widget import AgendaList
from desktop.today.tiles_widget import TileGrid
from desktop.ui.context import Context
from desktop.ui.look.icons import icon
from desktop.ui.page import Page, Section

QUICK = (("visit", N_("New visit"), "dealers", "visits"), ("dealers", N_("New dealer"), "dealers", "dealers"),
         ("training", N_("New training"), "training", "trainings"))
STEPS = (
    ("import", N_("Bring in what you have: dealers, contacts, varieties and trials from Excel or CSV (File ▸ Import)."),
     "import_"),
    ("dealers", N_("Or write down your first dealer."), "new_dealer"),
    ("trials", N_("Add your varieties and plan a trial."), "trials"),
    ("settings", N_("Put your company and your name into the settings; they stand on every report."), "settings"),
)
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
        self.greeting, self.line = self._label("today_date"), self._label("today_line")
        self.quick = [self._quick(*entry) for entry in QUICK]
        self.tiles = TileGrid(self)
        self.calm = self._label("today_calm")
        self.first = self._make_steps()
        self.due_title, self.agenda_title = self._label("today_heading"), self._label("today_heading")
        self.agenda = AgendaList(self)
        self._build()
        self.tiles.opened.connect(self._open_tile)
        self.agenda.opened.connect(self._open_line)
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

    def _quick(self, symbol: str, title: str, feature: str, section: str) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon(symbol))
        button.setProperty("words", title)
        button.setProperty("target", (feature, section))
        button.clicked.connect(self._on_quick)
        return button

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.greeting)
        words.addWidget(self.line)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        for button in self.quick:
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._left())
        splitter.addWidget(self._right())
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([830, 480])
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 12, 8)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(splitter, 1)

    def _left(self) -> QWidget:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for widget in (self.due_title, self.calm, self.first, self.tiles):
            column.addWidget(widget)
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
        column.addWidget(self.agenda_title)
        column.addWidget(self.agenda, 1)
        return right

    def _make_steps(self) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("first_steps")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        self.steps: list[tuple[QPushButton, str]] = []
        for symbol, words, target in STEPS:
            button = QPushButton(frame)
            button.setObjectName("first_step")
            button.setIcon(icon(symbol))
            button.setProperty("target", target)
            button.clicked.connect(self._on_step)
            column.addWidget(button)
            self.steps.append((button, words))
        return frame

    # -- what is shown --------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Ask all features on the worker."""
        told = [partial(found, feature.reminders) for feature in self.context.window.program.features if feature.reminders]
        days, db = int(self.context.settings.get("reminder_days")), self.context.db
        self._words(days)
        self.context.tasks.read(lambda: board.gather(db, told, date.today(), days), self._take)

    def _words(self, days: int) -> None:
        self.greeting.setText(board.long_day(date.today()))
        self.due_title.setText(_("To do"))
        self.agenda_title.setText(_("The next {n} days").format(n=days))
        for button in self.quick:
            button.setText(_(button.property("words")))
        for button, words in self.steps:
            button.setText(_(words))

    def _take(self, gathered: board.Board) -> None:
        self.board = gathered
        self.line.setText(_("Business year {year} · {term}").format(year=gathered.year, term=gathered.term))
        self.first.setVisible(gathered.empty)
        self.tiles.setVisible(bool(gathered.tiles))
        self.tiles.show_tiles(gathered.tiles)
        self.calm.setVisible(not gathered.tiles)
        self.due_title.setVisible(not gathered.empty)
        self.calm.setText(_("This database is still empty. First steps:") if gathered.empty
                          else _("Nothing is late and nothing falls due. A good day for the field."))
        self.agenda.show_days(gathered.days, gathered.today, _("Nothing is planned for these days."))

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
        self.context.open_list(reminder.feature, reminder.listing, reminder.preset)

    def _open_line(self, agenda: Agenda) -> None:
        self.context.open(agenda.table, agenda.id)

    def can(self, command: str) -> bool:
        """A new record is a new visit."""
        return command in ("new_record", "refresh")

    def new_record(self) -> None:
        """Write down a visit."""
        self._begin("dealers", "visits")

    def _on_quick(self) -> None:
        self._begin(*self.sender().property("target"))

    def _begin(self, feature: str, section: str) -> None:
        page = self.context.window.show_feature(feature)
        if page:
            page.show_section(section).new_record()

    def _on_step(self) -> None:
        target = self.sender().property("target")
        if target == "new_dealer":
            self._begin("dealers", "dealers")
        elif target == "trials":
            self.context.window.show_feature("trials")
        else:
            self.context.window.actions_[target].trigger()


class TodayPage(Page):
    """The tab."""

    sections = (TodaySection,)
