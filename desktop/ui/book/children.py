"""Sub-tabs below a record: the records it owns, as a compact list, edited in a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.core import verbs
from desktop.core.i18n import N_, _
from desktop.core.listing import Query
from desktop.core.records import Record
from desktop.ui.book.child import Child
from desktop.ui.book.child_side import ChildSide
from desktop.ui.lists.ordering import Order
from desktop.ui.lists.table import ListTable

if TYPE_CHECKING:
    from desktop.ui.context import Context


class ChildPane(ChildSide):
    """The list of a record's children with add, edit, duplicate, delete."""

    def __init__(self, context: Context, child: Child, parent: QWidget | None = None) -> None:
        super().__init__(context, child, parent)
        self.table = ListTable(context, child.listing, self, memory=f"{child.listing.name}.{child.parent}",
                               without=child.repeated())
        self._order: tuple[tuple[str, bool], ...] = ()
        many = (("list", N_("Add several, from a spreadsheet (Ctrl+V)"), self.paste_many),) if child.many else ()
        self._lay_out((
            ("add", N_("Add (Ins)"), self.add), ("edit", N_("Edit (Enter)"), self.edit),
            ("duplicate", N_("Duplicate"), self.duplicate), ("delete", N_("Delete (Del)"), self.delete), *many), self.table)
        empty = _("No {list} yet. The plus adds one, Ctrl+V a whole list.") if child.many else _(
            "No {list} yet. The plus adds one.")
        self.table.empty_text = empty.format(list=_(child.title).lower())
        self.table.entered.connect(self.edit)
        self.table.deleting.connect(self.delete)
        self.table.menu_wanted.connect(self.open_menu)
        self.table.sorted_by.connect(self._on_sorted)
        self.table.rows.loaded.connect(self._on_loaded)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)
        self.table.show_order(())
        self._shortcut("Ins", self.add)
        if child.many:
            self._shortcut("Ctrl+V", self.paste_many)
        self._show_buttons()

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

    def _on_sorted(self, order: Order) -> None:
        self._order = order
        self.table.show_order(order)
        self.reload()

    def _on_loaded(self) -> None:
        self.count_changed.emit(len(self.table.rows.ids))

    def _show_buttons(self, *_selection: Any) -> None:
        chosen = self.table.selectionModel().hasSelection()
        self._enable((True, chosen, chosen, chosen, True), chosen)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add a child in a dialog."""
        if self.record is not None and not self.refused():
            given = dict(self.child.defaults(self.record)) if self.child.defaults else {}
            self.show_form({**given, self.child.parent: self.child.key_of(self.record)}, None, self.table.expect)

    def edit(self) -> None:
        """Edit the child that is selected."""
        number = self.table.current_id()
        if number is not None and not self.refused():
            self.show_form(self.stored_values(number), number, self.table.expect)

    def duplicate(self) -> None:
        """Add a child that starts with the values of the one selected."""
        number = self.table.current_id()
        if number is not None and not self.refused():
            self.show_form(self.stored_values(number), None, self.table.expect)

    def file_owner(self) -> int | None:
        """The child that is selected."""
        return self.table.current_id()

    def delete(self) -> None:
        """Put the selected children into the recycle bin."""
        numbers, model, db = self.table.selected_ids(), self.child.listing.model, self.context.db
        if numbers and not self.refused():
            self.context.tasks.run(lambda: verbs.delete(db, model, numbers))


