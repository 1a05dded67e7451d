"""A book whose records move through states: their state is shown, and changed by one dialog alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_, _
from desktop.core.listing import Listing
from desktop.core.records import Record
from desktop.service import actions
from desktop.service.actions import Way
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.owned_list import OwnedList
from desktop.ui.book.state_dialog import StateChange, StateDialog


class MovingBook(Book):
    """`way` says how its records move; `prefix` begins their numbers; `moves_listing` lists the moves made."""

    way: ClassVar[Way]
    prefix: ClassVar[str]
    moves_listing: ClassVar[Listing]
    children: ClassVar[tuple[Child, ...]] = ()

    def save_record(self, values: Mapping[str, Any], record_id: int | None) -> Record:
        """Save; a new record gets a number, the state stays as moves left it."""
        return actions.save_numbered(self.context.db, self.listing.model, self.prefix, values, record_id, self.way.kept)

    def tools(self) -> Sequence[Tool]:
        """The one way to another state."""
        return (Tool(N_("Change the state…"), "refresh", self.change_state),)

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """The moves made."""
        return ((N_("Changes of state"), self._make_moves),)

    def _make_moves(self) -> QWidget:
        return OwnedList(self.context, self.moves_listing, self.way.parent, _("The state has not been changed yet."))

    def record_shown(self, record: Record | None) -> None:
        """State and its dates move by their dialog alone: their fields only show them."""
        del record
        self.fields.show_only(self.way.kept & set(self.fields.bindings))

    def change_state(self) -> None:
        """Bring the record shown into another state."""
        if self.record is not None:
            self.settle(self._ask_state)

    def _ask_state(self) -> None:
        record: Any = self.record
        db, way, number = self.context.db, self.way, record.id
        following = way.machine.verbs(record.state)
        if not following:
            self.context.message(_("“{state}” is the end; nothing follows it.").format(
                state=way.machine.words.label(record.state)))
            return

        def apply(wish: StateChange) -> object:
            return actions.move(db, way, number, actions.Move(wish.state, wish.on, wish.by, wish.reason))

        StateDialog(self.context, record.label(), following, apply, self.window()).open()
