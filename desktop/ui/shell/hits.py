"""The list of hits under the search box, a hit in two lines. Loaded when one first searches."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.core.i18n import _
from desktop.ui.look import theme

HIT = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1
KIND = Qt.ItemDataRole.UserRole + 2


class Hits(QListWidget):
    """The hits; never takes the focus, which stays in the box."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hits")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setItemDelegate(HitDelegate(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hide()

    def add(self, key: tuple[str, int], title: str, detail: str, kind: str) -> None:
        """One hit: table and id, title, second line, what kind of record it is."""
        item = QListWidgetItem(title)
        item.setData(HIT, key)
        item.setData(DETAIL, detail)
        item.setData(KIND, kind)
        self.addItem(item)

    def say_nothing(self, text: str) -> None:
        """Say that nothing was found."""
        item = QListWidgetItem(_("Nothing found for “{text}”").format(text=text))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def chosen(self) -> tuple[str, int] | None:
        """Table and id of the hit in view."""
        item = self.currentItem()
        return item.data(HIT) if item else None


class HitDelegate(QStyledItemDelegate):
    """A hit in two lines: title and kind, detail below."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, 2 * option.fontMetrics.height() + 10)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        detail, kind, title = index.data(DETAIL) or "", index.data(KIND) or "", index.data() or ""
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter)
        area = option.rect.adjusted(10, 4, -10, -4)
        metrics = option.fontMetrics
        kind_width = metrics.horizontalAdvance(kind) + 12
        painter.save()
        painter.setPen(theme.color("text" if index.data(HIT) else "muted"))
        painter.drawText(
            area,
            Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(title, Qt.TextElideMode.ElideRight, area.width() - kind_width),
        )
        painter.setPen(theme.color("muted"))
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, kind)
        painter.drawText(
            area,
            Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(detail, Qt.TextElideMode.ElideRight, area.width()),
        )
        painter.restore()
