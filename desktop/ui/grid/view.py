"""The table of a grid with the keys of a spreadsheet: type to replace, F2, Enter, Tab, blocks in and out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QStyledItemDelegate, QTableView, QWidget

from desktop.core.grid import Named
from desktop.core.i18n import _, ngettext
from desktop.ui.grid.cells import read_block, show, write_block
from desktop.ui.grid.day_popup import offer_days
from desktop.ui.grid.delegate import CellEditor, GridDelegate
from desktop.ui.grid.header import ProgressHeader
from desktop.ui.grid.linking import LinkEditor
from desktop.ui.grid.model import GridModel

if TYPE_CHECKING:
    from desktop.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
Trigger = QAbstractItemView.EditTrigger
ROW_HEIGHT = 24
STANDARD = QKeySequence.StandardKey
MAX_REPORTED = 3


class GridView(QTableView):
    """The editable cells. `said(sentence)` reports what a paste could not place; the others name the cell whose note,
    photos, origin (with the place of the pointer) or history is wanted, or ask for a plot to be found."""

    said = Signal(str)
    note_wanted = Signal(int, int)
    photos_wanted = Signal(int, int)
    story_wanted = Signal(int, int, QPoint)
    find_wanted = Signal()

    def __init__(self, context: Context, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.cells = context, model
        self._row_begun: tuple[int, int, int] | None = None  # where Tab has led, and the column it set out from
        self.enter_right = False
        self.with_notes = self.with_photos = self.with_stories = False
        self.setModel(model)
        self.delegate = GridDelegate(context, model, self, self.leave_editor, self.step_from_editor)
        self.setItemDelegate(self.delegate)
        self.setEditTriggers(Trigger.AnyKeyPressed | Trigger.DoubleClicked | Trigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._dress_headers()

    def _dress_headers(self) -> None:
        upright = self.verticalHeader()
        upright.setVisible(False)
        upright.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        upright.setDefaultSectionSize(ROW_HEIGHT)
        across = ProgressHeader(self.cells, self)
        self.setHorizontalHeader(across)
        across.setSectionsClickable(True)
        across.setHighlightSections(True)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setMinimumSectionSize(44)
        across.setDefaultSectionSize(96)

    # -- editing --------------------------------------------------------------------------------------------------

    def edit(self, index: Any, trigger: Any = None, event: Any = None) -> Any:
        if trigger is None:
            super().edit(index)
            return None
        self.delegate.typing = trigger == Trigger.AnyKeyPressed
        return super().edit(index, trigger, event)

    def leave_editor(self, down: int, right: int) -> None:
        """Take what was typed and go on by Enter or Tab; Enter goes down, or right where the user wants that."""
        self._close_editor(self.sender())
        self._go(*self._turned(down, right))

    def step_from_editor(self, down: int, right: int) -> None:
        """Take what was typed and go on by an arrow."""
        self._close_editor(self.sender())
        self._row_begun = None
        self._go(down, right)

    def close_open_editor(self) -> None:
        """Take what is typed in the cell that is being edited, if one is."""
        editor = self.indexWidget(self.currentIndex()) if self.currentIndex().isValid() else None
        if isinstance(editor, CellEditor | LinkEditor):
            self._close_editor(editor)

    def _close_editor(self, editor: Any) -> None:
        assert isinstance(editor, CellEditor | LinkEditor)
        self.commitData(editor)
        self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.setFocus()

    def _turned(self, down: int, right: int) -> tuple[int, int]:
        return (0, down) if self.enter_right and down and not right else (down, right)

    def _go(self, down: int, right: int) -> None:
        """Move the current cell; from the end of a row Tab goes to the next, as in a form.

        After a row was filled with Tab, Enter goes to where the next one begins.
        """
        here = self.currentIndex()
        begun = self._row_begun
        came_by_tab = begun is not None and begun[:2] == (here.row(), here.column())
        start = begun[2] if begun is not None and came_by_tab else here.column()
        row, column = here.row() + down, start if down else here.column() + right
        last = self.cells.columnCount() - 1
        if right and column > last and row < self.cells.rowCount() - 1:
            row, column = row + 1, 0
        elif right and column < 0 and row > 0:
            row, column = row - 1, last
        target = self.cells.index(min(max(row, 0), self.cells.rowCount() - 1), min(max(column, 0), last))
        self.go_to(target)
        self._row_begun = (target.row(), target.column(), start) if right and not self.enter_right else None

    def go_to(self, index: Index) -> None:
        """Make one cell the current and only selected one, whatever keys are held."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def event(self, event: QEvent) -> bool:
        # Without this the window's shortcuts (Del = to the recycle bin …) would win over the grid's own keys.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own_key(event):
            event.accept()
            return True
        return super().event(event)

    def _own_key(self, event: QKeyEvent) -> Callable[[], None] | None:
        """What a key does here; None for keys the grid does not know."""
        for standard, action in ((STANDARD.Copy, self.copy), (STANDARD.Cut, self.cut), (STANDARD.Paste, self.paste)):
            if event.matches(standard):
                return action
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        plain: dict[int, Callable[[], None]] = {
            Key.Key_Delete: self.clear_cells, Key.Key_Backspace: self.clear_cells, Key.Key_F7: self.accept,
            Key.Key_F8: self._want_photos, Key.Key_F9: self._want_story}
        with_control: dict[int, Callable[[], None]] = {Key.Key_D: self.fill_down, Key.Key_G: self.find_wanted.emit}
        with_shift: dict[int, Callable[[], None]] = {Key.Key_F2: self._want_note}
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() in with_shift:
            return with_shift[event.key()]
        return (with_control if control else plain).get(event.key())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        action = self._own_key(event)
        if action:
            action()
        elif key in (Key.Key_Return, Key.Key_Enter):
            self._go(*self._turned(-1 if shift else 1, 0))
        elif key in (Key.Key_Tab, Key.Key_Backtab):
            self._go(0, 1 if key == Key.Key_Tab else -1)
        elif key == Key.Key_Space and self._toggle():
            return
        elif key == Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_choices(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or not self.show_choices(index):
            super().mouseDoubleClickEvent(event)

    def _toggle(self) -> bool:
        """Space turns a yes into a no and back, in all selected cells of yes-or-no columns."""
        places = [p for p in self.selected() if self.cells.specification(p[1]).kind == "flag"]
        if not places:
            return False
        fresh = "0" if self.cells.value(*places[0]) else "1"
        self.cells.enter(dict.fromkeys(places, fresh))
        return True

    def show_choices(self, index: Any) -> bool:
        """Offer the words of a choice column as a menu below the cell, a month for a day; False for other columns."""
        column = self.cells.specification(index.column())
        if column.kind == "day" and not self.cells.locked(index.row(), index.column()):
            return offer_days(self, self.cells, index)
        if column.kind != "choice" or column.choices is None or self.cells.locked(index.row(), index.column()):
            return False
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value in ["", *column.choices]:
            action = menu.addAction(column.choices.label(value) or _("(blank)"))
            action.setData(value)
        menu.triggered.connect(self._chosen)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        return True

    def _chosen(self, action: Any) -> None:
        here = self.currentIndex()
        self.cells.enter({(here.row(), here.column()): str(action.data())})

    # -- blocks ---------------------------------------------------------------------------------------------------

    def _blocks(self) -> list[QItemSelectionRange]:
        """The selected rectangles: asking for each cell of them would take seconds after a long paste."""
        selection: Any = self.selectionModel().selection()
        return list(selection)

    def shown_columns(self) -> list[int]:
        """The columns that are not hidden."""
        return [column for column in range(self.cells.columnCount()) if not self.isColumnHidden(column)]

    def selected(self) -> list[tuple[int, int]]:
        """The selected cells that are shown, row by row."""
        shown = self.shown_columns()
        return sorted({(row, column) for block in self._blocks() for row in range(block.top(), block.bottom() + 1)
                       for column in shown if block.left() <= column <= block.right()})

    def _bounds(self) -> tuple[int, int, int, int] | None:
        """The rectangle around the selection: top, left, bottom, right."""
        blocks = self._blocks()
        if not blocks:
            return None
        return (min(b.top() for b in blocks), min(b.left() for b in blocks), max(b.bottom() for b in blocks),
                max(b.right() for b in blocks))

    def copy(self) -> None:
        """Put the selected block on the clipboard as other spreadsheets take it."""
        bounds = self._bounds()
        if bounds:
            top, left, bottom, right = bounds
            columns = [c for c in self.shown_columns() if left <= c <= right]
            rows = [[self._plain(r, c) for c in columns] for r in range(top, bottom + 1)]
            QGuiApplication.clipboard().setText(write_block(rows))

    def _plain(self, row: int, column: int) -> str:
        """A cell as text for other programs: a yes is 1 and a no is 0."""
        spec, value = self.cells.specification(column), self.cells.value(row, column)
        if spec.kind == "flag":
            return "" if value is None else str(int(bool(value)))
        return self.cells.text(row, column)

    def cut(self) -> None:
        """Copy and clear."""
        self.copy()
        self.clear_cells()

    def clear_cells(self) -> None:
        """Blank the selected cells, in one step."""
        self.cells.enter(dict.fromkeys(self.selected(), ""))

    def paste(self) -> None:
        """Put the clipboard's block at the top left of the selection, in one step.

        One cell fills the whole selection, and so does a block that fits into it several times.
        """
        text = QGuiApplication.clipboard().text()
        bounds = self._bounds()
        if text and bounds:
            self._paste(read_block(text), bounds)

    def _paste(self, block: list[list[str]], bounds: tuple[int, int, int, int]) -> None:
        top, left, bottom, right = bounds
        height, width = len(block), max(len(row) for row in block)
        times_down, times_right = (bottom - top + 1) // height, (right - left + 1) // width
        whole = (bottom - top + 1) % height == 0 and (right - left + 1) % width == 0
        tall, wide = (height * times_down, width * times_right) if whole else (height, width)
        texts: dict[tuple[int, int], str] = {}
        outside = locked = 0
        for row in range(tall):
            line = block[row % height]
            for column in range(wide):
                place = (top + row, left + column)
                if not self.cells.takes(place[0]) or place[1] >= self.cells.columnCount():
                    outside += 1
                elif self.cells.locked(*place):
                    locked += 1
                elif column % width < len(line):
                    texts[place] = line[column % width]
        self._report(len(texts), outside, locked, self.cells.enter(texts))
        self._select(top, left, top + tall - 1, left + wide - 1)

    def _report(self, pasted: int, outside: int, locked: int, wrong: list[str], further: str = "") -> None:
        said = [ngettext("{n} cell pasted.", "{n} cells pasted.", pasted - len(wrong)).format(n=pasted - len(wrong))]
        if outside:
            said.append(ngettext("{n} cell lies beyond the grid.", "{n} cells lie beyond the grid.", outside)
                        .format(n=outside))
        if locked:
            said.append(ngettext("{n} cell cannot be edited.", "{n} cells cannot be edited.", locked).format(n=locked))
        if wrong:
            said.append(ngettext("{n} does not fit and is marked red: {examples}",
                                 "{n} do not fit and are marked red: {examples}", len(wrong)).format(
                                     n=len(wrong), examples=" ".join(dict.fromkeys(wrong[:MAX_REPORTED]))))
        self.said.emit(" ".join([*said, *([further] if further else [])]))

    def _select(self, top: int, left: int, bottom: int, right: int) -> None:
        corner = self.cells.index(min(bottom, self.cells.rowCount() - 1), min(right, self.cells.columnCount() - 1))
        block = QItemSelection(self.cells.index(top, left), corner)
        self.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def fill_down(self) -> None:
        """Copy the top cell of each selected column to the cells below it; one row takes the cell above."""
        bounds = self._bounds()
        if not bounds:
            return
        top, left, bottom, right = bounds
        source = top if bottom > top else top - 1
        if source < 0:
            return
        self.cells.enter({(row, column): self._retyped(source, column)
                          for column in range(left, right + 1) for row in range(source + 1, bottom + 1)})

    def _retyped(self, row: int, column: int) -> Any:
        """What would have to be typed for the value of a cell: a no is shown as a dash, a name may fit several records."""
        spec, value = self.cells.specification(column), self.cells.value(row, column)
        if spec.kind == "flag" and value is not None:
            return str(int(bool(value)))
        return value if isinstance(value, Named) else show(spec, value)

    # -- the menu -------------------------------------------------------------------------------------------------

    def contextMenuEvent(self, event: Any) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy") + "\tCtrl+C", self.copy)
        menu.addAction(_("Paste") + "\tCtrl+V", self.paste)
        menu.addAction(_("Fill down") + "\tCtrl+D", self.fill_down)
        menu.addAction(_("Clear") + "\tDel", self.clear_cells)
        menu.addSeparator()
        self.add_entries(menu)
        menu.popup(event.globalPos())

    def add_entries(self, menu: QMenu) -> None:
        """Further entries of the menu on cells."""
        accept = menu.addAction(_("Accept these values") + "\tF7", self.accept)
        accept.setEnabled(any(self.cells.doubtful(*p) for p in self.selected()))
        here = self.currentIndex()
        if here.isValid() and self.cells.specification(here.column()).derived and self.cells.locked(here.row(), here.column()):
            menu.addAction(_("Type a value of your own instead"), self.replace_computed)
        for wanted, text, keys, slot in ((self.with_notes, _("Note…"), "Shift+F2", self._want_note),
                                         (self.with_photos, _("Photos…"), "F8", self._want_photos),
                                         (self.with_stories, _("Where this value comes from"), "F9", self._want_story)):
            if wanted:
                menu.addAction(f"{text}\t{keys}", slot)

    def replace_computed(self) -> None:
        """Type into a computed cell: what is typed stands until it is cleared."""
        here = self.currentIndex()
        self.cells.unlock(here.row(), here.column())
        self.edit(here)

    def accept(self) -> None:
        """Let the doubtful values in the selection stand."""
        self.cells.accept(self.selected())

    def _want_note(self) -> None:
        here = self.currentIndex()
        if here.isValid() and self.with_notes:
            self.note_wanted.emit(here.row(), here.column())

    def _want_photos(self) -> None:
        here = self.currentIndex()
        if here.isValid() and self.with_photos:
            self.photos_wanted.emit(here.row(), here.column())

    def _want_story(self) -> None:
        here = self.currentIndex()
        if here.isValid() and self.with_stories:
            place = self.viewport().mapToGlobal(self.visualRect(here).bottomLeft())
            self.story_wanted.emit(here.row(), here.column(), place)

    def viewportEvent(self, event: QEvent) -> bool:
        """A tool tip tells at once what is known of a cell, and then where its value comes from."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.with_stories:
            index = self.indexAt(event.pos())
            if index.isValid() and self.cells.value(index.row(), index.column()) is not None:
                self.story_wanted.emit(index.row(), index.column(), event.globalPos())
                return True
        return super().viewportEvent(event)
