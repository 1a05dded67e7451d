"""The history of all actions: when, who, what; undo of a chosen one."""

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
    from desktop.core.history import Operation
    from desktop.ui.context import Context

LIMIT = 1000
KINDS = {"do": "", "undo": N_("Undo"), "redo": N_("Redo")}


class HistoryDialog(FormDialog):
    """The newest actions of the open database."""

    guards = False

    def __init__(self, context: Context) -> None:
        super().__init__("action_history", N_("History of all actions"), context.window)
        self.context = context
        view, search, count = self.part("rows"), self.part("search"), self.part("count")
        assert isinstance(view, QTableView) and isinstance(search, QLineEdit) and isinstance(count, QLabel)
        self.view, self.count = view, count
        self.model = short_table.prepare(view, [_("When"), _("Who"), _("Action"), ""], [140, 110, 300, 100], 2)
        view.selectionModel().selectionChanged.connect(self._selected)
        self.model.modelReset.connect(self._selected)
        search.textChanged.connect(self.model.keep)
        self.on("undo", self.undo)
        context.changed.connect(self.look)
        self.look()

    @Slot()
    def look(self) -> None:
        """Read the actions again."""
        db = self.context.db
        self.context.tasks.read(lambda: _read(db), self._show)

    def _show(self, found: list[Operation]) -> None:
        self.model.fill(
            [
                (
                    (
                        local_time.shown(o.at),
                        o.who,
                        o.label,
                        _("undone") if o.undone else _(KINDS[o.kind]) if KINDS.get(o.kind) else "",
                    ),
                    o,
                )
                for o in found
            ]
        )
        self.count.setText(ngettext("{n} action", "{n} actions", len(found)).format(n=len(found)))

    @Slot()
    def _selected(self) -> None:
        picked = short_table.chosen(self.view)
        self.part("undo").setEnabled(bool(picked) and picked[0].kind == "do" and not picked[0].undone)

    @Slot()
    def undo(self) -> None:
        """Take the chosen action back, if nothing later stands on it."""
        picked, db = short_table.chosen(self.view), self.context.db
        if picked:
            number = picked[0].id
            self.context.tasks.run(lambda: db.undo(number), failed=self.context.window.on_error)


def _read(db: Database) -> list[Operation]:
    from desktop.core.history import recent

    with db.reading() as session:
        return recent(session, LIMIT)
