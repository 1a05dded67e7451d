"""The cells of a grid as Qt asks for them: values, wrong texts that are kept, doubts, the rows that are shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from desktop.core.grid import Cell, GridChange, GridColumn, GridData, Saved
from desktop.core.i18n import _
from desktop.ui.grid.cells import doubt, parse, same, show
from desktop.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTER = int(Qt.AlignmentFlag.AlignCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
ALIGNMENT = {"number": RIGHT, "whole": RIGHT, "money": RIGHT, "price": RIGHT, "day": CENTER, "moment": CENTER, "flag": CENTER}
NOTE = Qt.ItemDataRole.UserRole + 1
PHOTO = Qt.ItemDataRole.UserRole + 3
STATE = Qt.ItemDataRole.UserRole + 2  # "late" for wrong text, "soon" for a doubtful value: names of the theme
EMPTY = GridData((), (), (), (), [])


class GridModel(QAbstractTableModel):
    """The editable cells. `edited(changes)` asks for a batch to be saved; the model shows the new values at once.
    `counted` tells that the number of filled cells may have changed, `replaced` that other data are shown.

    Rows are addressed by their place on the screen; `order` holds the places of the shown rows in the data.
    """

    PROGRESS: ClassVar[bool] = True  # whether it is shown how much of the rows and columns is filled
    edited = Signal(object)
    counted = Signal()
    replaced = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.grid = EMPTY
        self.order: list[int] = []
        self.wrong: dict[tuple[int, str], tuple[str, str]] = {}
        self._filter = ""
        self._hide_done = False
        self._members: dict[int, list[int]] = {}
        self._wanted: list[int] = []
        self._counts: list[int] = []
        self._places: dict[str, int] = {}

    # -- filling --------------------------------------------------------------------------------------------------

    def set_data(self, data: GridData) -> None:
        """Show other data; wrong texts stay where their cell still exists."""
        same = [c.name for c in data.columns] == [c.name for c in self.grid.columns] and data.keys == self.grid.keys
        if not same:
            self.beginResetModel()
        self.grid = data
        self._counts = [0] * len(data.columns)
        self._places = {c.name: i for i, c in enumerate(data.columns)}
        self._members = members(data.groups)
        self._wanted = [i for i, c in enumerate(data.columns) if not (c.optional or c.derived or c.read_only)]
        known = set(data.keys)
        self.wrong = {c: w for c, w in self.wrong.items() if c[0] in known and c[1] in self._places}
        if same:
            self._all_changed()
            self.replaced.emit()
        else:
            self.order = self._matching()
            self.endResetModel()
        self._count()

    def forget(self) -> None:
        """Give up all that is typed and not stored."""
        self.wrong.clear()
        self._all_changed()

    def place_of(self, cell: Cell | None) -> tuple[int, int]:
        """Where a cell stands on the screen; the first place for one that is not shown."""
        key, name = cell or (0, "")
        row = next((r for r, place in enumerate(self.order) if self.grid.keys[place] == key), 0) if cell else 0
        return row, self._places.get(name, 0)

    def settle(self, changes: Sequence[GridChange], saved: Saved) -> None:
        """A batch was stored. Where rows neither come nor go it is stored whole or not at all."""

    def _all_changed(self) -> None:
        if self.order and self.grid.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.order) - 1, len(self.grid.columns) - 1))

    def set_filter(self, text: str) -> None:
        """Show the rows only whose frozen cells hold every word of `text`."""
        self._filter = text
        self.beginResetModel()
        self.order = self._matching()
        self.endResetModel()
        self._count()

    def set_hide_done(self, hide: bool) -> None:
        """Leave out the rows in which nothing is missing; a row that is finished later stays until this is asked again."""
        self._hide_done = hide
        self.set_filter(self._filter)

    def _matching(self) -> list[int]:
        words = self._filter.casefold().split()
        lines = (" ".join(header).casefold() for header in self.grid.headers)
        found = [i for i, line in enumerate(lines) if all(w in line for w in words)] if words else range(len(self.grid.keys))
        return [i for i in found if not self._hide_done or self.done(i) < 1]

    def done(self, place: int) -> float:
        """How much of a row (by its place in the data) is filled, 0 to 1; optional and computed cells do not count."""
        wanted, values = self._wanted, self.grid.values[place]
        return sum(self.grid.columns[i].says(values[i]) for i in wanted) / len(wanted) if wanted else 1.0

    def row_of(self, text: str) -> int | None:
        """The shown row of the plot number that was typed or scanned: it, or what ends with it behind a sign (T1-101)."""
        wanted = text.strip().casefold()
        numbers = [self.grid.headers[i][0].casefold() for i in self.order]
        if wanted in numbers:
            return numbers.index(wanted)
        last = re.split(r"[^0-9a-z\u4e00-\u9fff]+", wanted)[-1] if wanted else ""
        return numbers.index(last) if last and last in numbers else None

    # -- what Qt asks ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.order)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.grid.columns)

    def header(self, row: int) -> Sequence[str]:
        """The frozen cells of a row."""
        return self.grid.headers[self.order[row]]

    def row_sentence(self, _row: int) -> str:
        """What is wrong with a row as a whole; "" for nothing."""
        return ""

    def takes(self, row: int) -> bool:
        """Whether there is a row of that number, or can be."""
        return row < len(self.order)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usable if self.locked(index.row(), index.column()) else usable | Qt.ItemFlag.ItemIsEditable

    def locked(self, row: int, column: int) -> bool:
        """Whether a cell cannot be typed into: a column only to be read, or a computed value nobody has replaced."""
        spec = self.grid.columns[column]
        return spec.read_only or (spec.derived and self.cell(row, column) not in self.grid.own)

    def unlock(self, row: int, column: int) -> None:
        """Let a computed cell be typed into."""
        if self.grid.columns[column].derived:
            self.grid.own.add(self.cell(row, column))
            self._tell([(row, column)])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if role == Role.DisplayRole else None
        column = self.grid.columns[section]
        if role == Role.DisplayRole:
            return f"{column.title}\n{column.unit}" if column.unit else column.title
        if role == Role.ToolTipRole:
            return escape("\n".join(t for t in (column.title, column.hint) if t))
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        makers: dict[int, Callable[[int, int], Any]] = {
            Role.DisplayRole: self.text, Role.EditRole: self.text, Role.TextAlignmentRole: self._alignment,
            Role.BackgroundRole: self._ground, Role.ForegroundRole: self._ink, Role.ToolTipRole: self._tip,
            Role.FontRole: self._font, NOTE: self.note, STATE: self.state, PHOTO: self.photo}
        make = makers.get(role)
        return make(index.row(), index.column()) if make else None

    def _alignment(self, _row: int, column: int) -> int:
        return ALIGNMENT.get(self.grid.columns[column].kind, LEFT)

    def _ink(self, _row: int, column: int) -> QColor | None:
        return theme.color("muted") if self.locked(_row, column) or self.cell(_row, column) in self.grid.struck else None

    def _font(self, row: int, column: int) -> QFont | None:
        """Computed values slanted, values left out struck through."""
        struck = self.cell(row, column) in self.grid.struck
        if not struck and not (self.grid.columns[column].derived and self.locked(row, column)):
            return None
        font = QFont()
        font.setItalic(not struck)
        font.setStrikeOut(struck)
        return font

    def photo(self, row: int, column: int) -> bool:
        """Whether a cell has photos."""
        return self.cell(row, column) in self.grid.photos

    def _tip(self, row: int, column: int) -> str | None:
        return escape(self.sentence(row, column)) or None

    def state(self, row: int, column: int) -> str:
        """What colour tells about a cell: late for wrong text, soon for a doubtful value, else nothing."""
        if self.cell(row, column) in self.wrong:
            return "late"
        return "soon" if self.doubtful(row, column) else ""

    def _ground(self, row: int, column: int) -> QColor | None:
        state = self.state(row, column)
        if state:
            return theme.color(f"{state}_soft")
        return theme.color("window") if self.locked(row, column) else None

    # -- one cell -------------------------------------------------------------------------------------------------

    def key(self, row: int) -> int:
        """The key of a row on the screen."""
        return self.grid.keys[self.order[row]]

    def cell(self, row: int, column: int) -> tuple[int, str]:
        """(key, column name) of a cell on the screen."""
        return self.key(row), self.grid.columns[column].name

    def value(self, row: int, column: int) -> Any:
        """The stored value of a cell."""
        return self.grid.values[self.order[row]][column]

    def text(self, row: int, column: int) -> str:
        """What a cell shows: its value, or the wrong text that was typed."""
        wrong = self.wrong.get(self.cell(row, column))
        return wrong[0] if wrong else show(self.grid.columns[column], self.value(row, column))

    def note(self, row: int, column: int) -> str:
        """The note of a cell."""
        return self.grid.notes.get(self.cell(row, column), "")

    def doubtful(self, row: int, column: int) -> str:
        """The sentence about a doubtful value that nobody has accepted; "" for none."""
        if self.cell(row, column) in self.grid.accepted:
            return ""
        value = self.value(row, column)
        return doubt(self.grid.columns[column], value) or self._jump(row, column, value)

    def _jump(self, row: int, column: int, value: Any) -> str:
        """What is doubtful about a value beside the plot's earlier one and those of its replicates."""
        data, spec = self.grid, self.grid.columns[column]
        if data.jump is None or not isinstance(value, int | float) or isinstance(value, bool) or spec.derived:
            return ""
        place = self.order[row]
        earlier = self._places.get(data.earlier.get(spec.name, ""))
        before = None if earlier is None else data.values[place][earlier]
        group = data.groups[place] if data.groups else None
        others = [] if group is None else [data.values[i][column] for i in self._members[group] if i != place]
        return data.jump(spec, value, before, [v for v in others if v is not None])

    def sentence(self, row: int, column: int) -> str:
        """All there is to say about a cell: what is wrong or doubtful, and its note."""
        wrong = self.wrong.get(self.cell(row, column))
        said = wrong[1] if wrong else self.doubtful(row, column)
        struck = self.grid.struck.get(self.cell(row, column))
        out = _("Excluded from the analysis: {reason}").format(reason=struck) if struck is not None else ""
        return "\n".join(t for t in (said, out, self.note(row, column), self._computed(row, column)) if t)

    def _computed(self, row: int, column: int) -> str:
        spec = self.grid.columns[column]
        if not spec.derived:
            return ""
        formula = next((line for line in spec.hint.split("\n") if line.startswith("= ")), "")
        if self.locked(row, column):
            return f"{_('computed')} {formula}".strip()
        return _("typed by hand; the formula does not change it")

    def refresh(self, values: Mapping[Cell, Any]) -> None:
        """Show values that were computed anew."""
        rows = {key: i for i, key in enumerate(self.grid.keys)} if values else {}
        for (key, name), value in values.items():
            column, row = self._places.get(name), rows.get(key)
            if column is None or row is None:
                continue
            self._counts[column] += self._gained(column, self.grid.values[row][column], value)
            self.grid.values[row][column] = value
        if values:
            self._all_changed()
            self.counted.emit()

    # -- editing --------------------------------------------------------------------------------------------------

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole:
            return False
        self.enter({(index.row(), index.column()): value})
        return True

    def enter(self, texts: Mapping[tuple[int, int], Any]) -> list[str]:
        """Put texts (or records that are named) into cells, as one batch; gives the sentences about those that are no
        values (kept, marked red)."""
        changes: list[GridChange] = []
        sentences = []
        for (row, column), text in texts.items():
            spec = self.grid.columns[column]
            if self.locked(row, column):
                continue
            try:
                changes += self._set(row, column, parse(spec, text) if isinstance(text, str) else text)
            except ValueError as error:
                self.wrong[self.cell(row, column)] = (text, str(error))
                sentences.append(str(error))
        self._tell(texts)
        self._ask(changes, texts)
        return sentences

    def _ask(self, changes: list[GridChange], _places: Iterable[tuple[int, int]]) -> None:
        """Ask for a batch to be saved that came of edits in these cells."""
        if changes:
            self.edited.emit(changes)

    def _set(self, row: int, column: int, value: Any) -> list[GridChange]:
        cell, old = self.cell(row, column), self.value(row, column)
        self.wrong.pop(cell, None)
        if same(self.grid.columns[column], value, old):
            return []
        if isinstance(value, int | float) and isinstance(old, int | float) and value == old and self._plain(column):
            return []
        self.grid.values[self.order[row]][column] = value
        self._counts[column] += self._gained(column, old, value)
        self.grid.accepted.discard(cell)
        return [GridChange(*cell, old, value)]

    def _plain(self, column: int) -> bool:
        return self.grid.columns[column].kind in ("number", "whole")

    def accept(self, cells: Iterable[tuple[int, int]]) -> None:
        """Let doubtful values stand."""
        doubtful = [c for c in cells if self.doubtful(*c)]
        changes = []
        for row, column in doubtful:
            value = self.value(row, column)
            self.grid.accepted.add(self.cell(row, column))
            changes.append(GridChange(*self.cell(row, column), value, value, accepted=True))
        self._tell(doubtful)
        if changes:
            self.edited.emit(changes)

    def reject(self, changes: Sequence[GridChange], sentence: str) -> None:
        """Changes could not be stored: show the old values again as stored, and what was typed as wrong text."""
        rows = {key: i for i, key in enumerate(self.grid.keys)}
        for change in changes:
            column = self._places.get(change.column)
            if column is None or change.key not in rows:
                continue
            self.wrong[change.key, change.column] = (show(self.grid.columns[column], change.new), sentence)
            self.grid.values[rows[change.key]][column] = change.old
        self._all_changed()
        self._count()

    def set_note(self, row: int, column: int, note: str) -> None:
        """Show the note of a cell."""
        if note:
            self.grid.notes[self.cell(row, column)] = note
        else:
            self.grid.notes.pop(self.cell(row, column), None)
        self._tell([(row, column)])

    def _tell(self, cells: Iterable[tuple[int, int]]) -> None:
        places = list(cells)
        if places:
            rows, columns = [r for r, _c in places], [c for _r, c in places]
            self.dataChanged.emit(self.index(min(rows), min(columns)), self.index(max(rows), max(columns)))
        self.counted.emit()

    # -- counting -------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        rows = [self.grid.values[i] for i in self.order]
        self._counts = [sum(column.says(row[c]) for row in rows) for c, column in enumerate(self.grid.columns)]
        self.counted.emit()

    def _gained(self, column: int, old: Any, new: Any) -> int:
        """By how much the number of filled cells of a column changes with a cell."""
        says = self.grid.columns[column].says
        return says(new) - says(old)

    def filled(self, column: int) -> int:
        """How many shown cells of a column hold a value."""
        return self._counts[column] if column < len(self._counts) else 0

    def specification(self, column: int) -> GridColumn:
        """The column at a place."""
        return self.grid.columns[column]


def members(groups: Sequence[int | None]) -> dict[int, list[int]]:
    """The rows of each group."""
    found: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        if group is not None:
            found.setdefault(group, []).append(place)
    return found
