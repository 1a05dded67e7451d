"""The list on the screen: a windowed table that remembers its columns and keeps selection and place on a refresh."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from desktop.core.listing import Column, Listing
from desktop.ui.lists.copying import copy_rows
from desktop.ui.lists.header import FilterHeader
from desktop.ui.lists.model import ListModel
from desktop.ui.lists.narrow import Place, least_width, narrowed, natural_width
from desktop.ui.lists.ordering import Order, marks, with_another
from desktop.ui.look.pills import PillDelegate

if TYPE_CHECKING:
    from desktop.ui.context import Context

SINGLE_STEPS = 2000  # beyond so many selected rows the selection is not restored one by one


class ListTable(QTableView):
    """A table over a listing.

    Signals: `picked(id or None)` the current row changed; `entered()` Enter or double click; `deleting()` Del;
    `typed(text)` a letter was typed (the search takes it); `sorted_by(order)`; `columns_changed()`; `filter_wanted(column)`
    where the list offers it; `behind_wanted(column)` double click on a number that is made of other rows.
    """

    picked = Signal(object)
    entered = Signal()
    deleting = Signal()
    typed = Signal(str)
    sorted_by = Signal(object)
    columns_changed = Signal()
    filter_wanted = Signal(str)
    behind_wanted = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, context: Context, listing: Listing, parent: QWidget | None = None, memory: str = "",
                 without: Collection[str] = ()) -> None:
        super().__init__(parent)
        self.context, self.listing = context, listing
        self.rows = ListModel(context, listing, self)
        self.empty_text, self.opens_rows = "", False
        self._without = frozenset(without)  # columns that say the same in every row here
        self._memory = f"list.{memory or listing.name}"
        self._kept: tuple[list[int], int | None, int | None, int] | None = None
        self._current: int | None = None
        self._wanted: tuple[int, bool] | None = None
        self._restoring = False
        self._order: Order = (listing.order,)
        self._narrowed: dict[int, int] = {}  # widths of columns that give way to a state, by their number
        self.setModel(self.rows)
        self._dress()
        self._connect()
        self.restore_columns(self.context.settings.remembered.get(self._memory, {}))

    def _dress(self) -> None:
        pills = PillDelegate(self)
        for number, column in enumerate(self.listing.columns):
            if column.kind == "choice":  # all other cells are drawn by Qt alone, which is faster
                self.setItemDelegateForColumn(number, pills)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalHeader(FilterHeader(self))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)

    def _connect(self) -> None:
        self.rows.about_to_load.connect(self._keep)
        self.rows.loaded.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_click)
        self.customContextMenuRequested.connect(self._on_menu)
        header = self.headings
        header.filter_wanted.connect(self._on_filter)
        header.sectionClicked.connect(self._on_header)
        header.sectionResized.connect(self._on_columns)
        header.sectionMoved.connect(self._on_columns)
        header.customContextMenuRequested.connect(self.choose_columns)

    @property
    def headings(self) -> FilterHeader:
        """The headings, which offer to filter."""
        header = self.horizontalHeader()
        assert isinstance(header, FilterHeader)
        return header

    # -- selection ------------------------------------------------------------------------------------------------

    def _blocks(self) -> list[QItemSelectionRange]:
        selection: Any = self.selectionModel().selection()
        return list(selection)

    def selected_count(self) -> int:
        """How many rows are selected."""
        return sum(block.height() for block in self._blocks())

    def selected_ids(self) -> list[int]:
        """The keys of the selected rows, in the order of the list."""
        rows: list[int] = []
        for block in self._blocks():
            rows += range(block.top(), block.bottom() + 1)
        return [self.rows.id_at(r) for r in sorted(set(rows)) if r < len(self.rows.ids)]

    def current_id(self) -> int | None:
        """The key of the current row."""
        index = self.currentIndex()
        return self.rows.id_at(index.row()) if index.isValid() else None

    def select(self, record_id: int | None, *, quietly: bool = False) -> bool:
        """Make the row of `record_id` the current one; whether the list holds it."""
        row = self.rows.row_of(record_id) if record_id is not None else None
        self._wanted = None
        self._restoring = quietly
        try:
            if row is None:
                self.clearSelection()
                self.selectionModel().clearCurrentIndex()
                self._current = None
                return False
            self._current = record_id if quietly else self._current
            self.selectRow(row)
            self.scrollTo(self.rows.index(row, self._first_column()))
        finally:
            self._restoring = False
        return True

    def expect(self, record_id: int) -> None:
        """Select `record_id`, which is shown already, when the next refresh brings it."""
        self._wanted = (record_id, False)

    def expect_neighbour(self) -> None:
        """Pick the row after those selected (or before them) at the next refresh, which will find them gone."""
        rows = [row for block in self._blocks() for row in (block.top(), block.bottom())]
        if rows:
            place = max(rows) + 1 if max(rows) + 1 < len(self.rows.ids) else min(rows) - 1
            if place >= 0:
                self._wanted = (self.rows.id_at(place), True)

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        return next((header.logicalIndex(i) for i in range(header.count())
                     if not header.isSectionHidden(header.logicalIndex(i))), 0)

    def _keep(self) -> None:
        top = self.rowAt(0)
        first = self.rows.id_at(top) if 0 <= top < len(self.rows.ids) else None
        chosen = self.selected_ids() if self.selected_count() <= SINGLE_STEPS else []
        self._kept = (chosen, self.current_id(), first, self.horizontalScrollBar().value())
        self._restoring = True

    def _restore(self) -> None:
        chosen, current, first, across = self._kept or ([], None, None, 0)
        self._kept = None
        try:
            if not self.selectionModel().hasSelection() and not self.currentIndex().isValid():
                self._reselect(chosen, current, first)
                self.horizontalScrollBar().setValue(across)
            self._take_wanted()
        finally:
            self._restoring = False
        self.viewport().update()
        now = self.current_id()
        if now != self._current:
            self._current = now
            self.picked.emit(now)

    def _take_wanted(self) -> None:
        """Select what was expected; it is waited for once only, lest the list jump long afterwards."""
        wanted, self._wanted = self._wanted, None
        if wanted is None or self.rows.row_of(wanted[0]) is None:
            return
        if wanted[1]:
            if self.rows.row_of(self._current or 0) is not None:
                return  # nothing was deleted after all
            self.select(wanted[0])
        else:
            self.select(wanted[0], quietly=True)

    def _reselect(self, chosen: list[int], current: int | None, first: int | None) -> None:
        last = self._first_column()
        selection = QItemSelection()
        for record_id in chosen:
            if (row := self.rows.row_of(record_id)) is not None:
                selection.select(self.rows.index(row, last), self.rows.index(row, last))
        flags = QItemSelectionModel.SelectionFlag
        if (row := self.rows.row_of(current) if current is not None else None) is not None:
            self.selectionModel().setCurrentIndex(self.rows.index(row, last), flags.NoUpdate)
        self.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)
        if first is not None and (row := self.rows.row_of(first)) is not None:
            self.scrollTo(self.rows.index(row, last), QAbstractItemView.ScrollHint.PositionAtTop)

    def _on_current(self, *_indexes: Any) -> None:
        if self._restoring:
            return
        self._wanted = None
        now = self.current_id()
        if now != self._current:
            self._current = now
            self.picked.emit(now)

    # -- columns --------------------------------------------------------------------------------------------------

    def columns_state(self) -> dict[str, Any]:
        """Order, visibility and those widths that were changed by hand, to be remembered."""
        header = self.horizontalHeader()
        order = [self.listing.columns[header.logicalIndex(i)].name for i in range(header.count())]
        widths = {c.name: header.sectionSize(i) for i, c in enumerate(self.listing.columns)
                  if not header.isSectionHidden(i) and self._by_hand(i)}
        hidden = [c.name for i, c in enumerate(self.listing.columns) if header.isSectionHidden(i)]
        return {"order": order, "widths": widths, "hidden": hidden}

    def _by_hand(self, number: int) -> bool:
        """Whether the user gave a column its width."""
        return self.columnWidth(number) not in (0, self._natural_width(number), self._narrowed.get(number))

    def _natural_width(self, number: int) -> int:
        return natural_width(self.listing.columns[number], self.fontMetrics().horizontalAdvance)

    def restore_columns(self, state: dict[str, Any]) -> None:
        """Show the columns as `state` says; columns it does not know stand as the listing has them."""
        header = self.horizontalHeader()
        names = [c.name for c in self.listing.columns]
        header.blockSignals(True)
        known = [n for n in state.get("order", names) if n in names]
        for place, name in enumerate([*known, *(n for n in names if n not in known)]):
            header.moveSection(header.visualIndex(names.index(name)), place)
        hidden, seen = state.get("hidden"), set(state.get("order", ()))
        for i, column in enumerate(self.listing.columns):
            header.resizeSection(i, int(state.get("widths", {}).get(column.name) or self._natural_width(i)))
            away = column.name in hidden if hidden is not None and column.name in seen else (
                not column.shown or column.name in self._without)
            header.setSectionHidden(i, away)
        header.blockSignals(False)
        self._narrowed = {}
        self._give_way()
        self.rows.read_columns(c.name for c in self.shown_columns())
        self.updateGeometries()
        self.viewport().update()
        self.columns_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Narrow names nobody has given a width, as far as the first state needs it to be seen; widen them again."""
        header = self.horizontalHeader()
        widths = {i: self.columnWidth(i) if self._by_hand(i) else self._natural_width(i)
                  for i in range(header.count()) if not header.isSectionHidden(i)}
        least = {i: least_width(self.listing.columns[i], self.fontMetrics().horizontalAdvance) for i in widths}
        places = [Place(i, widths[i], widths[i] if self._by_hand(i) else min(widths[i], least[i]),
                        self.listing.columns[i].kind == "choice")
                  for i in (header.logicalIndex(place) for place in range(header.count())) if i in widths]
        narrow = narrowed(places, self.viewport().width())
        header.blockSignals(True)
        for number in {*self._narrowed, *narrow}:
            if number in widths and not self._by_hand(number):
                header.resizeSection(number, narrow.get(number, widths[number]))
        header.blockSignals(False)
        if narrow != self._narrowed:
            self._narrowed = narrow
            self.updateGeometries()
            self.viewport().update()
            self.columns_changed.emit()

    def shown_columns(self) -> list[Column]:
        """The visible columns in the order they stand on the screen."""
        header = self.horizontalHeader()
        places = [header.logicalIndex(i) for i in range(header.count())]
        return [self.listing.columns[i] for i in places if not header.isSectionHidden(i)]

    def show_columns(self, names: list[str]) -> None:
        """Show exactly these columns in this order."""
        state = self.columns_state()
        rest = [c.name for c in self.listing.columns if c.name not in names]
        self.restore_columns({**state, "order": [*names, *rest], "hidden": rest})
        self.remember()

    def choose_columns(self, *_where: Any) -> None:
        """Open the dialog in which columns are chosen and ordered."""
        from desktop.ui.lists.column_chooser import ColumnsDialog

        ColumnsDialog(self, self.window()).open()

    def remember(self) -> None:
        """Keep the columns for the next time."""
        self.context.settings.remember(self._memory, self.columns_state())

    def _on_columns(self, *_numbers: int) -> None:
        self.remember()
        self.columns_changed.emit()

    def show_order(self, order: Order) -> None:
        """Show the arrow of the order that is in force."""
        keys = order or ((self.listing.order),)
        names = [c.name for c in self.listing.columns]
        header = self.horizontalHeader()
        name, down = keys[0]
        self._order = keys
        self.rows.show_marks(marks(keys))
        header.setSortIndicator(names.index(name) if name in names else -1,
                                Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _on_header(self, section: int) -> None:
        header = self.horizontalHeader()
        down = header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        name = self.listing.columns[section].name
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.sorted_by.emit(with_another(self._order, name))
        else:
            self.sorted_by.emit(((name, down),) if header.sortIndicatorSection() == section else ())

    def _on_filter(self, section: int) -> None:
        if self.headings.offered and 0 <= section < len(self.listing.columns):
            self.filter_wanted.emit(self.listing.columns[section].name)

    # -- keys, painting -------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Del is meant for the list that has the focus, not for the window's command."""
        if is_plain_delete(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        alone = plain and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_rows(self.context, self.listing, self.shown_columns(), self.selected_ids())
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._on_filter(self.currentIndex().column())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.deleting.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and alone and len(self.rows.ids):
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else len(self.rows.ids) - 1)
            self.scrollTo(self.currentIndex())
        elif plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _on_double_click(self, index: Any) -> None:
        column = self.listing.columns[index.column()]
        if self.opens_rows and column.behind and index.data():
            self.behind_wanted.emit(column)
        else:
            self.entered.emit()

    def _on_menu(self, where: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(where))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows.ready and not self.rows.ids and self.empty_text:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = self.viewport().rect().adjusted(24, 24, -24, -24)
            flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(area, flags, self.empty_text)
            painter.end()


def is_plain_delete(event: QEvent) -> bool:
    """Whether `event` asks who wants the key Del before the window's command takes it."""
    return (event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Delete and not event.modifiers())
