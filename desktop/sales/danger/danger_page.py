"""The section of dealers in danger: the list, and beside it the sheet of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from desktop.core import verbs
from desktop.core.i18n import language, using
from desktop.core.listing import Column
from desktop.core.records import Record
from desktop.dealers.model import Dealer
from desktop.sales.danger.lists import DANGER
from desktop.sales.danger.reports import danger_sheet
from desktop.ui.book.paper_tab import PaperTab
from desktop.ui.book.rows_behind import show_rows
from desktop.ui.context import Context
from desktop.ui.lists.pane import ListPane
from desktop.ui.lists.section import ListSection

if TYPE_CHECKING:
    from desktop.core.documents.model import Document

READ = frozenset({"dealer", "dangermark", "licence", "promise", "shipment", "shipmentline", "payment", "paymentallotment",
                  "accountentry", "instalment"})


class DangerSection(ListSection):
    """What facts and notes say of each dealer. A double click opens the dealer, where signs are noted."""

    name, title, icon = DANGER.name, DANGER.title, "warning"
    listing = DANGER
    tables = READ

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.dealer: Record | None = None
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        self.list = ListPane(context, self.listing, splitter)
        self.paper = PaperTab(context, danger_sheet, READ, splitter)
        splitter.addWidget(self.list)
        splitter.addWidget(self.paper)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)
        self.list.table.picked.connect(self._on_picked)
        self.list.table.rows.loaded.connect(self._show_first)
        self.list.table.entered.connect(self._open_dealer)
        self.list.table.behind_wanted.connect(self._on_behind)
        self.list.table.opens_rows = True

    def load(self) -> None:
        """Read the list again."""
        self.list.reload()

    def _on_picked(self, dealer_id: int | None) -> None:
        if dealer_id is not None and (self.dealer is None or self.dealer.id != dealer_id):
            self.dealer = verbs.get(self.context.db, Dealer, dealer_id)
            self.paper.show_record(self.dealer)
            self.commands_changed.emit()

    def _show_first(self) -> None:
        if self.dealer is None and self.list.table.rows.ids:
            self.list.table.selectRow(0)

    def _on_behind(self, column: Column) -> None:
        if self.dealer is not None and column.behind is not None:
            show_rows(self.context, column.behind(self.dealer), f"{self.dealer.label()}")

    def _open_dealer(self) -> None:
        if self.dealer is not None:
            self.context.open("dealer", self.dealer.id)

    @classmethod
    def listings(cls) -> frozenset[str]:
        """Its one list."""
        return frozenset({cls.listing.name})

    def show_preset(self, _listing: str, preset: str) -> None:
        """Show the dealers filtered by a preset."""
        self.list.filters.show_preset(preset)

    def can(self, command: str) -> bool:
        """What a list that only shows can do."""
        if command in ("export", "print_list", "print_"):
            return bool(self.list.table.rows.ids)
        return command in ("find", "refresh")

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor where one searches."""
        self.list.filters.go_to_search()

    def print_(self) -> None:
        """Preview the sheet of the dealer chosen."""
        from desktop.ui.preview.preview import Preview

        if self.dealer is None:
            return
        db, code, number = self.context.db, language(), self.dealer.id

        def make() -> Document:
            with using(code):
                return danger_sheet(db, number)

        Preview(self.context, self.dealer.label(), make, kind="danger_sheet").show()
