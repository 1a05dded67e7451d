"""Find anything (Ctrl+K): a box in the menu bar, hits in a list under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.core.i18n import _
from desktop.ui import icons, theme

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from desktop.ui.window import Window

LIMIT = 30
ROWS_SHOWN = 12
HIT = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1
KIND = Qt.ItemDataRole.UserRole + 2


class SearchBox(QLineEdit):
    """The box. Typing searches, Down and Up choose, Enter opens, Escape closes."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self._window = window
        self.setObjectName("search")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(300)
        self._glass = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.hits = QListWidget(window)
        self.hits.setObjectName("hits")
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setItemDelegate(HitDelegate(self.hits))
        self.hits.setUniformItemSizes(True)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.hide()
        self._pause = QTimer(self, singleShot=True, interval=90)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(self._pause.start)
        self.hits.itemClicked.connect(self._open_item)

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.setPlaceholderText(_("Find anything") + "   Ctrl+K")
        self.setToolTip(_("Name, part of it, pinyin, initials, code or telephone"))
        self._glass.setIcon(icons.icon("search"))

    def begin(self) -> None:
        """Put the cursor here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    @Slot()
    def look(self) -> None:
        """Search for what stands in the box and show the hits."""
        from desktop.core.records import models
        from desktop.core.search import find

        context, text = self._window.context, self.text().strip()
        self.hits.clear()
        if not context or not text:
            self.hits.hide()
            return
        with context.db.reading() as session:
            found = find(session, text, LIMIT)
        known = models()
        for hit in found:
            item = QListWidgetItem(hit.title)
            item.setData(HIT, (hit.table, hit.id))
            item.setData(DETAIL, hit.detail)
            item.setData(KIND, _(known[hit.table].NAME) if hit.table in known else hit.table)
            self.hits.addItem(item)
        if not found:
            self._nothing(text)
        self.hits.setCurrentRow(0 if found else -1)
        self.place()
        self.hits.show()
        self.hits.raise_()

    def _nothing(self, text: str) -> None:
        item = QListWidgetItem(_("Nothing found for “{text}”").format(text=text))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.hits.addItem(item)

    def place(self) -> None:
        """Put the list under the box."""
        width = max(self.width(), 420)
        corner = self.mapTo(self._window, QPoint(self.width() - width, self.height() + 3))
        rows = min(max(self.hits.count(), 1), ROWS_SHOWN)
        height = rows * self.hits.sizeHintForRow(0) + 2 * self.hits.frameWidth() + 2 if self.hits.count() else 40
        self.hits.setGeometry(max(corner.x(), 4), corner.y(), width, min(height, self._window.height() - corner.y() - 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.hits.isVisible():
            QApplication.sendEvent(self.hits, event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.look()
        if item := self.hits.currentItem():
            self._open_item(item)

    @Slot(QListWidgetItem)
    def _open_item(self, item: QListWidgetItem) -> None:
        hit = item.data(HIT)
        if hit and self._window.context:
            self.finish()
            self._window.context.open(*hit)

    def finish(self) -> None:
        """Close the list and give the focus back to the page."""
        self.hits.hide()
        self.clear()
        self._window.stack.setFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.hits.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.text().strip():
            self._pause.start()


class HitDelegate(QStyledItemDelegate):
    """A hit in two lines: title and kind, detail below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, 2 * option.fontMetrics.height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        detail, kind, title = index.data(DETAIL) or "", index.data(KIND) or "", index.data() or ""
        self.initStyleOption(option, index)
        option.text = ""  # type: ignore[attr-defined]
        style = option.widget.style() if option.widget else QApplication.style()  # type: ignore[attr-defined]
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter)
        area = option.rect.adjusted(10, 4, -10, -4)  # type: ignore[attr-defined]
        metrics = option.fontMetrics  # type: ignore[attr-defined]
        kind_width = metrics.horizontalAdvance(kind) + 12
        painter.save()
        painter.setPen(theme.color("text" if index.data(HIT) else "muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft,
                         metrics.elidedText(title, Qt.TextElideMode.ElideRight, area.width() - kind_width))
        painter.setPen(theme.color("muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, kind)
        painter.drawText(area, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft,
                         metrics.elidedText(detail, Qt.TextElideMode.ElideRight, area.width()))
        painter.restore()
