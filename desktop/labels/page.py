"""The Labels tab: labels, their versions with the mandatory items, findings on prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.labels import actions
from desktop.labels.checklist_tab import ChecklistTab
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.page import Page

MOVED = ("number", "state", "submitted_on", "approved_by", "approved_on", "effective_from", "superseded_on", "withdrawn_on",
         "reason", "rule_set")  # what a version gets as it moves from state to state


class LabelsBook(Book):
    """What is printed: labels, manuals, bags, codes."""

    icon = "labels"
    listing = actions.ITEMS
    remembers = ("kind", "language", "printer", "region_id")
    bulk = ("kind", "pack", "language", "printer", "retired")
    duplicates = staticmethod(actions.similar_items)
    # A version holds the text of a label, a finding is described and decided on in sentences: forms of their own.
    children = (Child(actions.VERSIONS, title=N_("Versions"), hidden=MOVED),
                Child(actions.FINDINGS))

    def tools(self) -> Sequence[Tool]:
        """The next version."""
        return (Tool(N_("New version"), "add", self.new_version),)

    def new_version(self) -> None:
        """Make a draft that starts from the newest version, and show it."""
        if self.record is not None:
            db, number = self.context.db, self.record.id
            self.context.tasks.run(lambda: actions.new_version(db, number), self._show_version)

    def _show_version(self, version: Record) -> None:
        self.context.open("labelversion", version.id)




class VersionsBook(MovingBook):
    """All versions, with what stands on them and the way from draft to withdrawal."""

    name = "versions"
    title = N_("Versions")
    icon = "version"
    listing = actions.VERSIONS
    remembers = ("item_id", "made_by", "reviewed_by")
    bulk = ("made_by", "valid_until", "printed", "run_out_on")
    doubts = staticmethod(actions.doubts)
    down = (320, 320)  # room for the checklist

    @classmethod
    def opens(cls) -> frozenset[str]:
        """Versions, and what hangs on them."""
        return frozenset({"labelversion", "labelcheck"})

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """The mandatory items, before the moves."""
        return ((N_("Checklist"), self._make_checklist), *super().extra_tabs())

    def _make_checklist(self) -> QWidget:
        return ChecklistTab(self.context)

    def defaults(self) -> Mapping[str, Any]:
        """A draft of today."""
        return {"state": "draft", "made_on": today()}


class FindingsBook(Book):
    """Faults found on prints."""

    name = "findings"
    title = N_("Quality findings")
    icon = "quality"
    listing = actions.FINDINGS
    bulk = ("kind", "severity", "decision", "decided_on", "decided_by")

    def defaults(self) -> Mapping[str, Any]:
        """A fault found today."""
        return {"found_on": today()}


class LabelsPage(Page):
    """The tab."""

    sections = (LabelsBook, VersionsBook, FindingsBook)
