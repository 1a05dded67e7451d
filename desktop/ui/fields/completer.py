"""A reference to another record: type a part of its name, its pinyin or initials, choose from what is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.picking import find_in, label_of
from desktop.core.search import Hit
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from desktop.ui.context import Context

HITS = 30
PAUSE_MS = 120
WIDEST = 560  # logical pixels of the list below the line
GAP = 20  # between a name and what stands behind it
KEY = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1
Finder = Callable[[str], list[Hit]]


class RecordEdit(QLineEdit):
    """The name of a record of one table. `setup` says which; a feature may narrow it by its own `finder`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finder: Finder | None = None
        self._context: Context | None = None
        self._table = ""
        self._id: int | None = None
        self._label = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._search)
        self._hits = QStandardItemModel(self)
        self._popup = self._make_popup()
        self._open = self._make_button("open", self._on_open)
        self._clear = self._make_button("close", self.clear_record)
        self.setTextMargins(0, 0, 40, 0)
        self.textEdited.connect(self._on_edited)
        self._show_buttons()

    def _make_popup(self) -> QCompleter:
        popup = QCompleter(self._hits, self)
        popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup.setMaxVisibleItems(12)
        popup.popup().setItemDelegate(HitDelegate(popup))  # type: ignore[union-attr]
        popup.popup().installEventFilter(self)  # type: ignore[union-attr]
        popup.setWidget(self)
        popup.activated[QModelIndex].connect(self._on_picked)  # type: ignore[index]
        return popup

    @property
    def _view(self) -> QAbstractItemView:
        """The list below the line."""
        view = self._popup.popup()
        assert view is not None
        return view

    def _make_button(self, name: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(12, 12))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(slot)
        return button

    def setup(self, context: Context, table: str) -> None:
        """Refer to records of `table`."""
        self._context, self._table = context, table
        self._show_buttons()

    # -- value ----------------------------------------------------------------------------------------------------

    def value(self) -> int | None:
        """The id of the record, None for none."""
        return self._id

    def set_value(self, value: int | None) -> None:
        """Show a record by its name."""
        self._label = self._name(value)
        self._id = value
        self.setText(self._label)
        self.setCursorPosition(0)
        self._show_buttons()
        self.changed.emit()

    def problem(self) -> str:
        """Why the text names no record; "" where it does, or is empty."""
        if self.text().strip() and self._id is None:
            return _("“{text}” is not known; choose one of the list.").format(text=self.text().strip())
        return ""

    def _name(self, value: int | None) -> str:
        if value is None or self._context is None:
            return ""
        with self._context.db.reading() as session:
            return label_of(session, self._table, value)

    def clear_record(self) -> None:
        """Refer to nothing."""
        self.set_value(None)
        self.setFocus()

    # -- searching ------------------------------------------------------------------------------------------------

    def _on_edited(self, text: str) -> None:
        self._id = None
        self._show_buttons()
        self.changed.emit()
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self._view.hide()

    def hits(self, text: str) -> list[Hit]:
        """What `text` finds; the newest records for no text."""
        if self.finder is not None:
            return self.finder(text)
        if self._context is None:
            return []
        with self._context.db.reading() as session:
            return find_in(session, self._table, text, HITS)

    def _search(self) -> None:
        self._hits.clear()
        for hit in self.hits(self.text() if self._id is None else ""):
            item = QStandardItem(hit.title)
            item.setData(hit.id, KEY)
            item.setData(hit.detail, DETAIL)
            self._hits.appendRow(item)
        if self._hits.rowCount():
            self._popup.complete(QRect(0, 0, max(self.width(), self._wanted_width()), self.height()))
            self._view.setCurrentIndex(self._popup.completionModel().index(0, 0))
        else:
            self._view.hide()

    def _wanted_width(self) -> int:
        """What the longest name needs with what stands behind it."""
        items = [self._hits.item(row) for row in range(self._hits.rowCount())]
        texts = [(item.text(), str(item.data(DETAIL) or "")) for item in items]
        measure = self.fontMetrics().horizontalAdvance
        return min(WIDEST, max(measure(title) + GAP + measure(detail) for title, detail in texts) + GAP)

    def _on_picked(self, index: QModelIndex) -> None:
        self.set_value(index.data(KEY))

    def popup_visible(self) -> bool:
        """Whether the list of what was found is open."""
        return self._view.isVisible()

    def choose_only(self) -> None:
        """Where the text names exactly one record, or one by its whole name, take that one."""
        text = self.text().strip()
        if self._id is None and text:
            hits = self.hits(text)
            same = [h for h in hits if h.title.casefold() == text.casefold()]
            if len(same or hits) == 1:
                self.set_value((same or hits)[0].id)

    # -- Qt -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._view
        if popup.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            index = popup.currentIndex()
            if index.isValid():
                self._on_picked(index)
            popup.hide()
            if event.key() == Qt.Key.Key_Tab:
                self.focusNextChild()
            return
        if event.key() == Qt.Key.Key_Down and not popup.isVisible() and not self.isReadOnly():
            self._search()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes the open list and goes no further: to the page it means leaving the record."""
        if (event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
                and event.key() == Qt.Key.Key_Escape and self._view.isVisible()):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.selectAll()
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._timer.stop()
            self.choose_only()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 6
        for place, button in enumerate((self._open, self._clear)):
            button.setGeometry(self.width() - (side + 1) * (place + 1) - 2, 3, side, side)

    def _show_buttons(self) -> None:
        self._open.setVisible(self._id is not None)
        self._clear.setVisible(self._id is not None and not self.isReadOnly())
        self._open.setToolTip(_("Open this record"))
        self._clear.setToolTip(_("Clear"))

    def _on_open(self) -> None:
        if self._context is not None and self._id is not None:
            self._context.open(self._table, self._id)


class HitDelegate(QStyledItemDelegate):
    """A found record: its name, and what it is in grey behind it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        super().paint(painter, option, index)
        detail = str(index.data(DETAIL) or "").replace("\n", " ")
        if not detail:
            return
        used = option.fontMetrics.horizontalAdvance(str(index.data())) + GAP
        area = option.rect.adjusted(used, 0, -6, 0)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.PlaceholderText
        painter.save()
        painter.setPen(option.palette.color(role))
        text = option.fontMetrics.elidedText(detail, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()
