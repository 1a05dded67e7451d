"""The month that opens below a cell that holds a day."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPersistentModelIndex

from desktop.ui.fields.widgets import CalendarPopup

if TYPE_CHECKING:
    from desktop.ui.grid.view import GridView


def offer_days(view: GridView, index: Any) -> bool:
    """Let a day be picked for a cell; the month shown is that of its day, else this one."""
    value = view.cells.value(index.row(), index.column())
    popup = CalendarPopup(view)
    popup.picked.connect(partial(_take, view, QPersistentModelIndex(index)))
    popup.open_below(view.viewport(), value if isinstance(value, date) else date.today(), view.visualRect(index))
    return True


def _take(view: GridView, cell: QPersistentModelIndex, day: date) -> None:
    if cell.isValid():
        view.cells.enter({(cell.row(), cell.column()): day.isoformat()})
