"""The cells of a grid whose rows come and go: what is stored, below it what is being typed, last an empty row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import fsum
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from desktop.core.grid import Cell, GridChange, GridColumn, GridData, Saved
from desktop.core.i18n import _
from desktop.core.ids import new_id, new_ids
from desktop.ui.grid.cells import show
from desktop.ui.grid.model import GridModel, Role
from desktop.ui.grid.twins import Twins
from desktop.ui.look import theme

NEW = "✱"
UNSAVED = "●"  # beside the number of a row in which something is not stored
TYPED = (int, float, date)  # values that are compared as they are
MARK = "\u2009*"  # as forms mark what must be filled in
Place = tuple[int, int]


class RowModel(GridModel):
    """Rows that are added by typing and removed as a whole. `removing(keys)` asks for stored rows to be put away.

    A new row is asked to be saved as soon as nothing required is missing and nothing in it is wrong. What was refused
    stays as it was typed, and is asked for again with the next edit of its row.
    """

    PROGRESS = False
    removing = Signal(object)
    released = Signal()
    arranged = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.drafts: dict[int, bool] = {}  # keys of rows that are not stored → whether they have been sent to be
        self.row_wrong: dict[int, str] = {}  # what is wrong with a row as a whole
        self._refused: dict[int, dict[str, Any]] = {}  # what could not be stored, as values
        self._blank: int | None = None
        self._held: list[GridChange] | None = None
        self._places_of: dict[int, int] = {}
        self._ranks: dict[int, int] = {}  # key → its place in the order that was asked for last
        self.sorted_by: tuple[int, bool] | None = None  # the column of that order, and whether it is descending
        self._twins = Twins(self)

    # -- filling --------------------------------------------------------------------------------------------------

    def set_data(self, data: GridData) -> None:
        """Show what is stored now; what is typed and not stored stays."""
        known = set(data.keys)
        before = {k: dict(zip(self._places, self.grid.values[self._places_of[k]], strict=True)) for k in self.typed()}
        self.drafts = {k: self.drafts[k] for k in before if k not in known}
        opened = data.fresh is not None and not data.closed
        self._blank = (self._blank or new_id()) if opened else None
        extra = [*self.drafts, *([self._blank] if self._blank else [])]
        fresh = dict(zip((c.name for c in data.columns), data.fresh or (), strict=False))
        rows = [[{**fresh, **before.get(key, {})}.get(c.name) for c in data.columns] for key in extra]
        keys = [*data.keys, *extra]
        self._places_of = {key: place for place, key in enumerate(keys)}
        self._refused = {key: found for key, found in self._refused.items() if key in self._places_of}
        self.row_wrong = {key: said for key, said in self.row_wrong.items() if key in self.drafts}
        super().set_data(replace(data, keys=keys, values=[*data.values, *rows],
                                 headers=[*data.headers, *[("",)] * len(extra)]))

    def forget(self) -> None:
        """Give up all that is typed and not stored."""
        self.row_wrong.clear()
        self._refused.clear()
        self.drop(list(self.drafts))
        super().forget()
        self._count()  # what is wrong counts in no sum

    def header(self, row: int) -> Sequence[str]:
        """A row is named by its number; the empty one is marked."""
        return (NEW if self.key(row) == self._blank else f"{row + 1} {UNSAVED}" if self.is_unsaved(row) else str(row + 1),)

    def is_unsaved(self, row: int) -> bool:
        """Whether something in a row is typed and not stored."""
        key = self.key(row)
        wrong = bool(self.wrong) and any((key, column.name) in self.wrong for column in self.grid.columns)
        return wrong or (not self.drafts.get(key, True) and self._begun(key))

    def any_unsaved(self) -> bool:
        """Whether something in any row is."""
        return bool(self.wrong) or any(not sent and self._begun(key) for key, sent in self.drafts.items())

    def row_sentence(self, row: int) -> str:
        """What is wrong with a row as a whole; of a new one in which something is typed at least that it is not stored."""
        key = self.key(row)
        new = key in self.drafts and not self.drafts[key] and self._begun(key)
        return self.row_wrong.get(key, "") or (_("This row is not stored yet, and counts nowhere.") if new else "")

    def takes(self, row: int) -> bool:
        """Whether there can be a row of that number: as many as one likes, where rows may be added."""
        return self._blank is not None or super().takes(row)

    def is_blank(self, row: int) -> bool:
        """Whether a row is the empty one at the end."""
        return self.key(row) == self._blank

    def is_stored(self, row: int) -> bool:
        """Whether a row is in the database."""
        return self._is_stored(self.key(row))

    def _is_stored(self, key: int) -> bool:
        return key not in self.drafts and key != self._blank

    def locked(self, row: int, column: int) -> bool:
        """Nothing can be typed where the list is closed."""
        return bool(self.grid.closed) or super().locked(row, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        said = super().headerData(section, orientation, role)
        across = orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole
        return f"{said}{MARK}" if across and self.grid.columns[section].required else said

    def _ink(self, row: int, column: int) -> QColor | None:
        late = self.grid.columns[column].late
        if late and late(self.value(row, column), self.row_values(row)):
            return theme.color("late")
        return super()._ink(row, column)

    # -- order ----------------------------------------------------------------------------------------------------

    def sort_by(self, column: int, descending: bool) -> None:
        """Put the stored rows in the order of a column, blanks last. What is typed afterwards stays where it stands."""
        spec, stored = self.grid.columns[column], [p for p in range(len(self.grid.keys)) if self._is_stored(self.grid.keys[p])]
        filled = [p for p in stored if self.grid.values[p][column] is not None]
        filled.sort(key=lambda p: _ordered(spec, self.grid.values[p][column]), reverse=descending)
        self.sorted_by = (column, descending)
        self._arrange([*filled, *(p for p in stored if self.grid.values[p][column] is None)])

    def sort_as_read(self) -> None:
        """Put the rows in the order in which they are stored."""
        self.sorted_by = None
        self._arrange([])

    def _arrange(self, places: Sequence[int]) -> None:
        self.beginResetModel()
        self._ranks = {self.grid.keys[place]: rank for rank, place in enumerate(places)}
        self.order = self._matching()
        self.endResetModel()
        self._count()
        self.arranged.emit()

    def _matching(self) -> list[int]:
        last = len(self._ranks)
        return sorted(super()._matching(), key=lambda place: self._ranks.get(self.grid.keys[place], last))

    # -- what is typed and not stored -----------------------------------------------------------------------------

    def typed(self) -> list[int]:
        """The keys of the new rows in which something is typed."""
        return [key for key in self.drafts if self._begun(key)]

    def pending(self) -> int:
        """How many rows hold something that is not stored, because it is wrong or something is missing."""
        return len({*self.typed(), *(key for key, _column in self.wrong)})

    def _begun(self, key: int) -> bool:
        return (self.grid.values[self._places_of[key]] != list(self.grid.fresh or ())
                or any((key, column.name) in self.wrong for column in self.grid.columns))

    def row_of_key(self, key: int) -> int | None:
        """Where a row stands on the screen; None where it does not."""
        place = self._places_of.get(key)
        return self.order.index(place) if place is not None and place in self.order else None

    def forget_row(self, key: int) -> None:
        """Give up what is typed in a row and not stored."""
        self.wrong = {cell: found for cell, found in self.wrong.items() if cell[0] != key}
        self.row_wrong.pop(key, None)
        self._refused.pop(key, None)
        if not self.drafts.get(key, True):
            self.drop([key])

    def row_values(self, row: int) -> dict[str, Any]:
        """The values of a row, column by column."""
        return dict(zip(self._places, self.grid.values[self.order[row]], strict=True))

    def missing(self, row: int, column: int) -> str:
        """What must still be filled in before a new row is stored; "" for nothing."""
        spec = self.grid.columns[column]
        if not spec.required or self.key(row) not in self.drafts or self.value(row, column) is not None:
            return ""
        return _("{field} must be filled in.").format(field=spec.title)

    def doubtful(self, row: int, column: int) -> str:
        """What is missing, what looks wrong about a value, and which row says the same; what is impossible is told when it is
        stored."""
        spec, value = self.grid.columns[column], self.value(row, column)
        odd = spec.check(value) if spec.check and value else ""
        return self.missing(row, column) or odd or self._twins.said(row, column)

    def sentence(self, row: int, column: int) -> str:
        """All there is to say about a cell, and what is wrong with its row."""
        if self.grid.closed:
            return self.grid.closed
        said = (super().sentence(row, column), self._counted_still(row, column), self.row_wrong.get(self.key(row), ""))
        return "\n".join(t for t in said if t) or self.row_sentence(row)

    def _counted_still(self, row: int, column: int) -> str:
        """Of a stored row in which something else is typed: what lists and accounts go on counting."""
        stored = self.value(row, column)
        if self.cell(row, column) not in self.wrong or not self.is_stored(row) or stored is None:
            return ""
        return _("“{value}” is stored still, and counted.").format(value=show(self.grid.columns[column], stored))

    def _ready(self, key: int) -> bool:
        """Whether nothing in a new row is missing or wrong."""
        values = self.grid.values[self._places_of[key]]
        complete = all(value is not None for value, column in zip(values, self.grid.columns, strict=True) if column.required)
        return complete and self._begun(key) and not any((key, column.name) in self.wrong for column in self.grid.columns)

    # -- editing --------------------------------------------------------------------------------------------------

    def enter(self, texts: Mapping[Place, Any]) -> list[str]:
        """Put texts (or values) into cells, as one batch; what is typed in or below the last row adds rows."""
        if self._blank is not None:
            last = self.rowCount() - 1
            texts = {place: text for place, text in texts.items() if place[0] < last or text not in ("", None)}
            if texts and (lowest := max(row for row, _column in texts)) >= last:
                self._make_room(lowest)
        return super().enter(texts)

    def _make_room(self, row: int) -> None:
        """Rows up to `row`, and the empty one below it."""
        assert self._blank is not None
        first, wanted = len(self.grid.keys), row - self.rowCount() + 2
        keys = new_ids(wanted)
        self.beginInsertRows(QModelIndex(), self.rowCount(), self.rowCount() + wanted - 1)
        self.drafts |= dict.fromkeys([self._blank, *keys[:-1]], False)
        self._blank = keys[-1]
        self._places_of |= {key: first + n for n, key in enumerate(keys)}
        self.grid = replace(self.grid, keys=[*self.grid.keys, *keys], headers=[*self.grid.headers, *[("",)] * wanted],
                            values=[*self.grid.values, *(list(self.grid.fresh or ()) for _key in keys)])
        self.order += range(first, first + wanted)
        self.endInsertRows()

    def _set(self, row: int, column: int, value: Any) -> list[GridChange]:
        self._refused.get(self.key(row), {}).pop(self.grid.columns[column].name, None)
        changes = super()._set(row, column, value)
        values = self.grid.values[self.order[row]]
        for place, computed in enumerate(self.grid.columns):
            if computed.formula is not None:
                values[place] = computed.formula(dict(zip(self._places, values, strict=True)))
        return changes

    def _tell(self, cells: Iterable[Place]) -> None:
        """What is computed from a cell may stand anywhere in its row."""
        rows = {row for row, _column in cells}
        super()._tell([(row, column) for row in (min(rows), max(rows)) for column in (0, len(self.grid.columns) - 1)]
                      if rows else [])

    def is_shown_only(self, column: int) -> bool:
        """Whether nothing can be typed into a column."""
        return bool(self.grid.closed) or self.grid.columns[column].read_only

    def hold(self) -> None:
        """Ask for nothing to be saved until `release`: what is typed until then is one batch."""
        self._held = []

    def release(self) -> None:
        """Ask for what was held to be saved."""
        held, self._held = self._held or [], None
        if held:
            self.edited.emit(held)
        self.released.emit()

    @property
    def holding(self) -> bool:
        """Whether a batch is being gathered."""
        return self._held is not None

    def _ask(self, changes: list[GridChange], places: Iterable[Place]) -> None:
        """Ask for stored rows to be changed, and for new ones that are ready to be added, whole."""
        changed = {(c.key, c.column) for c in changes}
        batch = [c for c in changes if c.key not in self.drafts]
        for key in dict.fromkeys(self.key(row) for row, _column in places):
            self.row_wrong.pop(key, None)
            batch += self._again(key, changed)
            if key in self.drafts and self._ready(key):
                self.drafts[key] = True
                batch += [GridChange(key, column.name, None, value) for column, value in zip(
                    self.grid.columns, self.grid.values[self._places_of[key]], strict=True) if not column.read_only]
        if self._held is not None:
            self._held += batch
        else:
            super()._ask(batch, places)

    def _again(self, key: int, changed: set[Cell]) -> list[GridChange]:
        """What was refused in a row is tried once more, since something beside it has changed."""
        found = []
        for name, value in self._refused.pop(key, {}).items():
            self.wrong.pop((key, name), None)
            values, column = self.grid.values[self._places_of[key]], self._places[name]
            if key not in self.drafts and (key, name) not in changed:
                found.append(GridChange(key, name, values[column], value))
                values[column] = value
        return found

    def remove(self, rows: Iterable[int]) -> None:
        """Put rows away: those that are stored into the recycle bin, those being typed for good."""
        keys = [key for row in rows if (key := self.key(row)) != self._blank]
        stored = [key for key in keys if self.drafts.get(key, True)]
        self.drop([key for key in keys if not self.drafts.get(key, True)])
        if stored:
            self.removing.emit(stored)

    def drop(self, keys: Sequence[int]) -> None:
        """Show rows no longer."""
        gone = set(keys) & self._places_of.keys()
        if not gone:
            return
        self.beginResetModel()
        kept = [place for place, key in enumerate(self.grid.keys) if key not in gone]
        data = self.grid
        self.grid = replace(data, keys=[data.keys[i] for i in kept], values=[data.values[i] for i in kept],
                            headers=[data.headers[i] for i in kept])
        self._places_of = {key: place for place, key in enumerate(self.grid.keys)}
        self.drafts = {key: sent for key, sent in self.drafts.items() if key not in gone}
        self.wrong = {cell: found for cell, found in self.wrong.items() if cell[0] not in gone}
        for key in gone:
            self._refused.pop(key, None)
            self.row_wrong.pop(key, None)
        self.order = self._matching()
        self.endResetModel()
        self._count()

    # -- what became of it ----------------------------------------------------------------------------------------

    def settle(self, changes: Sequence[GridChange], saved: Saved) -> None:
        """A batch was stored: note which rows are new ones no longer, and what was refused."""
        for key in saved.stored & self.drafts.keys():
            del self.drafts[key]
        asked = {(change.key, change.column): change for change in changes} if saved.wrong else {}
        for key in {change.key for change in changes} & self.drafts.keys():
            self.drafts[key] = False
        for cell, sentence in saved.wrong.items():
            if cell[0] in self._places_of:
                self._refuse(cell, sentence, asked.get(cell))
        self._all_changed()
        self.replaced.emit()
        self._count()

    def _refuse(self, cell: Cell, sentence: str, change: GridChange | None) -> None:
        key, name = cell
        if name not in self._places:
            self.row_wrong[key] = sentence
            return
        values, column = self.grid.values[self._places_of[key]], self._places[name]
        if change is not None and values[column] != change.new:
            return  # something else was typed meanwhile, and is on its way
        self.wrong[cell] = (show(self.grid.columns[column], values[column]), sentence)
        self._refused.setdefault(key, {})[name] = values[column]
        if change is not None and key not in self.drafts:
            values[column] = change.old

    def reject(self, changes: Sequence[GridChange], sentence: str) -> None:
        """Nothing of a batch could be stored: what was typed stays, with the sentence."""
        wrong = {(c.key, "" if c.key in self.drafts else c.column): sentence for c in changes}
        self.settle(changes, Saved(wrong=wrong))

    def give_up(self, row: int, column: int) -> bool:
        """Show again what is stored in place of wrong text; False where there is none."""
        cell = self.cell(row, column)
        if self.wrong.pop(cell, None) is None:
            return False
        self._refused.get(cell[0], {}).pop(cell[1], None)
        self._tell([(row, column)])
        return True

    # -- figures --------------------------------------------------------------------------------------------------

    def stored_count(self) -> int:
        """How many rows are in the database."""
        return len(self.grid.keys) - len(self.drafts) - (self._blank is not None)

    def total(self, column: int) -> Any:
        """The sum or mean of what is right in a column, stored or not; None where it has none."""
        kind, name = self.grid.columns[column].total, self.grid.columns[column].name
        values = [row[column] for key, row in zip(self.grid.keys, self.grid.values, strict=True)
                  if isinstance(row[column], int | float) and (key, name) not in self.wrong]
        if not kind or not values:
            return None
        found = sum(values) if all(isinstance(v, int) for v in values) else fsum(values)
        return found if kind == "sum" else found / len(values)


def _ordered(column: GridColumn, value: Any) -> Any:
    """What a value is sorted by: numbers and days as they are, all else as it is read."""
    return value if isinstance(value, TYPED) and column.kind != "link" else show(column, value).casefold()
