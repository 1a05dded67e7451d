"""The attendance of a training on one sub-tab: a grid, marks for many at once, and the figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.training import actions
from desktop.training.attendance import AttendanceGrid
from desktop.ui.grid.grid import Grid

if TYPE_CHECKING:
    from desktop.ui.context import Context


class AttendanceTab(QWidget):
    """Shows the training of `show_record`."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.event_id: int | None = None
        self.figures = QLabel(self)
        self.figures.setTextFormat(Qt.TextFormat.PlainText)
        self.figures.setObjectName("figures")
        self.figures.setWordWrap(True)
        self.grid = Grid(context, None, self)
        self._buttons = [(self._button(slot), title) for title, slot in (
            (N_("All others attended"), self.all_present), (N_("All others absent"), self.all_absent),
            (N_("Add the host's contacts"), self.add_contacts))]
        line = QHBoxLayout()
        line.setContentsMargins(6, 4, 6, 0)
        for button, _title in self._buttons:
            line.addWidget(button)
        line.addWidget(self.figures, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.grid, 1)
        context.changed.connect(self._on_changed)
        self.retranslate()

    def _button(self, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(self)
        button.clicked.connect(slot)
        return button

    def retranslate(self) -> None:
        """The words in the language in force."""
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
        if tables & {"participant", "trainingevent"}:
            self._count()

    def _count(self) -> None:
        event_id, db = self.event_id, self.context.db
        if event_id is None:
            self.figures.clear()
            return
        self.context.tasks.read(lambda: (event_id, actions.figures_line(db, event_id)), self._take)

    def _take(self, result: tuple[int, str]) -> None:
        if result[0] == self.event_id:
            self.figures.setText(result[1])

    def all_present(self) -> None:
        """Who has no mark yet was there."""
        self._mark_rest("attended")

    def all_absent(self) -> None:
        """Who has no mark yet was not there."""
        self._mark_rest("absent")

    def _mark_rest(self, attendance: str) -> None:
        event_id, db = self.event_id, self.context.db
        if event_id is not None:
            self.context.tasks.run(lambda: actions.mark_rest(db, event_id, attendance), self._told)

    def add_contacts(self) -> None:
        """Register the contacts of the host dealer."""
        event_id, db = self.event_id, self.context.db
        if event_id is not None:
            self.context.tasks.run(lambda: actions.invite_host_contacts(db, event_id), self._told)

    def _told(self, text: str) -> None:
        self.context.message(text, undo=True)
