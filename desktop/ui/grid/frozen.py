"""The frozen cells at the left of a grid: they scroll with it up and down, and never sideways."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.grid.header import ProgressDelegate
from desktop.ui.grid.names import FrozenModel
from desktop.ui.grid.view import ROW_HEIGHT, GridView

WIDEST = 420
SAMPLE = 200  # rows looked at to find the width of a column


class FrozenView(QTableView):
    """The row names. A click selects the whole row in the grid."""

    def __init__(self, model: FrozenModel, grid: GridView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names, self.grid = model, grid
        self.setObjectName("frozen")
        self.setModel(model)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(grid.verticalScrollMode())
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setItemDelegateForColumn(0, ProgressDelegate(model, self))
        model.cells.counted.connect(self.viewport().update)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        grid.horizontalScrollBar().rangeChanged.connect(self._on_range)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        self.clicked.connect(self._on_clicked)

    def fit(self) -> None:
        """As wide as its texts, within reason."""
        metrics = self.fontMetrics()
        total = 0
        rows = range(min(self.names.rowCount(), SAMPLE))
        for column in range(self.names.columnCount()):
            title = str(self.names.headerData(column, Qt.Orientation.Horizontal))
            texts = [title, *(str(self.names.index(r, column).data()) for r in rows)]
            width = min(max(metrics.horizontalAdvance(t) for t in texts) + 22, 180)
            self.setColumnWidth(column, width)
            total += width
        self.setFixedWidth(min(total, WIDEST) + 2 * self.frameWidth())
        self.setVisible(self.names.columnCount() > 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.grid.wheelEvent(event)

    def _on_range(self) -> None:
        """A scroll bar below the grid must not make its last rows stand lower than ours."""
        bar = self.grid.horizontalScrollBar()
        self.setViewportMargins(0, 0, 0, 0)
        policy = Qt.ScrollBarPolicy
        shown = bar.maximum() > bar.minimum()
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAlwaysOn if shown else policy.ScrollBarAlwaysOff)

    def _on_clicked(self, index: object) -> None:
        row = index.row()  # type: ignore[attr-defined]
        last = self.grid.cells.columnCount() - 1
        if last < 0:
            return
        self.grid.go_to(self.grid.cells.index(row, 0))
        block = QItemSelection(self.grid.cells.index(row, 0), self.grid.cells.index(row, last))
        self.grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.grid.setFocus()
