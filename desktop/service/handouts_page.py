"""Handouts for farmers: text, versions, print runs, copies given out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core.fields import today
from desktop.core.history import who
from desktop.core.i18n import N_, language
from desktop.core.records import Record
from desktop.service import handouts, lists, versions, ways
from desktop.service.handout_model import Handout
from desktop.service.moving_widget import MovingBook
from desktop.ui.book.book import Child, Tool


class HandoutsBook(MovingBook):
    """Handouts."""

    name = "handouts"
    title = N_("Handouts")
    icon = "pdf"
    listing = lists.HANDOUTS
    way = ways.HANDOUT
    prefix = "MB"
    moves_listing = lists.HANDOUT_MOVES
    remembers = ("crop_id", "region_id", "audience", "page")
    bulk = ("crop_id", "region_id", "audience", "page", "expires_on")
    children = (Child(N_("Print runs"), lists.PRINT_RUNS, parent="handout_id", grid=True),
                Child(N_("Distribution records"), lists.HANDED_OUT, parent="handout_id", grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A draft of today."""
        return {"state": "draft", "made_on": today(), "made_by": who(), "number": 1, "language": language()}

    def save_record(self, values: Mapping[str, Any], record_id: int | None) -> Record:
        """Save what may still be changed; a new one without a text starts from its crop's."""
        return handouts.save(self.context.db, values, record_id)

    def tools(self) -> Sequence[Tool]:
        """The editor, copies for many, the next version, the way to another state."""
        return (Tool(N_("Edit the text…"), "edit", self.edit), Tool(N_("One for each…"), "group", self.merge),
                Tool(N_("New version"), "add", self.new_version), *super().tools())

    def can(self, command: str) -> bool:
        """Printing gives the handout."""
        return self.record is not None if command == "print_" else super().can(command)

    def edit(self) -> None:
        """Open the editor on the handout shown."""
        from desktop.service.handout_editor_widget import edit

        def begin() -> None:
            if isinstance(self.record, Handout):
                edit(self.context, self.record)

        self.settle(begin)

    def print_(self) -> None:
        """Preview the handout."""
        from desktop.service.handout_document import handout_document
        from desktop.service.handout_printing import printed_as
        from desktop.ui.preview.preview import Preview

        if isinstance(self.record, Handout):
            db, number = self.context.db, self.record.id
            Preview(self.context, self.record.label(), lambda: handout_document(db, number), *printed_as(self.record)).show()

    def merge(self) -> None:
        """A copy for each dealer, village or farmer."""
        from desktop.service.merge_widget import MergeDialog

        record = self.record
        if isinstance(record, Handout):
            self.settle(lambda: MergeDialog(self.context, record).open())

    def new_version(self) -> None:
        """Make a draft that starts from the version shown, and show it."""
        if self.record is not None:
            db, way, number = self.context.db, self.way, self.record.id
            self.context.tasks.run(lambda: versions.new_version(db, way, number), self._show_version)

    def _show_version(self, made: Record) -> None:
        self.context.open("handout", made.id)
