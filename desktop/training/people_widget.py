"""A dialog that chooses among all people there are, by role, filter, search or saved view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, ngettext
from desktop.people.lists import PEOPLE
from desktop.ui.dialogs.dialog import Dialog
from desktop.ui.lists.pane import ListPane

if TYPE_CHECKING:
    from desktop.ui.context import Context


class PeopleDialog(Dialog):
    """`chosen(keys)` tells who was chosen: those selected, or all that the list shows."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Add people to the list"))
        said = QLabel(_("Contacts of dealers, growers of cases, our own staff: filter the list, or take a saved view. "
                        "Who is on the list already stays there once."), self)
        said.setWordWrap(True)
        self.list = ListPane(context, PEOPLE, self,
                             fills=N_("Nobody is known yet. People come with contacts and participants."))
        self.buttons = QDialogButtonBox(self)
        self.add = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.all = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self._on_add)
        self.all.clicked.connect(self._on_all)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (said, self.list, self.buttons):
            column.addWidget(widget)
        self.list.table.selectionModel().selectionChanged.connect(self._show_count)
        self.list.count_changed.connect(self._show_count)
        self.list.table.rows.loaded.connect(self._show_count)
        self.list.table.entered.connect(self._on_add)
        self.resize(820, 520)
        self._show_count()
        self.list.reload()

    def _show_count(self, *_anything: object) -> None:
        n, shown = len(self.list.table.selected_ids()), len(self.list.table.rows.ids)
        self.add.setText(ngettext("Add the one selected", "Add the {n} selected", n).format(n=n))
        self.all.setText(ngettext("Add the one shown", "Add all {n} shown", shown).format(n=shown))
        self.add.setEnabled(n > 0)
        self.all.setEnabled(shown > 0)

    def _on_add(self) -> None:
        if ids := self.list.table.selected_ids():
            self._tell(ids)

    def _on_all(self) -> None:
        self._tell(list(self.list.table.rows.ids))

    def _tell(self, ids: list[int]) -> None:
        self.chosen.emit(ids)
        self.accept()
