"""The regions as a tree that is read branch by branch, as it is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from desktop.regions.tree import Branch

KEY = Qt.ItemDataRole.UserRole
READ = Qt.ItemDataRole.UserRole + 1


class RegionTree(QTreeWidget):
    """`read(parent or None)` gives the nodes right below one. `picked(key)` when the user goes to a node."""

    picked = Signal(object)

    def __init__(self, read: Callable[[int | None], Sequence[Branch]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._quiet = False
        self._items: dict[int, QTreeWidgetItem] = {}
        self.setObjectName("regions_tree")
        self.setHeaderHidden(True)
        self.setColumnCount(1)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(True)
        self.itemExpanded.connect(self._fill)
        self.currentItemChanged.connect(self._on_current)

    def reload(self) -> None:
        """Read everything that is open again; what was open stays open, who was chosen stays chosen."""
        open_ones = [key for key, item in self._items.items() if item.isExpanded()]
        current = self.current()
        self._quiet = True
        self.clear()
        self._items.clear()
        self._add(None, self._read(None))
        for key in open_ones:  # parents were opened before their children, and dictionaries keep that order
            if key in self._items:
                self._items[key].setExpanded(True)
        if current in self._items:
            self.setCurrentItem(self._items[current])
        self._quiet = False

    def current(self) -> int:
        """The key of the node that is chosen; 0 for none."""
        item = self.currentItem()
        return int(item.data(0, KEY)) if item else 0

    def reveal(self, chain: Sequence[int]) -> None:
        """Open the way down `chain` (from the top) and choose its last node, without telling."""
        self._quiet = True
        for key in chain[:-1]:
            if key in self._items:
                self._items[key].setExpanded(True)
        item = self._items.get(chain[-1]) if chain else None
        if item:
            self.setCurrentItem(item)
            self.scrollToItem(item)
        self._quiet = False

    def _add(self, above: QTreeWidgetItem | None, branches: Sequence[Branch]) -> None:
        for branch in branches:
            item = QTreeWidgetItem([branch.name])
            item.setData(0, KEY, branch.id)
            if branch.has_children:
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self._items[branch.id] = item
            if above is None:
                self.addTopLevelItem(item)
            else:
                above.addChild(item)

    def _fill(self, item: QTreeWidgetItem) -> None:
        if not item.data(0, READ):
            item.setData(0, READ, True)
            self._add(item, self._read(int(item.data(0, KEY))))

    def _on_current(self, *_items: object) -> None:
        if not self._quiet and self.current():
            self.picked.emit(self.current())
