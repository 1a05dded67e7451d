"""A grid whose rows come and go: type in the last row to add one, paste many, see the totals, lose nothing that is typed.

    grid = RowGrid(context, ChildRows(context.db, lists.COSTS, {"complaint_id": number}))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from desktop.core.child_rows import ChildRows
from desktop.core.grid import GridColumn, GridSource, RowSource
from desktop.core.i18n import _, ngettext
from desktop.core.listing import Column, show
from desktop.ui import messages
from desktop.ui.grid.editor import GridEditor, Loaded
from desktop.ui.grid.row_view import RowView
from desktop.ui.grid.rows import MARK, RowModel
from desktop.ui.lists.foot import FootRow

CELL_ROOM, ARROW = 22, 12  # logical pixels around a text; of the arrow of the order


class RowGrid(GridEditor):
    """A grid over a `RowSource`. `memory` is the name under which widths and hidden columns are kept."""

    MODEL, VIEW = RowModel, RowView
    cells: RowModel
    view: RowView

    def _build(self) -> None:
        self.memory = "grid"
        self.foot = GridTotals(self.view, self)
        tables = self._tables()
        tables.addWidget(self.foot, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tables, 1)
        column.addWidget(self.status)

    def _connect(self) -> None:
        super()._connect()
        self.cells.counted.connect(self.foot.refresh)
        self.cells.removing.connect(self._remove)
        self.cells.released.connect(self._go_on)
        self.frozen.doubleClicked.connect(self._on_row_double_click)
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sectionResized.connect(self._keep_widths)
        header.sectionClicked.connect(self._on_heading)
        self.cells.arranged.connect(self._show_order)

    def retranslate(self) -> None:
        """Titles and words come with the data."""
        if self.source is not None:
            self.reload()

    def _on_row_double_click(self, index: Any) -> None:
        self.view.form_wanted.emit(index.row())

    def renew(self, source: GridSource) -> None:
        """Read the same rows again by another source; what is typed stays."""
        self.source = source
        self.reload()

    # -- columns --------------------------------------------------------------------------------------------------

    def _fit_columns(self) -> None:
        header = self.view.horizontalHeader()
        header.blockSignals(True)
        kept = self.context.settings.remembered.get(self.memory, {})
        shown = kept.get("shown", [column.name for column in self.cells.grid.columns if column.shown])
        for place, column in enumerate(self.cells.grid.columns):
            self.view.setColumnHidden(place, column.name not in shown and not column.required)
        super()._fit_columns()
        for place, column in enumerate(self.cells.grid.columns):
            if width := kept.get("widths", {}).get(column.name):
                self.view.setColumnWidth(place, int(width))
        header.blockSignals(False)
        self.foot.refresh()

    def natural_width(self, column: GridColumn) -> int:
        """What the title and a usual value need, in the font in force."""
        measure = self.view.fontMetrics().horizontalAdvance
        return max(column.letters * measure("0"), measure(f"{column.title}{MARK}") + ARROW, measure(column.unit)) + CELL_ROOM

    def _keep_widths(self, place: int, _old: int, width: int) -> None:
        if width:
            kept = dict(self.context.settings.remembered.get(self.memory, {}))
            kept["widths"] = {**kept.get("widths", {}), self.cells.specification(place).name: width}
            self.context.settings.remember(self.memory, kept)

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns only, and those that must be filled in."""
        kept = dict(self.context.settings.remembered.get(self.memory, {}))
        kept["shown"] = list(names)
        self.context.settings.remember(self.memory, kept)
        self._fit_columns()

    def _on_header_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column_there = self.view.horizontalHeader().logicalIndexAt(where)
        if self.cells.grid.sortable and column_there >= 0:
            menu.addAction(_("Sort ascending"), partial(self.cells.sort_by, column_there, False))
            menu.addAction(_("Sort descending"), partial(self.cells.sort_by, column_there, True))
            menu.addAction(_("In the order of entry"), self.cells.sort_as_read)
            menu.addSeparator()
        for place, column in enumerate(self.cells.grid.columns):
            entry = menu.addAction(column.title)
            entry.setData(column.name)
            entry.setCheckable(True)
            entry.setChecked(not self.view.isColumnHidden(place))
            entry.setEnabled(not column.required)
        menu.triggered.connect(self._on_column_ticked)
        menu.popup(self.view.horizontalHeader().mapToGlobal(where))

    def _on_heading(self, column: int) -> None:
        """A click on a heading sorts as in a list: up, down, and as it was typed."""
        before = self.cells.sorted_by
        if not self.cells.grid.sortable:
            return
        if before == (column, True):
            self.cells.sort_as_read()
        else:
            self.cells.sort_by(column, before == (column, False))

    def _show_order(self) -> None:
        column, down = self.cells.sorted_by or (-1, False)
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(column >= 0)
        header.setSortIndicator(column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _on_column_ticked(self, entry: Any) -> None:
        shown = [c.name for place, c in enumerate(self.cells.grid.columns) if not self.view.isColumnHidden(place)]
        if entry.data() is None:
            return
        name = str(entry.data())
        self.show_columns([n for n in shown if n != name] if name in shown else [*shown, name])

    # -- rows put away --------------------------------------------------------------------------------------------

    def _remove(self, keys: Sequence[int]) -> None:
        source = self.source
        if isinstance(source, RowSource):
            self._begin_saving()
            self.context.tasks.run(lambda: self._put_away(source, keys), self._on_removed, self._on_not_removed)

    def _put_away(self, source: RowSource, keys: Sequence[int]) -> tuple[bool, Sequence[int]]:
        foreign = self._newest() != self._seen
        source.remove(keys)
        self._seen = self._newest()
        return foreign, keys

    def _on_removed(self, result: tuple[bool, Sequence[int]]) -> None:
        foreign, keys = result
        self._saving -= 1
        here = self.view.currentIndex()
        row, column = here.row(), here.column()
        self.cells.drop(keys)
        if self.cells.rowCount():
            self.view.go_to(self.cells.index(min(row, self.cells.rowCount() - 1), max(column, 0)))
        self._doubt_stale = self._doubt_stale or foreign
        self.saved.emit()
        self._look_again(foreign)

    def _on_not_removed(self, error: Exception) -> None:
        self._saving -= 1
        self.status.setText(str(error))
        self.context.window.on_error(error)
        self.saved.emit()
        self._look_again(False)

    # -- nothing typed is lost ------------------------------------------------------------------------------------

    @property
    def saving(self) -> bool:
        """Whether something typed or pasted is on its way to the database."""
        return super().saving or self.cells.holding

    def pending(self) -> int:
        """How many rows hold something typed that is not stored, or not stored yet."""
        self.view.close_open_editor()
        return max(self.cells.pending(), int(self.saving))

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once nothing typed would be lost; the user is asked about what cannot be stored as it is."""
        self.when_saved(lambda: self._settle(proceed))

    def _unsaved(self) -> int:
        return self.cells.pending()

    def _holds(self) -> bool:
        return self.cells.any_unsaved()

    def _settle(self, proceed: Callable[[], None]) -> None:
        count = self.cells.pending()
        if count:
            text = ngettext("{place}: {n} row is not stored: something in it is wrong or missing.",
                            "{place}: {n} rows are not stored: something in them is wrong or missing.", count)
            if messages.choose(self, text.format(place=self.place(), n=count), [_("Discard")], safe=True) != 0:
                return
            self.cells.forget()
        proceed()

    def _take(self, result: Loaded) -> None:
        self.view.room = self.source.room if isinstance(self.source, ChildRows) else ("", "")
        self.status.clear()
        super()._take(result)
        if self.cells.grid.closed:
            self.status.setText(self.cells.grid.closed)


class GridTotals(FootRow):
    """The sums and means below a grid, as it stands now."""

    def __init__(self, view: RowView, parent: QWidget) -> None:
        super().__init__(view, parent)
        self._rows = view.rows

    def figures(self) -> list[tuple[int, str, str]]:
        """The totals of the columns that are shown."""
        found = [(place, column.title, self._text(place)) for place, column in enumerate(self._rows.grid.columns)
                 if column.total and not self._table.isColumnHidden(place)]
        return [figure for figure in found if figure[2]]

    def _text(self, place: int) -> str:
        column, value = self._rows.specification(place), self._rows.total(place)
        if value is None:
            return ""
        shown = show(Column(column.name, column.title, None, column.kind, decimals=column.decimals), value)
        said = _("⌀ {value}").format(value=shown) if column.total == "mean" else shown
        return f"{said} *" if self._rows.any_unsaved() else said  # lists and accounts count what is stored
