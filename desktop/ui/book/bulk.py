"""Bulk edit: the same new values for all selected records, in one action that one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QWidget

from desktop.core import verbs
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record, columns_of
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.fields.binding import Binding, editor_for

if TYPE_CHECKING:
    from sqlalchemy import Column

    from desktop.ui.context import Context


class BulkDialog(FormDialog):
    """Chooses fields and their new values. `changed(int)` says how many records took them."""

    guards = True

    changed = Signal(int)

    def __init__(self, context: Context, model: type[Record], ids: Sequence[int], names: Sequence[str],
                 parent: QWidget | None = None) -> None:
        super().__init__("bulk", N_("Change several records"), parent)
        self.context, self.model, self.ids = context, model, list(ids)
        self.rows: dict[str, tuple[QCheckBox, Binding]] = {}
        label = self.part("label")
        assert isinstance(label, QLabel)
        label.setText(ngettext("Tick what {n} record is to get:", "Tick what {n} records are to get:", len(ids)).format(
            n=f"{len(ids):,}"))
        known = {c.name: c for c in columns_of(model)}
        self._fill([known[name] for name in names if name in known])
        self.on("ok", self.accept)
        self._show_button()

    def _fill(self, columns: Sequence[Column[Any]]) -> None:
        area = self.part("fields")
        grid = QGridLayout(area)
        grid.setColumnStretch(1, 1)
        for row, column in enumerate(columns):
            name = column.name
            tick = QCheckBox(_(column.info["title"]), area)
            binding = editor_for(self.context, column, area)
            binding.widget.setObjectName(name)
            binding.widget.setAccessibleName(tick.text())
            binding.connect(self._on_edited)
            tick.toggled.connect(self._show_button)
            grid.addWidget(tick, row, 0)
            grid.addWidget(binding.widget, row, 1)
            self.rows[name] = (tick, binding)
        grid.setRowStretch(len(columns), 1)

    def _on_edited(self, *_values: object) -> None:
        sender = self.sender()
        if sender is not None and sender.objectName() in self.rows:
            self.rows[sender.objectName()][0].setChecked(True)

    def _show_button(self, _on: bool = False) -> None:
        button = self.part("ok")
        assert isinstance(button, QPushButton)
        button.setEnabled(any(tick.isChecked() for tick, _binding in self.rows.values()))

    def accept(self) -> None:
        """Change the records on the worker; what is wrong is said here, and nothing is changed."""
        chosen = {name: binding for name, (tick, binding) in self.rows.items() if tick.isChecked()}
        for binding in chosen.values():
            binding.settle()
        wrong = next((s for b in chosen.values() if (s := b.problem())), "")
        self.say(wrong)
        if wrong or not chosen:
            return
        values = {name: binding.value() for name, binding in chosen.items()}
        db, model, ids = self.context.db, self.model, self.ids
        self.body.setEnabled(False)
        self.context.tasks.run(lambda: verbs.change_many(db, model, ids, values), self._on_done, self._on_failed,
                               _("Changing records") if len(ids) > 200 else "")

    def _on_done(self, number: int) -> None:
        self.changed.emit(number)
        super().accept()

    def _on_failed(self, error: Exception) -> None:
        self.body.setEnabled(True)
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)
