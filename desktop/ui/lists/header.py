"""The headings of a list: a click sorts; a funnel, shown under the mouse and where a filter is in force, filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.look import theme
from desktop.ui.look.icons import pixmap

FUNNEL, ROOM, EDGE, ARROW = 12, 18, 4, 14  # logical pixels: the sign, its button, what resizes a column, the arrow of the order


class FilterHeader(QHeaderView):
    """Headings with a funnel on the side away from their words. `filter_wanted(column's number)` when one is clicked."""

    filter_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._names: Sequence[str] = ()
        self._offered: frozenset[int] = frozenset()
        self._filtered: frozenset[int] = frozenset()
        self._over = self._pressed = -1
        self.setMouseTracking(True)

    @property
    def offered(self) -> bool:
        """Whether any column can be filtered here."""
        return bool(self._offered)

    def offer(self, names: Sequence[str], filtering: Iterable[str]) -> None:
        """Offer a funnel at the columns `filtering` of those of these names."""
        self._names = names
        self._offered = frozenset(names.index(name) for name in filtering)

    def show_filtered(self, names: Iterable[str]) -> None:
        """Show that these columns are filtered."""
        self._filtered = frozenset(self._names.index(name) for name in names if name in self._names)
        self.viewport().update()

    def box_of(self, name: str) -> QRect | None:
        """The part of a column's heading that is in view; None where it is hidden."""
        section = self._names.index(name)
        if self.isSectionHidden(section):
            return None
        heading = QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), self.height())
        return heading.intersected(self.viewport().rect())

    def funnel_of(self, section: int) -> QRect:
        """Where the funnel of a column stands: behind words at the left, before figures at the right."""
        left, width = self.sectionViewportPosition(section), self.sectionSize(section)
        if self._to_the_right(section):
            return QRect(left + EDGE, 0, ROOM, self.height())
        arrow = ARROW if self.isSortIndicatorShown() and self.sortIndicatorSection() == section else 0
        return QRect(left + width - EDGE - arrow - ROOM, 0, ROOM, self.height())

    def _to_the_right(self, section: int) -> bool:
        aligned = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        return bool(int(aligned or 0) & int(Qt.AlignmentFlag.AlignRight))

    def _funnel_at(self, place: QPoint) -> int:
        """The column whose funnel is at a place, -1 for none."""
        section = self.logicalIndexAt(place)
        return section if section in self._offered and self.funnel_of(section).contains(place) else -1

    # -- painting -------------------------------------------------------------------------------------------------

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        active = section in self._filtered
        if section in self._offered and (active or section == self._over):
            box = self.funnel_of(section).adjusted(0, 1, 0, -2)
            painter.fillRect(box, theme.color("window"))
            corner = QPoint(box.center().x() - FUNNEL // 2 + 1, box.center().y() - FUNNEL // 2 + 1)
            painter.drawPixmap(corner, _funnel("accent" if active else "muted", theme.is_dark()))

    # -- mouse ----------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self.logicalIndexAt(event.position().toPoint())
        if over != self._over:
            self._over = over
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = -1
        self.viewport().update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._funnel_at(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else -1
        if self._pressed < 0:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, -1
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif self._funnel_at(event.position().toPoint()) == pressed:
            self.filter_wanted.emit(pressed)


@cache
def _funnel(color: str, _dark: bool) -> QPixmap:
    return pixmap("filter", FUNNEL, color)
