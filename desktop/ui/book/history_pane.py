"""Who changed what on a record: each action with its fields, old and new in words; an action can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.core import history, local_time
from desktop.core.action_words import of_kind
from desktop.core.i18n import _
from desktop.core.kinds import model_of
from desktop.core.picking import labels_of
from desktop.core.records import Record, column_of, table_of, title_of
from desktop.ui.fields.words import word
from desktop.ui.lists.shown_rows import copies_rows

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.ui.context import Context

OPERATION = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Line:
    """One action in words: when, who, what, and (field, before, after) of each field."""

    at: str
    who: str
    label: str
    fields: tuple[tuple[str, str, str], ...]
    operation_id: int


def lines(session: Session, table: str, record_id: int) -> list[Line]:
    """The history of a record in words, newest first: labels of choices, names of linked records."""
    entries = history.of_record(session, table, record_id)
    names = _link_names(session, table, entries)
    return [Line(local_time.shown(e.at), e.who, _kind_word(e),
                 tuple((title_of(model_of(table), name), _word(table, name, old, names), _word(table, name, new, names))
                       for name, (old, new) in e.fields.items() if "title" in column_of(model_of(table), name).info),
                 e.operation_id) for e in entries]


def _kind_word(entry: history.Entry) -> str:
    return of_kind(entry.kind, entry.label)


def _link_names(session: Session, table: str, entries: list[history.Entry]) -> dict[str, dict[int, str]]:
    wanted: dict[str, set[int]] = {}
    model = model_of(table)
    for entry in entries:
        for name, pair in entry.fields.items():
            if target := column_of(model, name).info.get("link"):
                wanted.setdefault(target, set()).update(v for v in pair if v)
    return {target: labels_of(session, target, ids) for target, ids in wanted.items()}


def _word(table: str, name: str, value: Any, names: dict[str, dict[int, str]]) -> str:
    column = column_of(model_of(table), name)
    return word(column, value, names.get(column.info.get("link", ""), {}))


class HistoryPane(QWidget):
    """The history of the record shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.record: Record | None = None
        self._asked = 0
        self.tree = QTreeWidget(self)
        copies_rows(self.tree)
        self.tree.setColumnCount(4)
        self.tree.setHeaderLabels([_("When"), _("Action and field"), _("Before"), _("After")])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        for column, width in enumerate((190, 210, 170)):
            self.tree.setColumnWidth(column, width)
        self.undo_button = QPushButton(_("Undo this action"), self)
        self.undo_button.setEnabled(False)
        self.undo_button.clicked.connect(self.undo_chosen)
        self.tree.currentItemChanged.connect(self._on_current)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.undo_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(4)
        layout.addWidget(self.tree, 1)
        layout.addLayout(foot)

    def show_record(self, record: Record | None) -> None:
        """Show the history of `record`."""
        self.record = record
        self._asked += 1
        if record is None:
            self.tree.clear()
            return
        number, table, record_id, db = self._asked, table_of(type(record)).name, record.id, self.context.db

        def read() -> tuple[int, list[Line]]:
            with db.reading() as session:
                return number, lines(session, table, record_id)

        self.context.tasks.read(read, self._fill)

    def _fill(self, result: tuple[int, list[Line]]) -> None:
        number, found = result
        if number != self._asked:
            return
        self.tree.clear()
        for line in found:
            top = QTreeWidgetItem([f"{line.at}  {line.who}", line.label])
            top.setData(0, OPERATION, line.operation_id)
            for name, before, after in line.fields:
                item = QTreeWidgetItem(["", name, before.replace("\n", " "), after.replace("\n", " ")])
                item.setData(0, OPERATION, line.operation_id)
                top.addChild(item)
            self.tree.addTopLevelItem(top)
            top.setExpanded(len(found) <= 20 or line is found[0])
        self._on_current(self.tree.currentItem())

    def _on_current(self, item: QTreeWidgetItem | None, *_before: Any) -> None:
        self.undo_button.setEnabled(item is not None)

    def undo_chosen(self) -> None:
        """Take the chosen action back, wholly; the reason is shown where that cannot be."""
        item = self.tree.currentItem()
        if item is not None:
            number, db = item.data(0, OPERATION), self.context.db
            self.context.tasks.run(lambda: db.undo(number))
