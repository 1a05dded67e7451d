"""Handouts for farmers: text, versions, print runs, copies given out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_, language
from desktop.core.settings import office
from desktop.service import lists
from desktop.service.handout_document import handout_document
from desktop.service.handout_model import Handout
from desktop.ui.book.book import Child, Tool
from desktop.ui.book.moving import VersionedBook


class HandoutsBook(VersionedBook):
    """Handouts."""

    icon = "pdf"
    listing = lists.HANDOUTS
    paper = (N_("The handout…"), handout_document)
    remembers = ("crop_id", "region_id", "audience", "page")
    bulk = ("crop_id", "region_id", "audience", "page", "expires_on")
    children = (Child(lists.PRINT_RUNS, grid=True),
                Child(lists.HANDED_OUT, grid=True))

    def defaults(self) -> Mapping[str, Any]:
        """A draft of today."""
        return {"state": "draft", "made_on": today(), "made_by": office(self.context.db, "manager"),
                "language": language()}

    def tools(self) -> Sequence[Tool]:
        """The editor, copies for many, the next version, the way to another state."""
        return (Tool(N_("Edit the text…"), "edit", self.edit), Tool(N_("One for each…"), "group", self.merge),
                *super().tools())

    def edit(self) -> None:
        """Open the editor on the handout shown."""
        from desktop.service.handout_editor_widget import edit

        def begin() -> None:
            if isinstance(self.record, Handout):
                edit(self.context, self.record)

        self.settle(begin)

    def print_record(self) -> None:
        """Preview the handout."""
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
