"""The section of this week's visits: what is proposed and why, what is planned, the pack of papers to take along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _, language, ngettext, using
from desktop.core.listing import Condition
from desktop.core.periods import WEEK, period
from desktop.ui.context import Context
from desktop.ui.look.icons import icon
from desktop.ui.look.least_rows import keep_rows
from desktop.ui.look.tall import Tall
from desktop.ui.page import Section

if TYPE_CHECKING:
    from desktop.core.documents.model import Document

ONE_WEEK = timedelta(days=7)
SPACING = 6


class WeekSection(Section):
    """Visits from reasons: the grid proposes, the list below shows what is planned for the week."""

    name = "visit_week"
    title = N_("Visits of the week")
    icon = "visit"
    tables = frozenset({"visit"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        from desktop.dealers.lists import VISITS
        from desktop.ui.grid.grid import Grid
        from desktop.ui.lists.pane import ListPane
        from desktop.visiting.proposal import coming
        from desktop.visiting.week_grid import WeekGrid

        # Loaded with the section and not with the tab, which is the first one that is seen.
        super().__init__(context, parent)
        self.day = coming(today())
        self.source = WeekGrid(context.db, self.day)
        self.week, self.planned = QLabel(self), QLabel(self)
        self.before, self.after = self._arrow("left", -ONE_WEEK), self._arrow("right", ONE_WEEK)
        self.plan_button = self._button("calendar", self.plan)
        self.pack_button = self._button("print", self.print_)
        self.grid = Grid(context, None, self)
        self.grid.hide_done.hide()
        self.grid.enter.hide()
        self.list = ListPane(
            context, VISITS, self, fills=N_("No visit in this list yet. “Propose visits…” and the book of visits make some."))
        self._lay_out()
        self.list.table.entered.connect(self._open_visit)
        self.list.table.selectionModel().selectionChanged.connect(self.commands_changed)
        context.language_changed.connect(self._on_language)
        self.retranslate()

    def _arrow(self, name: str, step: timedelta) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self.show_week(self.day + step))
        return button

    def _button(self, name: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon(name))
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(SPACING, SPACING, SPACING, 0)
        for widget in (self.before, self.week, self.after):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.plan_button)
        below, under = QWidget(self), QHBoxLayout()
        under.setContentsMargins(SPACING, 0, SPACING, 0)
        under.addWidget(self.planned, 1)
        under.addWidget(self.pack_button)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(under)
        column.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.grid)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(line)
        keep_rows(splitter)
        whole.addWidget(Tall(splitter, self), 1)  # a small screen at 150 % is scrolled from one table to the other

    def retranslate(self) -> None:
        """Show words in the language in force."""
        week = period(WEEK, self.day)
        self.week.setText(_("Visits proposed for {first} to {last}").format(first=week.first, last=week.last))
        self.planned.setText(_("Planned for this week"))
        self.plan_button.setText(_("Take the visits with a day into the plan"))
        self.pack_button.setText(_("Visit pack…"))
        self.pack_button.setToolTip(_("Papers of the visits selected below; of all of them where none is selected"))
        for button, said in ((self.before, _("Week before")), (self.after, _("Week after"))):
            button.setToolTip(said)
            button.setAccessibleName(said)

    def _on_language(self) -> None:
        self.retranslate()
        self.grid.reload()

    # -- what is shown --------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Show the week by the facts of now."""
        if self.grid.source is not self.source:
            self.grid.set_source(self.source)
        week = period(WEEK, self.day)
        self.list.filters.show_conditions((
            Condition("state", "in", ("planned",)), Condition("planned_on", "between", (week.first, week.last))))

    def show_week(self, day: date) -> None:
        """Show the week that a day lies in."""
        from desktop.visiting.week_grid import WeekGrid

        self.day, self.source = day, WeekGrid(self.context.db, day)
        self.retranslate()
        self.load()

    def place(self) -> date | None:
        """The week shown; None where days or purposes were typed, which are kept here alone."""
        return None if self.source.typed else self.day

    def take_place(self, place: date) -> None:
        """Show that week again."""
        self.show_week(place)

    @classmethod
    def listings(cls) -> frozenset[str]:
        """The name by which other sections open it."""
        return frozenset({cls.name})

    def show_preset(self, _listing: str, _preset: str) -> None:
        """It shows the week that comes first."""
        from desktop.visiting.proposal import coming

        self.show_week(coming(today()))

    # -- commands -------------------------------------------------------------------------------------------------

    def can(self, command: str) -> bool:
        """A week is read again and its pack printed."""
        return command in ("refresh", "print_")

    def plan(self) -> None:
        """Take the visits that have a day into the plan."""
        db, source, context = self.context.db, self.source, self.context
        from desktop.visiting.proposal import take

        context.tasks.run(lambda: take(db, source.proposals), lambda made: context.message(
            ngettext("{n} visit planned", "{n} visits planned", len(made)).format(n=len(made)), undo=True))

    def print_(self) -> None:
        """Preview the pack of the visits selected; of all that are planned for the week where none is."""
        from desktop.ui.preview.preview import Preview

        db, code = self.context.db, language()
        chosen = self.list.table.selected_ids() or list(self.list.table.rows.ids)

        def make() -> Document:
            from desktop.visiting.pack import pack

            with using(code):
                return pack(db, chosen)

        Preview(self.context, _("Visit pack"), make, kind="visit_pack").show()

    def _open_visit(self) -> None:
        number = self.list.table.current_id()
        if number is not None:
            self.context.open("visit", number)
