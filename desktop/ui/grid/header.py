"""The headers of a grid, with a line below each title that shows how much of the column is filled."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.grid.model import GridModel, Index
from desktop.ui.grid.names import FrozenModel
from desktop.ui.look import theme

LINE = 3


def draw_share(painter: QPainter, box: QRect, share: float) -> None:
    """A thin line along the foot of a box, filled as far as `share` says."""
    foot = QRect(box.left() + 2, box.bottom() - LINE, box.width() - 4, LINE)
    painter.fillRect(foot, theme.color("border"))
    done = QRect(foot.left(), foot.top(), round(foot.width() * share), foot.height())
    painter.fillRect(done, theme.color("good" if share >= 1 else "accent"))


class ShareBar(QWidget):
    """How much of everything is filled, as a line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedSize(90, 8)

    def show_share(self, share: float) -> None:
        """Show another share, when the window next paints."""
        self.share = share
        self.setToolTip(f"{share:.0%}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_share(painter, self.rect(), self.share)
        painter.end()


class ProgressHeader(QHeaderView):
    """Column titles; columns that are computed or only to be read have no line."""

    def __init__(self, cells: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.cells = cells
        cells.counted.connect(self.viewport().update)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        spec = self.cells.specification(logicalIndex)
        if self.cells.PROGRESS and self.cells.order and not (spec.read_only or spec.derived):
            draw_share(painter, rect, self.cells.filled(logicalIndex) / len(self.cells.order))


class ProgressDelegate(QStyledItemDelegate):
    """The first frozen cell of a row, with a line that shows how much of the row is filled."""

    def __init__(self, names: FrozenModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.names = names

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        cells = self.names.cells
        if cells.PROGRESS and index.row() < len(cells.order) and len(cells.grid.columns) > 1:
            draw_share(painter, option.rect, cells.done(cells.order[index.row()]))
