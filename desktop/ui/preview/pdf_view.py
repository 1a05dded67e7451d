"""The view that shows the pages of a PDF under each other, and the small pages of the list beside it."""

from __future__ import annotations

from typing import Any, TypeAlias

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import loader
from desktop.ui.look import theme
from desktop.ui.preview.pdf_pages import PdfPages

FIT_WIDTH, FIT_PAGE = "width", "page"
GAP = 14
POINTS = 72.0
SCREEN = 96.0
Hits: TypeAlias = list[tuple[int, list[tuple[float, float, float, float]]]]


class PdfView(QAbstractScrollArea):
    """Shows pages under each other. `page_changed(number from 0)` when another one stands at the top."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: PdfPages | None = None
        self.zoom: float | str = FIT_WIDTH
        self.text = ""
        self.hits: Hits = []
        self.hit = -1
        self._tops: list[int] = []
        self._widths: list[int] = []
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setSingleStep(40)

    def show_pages(self, pages: PdfPages) -> None:
        """Show a document from its first page, or another state of the one shown where it stands."""
        place = self.verticalScrollBar().value() if self.pages else 0
        self.pages = pages
        self.hits, self.hit = [], -1
        pages.drawn.connect(self.viewport().update)
        self._place()
        self.verticalScrollBar().setValue(place)
        self.page_changed.emit(self.current())

    def mark(self, hits: Hits, chosen: int) -> None:
        """Mark what a search found and bring the chosen one into sight."""
        self.hits, self.hit = hits, chosen
        if self.pages and 0 <= chosen < len(hits):
            number, rectangles = hits[chosen]
            scale = self._scale(number)
            top = self._tops[number] + (self.pages.sizes[number][1] - rectangles[0][3]) * scale
            bar, room = self.verticalScrollBar(), self.viewport().height()
            if not bar.value() + GAP < top < bar.value() + room - 3 * GAP:
                bar.setValue(round(top - room / 3))
        self.viewport().update()

    def set_zoom(self, zoom: float | str) -> None:
        """FIT_WIDTH, FIT_PAGE, or a factor (1.0 = real size at 96 dpi). The page in view stays in view."""
        page = self.current()
        self.zoom = zoom
        self._place()
        self.go(page)
        self.zoom_changed.emit()

    def factor(self) -> float:
        """The factor in force for the page in view."""
        return self._scale(self.current()) * POINTS / SCREEN if self.pages else 1.0

    def go(self, number: int) -> None:
        """Bring a page to the top."""
        if 0 <= number < len(self._tops):
            self.verticalScrollBar().setValue(self._tops[number] - GAP)

    def current(self) -> int:
        """The page that fills most of the upper half of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max((n for n, top in enumerate(self._tops) if top <= middle), default=0)

    def _scale(self, number: int) -> float:
        """Logical pixels a point for one page."""
        assert self.pages
        width, height = self.pages.sizes[number]
        room = self.viewport().size()
        if self.zoom == FIT_WIDTH:
            return max((room.width() - 2 * GAP) / width, 0.05)
        if self.zoom == FIT_PAGE:
            return max(min((room.width() - 2 * GAP) / width, (room.height() - 2 * GAP) / height), 0.05)
        return float(self.zoom) * SCREEN / POINTS

    def _place(self) -> None:
        self._tops, self._widths = [], []
        if not self.pages:
            return
        top = GAP
        for number, (width, height) in enumerate(self.pages.sizes):
            scale = self._scale(number)
            self._tops.append(top)
            self._widths.append(round(width * scale))
            top += round(height * scale) + GAP
        room = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(top - room.height(), 0))
        self.verticalScrollBar().setPageStep(room.height())
        widest = max(self._widths, default=0) + 2 * GAP
        self.horizontalScrollBar().setRange(0, max(widest - room.width(), 0))
        self.horizontalScrollBar().setPageStep(room.width())
        self.viewport().update()

    def _rect(self, number: int) -> QRect:
        assert self.pages
        width, room = self._widths[number], self.viewport().width()
        height = round(self.pages.sizes[number][1] * self._scale(number))
        left = max((room - width) // 2, GAP) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[number] - self.verticalScrollBar().value(), width, height)

    def _scrolled(self) -> None:
        self.viewport().update()
        self.page_changed.emit(self.current())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("hover"))
        if not self.pages:
            painter.setPen(theme.color("muted"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.text)
            return
        ratio = self.devicePixelRatioF()
        for number in range(len(self.pages)):
            rect = self._rect(number)
            if rect.intersects(event.rect()):
                image = self.pages.seen(number, max(round(rect.width() * ratio), 1))
                if image is None:
                    painter.fillRect(rect, Qt.GlobalColor.white)
                else:
                    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                    painter.drawImage(QRectF(rect), image)
                self._paint_hits(painter, number, rect)
                painter.setPen(theme.color("border"))
                painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _paint_hits(self, painter: QPainter, number: int, rect: QRect) -> None:
        assert self.pages
        scale, height = self._scale(number), self.pages.sizes[number][1]
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for i, (page, rectangles) in enumerate(self.hits):
            if page == number:
                colour = QColor(255, 190, 60) if i == self.hit else QColor(255, 240, 150)
                for left, foot, right, top in rectangles:
                    corner = QPointF(rect.x() + left * scale, rect.y() + (height - top) * scale)
                    painter.fillRect(QRectF(corner, QSizeF((right - left) * scale, (top - foot) * scale)), colour)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._tops) - 1}
        turns = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in ends:
            self.go(ends[key])
        elif key in turns and not self.horizontalScrollBar().maximum():
            self.go(self.current() + turns[key])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self.current()
        self._place()
        self.go(page)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = 1.15 if event.angleDelta().y() > 0 else 1 / 1.15
            self.set_zoom(max(0.2, min(self.factor() * steps, 5.0)))
            event.accept()
        else:
            super().wheelEvent(event)


class ThumbDelegate(QStyledItemDelegate):
    """Paints a page small, with its number or numbers, for the list of pages."""

    WIDTH, HEIGHT = 84, 120

    def __init__(self, pages: PdfPages, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self._pages = pages
        pages.drawn.connect(parent.viewport().update)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self.WIDTH + 16, self.HEIGHT + 26)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        width, height = self._pages.sizes[index.row()]
        scale = min(self.WIDTH / width, self.HEIGHT / height)
        size = QSize(round(width * scale), round(height * scale))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        if chosen:
            painter.fillRect(rect, theme.color("selection"))
        above = 5 + self.HEIGHT - size.height()
        place = QRect(QPoint(rect.x() + (rect.width() - size.width()) // 2, rect.y() + above), size)
        ratio = painter.device().devicePixelRatioF()
        image = self._pages.seen(index.row(), round(size.width() * ratio), small=True)
        if image is None:
            painter.fillRect(place, Qt.GlobalColor.white)
        else:
            painter.drawImage(place, image)
        painter.setPen(theme.color("accent" if chosen else "border"))
        painter.drawRect(place)
        painter.setPen(theme.color("on_selection" if chosen else "muted"))
        painter.drawText(
            rect.adjusted(0, 0, 0, -3), Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter, str(index.data())
        )


loader.register(PdfView)
