"""Tables of the wizard that may be long: the rows of a file, the list of issues."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.core.i18n import _
from desktop.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
WIDEST = 460
SAMPLE = 60


class RowsModel(QAbstractTableModel):
    """Rows of plain cells under headings. `colours[i]` names the theme's colour of the text of row i, "" for usual."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.titles: Sequence[str] = ()
        self.rows: Sequence[Sequence[Any]] = ()
        self.colours: Sequence[str] = ()

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[Any]], colours: Sequence[str] = ()) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.titles, self.rows, self.colours = titles, rows, colours
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation == Qt.Orientation.Vertical:
            return None
        return self.titles[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            value = self.rows[index.row()][index.column()]
            text = "" if value is None else str(value)
            return text if role == Qt.ItemDataRole.DisplayRole else escape(text) or None
        if role == Qt.ItemDataRole.ForegroundRole and self.colours and self.colours[index.row()]:
            return theme.color(self.colours[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(
                self.rows[index.row()][index.column()], int | float):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


def dress(view: QTableView, model: RowsModel) -> None:
    """Give a view its model and the usual look."""
    view.setModel(model)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(24)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


def fit(view: QTableView, model: RowsModel) -> None:
    """Columns as wide as their first rows, within reason; the last takes what is left unless it holds numbers."""
    metrics = view.fontMetrics()
    for column, title in enumerate(model.titles):
        texts = [title, *(str(row[column]) for row in model.rows[:SAMPLE] if row[column] is not None)]
        view.setColumnWidth(column, min(max(metrics.horizontalAdvance(t) for t in texts) + 28, WIDEST))
    last = [row[-1] for row in model.rows[:SAMPLE] if row and row[-1] is not None]
    view.horizontalHeader().setStretchLastSection(not last or not all(_is_number(value) for value in last))


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def issue_rows(issues: Sequence[Any]) -> tuple[list[str], list[tuple[Any, ...]], list[str]]:
    """Titles, rows and colours of a list of issues."""
    titles = [_("File row"), _("Column"), _("Value"), _("What to do")]
    rows = [(i.row or None, i.column, i.value, i.text) for i in issues]
    return titles, rows, ["soon" if i.warning else "late" for i in issues]
