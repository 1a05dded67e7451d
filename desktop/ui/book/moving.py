"""A book whose records move through states: the state is shown and changed by one dialog, and what it locks only shows.

TO ADD ONE: a `MovingBook` in place of a `Book`; model and machine say the rest. A `VersionedBook` makes next versions too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from desktop.core import verbs, versions
from desktop.core.i18n import N_, _, ngettext
from desktop.core.moves import StateChange, kept, moves_listing, state_of
from desktop.core.records import Record, table_of
from desktop.core.standing import why_locked
from desktop.core.states import Machine
from desktop.ui.book.book import Book, Child
from desktop.ui.page import Tool

if TYPE_CHECKING:
    from desktop.ui.book.child import Tab


class MovingBook(Book):
    """The book of a model whose state is a `fields.state`."""

    children: ClassVar[tuple[Child, ...]] = ()
    reckoned: ClassVar[tuple[str, ...]] = ()
    """The fields that follow from other records and are only shown."""

    @classmethod
    def _moving(cls) -> tuple[str, Machine]:
        found = state_of(cls.listing.model)
        assert found is not None, f"{cls.__name__}: its records have no state"
        return found

    def tools(self) -> Sequence[Tool]:
        """The one way to another state."""
        return (Tool(N_("Change the state…"), "refresh", self.change_state, first=True),)

    def extra_tabs(self) -> Sequence[Tab]:
        """The moves made."""
        return ((N_("Changes of state"), self._make_moves),)

    def _make_moves(self) -> QWidget:
        from desktop.ui.book.owned_list import OwnedList

        model = self.listing.model
        return OwnedList(self.context, moves_listing(model), "row_id", _("The state has not been changed yet."),
                         also=(("row_table", table_of(model).name),))

    def record_shown(self, record: Record | None) -> None:
        """The state moves by its dialog alone, and what it locks stays: their fields only show what they hold."""
        name, machine = self._moving()
        shown = {*kept(self.listing.model), *self.reckoned}
        if record is not None or machine.begins:
            shown.add(name)
        if record is not None and why_locked(record):
            shown |= set(self.fields.bindings) - machine.free
        self.fields.show_only(shown & set(self.fields.bindings))
        self.fields.leave_out({*kept(self.listing.model), *self.reckoned} - {name})

    def change_state(self) -> None:
        """Bring the selected records into another state."""
        if self._chosen():
            self.settle(self._ask_state)

    def _chosen(self) -> list[int]:
        return self.list.table.selected_ids() or ([self.record.id] if self.record else [])

    def _ask_state(self) -> None:
        from desktop.ui.book.state_dialog import StateDialog

        ids, record, machine = self._chosen(), self.record, self._moving()[1]
        alone = record is not None and ids == [record.id]
        state = getattr(record, self._moving()[0]) if alone else ""
        following = machine.verbs(state) if alone else [(s, machine.words.label(s)) for s in machine.words]
        if not following:
            self.context.message(machine.end(state))
            return
        subject = f"{record.label()}{_(': ')}{machine.words.label(state)}" if alone and record else ngettext(
            "{n} record", "{n} records", len(ids)).format(n=len(ids))
        db, model = self.context.db, self.listing.model

        def apply(change: StateChange) -> object:
            return verbs.move(db, model, ids, change)

        dialog = StateDialog(self.context, subject, following, apply, self.window())
        if alone:
            dialog.ask_what()
        dialog.open()


class VersionedBook(MovingBook):
    """A book of documents with versions."""

    children: ClassVar[tuple[Child, ...]] = ()

    def tools(self) -> Sequence[Tool]:
        """The next version, the way to another state."""
        return (Tool(N_("New version"), "add", self.new_version), *super().tools())

    def new_version(self) -> None:
        """Make a draft that starts from the version shown, with its parts, and show it."""
        if self.record is not None:
            db, number = self.context.db, self.record.id
            model: Any = self.listing.model
            self.context.tasks.run(lambda: versions.new_version(db, model, number), self._show_version)

    def _show_version(self, made: Record) -> None:
        self.context.open(table_of(type(made)).name, made.id)
