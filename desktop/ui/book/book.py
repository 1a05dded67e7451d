"""A book: the list of one kind of record on the left, the record on the right, what belongs to it below.

TO ADD A BOOK (in a feature's `page.py`)
    class DealersBook(Book):
        icon = "dealers"
        listing = lists.DEALERS            # name and title are the list's, its model is what the form shows and edits
        children = (Child(lists.CONTACTS),)
Search, filters, views, columns, bulk edit, totals, export, merge, files, history and the guard against lost typing
come with it. Override `defaults`, `tools`, `extra_tabs` where the feature needs more; what must hold for the record stands
with the record (`core/rules.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QWidget

from desktop.core import verbs
from desktop.core.i18n import _
from desktop.core.listing import Listing
from desktop.core.records import Record, table_of
from desktop.ui.book import several
from desktop.ui.book.child import Child, Tab, tables_shown
from desktop.ui.book.following import FollowsSearch
from desktop.ui.book.place import BookAddress, BookPlace, address_of, place_of
from desktop.ui.book.record_room import RecordRoom, both
from desktop.ui.book.remembered import BookMemory
from desktop.ui.book.saving import Saving
from desktop.ui.lists.pane import ListPane
from desktop.ui.lists.section import ListSection
from desktop.ui.page import Tool

if TYPE_CHECKING:
    from desktop.ui.book.hints import Asks, Doubts, Similar
    from desktop.ui.book.open_book import Sheet
    from desktop.ui.book.record_pane import RecordPane
    from desktop.ui.context import Context
    from desktop.ui.fields.body import Editors
    from desktop.ui.fields.form import Form


class Book(ListSection):
    """List and record of one listing. See the top of this file for how to make one."""

    listing: ClassVar[Listing]
    editors: ClassVar[Editors] = {}  # widgets of the feature's own, by the field they edit
    children: ClassVar[tuple[Child, ...]] = ()  # type: ignore[assignment]
    bulk: ClassVar[tuple[str, ...]] = ()  # fields bulk edit offers; none named: the editable columns of the listing
    paper: ClassVar[Sheet | None] = None  # (what the menu calls it, maker): the paper of one record, in place of the plain one
    remembers: ClassVar[tuple[str, ...]] = ()  # fields a new record takes from the one saved last
    duplicates: ClassVar[Similar | None] = None  # (session, values, id) → records that look the same
    doubts: ClassVar[Doubts | None] = None  # (session, values, id) → field: sentence; a hint, never a bar
    asks: ClassVar[Asks | None] = None  # (session, id) → what of the stored record waits for an answer, with a button
    down: ClassVar[Sequence[int]] = (400, 240)  # pixels of form and sub-tabs, until the user divides them

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if listing := vars(cls).get("listing"):
            cls.name, cls.title = cls.name or listing.name, cls.title or listing.title
            cls.children = tuple(child.below(listing) for child in cls.children)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.record: Record | None = None
        self.is_new = False
        self._opened = self._switching = self._alone = False
        self.saving = Saving(self, self)
        self.tables = tables_shown(self.listing, self.children)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.list = ListPane(context, self.listing, self.splitter)
        self.list.offer("edit", _("Change together…"), partial(several.bulk_edit, self))
        self.list.offer("merge", _("Merge…"), partial(several.merge, self))
        self.room, self.follower = RecordRoom(self), FollowsSearch(self, self.saving)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.room)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.memory = BookMemory(context.settings, self.name, self.listing.model, self.remembers)
        self.memory.restore_across(self.splitter)
        self._connect()

    @property
    def pane(self) -> RecordPane:
        """The record's side."""
        return self.room.pane

    @property
    def fields(self) -> Form:
        """The form of the record."""
        return self.room.pane.form

    def _connect(self) -> None:
        table = self.list.table
        table.picked.connect(self._on_picked)
        table.entered.connect(self.go_to_form)
        table.deleting.connect(self.delete)
        table.menu_wanted.connect(self._on_menu)
        table.behind_wanted.connect(self._on_behind)
        table.opens_rows = True
        table.selectionModel().selectionChanged.connect(self.tell_commands)
        self.list.count_changed.connect(self.tell_commands)
        table.clicked.connect(self._show_current)
        table.rows.loaded.connect(partial(self.room.prepare, self._show_loaded))
        self.splitter.splitterMoved.connect(self.keep_sizes)

    # -- to override ----------------------------------------------------------------------------------------------

    def defaults(self) -> Mapping[str, Any]:
        """What a new record starts with, over what was used last."""
        return {}

    def on_day(self, _day: date) -> Mapping[str, Any]:
        """What a new record of a day starts with, over `defaults`: a calendar makes one."""
        return {}

    def tools(self) -> Sequence[Tool]:
        """Further buttons above the record."""
        return ()

    def extra_tabs(self) -> Sequence[Tab]:
        """Further sub-tabs: (title, makes a widget). A widget's `show_record(record or None)` is called if it has one."""
        return ()

    def record_shown(self, record: Record | None) -> None:
        """Called after another record is shown (None: nothing, or a new one)."""

    # -- lists and records ----------------------------------------------------------------------------------------

    @classmethod
    def opens(cls) -> frozenset[str]:
        """Its own records and its children."""
        return frozenset({table_of(cls.listing.model).name, *(c.table for c in cls.children if c.key == "id")})

    @classmethod
    def home_of(cls) -> frozenset[str]:
        """Its own records; its children where no other section lists them."""
        return frozenset({table_of(cls.listing.model).name}) & cls.opens()

    @classmethod
    def listings(cls) -> frozenset[str]:
        """Its one list."""
        return frozenset({cls.listing.name})

    def load(self) -> None:
        """Read the list, and the record unless it is being edited."""
        # A default view asks for its rows itself.
        if not self._alone and (self._opened or self.list.table.rows.ready or not self.list.views.show_default()):
            self.list.reload()
        self._reload_record()

    def show_alone(self, record_id: int) -> None:
        """Show one record, without the list, which is not read either."""
        self._alone = True
        self.list.hide()
        self.show_record(verbs.get(self.context.db, self.listing.model, record_id))

    def _show_loaded(self) -> None:
        self.follower.follow()
        self._show_first()
        self._show_current()

    def _show_first(self) -> None:
        """The first record is shown when the list is first seen, so that the page is not half empty."""
        if not self._opened and self.list.table.rows.ids and not self.is_new:
            self._opened = True
            if self.record is None:
                self.list.table.selectRow(0)

    def _show_current(self) -> None:
        """The row that is marked is shown, also where the record shown before is gone: merged, undone, deleted elsewhere."""
        if self.record is None and not self.is_new and not self.saving.busy:
            self._on_picked(self.list.table.current_id())

    def _reload_record(self) -> None:
        if self.record is None or self.saving.busy:
            return
        with self.context.db.reading() as session:
            found = session.get(self.listing.model, self.record.id)
        if found is None or (found.is_deleted and not self.record.is_deleted):
            if not self.fields.dirty:
                self.show_record(None)
            return
        self.record = found
        self.fields.rebase(found)
        self.pane.show_record(found, anew=False)
        self.record_shown(found)  # another state may have locked it

    def address(self) -> BookAddress | None:
        """The filter of its list and the record shown; None while a new one is typed."""
        return None if self.is_new else address_of(self)

    def go_to(self, address: BookAddress) -> None:
        """Show again a filter and a record, if that is still there."""
        self.settle(lambda: address.show_in(self))

    def show_preset(self, _listing: str, preset: str) -> None:
        """Show the list filtered by a preset."""
        self.settle(lambda: self.list.filters.lend_preset(preset))

    def place(self) -> BookPlace | None:
        """Where the user is; None while something is being typed, saved or asked."""
        asking = any(dialog.isVisible() for dialog in self.findChildren(QDialog))
        return None if asking or self.saving.busy else place_of(self)

    def take_place(self, place: BookPlace) -> None:
        """Show that list and that record again."""
        self._opened = True
        place.show_in(self)

    def open_record(self, table: str, record_id: int) -> None:
        """Show one record, or the child of one."""
        own = table_of(self.listing.model).name
        child = next((c for c in self.children if c.table == table != own and c.key == "id"), None)
        self.room.prepare(lambda: self.settle(lambda: self._open(child, record_id)), record_id, child)

    def _open(self, child: Child | None, record_id: int) -> None:
        if child:
            owned = verbs.get(self.context.db, child.listing.model, record_id)
            record_id = getattr(owned, child.parent)
        record = verbs.get(self.context.db, self.listing.model, record_id)
        self.show_record(record)
        if not self.list.table.select(record_id, quietly=True):
            self.list.table.expect(record_id)
            if self.list.table.rows.ready:
                self.list.filters.clear()
        if child:
            self.pane.show_child(child, owned.id)

    def _on_picked(self, record_id: int | None) -> None:
        # Without a row it no longer fits the filter: what is being read or edited stays.
        if self._switching or record_id is None or record_id == (self.record.id if self.record else None):
            return
        if self.fields.dirty or self.pane.tabs.pending():
            # The row of the record being edited stays selected until the user has decided.
            self.list.table.select(self.record.id if self.record else None, quietly=True)
            self.settle(lambda: self._pick(record_id))
        else:
            self._load_record(record_id)

    def _pick(self, record_id: int) -> None:
        self.list.table.select(record_id, quietly=True)
        self._load_record(record_id)

    def _load_record(self, record_id: int) -> None:
        self.show_record(verbs.get(self.context.db, self.listing.model, record_id))

    def show_record(self, record: Record | None) -> None:
        """Show a record in the form and what belongs to it below; None: an empty form."""
        self.record, self.is_new = record, False
        if record is not None:
            self.fields.show_record(record)
        else:
            self.fields.set_values({})
        self.pane.show_record(record)
        self.record_shown(record)
        self.tell_commands()

    # -- commands -------------------------------------------------------------------------------------------------

    def can(self, command: str) -> bool:
        """Which of the standard commands can be used now."""
        if command == "save":
            return (self.is_new or self.room.dirty) and not self.saving.busy
        if command == "delete":
            return self.list.table.selectionModel().hasSelection() or (self.record is not None and not self.is_new)
        if command == "print_":
            return not self.is_new and (self.record is not None or bool(self.list.table.rows.ids))
        if command in ("export", "print_list"):
            return bool(self.list.table.rows.ids)
        if command == "open_apart":
            return self.record is not None and not self._alone
        return command in ("new_record", "find", "refresh")

    def tell_commands(self, *_anything: Any) -> None:
        """What can be done now may have changed."""
        self.room.show_buttons(can_save=self.can("save"), new=self.is_new)
        self.commands_changed.emit()

    def show_dirty(self, *_dirty: bool) -> None:
        """Something was typed, or nothing is any more: the title and the buttons say so."""
        self.pane.show_title()
        self.context.unsaved.note(self, self._unsaved_said if self.room.dirty else None)
        self.tell_commands()

    def _unsaved_said(self) -> str:
        return _("“{name}” is not saved").format(name=self.pane.name())

    def new_record(self) -> None:
        """Begin a new record."""
        self.settle(self._begin)

    def new_with(self, values: Mapping[str, Any]) -> None:
        """Begin a new record with these values, as if they had been typed."""
        self.settle(both(self._begin, lambda: self.fields.propose(values)))

    def _begin(self) -> None:
        self._switching = True
        self.list.table.select(None, quietly=True)
        self._switching = False
        self.record, self.is_new = None, True
        self.fields.set_values({**self.memory.begin_with(self.context.db), **self.defaults()})
        self.pane.show_record(None, new=True)
        self.record_shown(None)
        self.fields.focus_first()
        self.tell_commands()

    def save(self) -> None:
        """Save what was typed."""
        self.saving.save()

    def save_and_next(self) -> None:
        """Save, then begin another record."""
        self.saving.save(self._begin)

    def settle(self, proceed: Callable[[], None]) -> None:
        """Ask what becomes of what is typed and not saved, in the form or below it; call `proceed` unless the user stays."""
        self.room.settle(self.saving.settle, proceed)

    def discard(self) -> None:
        """Forget what was typed."""
        self.show_record(self.record)

    def escape(self) -> None:
        """Escape in the form: to the list, once it is decided what becomes of what was typed."""
        self.settle(self._leave_form)

    def _leave_form(self) -> None:
        if self.record is None:
            self.show_record(None)
        self.list.table.setFocus()

    def go_to_form(self) -> None:
        """Put the cursor into the record."""
        if self.record is not None or self.is_new:
            self.fields.focus_first()

    def delete(self) -> None:
        """Put the selected records into the recycle bin."""
        numbers = self.list.table.selected_ids() or ([self.record.id] if self.record else [])
        model, db = self.listing.model, self.context.db
        if numbers:
            self.list.table.expect_neighbour()
            self.settle(lambda: self.context.tasks.run(lambda: verbs.delete(db, model, numbers)))

    def print_(self) -> None:
        """Print the paper in front, or that of the record; the list where none is open or several are selected."""
        from desktop.ui.book.record_print import print_front

        if self.record is None or self.list.table.selected_count() > 1:
            self.print_list()
        else:
            self.settle(partial(print_front, self))

    def print_record(self) -> None:
        """Preview the paper of the record that is open. A feature with a paper of its own for it shows that."""
        from desktop.ui.book.record_print import preview_record

        preview_record(self)

    def open_apart(self) -> None:
        """Show the record, or the few selected beside each other, in a window of their own."""
        chosen = self.list.table.selected_ids()
        ids = chosen if len(chosen) > 1 else [self.record.id] if self.record else []
        if ids:
            self.context.window.show_apart(type(self), ids)

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor into the search box."""
        self.list.filters.go_to_search()

    def duplicate(self) -> None:
        """Begin a new record with the values of the one shown."""
        if self.record is not None:
            self.new_with(self.fields.values())

    def _on_menu(self, where: Any) -> None:
        from desktop.ui.book.row_menu import open_menu

        open_menu(self, where)

    def _on_behind(self, column: Any) -> None:
        from desktop.ui.book.rows_behind import show_behind

        self.settle(lambda: show_behind(self, column))

    def keep_sizes(self, *_place: int) -> None:
        """Remember how the screen is divided."""
        if not self._alone and not self.pane.splitter.taken:  # a height that a tab took for itself is not the user's choice
            self.memory.keep_sizes(self.splitter, self.pane.splitter)


__all__ = ["Book", "Child", "Tab", "Tool"]
