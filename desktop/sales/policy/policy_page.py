"""The section of policy notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, ngettext
from desktop.sales.policy import actions, lists
from desktop.ui.book.book import Book, Child, Tool


class NoticesBook(Book):
    """What was announced, and who knows it."""

    icon = "bell"
    listing = lists.NOTICES
    remembers = ("issued_by", "kind")
    children = (Child(lists.TOLD, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A notice of today."""
        return {"issued_on": today()}

    def tools(self) -> Sequence[Tool]:
        """All active dealers at once."""
        return (Tool(N_("Add all active dealers"), "dealers", self.add_dealers),)

    def add_dealers(self) -> None:
        """Put every active dealer on the list of this notice."""
        if self.record is not None:
            db, number, context = self.context.db, self.record.id, self.context
            self.settle(lambda: context.tasks.run(
                lambda: actions.concern_active(db, number),
                lambda n: context.message(ngettext("{n} dealer added", "{n} dealers added", n).format(n=n), undo=True)))
