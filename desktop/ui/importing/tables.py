"""Tables of the wizard that may be long: the rows of a file, the list of issues."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from desktop.core.i18n import _
from desktop.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
WIDEST = 460
SAMPLE = 60
SHARE = 0.2  # of the width: the most that a column beside sentences takes
LINED = 500  # rows that are given the height of their sentence; in a longer list the others tell it to the mouse


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


class WholeSentences(QObject):
    """Lets the last column of `view` hold sentences that are read whole: it takes the room that is left, in as many lines as
    they need, so that nothing is scrolled sideways."""

    def __init__(self, view: QTableView, model: RowsModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        view.setWordWrap(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.viewport().installEventFilter(self)

    def fit(self) -> None:
        """Share the width, then give each row its height."""
        columns, room = len(self._model.titles), self._view.viewport().width()
        if not columns or not room:
            return
        fit(self._view, self._model)
        self._view.horizontalHeader().setStretchLastSection(True)
        for column in range(columns - 1):
            self._view.setColumnWidth(column, min(self._view.columnWidth(column), round(room * SHARE)))
        metrics, width = self._view.fontMetrics(), self._view.columnWidth(columns - 1) - 12
        for row, cells in enumerate(self._model.rows[:LINED]):
            lines = metrics.boundingRect(QRect(0, 0, max(width, 40), 9999), int(Qt.TextFlag.TextWordWrap), str(cells[-1] or ""))
            self._view.setRowHeight(row, max(24, lines.height() + 8))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width breaks them in other places."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)


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
