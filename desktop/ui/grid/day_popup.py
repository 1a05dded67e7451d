"""The month that opens below a cell that holds a day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtWidgets import QTableView

from desktop.ui.fields.widgets import CalendarPopup
from desktop.ui.grid.model import GridModel


def offer_days(view: QTableView, cells: GridModel, index: Any) -> bool:
    """Let a day be picked for a cell of `cells` as `view` shows them; the month shown is that of its day, else this one."""
    value = cells.value(index.row(), index.column())
    popup = CalendarPopup(view)
    popup.picked.connect(partial(_take, cells, QPersistentModelIndex(index)))
    popup.open_below(view.viewport(), value if isinstance(value, date) else date.today(), view.visualRect(index))
    return True


def _take(cells: GridModel, cell: QPersistentModelIndex, day: date) -> None:
    if cell.isValid():
        cells.enter({(cell.row(), cell.column()): day.isoformat()})
