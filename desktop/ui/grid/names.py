"""The cells at the left of a grid that name a row, as Qt asks for them."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt

from desktop.core.i18n import _
from desktop.ui.grid.model import GridModel, Index, Role
from desktop.ui.look import theme


class FrozenModel(QAbstractTableModel):
    """The cells at the left that name a row."""

    def __init__(self, cells: GridModel, parent: Any = None) -> None:
        super().__init__(parent)
        self.cells = cells
        cells.modelAboutToBeReset.connect(self.beginResetModel)
        cells.modelReset.connect(self.endResetModel)
        cells.rowsAboutToBeInserted.connect(self.beginInsertRows)
        cells.rowsInserted.connect(self.endInsertRows)
        cells.replaced.connect(self._on_replaced)
        cells.counted.connect(self._on_replaced)  # a row of which something is not stored is marked

    def _on_replaced(self) -> None:
        rows = self.rowCount()
        if rows and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cells.order)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cells.grid.frozen)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return _(self.cells.grid.frozen[section])
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role in (Role.DisplayRole, Role.ToolTipRole):
            text = self.cells.header(index.row())[index.column()]
            if role == Role.DisplayRole:
                return text
            return escape("\n".join(t for t in (text, self.cells.row_sentence(index.row())) if t)) or None
        if role == Role.BackgroundRole and self.cells.row_sentence(index.row()):
            return theme.color("late_soft")
        return None
