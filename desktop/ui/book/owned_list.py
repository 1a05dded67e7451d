"""A sub-tab that only shows: what belongs to the record, newest first, nothing to add or to edit."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.listing import Listing, Query
from desktop.core.records import Record, table_of
from desktop.ui.lists.table import ListTable

if TYPE_CHECKING:
    from desktop.ui.context import Context


class OwnedList(QWidget):
    """The rows of `listing` whose field `parent` names the record shown; `also` pins further fields of theirs."""

    count_changed = Signal(int)

    def __init__(self, context: Context, listing: Listing, parent_field: str, empty: str,
                 parent: QWidget | None = None, *, also: tuple[tuple[str, Any], ...] = ()) -> None:
        super().__init__(parent)
        self._field, self._also, self._own = parent_field, also, table_of(listing.model).name
        self._record: Record | None = None
        self.table = ListTable(context, listing, self, memory=f"{listing.name}.{parent_field}")
        self.table.empty_text = empty
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.table)
        self.table.show_order(())
        self.table.rows.loaded.connect(self._on_loaded)
        context.changed.connect(self._on_changed)

    def show_record(self, record: Record | None) -> None:
        """Show what belongs to `record`."""
        self._record = record
        self._reload()

    def _reload(self) -> None:
        if self._record is None:
            self.table.rows.set_ids(array("q"))
        else:
            self.table.rows.reload(Query(fixed=(*self._also, (self._field, self._record.id))))

    def _on_changed(self, tables: frozenset[str]) -> None:
        if self._own in tables:
            self._reload()

    def _on_loaded(self) -> None:
        self.count_changed.emit(len(self.table.rows.ids))
