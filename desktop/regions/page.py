"""The tree of regions as a book: every node with its full path, its children below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.core import verbs
from desktop.core.i18n import N_, _
from desktop.core.listing import Condition
from desktop.core.records import Record
from desktop.regions import actions
from desktop.regions.model import LEVELS, Region
from desktop.regions.tree import Branch
from desktop.regions.tree_widget import RegionTree
from desktop.ui.book.book import Book, Child
from desktop.ui.context import Context


def one_level_down(record: Record) -> Mapping[str, Any]:
    """What a new node below `record` starts with."""
    levels = list(LEVELS)
    place = levels.index(getattr(record, "level", "county"))
    return {"level": levels[min(place + 1, len(levels) - 2)]}


class RegionsBook(Book):
    """The administrative tree and the own nodes below it."""

    icon = "region"
    listing = actions.REGIONS
    bulk = ("level", "remarks")
    remembers = ("parent_id", "level")
    duplicates = staticmethod(actions.similar_regions)
    children = (Child(actions.REGIONS, title=N_("Lies below"), grid=True, defaults=one_level_down),)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tree = RegionTree(self._read, self)
        self.ways = QTabWidget(self)
        self.ways.setDocumentMode(True)
        self.splitter.replaceWidget(0, self.ways)
        self.ways.addTab(self.tree, _("Tree"))
        self.ways.addTab(self.list, _("List"))
        self.list.show()
        self.tree.picked.connect(self._go_to)
        kept = context.settings.remembered.get(f"book.{self.name}", {})
        self.splitter.setSizes(kept.get("across") or [330, 930])

    def _read(self, parent_id: int | None) -> Sequence[Branch]:
        return actions.read_branches(self.context.db, parent_id)

    def _go_to(self, region_id: int) -> None:
        self.open_record("region", region_id)

    def defaults(self) -> Mapping[str, Any]:
        """A new node lies in the one that is chosen in the tree, one level below it."""
        chosen = self.tree.current()
        if not chosen:
            return {}
        return {"parent_id": chosen, **one_level_down(verbs.get(self.context.db, Region, chosen))}

    def load(self) -> None:
        """Read tree and list."""
        self.tree.reload()
        super().load()

    def record_shown(self, record: Record | None) -> None:
        """Show in the tree where the node lies."""
        if record is not None and hasattr(self, "tree") and self.tree.current() != record.id:
            self.tree.reveal(actions.way_to(self.context.db, record.id))

    def find(self) -> None:  # type: ignore[override]  # as in Section
        """Searching happens in the list."""
        self.ways.setCurrentWidget(self.list)
        super().find()

    def show_preset(self, listing: str, preset: str) -> None:
        """A preset is one of the list."""
        self.ways.setCurrentWidget(self.list)
        super().show_preset(listing, preset)

    def show_rows(self, conditions: tuple[Condition, ...]) -> None:
        """Rows are those of the list."""
        self.ways.setCurrentWidget(self.list)
        super().show_rows(conditions)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "ways"):
            self.ways.setTabText(0, _("Tree"))
            self.ways.setTabText(1, _("List"))
