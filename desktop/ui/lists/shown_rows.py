"""Ctrl+C on any table of texts: the rows chosen below their headings, ready for a spreadsheet or a message."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication

from desktop.core.tables.clean import guard


def copies_rows(view: QAbstractItemView) -> None:
    """Let Ctrl+C put the rows of `view` that are chosen on the clipboard, all where none can be or is."""
    copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), view)
    copying.setContext(Qt.ShortcutContext.WidgetShortcut)
    copying.activated.connect(partial(_copy, view))


def _copy(view: QAbstractItemView) -> None:
    model = view.model()
    columns = [column for column in range(model.columnCount()) if not _is_hidden(view, column)]
    chosen = {_place(index) for index in view.selectionModel().selectedIndexes()}
    rows = [row for row in _every(model, QModelIndex()) if not chosen or _place(row) in chosen]
    across = Qt.Orientation.Horizontal
    lines = [[model.headerData(column, across) for column in columns],
             *([row.siblingAtColumn(column).data() for column in columns] for row in rows)]
    if rows:
        QApplication.clipboard().setText("".join("\t".join(map(_plain, line)) + "\n" for line in lines))


def _place(index: QModelIndex) -> tuple[int, ...]:
    """Where the row of an index stands: its number, and those of the rows it stands below."""
    return (*_place(index.parent()), index.row()) if index.isValid() else ()


def _every(model: QAbstractItemModel, below: QModelIndex) -> list[QModelIndex]:
    """The first cells of all rows, each followed by those below it."""
    found = []
    for row in range(model.rowCount(below)):
        found += [model.index(row, 0, below), *_every(model, model.index(row, 0, below))]
    return found


def _is_hidden(view: QAbstractItemView, column: int) -> bool:
    hidden = getattr(view, "isColumnHidden", None)
    return bool(hidden and hidden(column))


def _plain(cell: object) -> str:
    """A cell in one line; a text that a spreadsheet would take for a formula is made plain text."""
    return guard(" ".join(str("" if cell is None else cell).split()))
