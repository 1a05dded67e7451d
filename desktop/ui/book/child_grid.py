"""The records that belong to the one shown, typed in place: a grid with buttons beside it, and the full form of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.core.child_rows import ChildRows
from desktop.core.i18n import N_, _
from desktop.core.listing import Column
from desktop.core.records import Record
from desktop.ui.book.child import Child
from desktop.ui.book.child_side import ChildSide
from desktop.ui.grid.row_grid import RowGrid

if TYPE_CHECKING:
    from desktop.ui.context import Context


class ChildGrid(ChildSide):
    """The children of a record in a grid."""

    def __init__(self, context: Context, child: Child, parent: QWidget | None = None) -> None:
        super().__init__(context, child, parent)
        self._expected: int | None = None
        self._beginning = False
        self.grid = RowGrid(context, None, self)
        self.grid.memory = f"grid.{child.listing.name}.{child.parent}"
        self.grid.place = self._place
        view = self.grid.view
        view.with_form, view.with_files = True, child.files
        many = (("list", N_("Add several, from a spreadsheet"), self.paste_many),) if child.many else ()
        self._figures = [column for column in child.listing.columns if column.behind]
        rows = (("filter", N_("Show the rows behind the figure"), self.show_behind),) if self._figures else ()
        self._lay_out((
            ("add", N_("Add (Ins)"), self.add), ("edit", N_("Open the form (F2 on the row)"), self.edit),
            ("duplicate", N_("Duplicate"), view.duplicate_rows), ("delete", N_("Delete rows (Ctrl+-)"), view.remove_rows),
            *many, *rows), self.grid)
        self.grid.loaded.connect(self._on_shown)
        self.grid.saved.connect(self._on_shown)
        view.form_wanted.connect(self.open_form)
        view.files_wanted.connect(self.files)
        view.selectionModel().selectionChanged.connect(self._show_buttons)
        self._shortcut("Ins", self.add)
        self._show_buttons()

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_record(self, record: Record | None) -> None:
        """Show the children of `record`. Of the one shown already what is typed stays, and every row in its place."""
        before = self.grid.source
        self.record = record
        source = self._source(record) if record is not None else None
        if not isinstance(before, ChildRows) or source is None or source.fixed != before.fixed:
            self.grid.set_source(source)
        elif (source.closed, source.defaults) != (before.closed, before.defaults):
            self.grid.renew(source)

    def _source(self, record: Record) -> ChildRows:
        child = self.child
        defaults = child.defaults(record) if child.defaults else None
        return ChildRows(self.context.db, child.listing, {child.parent: child.key_of(record)}, defaults, self.why_closed(),
                         child.hidden)

    def reload(self) -> None:
        """Read the children again."""
        self.grid.reload()

    def select(self, record_id: int) -> None:
        """Go to one child as soon as it is there."""
        self._expected = record_id
        self._on_shown()

    def _on_shown(self) -> None:
        cells = self.grid.cells
        self.count_changed.emit(cells.stored_count())
        row = cells.row_of_key(self._expected) if self._expected is not None else None
        if row is not None:
            self._expected = None
            self.grid.view.select_row(row)
        if self._beginning and cells.rowCount():
            self._beginning = False
            self.add()
        self._show_buttons()

    def _show_buttons(self, *_selection: Any) -> None:
        view = self.grid.view
        rows = [row for row in view.selected_rows() if not view.rows.is_blank(row)]
        self._enable((True, len(rows) == 1, bool(rows), bool(rows), True), len(rows) == 1 and view.rows.is_stored(rows[0]))
        if self._figures:  # looking changes nothing, so a locked record opens its figures too
            self._buttons[-1].setEnabled(self.file_owner() is not None)
            self._buttons[-1].setToolTip(self._tips[-1])

    # -- verbs ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Go to the empty row at the end."""
        cells = self.grid.cells
        if cells.rowCount() and cells.columnCount():
            self.grid.view.go_to(cells.index(cells.rowCount() - 1, self.grid.view.first_column()))
            self.grid.view.setFocus()

    def begin(self) -> None:
        """Go to the empty row as soon as it is there: the record was stored this moment."""
        self._beginning = True
        self.reload()

    def edit(self) -> None:
        """Open the form of the row one is in."""
        self.grid.view.open_form()

    def open_form(self, row: int) -> None:
        """Open the full form of a row, once what is typed in it is stored; of a new one with what is typed so far."""
        if self.record is not None and not self.grid.cells.grid.closed and not self.grid.cells.is_blank(row):
            key = self.grid.cells.key(row)
            self.grid.when_saved(lambda: self._open(key))

    def _open(self, key: int) -> None:
        cells = self.grid.cells
        row = cells.row_of_key(key)
        if row is None or self.record is None:
            return
        if cells.is_stored(row):
            self.show_form(self.stored_values(key), key, self._on_form_saved)
        else:  # the row that is being typed keeps its key
            source = self._source(self.record)
            typed = source.as_stored(cells.row_values(row))
            self.show_form({**source.started(), **typed, "id": key}, None, self._on_form_saved)

    def show_behind(self) -> None:
        """Show the rows that the figure of the row one is in is made of; of several figures the one in the cell, else the
        first."""
        number, here = self.file_owner(), self.grid.view.currentIndex()
        if number is not None:
            title = self.grid.cells.headerData(here.column(), Qt.Orientation.Horizontal)
            column = next((c for c in self._figures if _(c.title) == title), self._figures[0])
            self.grid.when_saved(lambda: self._show_rows(number, column))

    def _show_rows(self, number: int, column: Column) -> None:
        from desktop.core import verbs
        from desktop.ui.book.rows_behind import show_rows

        record = verbs.get(self.context.db, self.child.listing.model, number)
        if column.behind is not None:
            show_rows(self.context, column.behind(record), f"{record.label()} · {_(column.title)}")

    def _on_form_saved(self, number: int) -> None:
        self.grid.cells.forget_row(number)
        self.select(number)

    def file_owner(self) -> int | None:
        """The row one is in, if it is stored."""
        here = self.grid.view.currentIndex()
        return self.grid.cells.key(here.row()) if here.isValid() and self.grid.cells.is_stored(here.row()) else None

    # -- nothing typed is lost ------------------------------------------------------------------------------------

    def pending(self) -> bool:
        """Whether something typed is not stored, or not stored yet."""
        return bool(self.grid.pending())

    def take_back(self, otherwise: Callable[[], None]) -> None:
        """Give up what is typed and not stored, also from a button beside the grid; else call `otherwise`."""
        self.grid.take_back(otherwise)

    def _place(self) -> str:
        """The rows by their tab and the record they belong to, wherever the question about them is asked."""
        title, record = _(self.child.title or self.child.listing.title), self.record
        return title if record is None else _("{kind} “{name}” · {part}").format(
            kind=_(record.NAME), name=record.label(), part=title)

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once nothing typed would be lost."""
        self.grid.settle(proceed)
