"""The table of a grid whose rows come and go: paste adds rows, whole rows are selected, deleted, opened in a form."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.core.i18n import _, ngettext
from desktop.ui.context import Context
from desktop.ui.grid.linking import LinkEditor
from desktop.ui.grid.pasting import (
    Headings,
    headed,
    imported_as,
    may_be_headed,
    odd_words,
    shown_only_words,
    unknown_words,
    with_headings,
)
from desktop.ui.grid.rows import RowModel
from desktop.ui.grid.view import GridView

Key = Qt.Key
SLICE = 400  # so many cells are put in at a time, so that the window answers between
Bounds = tuple[int, int, int, int]


class RowView(GridView):
    """The cells of a `RowModel`. `form_wanted(row)`: F2 on a selected row, or on a text of several lines."""

    form_wanted = Signal(int)
    files_wanted = Signal(int)

    def __init__(self, context: Context, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(context, model, parent)
        self.rows = model
        self.with_files = self.with_form = False
        self.room = ("", "")  # the table of the rows and the feature that imports them
        self._further: Headings | None = None

    # -- rows -----------------------------------------------------------------------------------------------------

    def select_row(self, row: int) -> None:
        """Select all cells of a row."""
        first, last = self.cells.index(row, 0), self.cells.index(row, self.cells.columnCount() - 1)
        self.go_to(first)
        self.selectionModel().select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def first_column(self) -> int:
        """The column in which a new row begins."""
        return next((column for column in self.shown_columns() if not self.rows.is_shown_only(column)), 0)

    def selected_rows(self) -> list[int]:
        """The rows of which something is selected."""
        return sorted({row for block in self._blocks() for row in range(block.top(), block.bottom() + 1)})

    def whole_row(self) -> int | None:
        """The one row that is selected as a whole; None where it is not one, or not all of it."""
        rows, shown = self.selected_rows(), self.shown_columns()
        whole = len(rows) == 1 and len(shown) > 1 and {column for _row, column in self.selected()} == set(shown)
        return rows[0] if whole else None

    def remove_rows(self) -> None:
        """Put the selected rows away, into the recycle bin where they are stored."""
        rows = self.selected_rows()
        if rows and not self.cells.grid.closed:
            self.rows.remove(rows)

    def duplicate_rows(self) -> None:
        """Add rows that start with the values of those selected."""
        rows = [row for row in self.selected_rows() if not self.rows.is_blank(row)]
        last = self.cells.rowCount() - 1
        editable = [c for c in range(self.cells.columnCount()) if not self.cells.locked(last, c)]
        self.cells.enter({(last + n, column): self._retyped(row, column)
                          for n, row in enumerate(rows) for column in editable})

    def select_whole_rows(self) -> None:
        """Select the rows of which something is selected."""
        chosen = QItemSelection()
        for row in self.selected_rows():
            chosen.select(self.cells.index(row, 0), self.cells.index(row, self.cells.columnCount() - 1))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _go(self, down: int, right: int) -> None:
        """Tab passes by the columns that are hidden or only to be read."""
        before = self.currentIndex()
        super()._go(down, right)
        for _step in range(self.cells.columnCount() if right else 0):
            column = self.currentIndex().column()
            if not (self.isColumnHidden(column) or self.cells.specification(column).read_only):
                return
            super()._go(0, right)
        if right:
            self.go_to(before)

    # -- editing --------------------------------------------------------------------------------------------------

    def edit(self, index: Any, trigger: Any = None, event: Any = None) -> Any:
        """A text of several lines has no room in a cell, and would lose them: it is replaced, or edited in the form."""
        begins = trigger in (self.EditTrigger.AnyKeyPressed, self.EditTrigger.EditKeyPressed, self.EditTrigger.DoubleClicked)
        value = self.cells.value(index.row(), index.column()) if begins and index.isValid() else None
        if isinstance(value, str) and "\n" in value and trigger != self.EditTrigger.AnyKeyPressed:
            self.form_wanted.emit(index.row())
            return False
        return super().edit(index, trigger, event)

    def _own_key(self, event: QKeyEvent) -> Callable[[], None] | None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        here = self.currentIndex()
        if modifiers == Qt.KeyboardModifier.ControlModifier and key == Key.Key_Minus:
            return self.remove_rows
        if modifiers == Qt.KeyboardModifier.ShiftModifier and key == Key.Key_Space:
            return self.select_whole_rows
        if key == Key.Key_F2 and not modifiers and self.with_form and self.whole_row() is not None:
            return self.open_form
        if key == Key.Key_Escape and here.isValid() and self.rows.state(here.row(), here.column()) == "late":
            return self.give_up
        return super()._own_key(event)

    def show_choices(self, index: Any) -> bool:
        """The words of a closed list as a menu, the newest records for a name in the list of its editor."""
        if self.cells.specification(index.column()).kind != "link" or self.cells.locked(index.row(), index.column()):
            return super().show_choices(index)
        super().edit(index)
        editor = self.indexWidget(index)
        if isinstance(editor, LinkEditor):
            editor.show_list()
        return True

    def open_form(self) -> None:
        """Ask for the form of the row one is in."""
        here = self.currentIndex()
        if here.isValid():
            self.form_wanted.emit(here.row())

    def give_up(self) -> None:
        """Show again what is stored, in place of what is wrong."""
        here = self.currentIndex()
        self.rows.give_up(here.row(), here.column())

    def _paste(self, block: list[list[str]], bounds: Bounds) -> None:
        """A block under headings goes where they say, another one from the cell on; what is longer than the list adds rows."""
        if len(block) == len(block[0]) == 1:
            super()._paste(block, bounds)  # one cell fills the whole selection
            return
        if len(block) > 1 and self._further is None and may_be_headed(block[0]) and self.room != ("", ""):
            self.rows.hold()  # until it is known what the columns may be headed by
            features, (table, room) = self.context.window.program.features, self.room
            self.context.tasks.read(lambda: imported_as(features, table, room), partial(self._know, block, bounds),
                                    lambda _error: self._know(block, bounds, {}))
        else:
            self._place(block, bounds)

    def _know(self, block: list[list[str]], bounds: Bounds, further: Headings) -> None:
        self._further = further
        self.rows.release()
        self._place(block, bounds)

    def _place(self, block: list[list[str]], bounds: Bounds) -> None:
        grid = self.cells.grid.columns
        named = headed(block, with_headings(grid, self._further or {}))
        top, left = bounds[:2]
        columns = named.columns if named else [c for c in self.shown_columns() if c >= left]
        lines = [line for line in (named.lines if named else block) if any(cell.strip() for cell in line)]
        widest = max((len(line) for line in lines), default=0)
        told = {(top + n, column): cell for n, line in enumerate(lines) for column, cell in zip(columns, line, strict=False)
                if column is not None and self.cells.takes(top + n)}
        texts = {place: cell for place, cell in told.items() if not self.rows.is_shown_only(place[1])}
        for place in {column for (_row, column), cell in texts.items() if cell.strip()}:
            self.setColumnHidden(place, False)  # what was pasted is seen
        left_out = sorted({column for (row, column), cell in told.items() if cell.strip() and (row, column) not in texts})
        further = (unknown_words(named.unknown) if named else "", shown_only_words(grid[column] for column in left_out))
        outside = len(lines) * max(0, widest - len(columns))
        _Pasted(self, texts, outside, " ".join(filter(None, further))).begin()

    # -- the menu -------------------------------------------------------------------------------------------------

    def add_entries(self, menu: QMenu) -> None:
        """What can be done with rows."""
        rows = [row for row in self.selected_rows() if not self.rows.is_blank(row)]
        closed = bool(self.cells.grid.closed)
        if self.with_form:
            menu.addAction(_("Open the form") + "\tF2", self.open_form).setEnabled(len(rows) == 1 and not closed)
        entries = ((_("Duplicate"), self.duplicate_rows, bool(rows) and not closed),
                   (ngettext("Delete {n} row", "Delete {n} rows", len(rows)).format(n=len(rows)) + "\tCtrl+-",
                    self.remove_rows, bool(rows) and not closed))
        for text, slot, usable in entries:
            menu.addAction(text, slot).setEnabled(usable)
        if self.with_files:
            menu.addAction(_("Files: photos, scans…"), self._want_files).setEnabled(len(rows) == 1)

    def _want_files(self) -> None:
        self.files_wanted.emit(self.currentIndex().row())


class _Pasted:
    """A block on its way into the cells: slice by slice, and asked to be saved as one batch at its end."""

    def __init__(self, view: RowView, texts: dict[tuple[int, int], str], outside: int, further: str) -> None:
        self.view, self.outside, self.further = view, outside, further
        self.texts, self.places = texts, list(texts)
        self.wrong: list[str] = []
        self.begun = 0

    def begin(self) -> None:
        """Put the first slice in; the further ones come when the window has nothing else to do."""
        if self.places:
            self.view.rows.hold()
            self._next()
        elif self.further:
            self.view._report(0, self.outside, 0, [], self.further)

    def _next(self) -> None:
        places = self.places[self.begun:self.begun + SLICE]
        self.begun += len(places)
        self.wrong += self.view.cells.enter({place: self.texts[place] for place in places})
        if self.begun < len(self.places):
            QTimer.singleShot(0, self.view, self._next)
            return
        self.view.rows.release()
        odd = odd_words([said for place in self.places if self.view.cells.grid.columns[place[1]].check
                         and (said := self.view.cells.doubtful(*place))])
        self.view._report(len(self.places), self.outside, 0, self.wrong, " ".join(filter(None, (odd, self.further))))
        rows, columns = [row for row, _column in self.places], [column for _row, column in self.places]
        self.view._select(min(rows), min(columns), max(rows), max(columns))
