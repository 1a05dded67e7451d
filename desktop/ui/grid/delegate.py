"""What is drawn in the cells of a grid, and the editor that opens in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop.ui.grid.linking import LinkEditor
from desktop.ui.grid.model import NOTE, PHOTO, STATE, GridModel
from desktop.ui.look import theme

if TYPE_CHECKING:
    from desktop.ui.context import Context

Index = QModelIndex | QPersistentModelIndex
Key = Qt.Key
FILLED = "filled"
Steps = Callable[[int, int], None]
"""What is told so many cells down and right."""
MOVES = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1)}


class CellEditor(QLineEdit):
    """The editor of a cell. Opened by typing, the arrows leave it; opened by F2, they move in the text."""

    left = Signal(int, int)
    stepped = Signal(int, int)

    def __init__(self, parent: QWidget, typing: bool) -> None:
        super().__init__(parent)
        self.typing = typing
        self.setFrame(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Key.Key_Return, Key.Key_Enter):
            self.left.emit(-1 if shift else 1, 0)
        elif key in (Key.Key_Tab, Key.Key_Backtab):
            self.left.emit(0, 1 if key == Key.Key_Tab else -1)
        elif key in (Key.Key_Up, Key.Key_Down) or (self.typing and key in MOVES and not shift):
            self.stepped.emit(*MOVES[key])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Tab would move the focus before keyPressEvent sees it.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (
                Key.Key_Tab, Key.Key_Backtab):
            self.keyPressEvent(event)
            return True
        return super().event(event)


class GridDelegate(QStyledItemDelegate):
    """Makes the editors; draws a corner on cells with a note, a strip on doubtful ones, a frame on the current one.

    `leave` is told where Enter or Tab leads from an editor, `step` where an arrow does; `typing` says whether typing opens it.
    """

    def __init__(self, context: Context, cells: GridModel, view: QTableView, leave: Steps, step: Steps) -> None:
        super().__init__(view)
        self.context, self.cells, self.view = context, cells, view
        self.typing = False
        self._leave, self._step = leave, step

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        spec = self.cells.specification(index.column())
        editor: CellEditor | LinkEditor
        editor = LinkEditor(parent, self.context, spec.link) if spec.kind == "link" else CellEditor(parent, self.typing)
        editor.setAlignment(Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)))
        editor.left.connect(self._leave)
        editor.stepped.connect(self._step)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Once only: Qt asks again whenever cells around have changed, and would write over what is being typed."""
        if editor.property(FILLED):
            return
        editor.setProperty(FILLED, True)
        value = self.cells.value(index.row(), index.column())
        if isinstance(editor, LinkEditor) and (index.data(STATE) != "late"):
            editor.show_named(value)
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, LinkEditor):
            model.setData(index, editor.entered())
        else:
            super().setModelData(editor, model, index)

    def eventFilter(self, editor: Any, event: QEvent) -> bool:
        # Enter and Tab belong to the editor, which says where to go; Qt's own handling would only close it.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (
                Key.Key_Return, Key.Key_Enter, Key.Key_Tab, Key.Key_Backtab):
            return False
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, LinkEditor) and editor.popup_visible():
            return False  # the list below it has the focus for a while; the cell is still being edited
        return super().eventFilter(editor, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        editor.setGeometry(option.rect)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        state = index.data(STATE)
        if state:
            # A strip, because the ground of a selected cell is that of the selection.
            painter.fillRect(option.rect.x(), option.rect.y(), 3, option.rect.height(), theme.color(state))
        if index.data(NOTE):
            corner = option.rect.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("info"))
            painter.drawPolygon(QPolygon([corner, corner - QPoint(6, 0), corner + QPoint(0, 6)]))
        if index.data(PHOTO):
            _draw_camera(painter, option.rect)
        if index == self.view.currentIndex():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))


def _draw_camera(painter: QPainter, cell: QRect) -> None:
    """A small camera at the lower left of a cell."""
    box = QRect(cell.left() + 4, cell.bottom() - 9, 9, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("info"))
    painter.drawRect(box)
    painter.drawRect(box.left() + 3, box.top() - 2, 3, 2)
    painter.setBrush(theme.color("base"))
    painter.drawEllipse(box.center() + QPoint(1, 1), 2, 2)
