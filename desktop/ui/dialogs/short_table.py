"""A short read-only table for dialogs: some hundred rows of plain text, searched by a line above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui.lists.shown_rows import copies_rows

Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractTableModel):
    """Rows of text; `keep` shows those that hold a text. `data_of(row)` is what stands behind a row."""

    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = list(headers)
        self.right: frozenset[int] = frozenset()  # the columns of figures
        self._all: list[tuple[tuple[str, ...], Any]] = []
        self._shown: list[tuple[tuple[str, ...], Any]] = []
        self._text = ""

    def fill(self, rows: Sequence[tuple[tuple[str, ...], Any]]) -> None:
        """Show these rows: (cells, what stands behind)."""
        self._all = list(rows)
        self.keep(self._text)

    def keep(self, text: str) -> None:
        """Show only rows that hold `text` in one of their cells."""
        self.beginResetModel()
        self._text = text.strip().casefold()
        self._shown = [r for r in self._all if not self._text or any(self._text in c.casefold() for c in r[0])]
        self.endResetModel()

    @property
    def headers(self) -> list[str]:
        """The titles of the columns."""
        return self._headers

    def cells_of(self, row: int) -> tuple[str, ...]:
        """The texts of a row."""
        return self._shown[row][0]

    def data_of(self, row: int) -> Any:
        """What stands behind a row."""
        return self._shown[row][1]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown[index.row()][0][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headers[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal and section in self.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def prepare(view: QTableView, headers: Sequence[str], widths: Sequence[int], stretch: int, many: bool = False) -> RowsModel:
    """Give a plain table view of a form its model, widths and manners; gives the model."""
    model = RowsModel(headers, view)
    view.setModel(model)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + 9)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(
        QAbstractItemView.SelectionMode.ExtendedSelection if many else QAbstractItemView.SelectionMode.SingleSelection
    )
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate(widths):
        view.setColumnWidth(column, width)
    view.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    copies_rows(view)
    return model


def chosen(view: QTableView) -> list[Any]:
    """What stands behind the selected rows."""
    model = view.model()
    assert isinstance(model, RowsModel)
    return [model.data_of(index.row()) for index in view.selectionModel().selectedRows()]
