"""Earlier cases and library articles like the case shown: what it was then, what was advised, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.service import cases
from desktop.service.cases import Similar
from desktop.service.choices import CAUSE
from desktop.ui.book.seen_tab import SeenTab

if TYPE_CHECKING:
    from desktop.core.records import Record
    from desktop.ui.context import Context


class SimilarTab(SeenTab):
    """A list on the left, what was known and advised on the right, and a button that takes it over."""

    watched = frozenset({"farmercase", "article"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.found: list[Similar] = []
        self.list, self.text = QListWidget(self), QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.empty = QLabel(self)
        self.empty.setObjectName("hint")
        self.empty.setWordWrap(True)
        self.take, self.open = QPushButton(self), QPushButton(self)
        self.take.setObjectName("take_advice")
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.list)
        splitter.addWidget(self.text)
        splitter.setStretchFactor(1, 1)
        line = QHBoxLayout()
        for button in (self.take, self.open):
            line.addWidget(button)
        line.addWidget(self.empty, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 2)
        column.addLayout(line)
        column.addWidget(splitter, 1)
        self.list.currentRowChanged.connect(self._on_row)
        self.take.clicked.connect(self._take)
        self.open.clicked.connect(self._open)
        context.language_changed.connect(self._on_language)
        self._name()

    def _name(self) -> None:
        self.take.setText(_("Take over cause and advice"))
        self.open.setText(_("Open"))

    def _on_language(self) -> None:
        self._name()
        if self.record_id is None:
            self._fill([])
        self.read_again()

    def show_record(self, record: Record | None) -> None:
        """Look for cases like this one; without a case there are none."""
        super().show_record(record)
        if record is None:
            self._fill([])

    def read(self, record_id: int) -> None:
        db = self.context.db
        self.context.tasks.read(lambda: (record_id, cases.similar_to(db, record_id)), self._show)

    def _show(self, result: tuple[int, list[Similar]]) -> None:
        number, found = result
        if number == self.record_id:
            self._fill(found)

    def _fill(self, found: list[Similar]) -> None:
        self.found = found
        self.list.clear()
        kinds = {"article": _("Library"), "farmercase": _("Case")}
        self.list.addItems([f"{kinds[s.table]}  {s.title}  {s.detail}" for s in found])
        self.list.setCurrentRow(0 if found else -1)
        hint = _("No earlier case and no article is like this one yet: fill in crop, symptom, stage.")
        self.empty.setText("" if found else hint)
        self._on_row(self.list.currentRow())

    def _on_row(self, row: int) -> None:
        chosen = self.found[row] if 0 <= row < len(self.found) else None
        for button in (self.take, self.open):
            button.setEnabled(chosen is not None)
        self.text.setPlainText("" if chosen is None else "\n\n".join(t for t in (
            _("Cause: {cause}").format(cause=CAUSE.label(chosen.cause)), chosen.advice, chosen.outcome) if t))

    def _take(self) -> None:
        record_id, row, db = self.record_id, self.list.currentRow(), self.context.db
        if record_id is not None and row >= 0:
            chosen = self.found[row]
            self.context.tasks.run(lambda: cases.take_advice(db, record_id, chosen), self._taken)

    def _taken(self, _record: object) -> None:
        self.context.message(_("Cause and advice taken over."), undo=True)

    def _open(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.context.open(self.found[row].table, self.found[row].id)
