"""The records that belong to the one shown, typed in place: a grid with buttons beside it, and the full form of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.core import rules, verbs
from desktop.core.child_rows import ChildRows
from desktop.core.i18n import N_, _
from desktop.core.records import Record, columns_of, title_of
from desktop.ui.book.children import Child
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.grid.row_grid import RowGrid
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from desktop.ui.context import Context


class ChildGrid(QWidget):
    """The children of a record in a grid. `count_changed(int)` for the tab's title."""

    count_changed = Signal(int)

    def __init__(self, context: Context, child: Child, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.child = context, child
        self.record: Record | None = None
        self._expected: int | None = None
        self.grid = RowGrid(context, None, self)
        self.grid.memory = f"grid.{child.listing.name}.{child.parent}"
        self.grid.view.with_form, self.grid.view.with_files = True, child.files
        self._buttons = [self._button(*args) for args in (
            ("add", N_("Add (Ins)"), self.add), ("edit", N_("Open the form (F2 on the row)"), self.edit),
            ("duplicate", N_("Duplicate"), self.grid.view.duplicate_rows),
            ("delete", N_("Delete rows (Ctrl+-)"), self.grid.view.remove_rows))]
        if child.many:
            self._buttons.append(self._button("list", N_("Add several, from a spreadsheet"), self.paste))
        self._files = self._button("attach", N_("Files: photos, scans…"), self.files)
        self._files.setVisible(child.files)
        self._lay_out()
        self.grid.loaded.connect(self._on_shown)
        self.grid.saved.connect(self._on_shown)
        self.grid.view.form_wanted.connect(self.open_form)
        self.grid.view.files_wanted.connect(self.files)
        self.grid.view.selectionModel().selectionChanged.connect(self._show_buttons)
        adding = QShortcut(QKeySequence("Ins"), self)
        adding.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        adding.activated.connect(self.add)
        self._show_buttons()

    def _button(self, name: str, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(_(tip))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the cell one is in keeps the focus
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        line = QVBoxLayout()
        line.setSpacing(1)
        for button in (*self._buttons, self._files):
            line.addWidget(button)
        line.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 4, 4, 2)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.grid, 1)

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_record(self, record: Record | None) -> None:
        """Show the children of `record`. Of the one shown already what is typed stays."""
        before = self.grid.source
        self.record = record
        source = self._source(record) if record is not None else None
        if isinstance(before, ChildRows) and source is not None and source.fixed == before.fixed:
            self.grid.renew(source)
        else:
            self.grid.set_source(source)

    def _source(self, record: Record) -> ChildRows:
        child = self.child
        defaults = child.defaults(record) if child.defaults else None
        return ChildRows(self.context.db, child.listing, {child.parent: child.key_of(record)}, defaults, self._why_closed())

    def _why_closed(self) -> str:
        """Why nothing may be changed: the record is locked by its state, or does not say yet what names it here."""
        if self.record is not None and self.child.key_of(self.record) in (None, ""):
            return _("Fill in “{field}” first.").format(field=title_of(type(self.record), self.child.key))
        part = self.record is not None and rules.is_part(self.child.listing.model)
        return rules.why_locked(self.record) if part and self.record is not None else ""

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
        self._show_buttons()

    def _show_buttons(self, *_selection: Any) -> None:
        view, closed = self.grid.view, bool(self.grid.cells.grid.closed)
        rows = [row for row in view.selected_rows() if not view.rows.is_blank(row)]
        for button, usable in zip(self._buttons, (True, len(rows) == 1, bool(rows), bool(rows), True), strict=False):
            button.setEnabled(usable and self.record is not None and not closed)
        self._files.setEnabled(len(rows) == 1 and view.rows.is_stored(rows[0]))

    # -- verbs ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Go to the empty row at the end."""
        cells = self.grid.cells
        if cells.rowCount() and cells.columnCount():
            self.grid.view.go_to(cells.index(cells.rowCount() - 1, self.grid.view.first_column()))
            self.grid.view.setFocus()

    def paste(self) -> None:
        """Add several children from what lies on the clipboard, in a dialog."""
        if self.record is not None and self.child.many and not self._why_closed():
            self.child.many(self.context, self.record, QApplication.clipboard().text())

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
        source = self._source(self.record)
        if cells.is_stored(row):
            number, values = key, self._values(key)
        else:  # the row that is being typed keeps its key
            number, values = None, {**source.started(), **source.as_stored(cells.row_values(row)), "id": key}
        dialog = RecordDialog(self.context, self.child.listing.model, self.window(),
                              hidden=(self.child.parent, *self.child.hidden), editors=self.child.editors)
        dialog.saved.connect(self._on_form_saved)
        dialog.start(values, number)
        dialog.open()

    def _values(self, number: int) -> dict[str, Any]:
        record = verbs.get(self.context.db, self.child.listing.model, number)
        return {c.name: getattr(record, c.name) for c in columns_of(self.child.listing.model)}

    def _on_form_saved(self, number: int) -> None:
        self.grid.cells.forget_row(number)
        self.select(number)

    def files(self, *_row: int) -> None:
        """Show the files of the row one is in."""
        from desktop.ui.book.child_files import ChildFiles

        here = self.grid.view.currentIndex()
        if here.isValid() and self.grid.cells.is_stored(here.row()):
            record = verbs.get(self.context.db, self.child.listing.model, self.grid.cells.key(here.row()))
            ChildFiles(self.context, record).show()

    # -- nothing typed is lost ------------------------------------------------------------------------------------

    def pending(self) -> bool:
        """Whether something typed is not stored, or not stored yet."""
        return bool(self.grid.pending())

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once nothing typed would be lost."""
        self.grid.settle(proceed)
