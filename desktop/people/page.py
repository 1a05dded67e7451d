"""People as a book: everybody there is, what they are to us, what they took part in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_
from desktop.core.records import borrowed
from desktop.people import actions, lists
from desktop.people.model import Membership
from desktop.people.parts_tab import PartsTab
from desktop.ui.book.book import Book, Child
from desktop.ui.page import Tool


class PeopleBook(Book):
    """Contacts, farmers, our own people and whoever else is written down somewhere."""

    icon = "group"
    listing = lists.PEOPLE
    bulk = ("remarks",)
    duplicates = staticmethod(actions.similar_people)
    children = (Child(lists.MEMBERSHIPS, hidden=tuple(borrowed(Membership))),)

    @classmethod
    def opens(cls) -> frozenset[str]:
        """People; what somebody is at a dealer opens there."""
        return frozenset({"person"})

    def tools(self) -> Sequence[Tool]:
        """The way to forget a person."""
        return (Tool(N_("Remove for good…"), "delete", self.purge), *super().tools())

    def purge(self) -> None:
        """Ask before the person shown is removed for good, a dealer's contact as well as a farmer."""
        from desktop.ui.dialogs.purge import offer

        if self.record:
            offer(self.context, "person", self.record.id)

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """What the person took part in."""
        return ((N_("Took part in"), lambda: PartsTab(self.context)),)
