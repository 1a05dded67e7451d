"""Sub-tabs below a record: the records it owns, as a compact list, edited in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.core import rules, verbs
from desktop.core.i18n import N_, _
from desktop.core.listing import Listing, Query
from desktop.core.records import Record, columns_of, table_of
from desktop.ui.book.record_dialog import RecordDialog
from desktop.ui.fields.body import Editors
from desktop.ui.lists.table import ListTable
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.ui.context import Context


@dataclass(frozen=True)
class Child:
    """Records of another kind that belong to the one shown.

    `parent`: the field of theirs that names it, by its `key`. `grid`: they are typed in place, as in a spreadsheet; without
    it each has a dialog, for records of long texts and photos that no row has room for. `defaults(parent record)` gives
    what a new one starts with; `title` of the tab defaults to the listing's.
    `many(context, parent record, text)` opens a dialog that adds several from a pasted list.
    `files`: photos and scans can be hung on each of them. `editors`: widgets of the feature's own, by field.
    `hidden`: fields the dialog does not ask for, besides the parent.
    """

    title: str
    listing: Listing
    parent: str
    defaults: Callable[[Record], Mapping[str, Any]] | None = None
    tables: frozenset[str] = field(default_factory=frozenset)
    many: Callable[[Context, Record, str], None] | None = None
    files: bool = False
    editors: Editors = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    grid: bool = False
    key: str = "id"

    def key_of(self, record: Record) -> Any:
        """What names `record` in its children."""
        return getattr(record, self.key)

    @property
    def table(self) -> str:
        """The table of the children."""
        return table_of(self.listing.model).name

    def count(self, session: Session, record: Record) -> int:
        """How many `record` has."""
        return len(self.listing.ids(session, Query(fixed=((self.parent, self.key_of(record)),))))


class ChildPane(QWidget):
    """The list of a record's children with add, edit, duplicate, delete. `count_changed(int)` for the tab's title."""

    count_changed = Signal(int)

    def __init__(self, context: Context, child: Child, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.child = context, child
        self.record: Record | None = None
        self.table = ListTable(context, child.listing, self, memory=f"{child.listing.name}.{child.parent}")
        self._order: tuple[tuple[str, bool], ...] = ()
        self._buttons = [self._button(*args) for args in (
            ("add", N_("Add (Ins)"), self.add), ("edit", N_("Edit (Enter)"), self.edit),
            ("duplicate", N_("Duplicate"), self.duplicate), ("delete", N_("Delete (Del)"), self.delete))]
        if child.many:
            self._buttons.append(self._button("list", N_("Add several, from a spreadsheet (Ctrl+V)"), self.paste))
        self._tips = [button.toolTip() for button in self._buttons]
        line = QVBoxLayout()
        line.setSpacing(1)
        for button in self._buttons:
            line.addWidget(button)
        self._files = self._button("attach", N_("Files: photos, scans…"), self.files)
        self._files.setVisible(child.files)
        line.addWidget(self._files)
        line.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 4, 4, 4)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.table, 1)
        empty = _("No {list} yet. The plus adds one, Ctrl+V a whole list.") if child.many else _(
            "No {list} yet. The plus adds one.")
        self.table.empty_text = empty.format(list=_(child.title).lower())
        self.table.entered.connect(self.edit)
        self.table.deleting.connect(self.delete)
        self.table.sorted_by.connect(self._on_sorted)
        self.table.rows.loaded.connect(self._on_loaded)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.table.show_order(())
        for keys, slot in (("Ins", self.add), *((("Ctrl+V", self.paste),) if child.many else ())):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self._show_buttons()

    def _button(self, name: str, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(_(tip))
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_record(self, record: Record | None) -> None:
        """Show the children of `record`."""
        if record is None or self.record is None or record.id != self.record.id:
            self.table.clearSelection()
        self.record = record
        self.reload()

    def reload(self) -> None:
        """Read the children again."""
        if self.record is None:
            from array import array

            self.table.rows.set_ids(array("q"))
        else:
            self.table.rows.reload(Query(order=self._order, fixed=((self.child.parent, self.child.key_of(self.record)),)))
        self._show_buttons()

    def select(self, record_id: int) -> None:
        """Select one child as soon as it is there."""
        if not self.table.select(record_id):
            self.table.expect(record_id)

    def _on_sorted(self, name: str, down: bool) -> None:
        self._order = ((name, down),) if name else ()
        self.table.show_order(self._order)
        self.reload()

    def _on_loaded(self) -> None:
        self.count_changed.emit(len(self.table.rows.ids))

    def _show_buttons(self, *_selection: Any) -> None:
        chosen = self.table.selectionModel().hasSelection()
        why = self._why_closed()
        for button, tip, usable in zip(self._buttons, self._tips, (True, chosen, chosen, chosen, True), strict=False):
            button.setEnabled(usable and self.record is not None and not why)
            button.setToolTip(why or tip)
        self._files.setEnabled(chosen and self.record is not None)

    def _why_closed(self) -> str:
        part = self.record is not None and rules.is_part(self.child.listing.model)
        return rules.why_locked(self.record) if part and self.record is not None else ""

    def _refused(self) -> bool:
        """Say why nothing may be changed here; False where it may."""
        why = self._why_closed()
        if why:
            self.context.message(why)
        return bool(why)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a child in a dialog."""
        if self.record is not None and not self._refused():
            given = dict(self.child.defaults(self.record)) if self.child.defaults else {}
            self._open({**given, self.child.parent: self.child.key_of(self.record)}, None)

    def paste(self) -> None:
        """Add several children from what lies on the clipboard."""
        if self.record is not None and self.child.many and not self._refused():
            self.child.many(self.context, self.record, QApplication.clipboard().text())

    def edit(self) -> None:
        """Edit the child that is selected."""
        number = self.table.current_id()
        if number is not None and not self._refused():
            self._open(self._values(number), number)

    def duplicate(self) -> None:
        """Add a child that starts with the values of the one selected."""
        number = self.table.current_id()
        if number is not None and not self._refused():
            self._open(self._values(number), None)

    def files(self) -> None:
        """Show the files of the child that is selected."""
        from desktop.ui.book.child_files import ChildFiles

        number = self.table.current_id()
        if number is not None:
            ChildFiles(self.context, verbs.get(self.context.db, self.child.listing.model, number)).show()

    def _values(self, number: int) -> dict[str, Any]:
        record = verbs.get(self.context.db, self.child.listing.model, number)
        return {c.name: getattr(record, c.name) for c in columns_of(self.child.listing.model)}

    def _open(self, values: dict[str, Any], number: int | None) -> None:
        dialog = RecordDialog(self.context, self.child.listing.model, self.window(),
                              hidden=(self.child.parent, *self.child.hidden), editors=self.child.editors)
        dialog.saved.connect(self._on_saved)
        dialog.start(values, number)
        dialog.open()

    def _on_saved(self, number: int) -> None:
        self.table.expect(number)

    def delete(self) -> None:
        """Put the selected children into the recycle bin."""
        numbers, model, db = self.table.selected_ids(), self.child.listing.model, self.context.db
        if numbers and not self._refused():
            self.context.tasks.run(lambda: verbs.delete(db, model, numbers))


