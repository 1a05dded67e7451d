"""The tiles of Today: a number, what it counts, a narrow bar for how pressing it is. A click opens the list behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.core.reminders import Reminder
from desktop.ui.look import theme
from desktop.ui.look.smaller import fitting

GAP = 8
LINES = 2.9  # height of a tile in lines of text
WIDEST = 11.6  # a tile is at least so many line heights wide
SOFT = {"late": "late_soft", "soon": "soon_soft", "info": "info_soft"}
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
WORDS = LEFT | int(Qt.TextFlag.TextWordWrap)


class Tile(QAbstractButton):
    """One reminder."""

    def __init__(self, reminder: Reminder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reminder = reminder
        self.setText(f"{reminder.count} {reminder.title}")
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(int(line * WIDEST), int(line * LINES))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ink, soft = theme.color(self.reminder.level), theme.color(SOFT[self.reminder.level])
        base = theme.color("base")
        painter.setPen(QPen(ink if self.hasFocus() else theme.color("border"), 1.6 if self.hasFocus() else 1))
        painter.setBrush(soft if self.underMouse() or self.isDown() else base)
        painter.drawRoundedRect(area, 9, 9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(area.left() + 6, area.top() + 9, 3, area.height() - 18), 1.5, 1.5)

    def places(self) -> tuple[QRectF, QRectF]:
        """Where the number stands, and where what it counts."""
        line, inner = self.fontMetrics().lineSpacing(), QRectF(self.rect()).adjusted(18, 2, -10, -2)
        needed = QFontMetrics(self._large()).horizontalAdvance(f"{self.reminder.count:,}")
        wide = max(line * 1.9, needed + line * 0.6)
        return QRectF(inner.left(), inner.top(), wide, inner.height()), inner.adjusted(wide, 0, 0, 0)

    def words_font(self) -> QFont:
        """The font of what is counted: smaller where its words would not stand whole beside the number."""
        return fitting(self.font(), self.reminder.title, self.places()[1], WORDS)

    def _large(self) -> QFont:
        large = QFont(self.font())
        large.setPointSizeF(self.font().pointSizeF() * 1.45)
        large.setBold(True)
        return large

    def _paint_words(self, painter: QPainter) -> None:
        number, words = self.places()
        painter.setFont(self._large())
        painter.setPen(theme.color("text"))
        painter.drawText(number, LEFT, f"{self.reminder.count:,}")
        painter.setFont(self.words_font())
        painter.drawText(words, WORDS, self.reminder.title)


class TileGrid(QWidget):
    """Tiles in as many equal columns as fit. `opened(Reminder)` when one is clicked."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_tiles(self, reminders: Sequence[Reminder]) -> None:
        """Show these reminders; tiles that stay keep the focus."""
        focused = next((t.reminder.preset for t in self.tiles if t.hasFocus()), None)
        for tile in self.tiles:
            tile.hide()
            tile.deleteLater()
        self.tiles = [self._make(reminder) for reminder in reminders]
        self._place()
        self.updateGeometry()
        for tile in self.tiles:
            if tile.reminder.preset == focused:
                tile.setFocus()

    def _make(self, reminder: Reminder) -> Tile:
        tile = Tile(reminder, self)
        tile.clicked.connect(self._on_clicked)
        tile.show()
        return tile

    def _on_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.opened.emit(tile.reminder)

    def _columns(self, width: int) -> int:
        wanted = int(self.fontMetrics().lineSpacing() * WIDEST)
        return max(1, (width + GAP) // (wanted + GAP))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self.tiles) // self._columns(width))
        return rows * (self._row() + GAP)

    def _row(self) -> int:
        return int(self.fontMetrics().lineSpacing() * LINES)

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self.updateGeometry()

    def _place(self) -> None:
        columns = self._columns(self.width())
        width = (self.width() - GAP * (columns - 1)) / columns
        for number, tile in enumerate(self.tiles):
            row, column = divmod(number, columns)
            tile.setGeometry(round(column * (width + GAP)), row * (self._row() + GAP), round(width), self._row())
