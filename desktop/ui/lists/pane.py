"""A whole list: search and filters above, the table, its totals, and how many rows there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, language, ngettext, using
from desktop.core.listing import Listing, Query
from desktop.ui.lists.conditions import OPERATORS
from desktop.ui.lists.filters import FilterBar
from desktop.ui.lists.ordering import Order
from desktop.ui.lists.selected import figures
from desktop.ui.lists.table import ListTable
from desktop.ui.lists.totals import TotalsRow
from desktop.ui.lists.views import ViewsButton
from desktop.ui.look.below import place_below
from desktop.ui.look.elided import ElidedLabel
from desktop.ui.look.icons import icon
from desktop.ui.look.named import name_tip

if TYPE_CHECKING:
    from desktop.ui.context import Context


class ListPane(QWidget):
    """The list of a book. Asks the database through `table.rows`; shows nothing before `reload` is called.

    `fills`: what is said while it is empty, where nothing is made in it by Ctrl+N.
    """

    count_changed = Signal()

    def __init__(self, context: Context, listing: Listing, parent: QWidget | None = None, *, fills: str = "") -> None:
        super().__init__(parent)
        self.context, self.listing, self._fills = context, listing, fills
        self.table = ListTable(context, listing, self)
        self.filters = FilterBar(context, listing, self)
        self.totals = TotalsRow(self.table, self)
        self.count, self.chosen, self._asked = ElidedLabel(self), QLabel(self), 0
        for label in (self.count, self.chosen):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setObjectName("count")
        self.chosen.setWordWrap(True)  # what the selected rows come to
        self.chosen.hide()
        self.views = ViewsButton(context, self, self)
        self.columns_button = QToolButton(self)
        self.columns_button.setIcon(icon("columns"))
        self.columns_button.setAutoRaise(True)
        self.columns_button.clicked.connect(self.choose_columns)
        self.filters.line.addWidget(self.views)
        self.filters.line.addWidget(self.columns_button)
        self.offers: list[QToolButton] = []
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(2, 0, 2, 0)
        self.foot.setSpacing(4)
        self.foot.addWidget(self.count, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 2, 4)
        layout.setSpacing(4)
        layout.addWidget(self.filters)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.totals)
        layout.addWidget(self.chosen)
        layout.addLayout(self.foot)
        self._connect()
        self.retranslate()
        self.table.show_order(())

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_query)
        self.filters.leaving.connect(self._on_leaving)
        self.filters.column_wanted.connect(self.filter_column)
        self.table.headings.offer([c.name for c in self.listing.columns], [
            c.name for c in self.listing.columns if OPERATORS.get(c.kind)])
        self.table.filter_wanted.connect(self.filter_column)
        self.table.typed.connect(self.filters.type_text)
        self.table.sorted_by.connect(self._on_sorted)
        self.table.rows.loaded.connect(self.show_count)
        self.table.selectionModel().selectionChanged.connect(self.show_count)

    def offer(self, name: str, text: str, slot: Callable[[], None]) -> None:
        """A button at the foot, shown while several records are selected."""
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setText(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(slot)
        button.hide()
        self.foot.addWidget(button)
        self.offers.append(button)

    def retranslate(self) -> None:
        """Show words in the language in force."""
        name_tip(self.columns_button, _("Choose columns"))
        name_tip(self.views, _("Saved views"))
        self.filters.retranslate()
        self.show_count()

    # -- what is shown --------------------------------------------------------------------------------------------

    @property
    def query(self) -> Query:
        """What the list shows."""
        return self.filters.query

    def reload(self) -> None:
        """Read the list again."""
        self.table.rows.reload(self.query)

    def _on_query(self, query: Query) -> None:
        self.table.show_order(query.order)
        self.table.headings.show_filtered(c.column for c in query.conditions)
        self._say_empty()
        self.table.rows.reload(query)

    def _on_sorted(self, order: Order) -> None:
        self.filters.set_order(order)

    def _on_leaving(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid() and self.table.rows.ids:
            self.table.selectRow(0)

    def _say_empty(self) -> None:
        title = _(self.listing.title).lower()
        if self.query.text or self.query.conditions:
            self.table.empty_text = _("Nothing fits the search and filters. Esc in the search box empties it; the filter "
                                      "menu shows everything again.")
        elif self._fills:
            self.table.empty_text = _(self._fills)
        else:
            self.table.empty_text = _("No {list} yet. Ctrl+N makes one, or import a table.").format(list=title)

    def show_count(self, *_selection: Any) -> None:
        """Say how many rows there are, and how many are selected."""
        self._say_empty()
        number = len(self.table.rows.ids)
        chosen = self.table.selected_count()
        text = ngettext("{n} row", "{n} rows", number).format(n=f"{number:,}")
        if chosen > 1:
            text = _("{rows}, {n} selected").format(rows=text, n=f"{chosen:,}")
            self._sum_up()
        else:
            self._asked += 1  # what is still being added up is of other rows
            self.chosen.hide()
        for button in self.offers:
            button.setVisible(chosen > 1)
        self.count.setText(text if self.table.rows.ready else "")
        self.count_changed.emit()

    def _sum_up(self) -> None:
        """Add what the selected rows come to, reckoned beside the window."""
        self._asked += 1
        asked, db, listing, code = self._asked, self.context.db, self.listing, language()
        columns, ids = self.table.shown_columns(), self.table.selected_ids()

        def read() -> tuple[int, str]:
            if asked != self._asked:
                return asked, ""
            with using(code):
                return asked, figures(db, listing, columns, ids)

        def say(found: tuple[int, str]) -> None:
            if shiboken6.isValid(self) and found[0] == self._asked:
                self.chosen.setText(found[1])
                self.chosen.setVisible(bool(found[1]))

        self.context.tasks.read(read, say)

    def filter_column(self, name: str) -> None:
        """Offer below its heading what a column can be filtered by."""
        from desktop.ui.lists.column_filter import ColumnFilter

        popup = ColumnFilter(self.filters, self.listing.column(name), self)
        popup.chosen.connect(partial(self.filters.filter_column, name))
        place_below(popup, self.table.headings.viewport(), self.table.headings.box_of(name) or None)
        popup.start()

    # -- columns and views ----------------------------------------------------------------------------------------

    def choose_columns(self, *_where: Any) -> None:
        """Open the dialog in which columns are chosen and ordered."""
        self.table.choose_columns()

    def reveal(self, names: Sequence[str]) -> None:
        """Show hidden columns as well, behind the first one; nobody chose them, so they are not remembered."""
        reveal(self.table, names)

    def view_state(self) -> tuple[Query, dict[str, Any]]:
        """What a saved view of the list as it is now holds."""
        return self.query, self.table.columns_state()

    def show_view(self, query: Query, columns: dict[str, Any]) -> None:
        """Show a saved view."""
        if columns:
            self.table.restore_columns(columns)
            self.table.remember()
        self.filters.set_query(replace(query, fixed=self.query.fixed))


def reveal(table: ListTable, names: Sequence[str]) -> None:
    """Show hidden columns of a list as well, behind the first one; nobody chose them, so they are not remembered."""
    shown = [column.name for column in table.shown_columns()]
    if missing := [name for name in names if name not in shown]:
        state = table.columns_state()
        order = [shown[0], *missing, *(name for name in state["order"] if name not in (shown[0], *missing))]
        hidden = [name for name in state["hidden"] if name not in missing]
        table.restore_columns({**state, "order": order, "hidden": hidden})
