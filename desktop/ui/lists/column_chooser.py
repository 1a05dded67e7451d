"""The column chooser: tick what is shown, drag into order; the list follows at once."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop.core.i18n import N_
from desktop.core.listing import Column, Listing
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.lists.model import heading

NAME = Qt.ItemDataRole.UserRole


class Columns(Protocol):
    """A list whose columns are chosen."""

    listing: Listing

    def shown_columns(self) -> list[Column]:
        """The visible columns in the order they stand on the screen."""
        ...

    def columns_state(self) -> dict[str, Any]:
        """Order, visibility and widths; "order" names all columns."""
        ...

    def show_columns(self, names: list[str]) -> None:
        """Show exactly these columns in this order, and remember it."""
        ...

    def restore_columns(self, state: dict[str, Any]) -> None:
        """Show the columns as `state` says; {}: as the listing has them."""
        ...

    def remember(self) -> None:
        """Keep the columns for the next time."""
        ...


class ColumnsDialog(FormDialog):
    """Chooses and orders the columns of `table`."""

    guards = False

    def __init__(self, table: Columns, parent: QWidget | None = None) -> None:
        super().__init__("columns", N_("Columns"), parent)
        self._table = table
        listed = self.part("columns")
        assert isinstance(listed, QListWidget)
        self.list = listed
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._fill()
        self.list.itemChanged.connect(self._apply)
        self.list.model().rowsMoved.connect(self._apply)
        for name, slot in (("up", self._on_up), ("down", self._on_down), ("standard", self._on_standard),
                           ("all", self._on_all), ("ok", self.accept)):
            self.on(name, slot)

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        shown = [c.name for c in self._table.shown_columns()]
        for name in self._table.columns_state()["order"]:
            item = QListWidgetItem(heading(self._table.listing.column(name)))
            item.setData(NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _apply(self, *_moved: object) -> None:
        items = [self.list.item(i) for i in range(self.list.count())]
        names = [i.data(NAME) for i in items if i.checkState() == Qt.CheckState.Checked]
        if names:  # a list without any column would be of no use
            self._table.show_columns(names)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + step < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + step, item)
            self.list.setCurrentRow(row + step)
            self._apply()

    def _on_up(self) -> None:
        self._move(-1)

    def _on_down(self) -> None:
        self._move(1)

    def _on_all(self) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(Qt.CheckState.Checked)

    def _on_standard(self) -> None:
        self._table.restore_columns({})
        self._table.remember()
        self._fill()
