"""The Qt model of a list: keys of all rows, cells of those that are seen.

The keys come from the worker in one piece; cells are read 32 rows at a time when they are first asked for (some 1 ms), so
that 100,000 rows open, sort and scroll at once. Not more: SQLite gives up the interpreter at every row, and beside a
computation each may wait a millisecond to get it back, on the main thread.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from desktop.core.fields import NUMBERS
from desktop.core.i18n import _
from desktop.core.listing import Listing, Query, Row, show
from desktop.ui.look import theme

if TYPE_CHECKING:
    from desktop.ui.context import Context

WINDOW = 32
WINDOWS_KEPT = 250
TIP = 12  # texts longer than this may be cut in their cell and get a tooltip
LOOKUPS = 20  # so many keys are looked for one by one, some 1 ms each among 100,000
VALUE = Qt.ItemDataRole.UserRole
COLUMN = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Answer:
    """What the reader found for the question of that `number`: keys, totals, and the `columns` of the rows seen first."""

    number: int
    ids: array[int]
    totals: dict[str, float | None]
    top: dict[int, Row]
    columns: frozenset[str]


class ListModel(QAbstractTableModel):
    """The rows of `listing` that `query` asks for. `reload()` reads the keys on the worker; `loaded` tells the end."""

    loaded = Signal()
    about_to_load = Signal()

    def __init__(self, context: Context, listing: Listing, parent: Any = None) -> None:
        super().__init__(parent)
        self.context, self.listing = context, listing
        self.query = Query()
        self.ids: array[int] = array("q")
        self.totals: dict[str, float | None] = {}
        self.ready = False
        self._marks: dict[str, str] = {}
        self._late = {i: deadline for i, c in enumerate(listing.columns)
                      if (deadline := getattr(c.value, "info", {}).get("deadline"))}
        self._places_of = {c.name: i for i, c in enumerate(listing.columns)}
        self._shares = {i: self._places_of[c.share] for i, c in enumerate(listing.columns) if c.share}
        self._columns = self._with_asked(c.name for c in listing.columns if c.shown)  # those that are read
        self._windows: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._places: dict[int, int] | None = None
        self._lookups = 0
        self._wanted = 0

    # -- loading --------------------------------------------------------------------------------------------------

    def reload(self, query: Query | None = None) -> None:
        """Read the keys (and totals) of `query` again. Of several calls in a row only the last one counts."""
        if query is not None:
            self.query = query
        self._wanted += 1
        number, wanted = self._wanted, self.query
        self.context.tasks.read(lambda: self._read(number, wanted), self._take)

    def _read(self, number: int, query: Query) -> Answer | None:
        if number != self._wanted:
            return None  # a newer question is waiting; do not answer this one
        columns = self._columns
        with self.context.db.reading() as session:
            ids, totals = self.listing.ids(session, query), self.listing.totals(session, query)
            top = {} if self.ready else self.listing.rows(session, ids[:WINDOW], columns)  # what is seen first
        return Answer(number, ids, totals, top, columns)

    def _take(self, result: Answer | None) -> None:
        if result is not None and result.number == self._wanted:
            self.set_ids(result.ids, result.totals, result.top if result.columns == self._columns else {})

    def set_ids(self, ids: array[int], totals: dict[str, float | None] | None = None,
                top: dict[int, Row] | None = None) -> None:
        """Show these rows. Where they are the same as before, selection and scroll position are not disturbed."""
        self.about_to_load.emit()
        self.totals, self.ready = totals or {}, True
        if ids == self.ids:
            self._forget(top)
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, self.columnCount() - 1))
        else:
            self.beginResetModel()
            self.ids, self._places, self._lookups = ids, None, 0
            self._forget(top)
            self.endResetModel()
        self.loaded.emit()

    def _forget(self, top: dict[int, Row] | None) -> None:
        """Cells read before are read anew, but for those of the first rows where they came with the keys."""
        self._windows.clear()
        if top:
            self._windows[0] = [top.get(number) for number in self.ids[:WINDOW]]

    def _row(self, row: int) -> Row | None:
        number = row // WINDOW
        window = self._windows.get(number)
        if window is None:
            wanted = self.ids[number * WINDOW:(number + 1) * WINDOW]
            with self.context.db.reading() as session:
                found = self.listing.rows(session, wanted, self._columns)
            window = self._windows[number] = [found.get(i) for i in wanted]
            if len(self._windows) > WINDOWS_KEPT:
                self._windows.popitem(last=False)
        else:
            self._windows.move_to_end(number)
        return window[row % WINDOW]

    def read_columns(self, names: Iterable[str]) -> None:
        """Read the cells of these columns only: the others are not in view."""
        wanted = self._with_asked(names)
        if wanted - self._columns:
            self._windows.clear()
        self._columns = wanted

    def _with_asked(self, names: Iterable[str]) -> frozenset[str]:
        """These columns, those that say of their deadlines whether they still matter, and how far a stage has come."""
        wanted = frozenset(names)
        wanted |= {c.share for c in self.listing.columns if c.share and c.name in wanted}
        asked = {name for i, deadline in self._late.items() if self.listing.columns[i].name in wanted for name in deadline.asks}
        return wanted | (asked & self._places_of.keys())

    def is_late(self, index: Index) -> bool:
        """Whether a cell holds a deadline that is past while the record still waits."""
        deadline = self._late.get(index.column())
        row = self._row(index.row()) if deadline else None
        if deadline is None or row is None:
            return False
        values = {name: row[self._places_of[name]] for name in deadline.asks if name in self._places_of}
        return bool(deadline.passed(row[index.column()], values))

    def _percent(self, number: int, row: Row | None) -> str:
        """How far a stage has come, behind its word, while it is on the way: never rounded to nothing or to all of it."""
        share = row[self._shares[number]] if row is not None and number in self._shares else None
        return f" {min(99, max(1, int(share)))}%" if share is not None and 0 < share < 100 else ""

    # -- places ---------------------------------------------------------------------------------------------------

    def id_at(self, row: int) -> int:
        """The key of a row."""
        return self.ids[row]

    def row_of(self, record_id: int) -> int | None:
        """The row of a key, or None where the list does not hold it."""
        if self._places is not None:
            return self._places.get(record_id)
        self._lookups += 1
        if self._lookups > LOOKUPS:  # from now on a dictionary pays
            self._places = {number: row for row, number in enumerate(self.ids)}
            return self._places.get(record_id)
        try:
            return self.ids.index(record_id)
        except ValueError:
            return None

    # -- Qt -------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.listing.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, VALUE, Qt.ItemDataRole.ToolTipRole):
            return self._dress(index, role)
        column = self.listing.columns[index.column()]
        if column.name not in self._columns:
            self.read_columns({*self._columns, column.name})
        row = self._row(index.row())
        value = row[index.column()] if row is not None else None
        if role == VALUE:
            return value
        text = show(column, value) + self._percent(index.column(), row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return escape(text) if len(text) > TIP else None
        return text.replace("\n", " ") if "\n" in text else text

    def _dress(self, index: Index, role: int) -> Any:
        """How a cell looks, and which column it is of."""
        column = self.listing.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.kind in NUMBERS else LEFT
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in self._late and self.is_late(index):
            return theme.color("late")
        return column if role == COLUMN else None

    def show_marks(self, marks: dict[str, str]) -> None:
        """What stands behind the headings of these columns: their place in the order."""
        self._marks = marks
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.listing.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(column) + self._marks.get(column.name, "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return escape(heading(column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.kind in NUMBERS else LEFT
        return None


def heading(column: Any) -> str:
    """A column's title with its unit, as lists and exports show it."""
    return f"{_(column.title)} ({_(column.unit)})" if column.unit else _(column.title)
