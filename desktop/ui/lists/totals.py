"""The totals of a list, each under its column, or in words while no such column is in view."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.core.listing import Column, show
from desktop.ui.lists.foot import FootRow
from desktop.ui.lists.model import heading
from desktop.ui.lists.table import ListTable


class TotalsRow(FootRow):
    """The row below a list; hidden where the listing has no totals."""

    def __init__(self, table: ListTable, parent: QWidget | None = None) -> None:
        super().__init__(table, parent)
        self._list = table
        table.rows.loaded.connect(self.refresh)
        table.columns_changed.connect(self.refresh)

    def text(self, column: Column) -> str:
        """What stands under `column`."""
        value = self._list.rows.totals.get(column.name)
        if not column.total or value is None:
            return ""
        shown = show(column, value)
        return shown if column.total == "sum" else _("⌀ {value}").format(value=shown)

    def figures(self) -> list[tuple[int, str, str]]:
        """The totals of the columns that are shown, in the order of the screen."""
        numbers = {column.name: number for number, column in enumerate(self._list.listing.columns)}
        found = [(numbers[c.name], heading(c), self.text(c)) for c in self._list.shown_columns()]
        return [figure for figure in found if figure[2]]
