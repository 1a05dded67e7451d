"""A sub-tab of a person: the trainings, cases, complaints and other records on which the person is named."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QTableView, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.kinds import links_to
from desktop.people import actions
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.context import Context
from desktop.ui.dialogs.short_table import prepare


class PartsTab(SeenTab):
    """What the person shown took part in; a double click opens the record."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.view = QTableView(self)
        self.empty = QLabel(_("This person is named on no training, case, complaint or other record yet."), self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setWordWrap(True)
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.empty.setMargin(24)
        self.empty.hide()
        self.rows = prepare(self.view, [_("Kind"), _("Record"), ""], [140, 260], 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.view)
        layout.addWidget(self.empty, 1)
        self.view.doubleClicked.connect(self._open)

    def read(self, record_id: int) -> None:
        """Read the records on the worker."""
        db = self.context.db
        self.context.tasks.read(lambda: (record_id, actions.parts_of(db, record_id)), self._fill)

    def _fill(self, result: tuple[int, list[actions.Part]]) -> None:
        if result[0] == self.record_id:
            self.rows.fill([((part.kind, part.title, part.detail), part) for part in result[1]])
            self.view.setVisible(bool(result[1]))
            self.empty.setVisible(not result[1])

    def _open(self, index: QModelIndex) -> None:
        part = self.rows.data_of(index.row())
        self.context.open(part.table, part.id)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & {link.table for link in links_to("person")}:
            self.read_again()
