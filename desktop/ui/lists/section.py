"""What a section with a list can do with it as a whole: write it into a file, print it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from desktop.core.i18n import _, language, using
from desktop.ui.page import Section

if TYPE_CHECKING:
    from desktop.core.documents.model import Document
    from desktop.core.listing import Condition, Listing
    from desktop.ui.lists.pane import ListPane


class ListSection(Section):
    """A section with a list that can be exported and printed as it is shown."""

    list: ListPane
    listing: ClassVar[Listing]

    def show_rows(self, conditions: tuple[Condition, ...]) -> None:
        """Show the records that fit all conditions: what a number is made of."""
        self.settle(lambda: self.list.filters.lend(conditions))

    def reveal(self, columns: Sequence[str]) -> None:
        """Show these columns beside those chosen, until the list is made anew."""
        self.list.reveal(columns)

    def came(self) -> None:
        """What was only lent to a number on another page goes: who comes by himself wants the whole list."""
        if self.list.filters.lent:
            self.list.filters.clear()

    def export(self) -> None:
        """Write exactly what the list shows into a file."""
        from desktop.ui.lists.export import ask_and_export

        ask_and_export(self.context, self.list)

    def print_list(self) -> None:
        """Preview exactly what the list shows, ready to print."""
        from desktop.ui.lists.conditions import sentence
        from desktop.ui.lists.print_list import list_document
        from desktop.ui.preview.preview import Preview

        pane, db, code = self.list, self.context.db, language()
        listing, columns, ids = pane.listing, pane.table.shown_columns(), list(pane.table.rows.ids)
        notes = [pane.count.text(), *(sentence(listing.asked(c), c) for c in pane.query.conditions)]
        if pane.query.text:
            notes.append(_("Searched for: {text}").format(text=pane.query.text))

        def make() -> Document:
            with using(code):
                return list_document(db, listing, columns, ids, notes)

        Preview(self.context, _(listing.title), make, kind=f"list.{listing.name}").show()
