"""Persons who stand twice in a grid: found as soon as the second one is typed, and told, never forbidden."""

from __future__ import annotations

from desktop.core import phones
from desktop.core.i18n import _
from desktop.ui.grid.model import GridModel


class Twins:
    """Looks in the rows of `cells` for the same name with the same telephone number, or with none beside it.

    Only a grid that looks for odd telephone numbers is one of persons; elsewhere a text may well stand twice.
    """

    def __init__(self, cells: GridModel) -> None:
        self._cells = cells
        self._first: dict[int, int] | None = None  # place of a row → of the one before it; None: to be looked for anew
        cells.counted.connect(self.forget)

    def forget(self) -> None:
        """Something was typed or read: look anew when next asked."""
        self._first = None

    def said(self, row: int, column: int) -> str:
        """In which row the person in a cell stands already; "" where he does not, or where the cell is no name."""
        cells = self._cells
        if cells.grid.columns[column].name != self._names():
            return ""
        if self._first is None:
            self._first = self._find()
        first = self._first.get(cells.order[row])
        if first is None or first not in cells.order:
            return ""
        return _("“{name}” stands in row {n} already.").format(name=cells.text(row, column), n=cells.order.index(first) + 1)

    def _names(self) -> str:
        columns = self._cells.grid.columns
        numbered = any(column.check is phones.doubt for column in columns)
        return next((c.name for c in columns if c.required and c.kind == "text"), "") if numbered else ""

    def _find(self) -> dict[int, int]:
        columns, wanted = self._cells.grid.columns, self._names()
        name = next(place for place, column in enumerate(columns) if column.name == wanted)
        number = next(place for place, column in enumerate(columns) if column.check is phones.doubt)
        seen: dict[str, list[int]] = {}
        found: dict[int, int] = {}
        for place, values in enumerate(self._cells.grid.values):
            said = str(values[name] or "").strip().casefold()
            same = (before for before in seen.get(said, ()) if self._fits(values[number], before, number)) if said else iter(())
            if (first := next(same, None)) is not None:
                found[place] = first
            seen.setdefault(said, []).append(place)
        return found

    def _fits(self, number: object, before: int, column: int) -> bool:
        other = self._cells.grid.values[before][column]
        return not number or not other or number == other
