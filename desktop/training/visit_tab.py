"""A sub-tab of a visit: who was trained there, and in a choice a line whether the practice is used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QLineEdit, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.training.at_visit import Taught, seen_at, taught
from desktop.training.effect_model import USED
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.context import Context
from desktop.ui.lists.shown_rows import copies_rows
from desktop.ui.look.words_box import WordsBox

HEADS = (N_("Participant"), N_("Training"), N_("Practice to be taken up"), N_("Look for it on"), N_("Is it used"),
         N_("What was seen of it"))


class VisitTab(SeenTab):
    """The people of the visited dealer who were trained before; an answer is stored with the visit at once."""

    watched = frozenset({"trainingfollowup", "visit", "participant", "membership", "trainingevent"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.rows: list[Taught] = []
        self.table, self.empty = QTableWidget(self), QLabel(self)
        copies_rows(self.table)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setWordWrap(True)
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.empty.setMargin(24)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.table)
        layout.addWidget(self.empty, 1)

    def read(self, record_id: int) -> None:
        """Read on the worker who was trained."""
        db = self.context.db

        def look() -> tuple[int, list[Taught]]:
            with db.reading() as session:
                return record_id, taught(session, record_id)

        self.context.tasks.read(look, self._fill)

    def _fill(self, found: tuple[int, list[Taught]]) -> None:
        if found[0] != self.record_id:
            return
        self.rows = found[1]
        self.empty.setText(_("Nobody of this dealer waits to be looked up after a training."))
        self.table.setVisible(bool(self.rows))
        self.empty.setVisible(not self.rows)
        self.table.clear()
        self.table.setColumnCount(len(HEADS))
        self.table.setHorizontalHeaderLabels([_(head) for head in HEADS])
        self.table.setRowCount(len(self.rows))
        for place, one in enumerate(self.rows):
            cells = (one.name, f"{one.topic} {one.held_on}".strip(), one.practice, one.due_on)
            for column, cell in enumerate(cells):
                self.table.setItem(place, column, QTableWidgetItem(cell))
            self.table.setCellWidget(place, len(cells), self._choice(one))
            self.table.setCellWidget(place, len(cells) + 1, self._words(place, one))
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(len(HEADS) - 1, QHeaderView.ResizeMode.Stretch)

    def _choice(self, one: Taught) -> QComboBox:
        box = WordsBox(self.table)
        for value in USED:
            box.addItem(USED.label(value), value)
        box.setCurrentIndex(box.findData(one.state))
        box.setAccessibleName(f"{_(HEADS[4])}{_(': ')}{one.name}")
        box.activated.connect(lambda _place: self._store(one, str(box.currentData()), one.seen))
        return box

    def _words(self, place: int, one: Taught) -> QLineEdit:
        line = QLineEdit(one.seen, self.table)
        line.setAccessibleName(f"{_(HEADS[5])}{_(': ')}{one.name}")
        line.editingFinished.connect(partial(self._told, place, one, line))
        return line

    def _told(self, place: int, one: Taught, line: QLineEdit) -> None:
        box = self.table.cellWidget(place, len(HEADS) - 2)
        if line.text().strip() != one.seen and isinstance(box, QComboBox):
            self._store(one, str(box.currentData()), line.text())

    def _store(self, one: Taught, state: str, seen: str) -> None:
        context, visit = self.context, self.record_id
        if visit is not None and (state, seen.strip()) != (one.state, one.seen):
            context.tasks.run(lambda: seen_at(context.db, visit, one.id, state, seen),
                              lambda _done: context.message(f"{one.name}{_(': ')}{USED.label(state)}", undo=True))
