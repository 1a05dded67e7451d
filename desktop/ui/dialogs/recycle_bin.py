"""The recycle bin: everything deleted, newest first; bring back what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView

from desktop.core import local_time
from desktop.core.i18n import N_, _, ngettext
from desktop.ui.dialogs import short_table
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.recycling import Deleted
    from desktop.ui.context import Context


class RecycleBin(FormDialog):
    """Shows the bin of the open database."""

    guards = False

    def __init__(self, context: Context) -> None:
        super().__init__("recycle_bin", N_("Recycle bin"), context.window)
        self.context = context
        view, search, count = self.part("rows"), self.part("search"), self.part("count")
        assert isinstance(view, QTableView) and isinstance(search, QLineEdit) and isinstance(count, QLabel)
        self.view, self.count = view, count
        self.model = short_table.prepare(view, [_("Deleted on"), _("Kind"), _("Record")], [140, 150], 2, many=True)
        view.doubleClicked.connect(self.restore)
        view.selectionModel().selectionChanged.connect(self._selected)
        search.textChanged.connect(self.model.keep)
        self.on("restore", self.restore)
        context.changed.connect(self.look)
        self._selected()
        self.look()

    @Slot()
    def look(self) -> None:
        """Read the bin again."""
        db = self.context.db
        self.context.tasks.read(lambda: _read(db), self._show)

    def _show(self, found: list[Deleted]) -> None:
        self.model.fill([((local_time.shown(d.at), d.kind, d.label), d) for d in found])
        self.count.setText(
            ngettext("{n} deleted record", "{n} deleted records", len(found)).format(n=len(found))
            if found
            else _("The recycle bin is empty.")
        )
        self._selected()

    @Slot()
    def _selected(self) -> None:
        self.part("restore").setEnabled(self.view.selectionModel().hasSelection())

    @Slot()
    def restore(self) -> None:
        """Bring the selected records back, each with what was deleted together with it."""
        wanted, db = [(d.table, d.id) for d in short_table.chosen(self.view)], self.context.db
        if wanted:
            self.context.tasks.run(lambda: _restore(db, wanted), failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.context.window.on_error(error)


def _read(db: Database) -> list[Deleted]:
    from desktop.core.recycling import deleted

    with db.reading() as session:
        return deleted(session)


def _restore(db: Database, wanted: list[tuple[str, int]]) -> None:
    """Bring back record by record; one that came back together with an earlier one is passed over."""
    from desktop.core import verbs
    from desktop.core.kinds import model_of

    for table, number in wanted:
        if verbs.get(db, model_of(table), number).is_deleted:
            verbs.restore(db, table, number)
