"""One's own sheets of labels, typed in place as the packet says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.child_rows import ChildRows
from desktop.core.i18n import N_
from desktop.trials.actions import LABEL_STOCKS
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.grid.row_grid import RowGrid

if TYPE_CHECKING:
    from desktop.ui.context import Context


class StocksDialog(FormDialog):
    """A grid of one's own sheets; a new one starts as three by eight on A4."""

    guards = False  # it asks by itself

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("label_stocks", N_("Own label sheets"), parent)
        self.context = context
        place = self.part("place")
        layout = QVBoxLayout(place)
        layout.setContentsMargins(0, 0, 0, 0)
        self.grid = RowGrid(context, ChildRows(context.db, LABEL_STOCKS, {}), place)
        self.grid.memory = f"grid.{LABEL_STOCKS.name}"
        layout.addWidget(self.grid)
        self.on("remove", self.grid.view.remove_rows)
        self.resize(1060, 360)

    def reject(self) -> None:
        """Close, once nothing typed would be lost."""
        close = super().reject
        self.grid.settle(close)
