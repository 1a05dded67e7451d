"""The attendance of a training on one sub-tab: a grid, marks for many at once, walk-ins, and the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record
from desktop.training import actions
from desktop.training.attendance import AttendanceGrid
from desktop.training.keying import Sheet, sheet_of
from desktop.ui import messages
from desktop.ui.grid.grid import Grid
from desktop.ui.look.elided import ElidedLabel
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.words_box import WordsBox

if TYPE_CHECKING:
    from desktop.training.registering import Registered
    from desktop.ui.context import Context


class AttendanceTab(QWidget):
    """Shows the training of `show_record`."""

    whole_height = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.event_id: int | None = None
        self.figures, self.warning = ElidedLabel(self), ElidedLabel(self)
        self.figures.setObjectName("figures")
        self.figures.setContentsMargins(8, 0, 8, 0)
        self.against = self._button(self.show_clashes)
        self.doubts = _beside("doubts", self.warning, self.against)
        self.doubts.hide()
        self.sitting = WordsBox(self)
        self.sitting.hide()
        self.grid = Grid(context, None, self)
        self._buttons = [(self._button(slot), title) for title, slot in (
            (N_("All others attended"), self.all_present), (N_("All others absent"), self.all_absent),
            (N_("Walk-ins…"), self.add_walk_ins), (N_("Add people…"), self.add_people),
            (N_("Add the host's contacts"), self.add_contacts))]
        line = FlowLayout()
        line.setContentsMargins(6, 4, 6, 0)
        for widget in (self.sitting, *(button for button, _title in self._buttons)):
            line.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.figures)
        column.addWidget(self.doubts)
        column.addWidget(self.grid, 1)
        context.changed.connect(self._on_changed)
        self.sitting.currentIndexChanged.connect(lambda _row: self._show_words())
        self._sheet = Sheet("", [], [])
        self.retranslate()

    def _button(self, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.clicked.connect(slot)
        return button

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.sitting.setToolTip(_("The session that the buttons mark"))
        for button, title in self._buttons:
            button.setText(_(title))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._count()

    def show_record(self, record: Record | None) -> None:
        """Show the people of a training."""
        fresh = record.id if record else None
        if fresh != self.event_id:
            self.event_id = fresh
            self.grid.set_source(AttendanceGrid(self.context.db, fresh) if fresh else None)
        self._count()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {"participant", "trainingevent", "trainingsession", "sessionmark"}:
            self._count()

    # -- what is said ---------------------------------------------------------------------------------------------

    def _count(self) -> None:
        event_id, db = self.event_id, self.context.db
        if event_id is None:
            self._take((None, Sheet("", [], [])))
            return
        self.context.tasks.read(lambda: (event_id, sheet_of(db, event_id)), self._take)

    def _take(self, result: tuple[int | None, Sheet]) -> None:
        if result[0] != self.event_id:
            return
        self._sheet, chosen = result[1], self.session_id
        self.sitting.blockSignals(True)
        self.sitting.clear()
        for number, title, _said in self._sheet.sittings:
            self.sitting.addItem(title, number)
        self.sitting.setCurrentIndex(max(0, self.sitting.findData(chosen) if chosen else self._sheet.next_open()))
        self.sitting.blockSignals(False)
        self.sitting.setVisible(len(self._sheet.sittings) > 1)
        self._show_words()

    def _show_words(self) -> None:
        several = len(self._sheet.sittings) > 1
        own = next((said for number, _title, said in self._sheet.sittings if number == self.session_id), "")
        parts = (self._sheet.figures, f"{self.sitting.currentText()}{_(': ')}{own}" if several else "")
        self.figures.setText(_("; ").join(part for part in parts if part))
        self._show_clashes_at_hand(self._sheet.clashes)

    def _show_clashes_at_hand(self, clashes: Sequence[str]) -> None:
        """One line of what speaks against the sessions: the grid below needs the room. The button tells all of it."""
        self.warning.setText(" ".join(clashes))
        self.against.setText(ngettext("{n} clash…", "{n} clashes…", len(clashes)).format(n=len(clashes)))
        self.doubts.setVisible(bool(clashes))

    def show_clashes(self) -> None:
        """Tell what speaks against the sessions, each in a sentence."""
        messages.inform(self.window(), "\n".join(self._sheet.clashes))

    @property
    def session_id(self) -> int | None:
        """The session that the buttons mark; None where the training has only one."""
        return self.sitting.currentData() if self.sitting.count() > 1 else None

    # -- what is done ---------------------------------------------------------------------------------------------

    def all_present(self) -> None:
        """Who has no mark yet was there."""
        self._mark_rest("attended")

    def all_absent(self) -> None:
        """Who has no mark yet was not there."""
        self._mark_rest("absent")

    def _mark_rest(self, attendance: str) -> None:
        event_id, db, sitting = self.event_id, self.context.db, self.session_id
        if event_id is not None:
            self.context.tasks.run(lambda: actions.mark_rest(db, event_id, attendance, sitting), self._told)

    def add_contacts(self) -> None:
        """Register the contacts of the host dealer."""
        event_id, db = self.event_id, self.context.db
        if event_id is not None:
            self.context.tasks.run(lambda: actions.invite_host_contacts(db, event_id), self._told)

    def add_walk_ins(self) -> None:
        """Key in those who came without being registered."""
        from desktop.training.registering import add_walk_ins
        from desktop.training.walk_ins_widget import WalkInsDialog

        event_id, db, sitting = self.event_id, self.context.db, self.session_id
        if event_id is not None:
            self._add(WalkInsDialog(self.window()), lambda text: add_walk_ins(db, event_id, sitting, text))

    def add_people(self) -> None:
        """Choose people who are known: contacts of dealers, growers of cases, our own."""
        from desktop.training.people_widget import PeopleDialog
        from desktop.training.registering import add_people

        event_id, db = self.event_id, self.context.db
        if event_id is not None:
            self._add(PeopleDialog(self.context, self.window()), lambda ids: add_people(db, event_id, ids))

    def _add(self, dialog: Any, add: Callable[[Any], Registered]) -> None:
        dialog.chosen.connect(lambda given: self.context.tasks.run(lambda: add(given).said(), self._told))
        dialog.open()

    def _told(self, text: str) -> None:
        self.context.message(text, undo=True)


def _beside(name: str, label: QWidget, button: QWidget) -> QWidget:
    """A line of its own colour: words, and a button that tells all of them."""
    made = QWidget()
    made.setObjectName(name)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line = QHBoxLayout(made)
    line.setContentsMargins(8, 0, 4, 0)
    line.addWidget(label, 1)
    line.addWidget(button)
    return made
