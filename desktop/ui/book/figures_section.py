"""A list of figures that only shows: one row a record of another book, and beside it papers about the record chosen.

TO ADD ONE (in a feature's page)
    class RatesSection(FiguresSection):
        listing = lists.BY_DEALER                       # its model is the record that a double click opens
        fills = N_("One row a dealer, from cases. Add cases first.")      # said while it is empty
        papers = ((N_("Cases"), rates_of),)             # (title of the tab, maker(db, key) -> Document)
        tables = frozenset({"diversioncase", "dealer"})
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from desktop.core import verbs
from desktop.core.i18n import _, language, using
from desktop.core.listing import Column
from desktop.core.records import Record, table_of
from desktop.ui.book.paper_tab import Maker, PaperTab
from desktop.ui.lists.pane import ListPane
from desktop.ui.lists.section import ListSection
from desktop.ui.look.fitted_tabs import FittedTabs

if TYPE_CHECKING:
    from desktop.core.documents.model import Document
    from desktop.ui.context import Context


class FiguresSection(ListSection):
    """List and papers. Override `extra_tabs` for further sub-tabs and `above` for what stands over both."""

    papers: ClassVar[Sequence[tuple[str, Maker]]] = ()
    fills: ClassVar[str] = ""
    """What is said while there is no row: what the rows are, and what fills them, as nothing is made here."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if listing := vars(cls).get("listing"):
            cls.name, cls.title = listing.name, listing.title

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.record: Record | None = None
        self.list = ListPane(context, self.listing, self, fills=self.fills)
        self.tabs = FittedTabs(self)
        self.sheets = [PaperTab(context, maker, self.tables, self.tabs) for _title, maker in self.papers]
        titles = [title for title, _maker in self.papers]
        self.shown: list[tuple[str, Any]] = [*zip(titles, self.sheets, strict=True), *self.extra_tabs()]
        for _title, widget in self.shown:
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())  # it must not widen its side
            self.tabs.addTab(widget, "")
        self.line = QHBoxLayout()
        self._lay_out()
        table = self.list.table
        table.picked.connect(self._on_picked)
        table.rows.loaded.connect(self._show_loaded)
        table.entered.connect(self._open)
        table.behind_wanted.connect(self._on_behind)
        table.opens_rows = True
        context.language_changed.connect(self.retranslate)
        FiguresSection.retranslate(self)  # those that override it have more to name, and name it when they have it

    def _lay_out(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        for widget in (self.list, self.tabs):
            splitter.addWidget(widget)
            splitter.setStretchFactor(splitter.count() - 1, 1)
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.line)
        column.addWidget(splitter, 1)

    def extra_tabs(self) -> Sequence[tuple[str, Any]]:
        """Further sub-tabs: title, and a widget with `show_record`."""
        return ()

    def retranslate(self) -> None:
        """Show words in the language in force."""
        for place, (title, _widget) in enumerate(self.shown):
            self.tabs.setTabText(place, _(title))

    # -- what is shown --------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the figures again."""
        self.list.reload()

    def _on_picked(self, number: int | None) -> None:
        if number is not None and (self.record is None or self.record.id != number):
            self.show_figures(verbs.get(self.context.db, self.listing.model, number))

    def _show_loaded(self) -> None:
        """The papers are of a row in the list: one that a search took away is followed by the first, or by nothing."""
        rows = self.list.table.rows
        if self.record is not None and rows.row_of(self.record.id) is not None:
            return
        if rows.ids:
            self.list.table.selectRow(0)
            self._on_picked(rows.id_at(0))  # also where the list takes that row for the current one already
        elif self.record is not None:
            self.show_figures(None)

    def show_figures(self, record: Record | None) -> None:
        """Show the papers of another record."""
        self.record = record
        for _title, widget in self.shown:
            widget.show_record(record)
        self.commands_changed.emit()

    def _on_behind(self, column: Column) -> None:
        """A double click on a figure shows the rows it is made of."""
        if self.record is not None and column.behind is not None:
            from desktop.ui.book.rows_behind import show_rows

            show_rows(self.context, column.behind(self.record), f"{self.record.label()} · {_(column.title)}")

    def _open(self) -> None:
        if self.record is not None:
            self.context.open(table_of(self.listing.model).name, self.record.id)

    # -- commands -------------------------------------------------------------------------------------------------

    @classmethod
    def listings(cls) -> frozenset[str]:
        """Its one list."""
        return frozenset({cls.listing.name})

    def show_preset(self, _listing: str, preset: str) -> None:
        """Show the figures filtered by a preset."""
        self.list.filters.lend_preset(preset)

    def can(self, command: str) -> bool:
        """What a list that only shows can do."""
        if command in ("export", "print_list", "print_"):
            return bool(self.list.table.rows.ids)
        return command in ("find", "refresh")

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor where one searches."""
        self.list.filters.go_to_search()

    def print_(self) -> None:
        """Preview the paper in view, else the first; without papers the list."""
        if not self.papers:
            self.print_list()
            return
        front = self.tabs.currentWidget()
        self.preview(front.maker if isinstance(front, PaperTab) else self.papers[0][1])

    def preview(self, maker: Maker, *_checked: Any) -> None:
        """Preview a paper of the record chosen, or of all."""
        from desktop.ui.preview.preview import Preview

        number, db, code = (self.record.id if self.record else 0), self.context.db, language()
        title = self.record.label() if self.record else _(self.title)

        def make() -> Document:
            with using(code):
                return maker(db, number)

        Preview(self.context, title, make, kind=f"{self.name}.{maker.__name__}").show()
