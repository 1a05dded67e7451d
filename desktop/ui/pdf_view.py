"""Pages of a PDF as pictures, and the view that shows them: only what is seen is rendered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import loader, theme

FIT_WIDTH, FIT_PAGE = "width", "page"
GAP = 14
KEPT = 16
POINTS = 72.0
SCREEN = 96.0
_pdfium = threading.Lock()  # the library may be used by one thread at a time; printing runs on the worker


class PdfPages:
    """An open PDF. `sizes` in points; `image` renders a page."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self.data = data
        with _pdfium:
            self._document = pypdfium2.PdfDocument(data)
            self.sizes: list[tuple[float, float]] = [self._document.get_page_size(n) for n in range(len(self._document))]
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._small: dict[int, QImage] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, width: int) -> QImage:
        """Page `number` (from 0), `width` pixels wide; the pictures used last are kept."""
        key = (number, width)
        if key not in self._kept:
            self._kept[key] = self.render(number, width / self.sizes[number][0])
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def small(self, number: int, width: int) -> QImage:
        """A thumbnail, kept for good (30 kB each)."""
        if number not in self._small:
            self._small[number] = self.render(number, width / self.sizes[number][0])
        return self._small[number]

    def render(self, number: int, scale: float) -> QImage:
        """Page `number` at `scale` pixels a point, not kept."""
        with _pdfium:
            page: Any = self._document[number]
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
            made = image.copy()
            bitmap.close()
            page.close()
        return made

    def close(self) -> None:
        """Free the document."""
        self._kept.clear()
        with _pdfium:
            self._document.close()


class PdfView(QAbstractScrollArea):
    """Shows pages under each other. `page_changed(number from 0)` when another one stands at the top."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages: PdfPages | None = None
        self.zoom: float | str = FIT_WIDTH
        self.text = ""
        self._tops: list[int] = []
        self._widths: list[int] = []
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().setSingleStep(40)

    def show_pages(self, pages: PdfPages) -> None:
        """Show a document from its first page."""
        self.pages = pages
        self._place()
        self.verticalScrollBar().setValue(0)

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
                image = self.pages.image(number, max(round(rect.width() * ratio), 1))
                painter.drawImage(QRectF(rect), image)
                painter.setPen(theme.color("border"))
                painter.drawRect(rect.adjusted(-1, -1, 0, 0))

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
    """Paints a page small, with its number, for the list of pages."""

    WIDTH, HEIGHT = 84, 120

    def __init__(self, pages: PdfPages, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = pages

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
        place = QRect(QPoint(rect.x() + (rect.width() - size.width()) // 2, rect.y() + 5), size)
        ratio = painter.device().devicePixelRatioF()
        painter.drawImage(place, self._pages.small(index.row(), round(size.width() * ratio)))
        painter.setPen(theme.color("accent" if chosen else "border"))
        painter.drawRect(place)
        painter.setPen(theme.color("on_selection" if chosen else "muted"))
        painter.drawText(
            rect.adjusted(0, 0, 0, -3), Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter, str(index.row() + 1)
        )


loader.register(PdfView)
