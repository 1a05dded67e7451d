"""The table of a grid whose rows come and go: paste adds rows, whole rows are selected, deleted, opened in a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.core.i18n import _, ngettext
from desktop.ui.context import Context
from desktop.ui.grid.pasting import headed, unknown_words
from desktop.ui.grid.rows import RowModel
from desktop.ui.grid.view import GridView

Key = Qt.Key
Bounds = tuple[int, int, int, int]


class RowView(GridView):
    """The cells of a `RowModel`. `form_wanted(row)`: F2 on a selected row, or on a text of several lines."""

    form_wanted = Signal(int)
    files_wanted = Signal(int)

    def __init__(self, context: Context, model: RowModel, parent: QWidget | None = None) -> None:
        super().__init__(context, model, parent)
        self.rows = model
        self.with_files = False

    # -- rows -----------------------------------------------------------------------------------------------------

    def select_row(self, row: int) -> None:
        """Select all cells of a row."""
        first, last = self.cells.index(row, 0), self.cells.index(row, self.cells.columnCount() - 1)
        self.go_to(first)
        self.selectionModel().select(QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def first_column(self) -> int:
        """The column in which a new row begins."""
        header = self.horizontalHeader()
        shown = (header.logicalIndex(place) for place in range(header.count()))
        return next((column for column in shown if not self.isColumnHidden(column)), 0)

    def selected_rows(self) -> list[int]:
        """The rows of which something is selected."""
        return sorted({row for row, _column in self.selected()})

    def whole_row(self) -> int | None:
        """The one row that is selected as a whole; None where it is not one, or not all of it."""
        rows = self.selected_rows()
        whole = len(rows) == 1 and self.cells.columnCount() > 1
        shown = sum(not self.isColumnHidden(c) for c in range(self.cells.columnCount()))
        return rows[0] if whole and len(self.selected()) >= shown else None

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
        """A text of several lines has no room in a cell: it is edited in the form."""
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
        if key == Key.Key_F2 and not modifiers and self.whole_row() is not None:
            return self.open_form
        if key == Key.Key_Escape and here.isValid() and self.rows.state(here.row(), here.column()) == "late":
            return self.give_up
        return super()._own_key(event)

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
        """A block under headings goes where they say; what is longer than the list adds rows."""
        named = headed(block, self.cells.grid.columns)
        block = [line for line in (named.lines if named else block) if any(cell.strip() for cell in line)]
        if not block:
            return
        if named is None:
            super()._paste(block, bounds)
            return
        top = bounds[0]
        texts = {(top + n, column): cell for n, line in enumerate(block)
                 for column, cell in zip(named.columns, line, strict=False)
                 if column is not None and not self.cells.locked(min(top, self.cells.rowCount() - 1), column)}
        wrong = self.cells.enter(texts)
        self._report(len(texts), 0, 0, wrong, unknown_words(named.unknown))
        columns = [column for column in named.columns if column is not None]
        self._select(top, min(columns), top + len(block) - 1, max(columns))

    # -- the menu -------------------------------------------------------------------------------------------------

    def add_entries(self, menu: QMenu) -> None:
        """What can be done with rows."""
        rows = [row for row in self.selected_rows() if not self.rows.is_blank(row)]
        closed = bool(self.cells.grid.closed)
        entries = ((_("Open the form") + "\tF2", self.open_form, len(rows) == 1 and not closed),
                   (_("Duplicate"), self.duplicate_rows, bool(rows) and not closed),
                   (ngettext("Delete {n} row", "Delete {n} rows", len(rows)).format(n=len(rows)) + "\tCtrl+-",
                    self.remove_rows, bool(rows) and not closed))
        for text, slot, usable in entries:
            menu.addAction(text, slot).setEnabled(usable)
        if self.with_files:
            menu.addAction(_("Files: photos, scans…"), self._want_files).setEnabled(len(rows) == 1)

    def _want_files(self) -> None:
        self.files_wanted.emit(self.currentIndex().row())
