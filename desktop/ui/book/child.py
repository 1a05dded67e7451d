"""Records that belong to the one a book shows: what a sub-tab of theirs needs to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.core.child_rows import field_of
from desktop.core.listing import Listing, Query
from desktop.core.records import Record, columns_of, table_of

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.ui.context import Context
    from desktop.ui.fields.body import Editors

Tab = tuple[str, Callable[[], QWidget]]
"""The title of a further sub-tab, and what makes its widget."""


@dataclass(frozen=True)
class Child:
    """Records of another kind that belong to the one shown.

    `title` of the tab: the listing's unless it says otherwise. `parent`: the field of theirs that names the record shown, by
    its `key`; none said: the one field of theirs that refers to such records.
    `grid`: they are typed in place, as in a spreadsheet; without it each has a dialog, for records of long texts and photos
    that no row has room for. `defaults(parent record)` gives what a new one starts with.
    `many(context, parent record, text)` opens a dialog that adds several from a pasted list.
    `files`: photos and scans can be hung on each of them. `editors`: widgets of the feature's own, by field.
    `hidden`: fields the dialog does not ask for, besides the parent.
    """

    listing: Listing
    title: str = ""
    parent: str = ""
    defaults: Callable[[Record], Mapping[str, Any]] | None = None
    many: Callable[[Context, Record, str], None] | None = None
    files: bool = False
    editors: Editors = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    grid: bool = False
    key: str = "id"

    def below(self, listing: Listing) -> Child:
        """The same with title and parent, below the records of `listing`. Raises `ValueError` where the parent must be said."""
        above = table_of(listing.model).name
        links = [c.name for c in columns_of(self.listing.model) if c.info.get("link") == above]
        if not self.parent and len(links) != 1:
            raise ValueError(f"{self.listing.name}: say by which field they belong to {listing.name}; {links} refer to it")
        return replace(self, title=self.title or self.listing.title, parent=self.parent or links[0])

    def key_of(self, record: Record) -> Any:
        """What names `record` in its children."""
        return getattr(record, self.key)

    def repeated(self) -> frozenset[str]:
        """The columns that would name the parent again in every row: by the field itself, or by what comes with it."""
        return frozenset(c.name for c in self.listing.columns if field_of(self.listing, c) == self.parent)

    @property
    def table(self) -> str:
        """The table of the children."""
        return table_of(self.listing.model).name

    def count(self, session: Session, record: Record) -> int:
        """How many `record` has."""
        return len(self.listing.ids(session, Query(fixed=((self.parent, self.key_of(record)),))))


def tables_shown(listing: Listing, children: Iterable[Child]) -> frozenset[str]:
    """The tables a book reads: those of its list and of its children's, with what figures are made of, and the files'."""
    return listing.tables.union({"attachment"}, *(child.listing.tables for child in children))
