"""One's own sheets of labels: a list, and a form for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core import verbs
from desktop.core.i18n import N_
from desktop.core.records import columns_of
from desktop.trials.actions import LABEL_STOCKS
from desktop.trials.label_stock import LabelStock
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.lists.table import ListTable

if TYPE_CHECKING:
    from desktop.ui.context import Context


class StocksDialog(FormDialog):
    """The list of one's own sheets, with buttons to add, edit and delete."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("label_stocks", N_("Own label sheets"), parent)
        self.context = context
        place = self.part("place")
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        self.table = ListTable(context, LABEL_STOCKS, place)
        layout.addWidget(self.table)
        self.table.entered.connect(self.edit)
        self.on("add", self.add)
        self.on("edit", self.edit)
        self.on("remove", self.remove)
        context.changed.connect(self._on_changed)
        self._reload()

    def add(self) -> None:
        """A new sheet; it starts as three by eight."""
        self._open({n: LabelStock.model_fields[n].default for n in (c.name for c in columns_of(LabelStock))}, None)

    def edit(self) -> None:
        """The sheet that is selected."""
        number = self.table.current_id()
        if number is not None:
            record = verbs.get(self.context.db, LabelStock, number)
            self._open({c.name: getattr(record, c.name) for c in columns_of(LabelStock)}, number)

    def remove(self) -> None:
        """Put the selected sheets into the recycle bin."""
        numbers, db = self.table.selected_ids(), self.context.db
        if numbers:
            self.context.tasks.run(lambda: verbs.delete(db, LabelStock, numbers))

    def _open(self, values: Mapping[str, Any], number: int | None) -> None:
        dialog = RecordDialog(self.context, LabelStock, self)
        dialog.saved.connect(self.table.expect)
        dialog.start(values, number)
        dialog.open()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "labelstock" in tables:
            self._reload()

    def _reload(self) -> None:
        from desktop.core.listing import Query

        self.table.rows.reload(Query())
