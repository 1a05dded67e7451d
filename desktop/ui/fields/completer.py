"""A reference to another record: type a part of its name, its pinyin or initials, choose from what is found.

What was chosen last stands first. Below what is found stands what can be made: a record of the name that was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

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
from desktop.core.kinds import model_of
from desktop.core.making import is_enough, naming_field, offers
from desktop.core.picking import find_in, label_of
from desktop.core.search import Hit
from desktop.ui import messages
from desktop.ui.look.icons import icon
from desktop.ui.look.named import name_tip

if TYPE_CHECKING:
    from desktop.ui.context import Context

HITS = 30
SEEN = 14  # lines of the list below the line
PAUSE_MS = 120
WIDEST = 560  # logical pixels of the list below the line
GAP = 20  # between a name and what stands behind it
KEY = Qt.ItemDataRole.UserRole
DETAIL = Qt.ItemDataRole.UserRole + 1
OFFER = Qt.ItemDataRole.UserRole + 2  # the place among what can be made
USED = 8  # so many records chosen last stand first
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
        self._asking = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._search)
        self._hits = QStandardItemModel(self)
        self._offered: list[tuple[str, dict[str, Any]]] = []
        self._popup = self._make_popup()
        self._open = self._make_button("open", self._on_open)
        self._clear = self._make_button("close", self.clear_record)
        self._drop = self._make_button("down", self._on_drop)
        self.setTextMargins(0, 0, 40, 0)
        self.textEdited.connect(self._on_edited)
        self._show_buttons()

    def _make_popup(self) -> QCompleter:
        popup = QCompleter(self._hits, self)
        popup.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        popup.setMaxVisibleItems(SEEN)
        popup.popup().setIconSize(QSize(12, 12))  # type: ignore[union-attr]
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
        text = self.text().strip()
        if not text or self._id is not None:
            return ""
        if self._makes():
            return _("“{text}” is not known; choose from the list (↓), or add it there.").format(text=text)
        return _("“{text}” is not known; choose one of the list.").format(text=text)

    def _makes(self) -> bool:
        """Whether a record that is missing can be made here; one narrowed by a feature's `finder` cannot."""
        return self.finder is None and bool(self._table) and bool(naming_field(model_of(self._table)))

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
            return find_in(session, self._table, text, HITS, self._used())

    def _used(self) -> list[int]:
        """The records of this table that were chosen last."""
        remembered = self._context.settings.remembered if self._context else {}
        return list(remembered.get(f"used.{self._table}", ()))

    def _search(self) -> None:
        self._hits.clear()
        text = self.text().strip() if self._id is None else ""
        hits = self.hits(text)
        if not text:  # what can be made stands below them and is to be seen
            hits = hits[:SEEN - 1]
        for hit in hits:
            self._add(hit.title, hit.detail, hit.id, KEY)
        self._offered = self._offers(text, hits)
        for place, (title, _values) in enumerate(self._offered):
            self._add(title, "", place, OFFER)
            self._hits.item(self._hits.rowCount() - 1).setIcon(icon("add"))
        if self._hits.rowCount():
            self._popup.complete(QRect(0, 0, max(self.width(), self._wanted_width()), self.height()))
            found = self._popup.completionModel().index(0, 0)
            self._view.setCurrentIndex(found if hits else QModelIndex())  # nothing is made without being chosen
        else:
            self._view.hide()

    def _add(self, title: str, detail: str, number: int, role: int) -> None:
        item = QStandardItem(title)
        item.setData(number, role)
        item.setData(detail, DETAIL)
        self._hits.appendRow(item)

    def _offers(self, text: str, hits: list[Hit]) -> list[tuple[str, dict[str, Any]]]:
        """What can be made: nothing of a name that is there."""
        if self._context is None or not self._makes() or any(h.title.casefold() == text.casefold() for h in hits):
            return []
        with self._context.db.reading() as session:
            return offers(session, model_of(self._table), text)

    def _wanted_width(self) -> int:
        """What the longest name needs with what stands behind it."""
        items = [self._hits.item(row) for row in range(self._hits.rowCount())]
        texts = [(item.text(), str(item.data(DETAIL) or "")) for item in items]
        measure = self.fontMetrics().horizontalAdvance
        return min(WIDEST, max(measure(title) + GAP + measure(detail) for title, detail in texts) + GAP)

    def _on_picked(self, index: QModelIndex) -> None:
        place = index.data(OFFER)
        if place is None:
            self._choose(index.data(KEY))
        elif self._context is not None:
            self._view.hide()
            self._context.make(self._table, self._offered[place][1], self._choose, self.window())

    def pick_by_key(self, index: QModelIndex) -> None:
        """Take what the keys went to. What can be made stands one key below what was found, so it is asked for there."""
        place = index.data(OFFER)
        found = self._hits.rowCount() > len(self._offered)
        at_once = place is not None and is_enough(model_of(self._table), self._offered[place][1])
        if not (found and at_once) or self._wants(str(index.data())):
            self._on_picked(index)

    def _wants(self, offer: str) -> bool:
        self._asking = True  # the question takes the focus, and what is typed is not to be completed meanwhile
        try:
            return messages.ask(self, _("{offer}?").format(offer=offer), _("Create"), _("Cancel"), safe=True)
        finally:
            self._asking = False

    def _choose(self, number: int) -> None:
        """Show the record that was chosen or made, and remember it as used last."""
        if self._context is not None:
            self._context.settings.remember(f"used.{self._table}", [number, *(n for n in self._used() if n != number)][:USED])
        self.set_value(number)

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
            popup.hide()
            if index.isValid():
                self.pick_by_key(index)
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.text() and self._makes():
            self.setPlaceholderText("" if self.hits("") else _("None yet: ▾ adds one"))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and not self._asking:
            self._timer.stop()
            self.choose_only()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 6
        for place, button in ((0, self._open), (1, self._clear), (0, self._drop)):
            button.setGeometry(self.width() - (side + 1) * (place + 1) - 2, 3, side, side)

    def _show_buttons(self) -> None:
        self._open.setVisible(self._id is not None)
        self._clear.setVisible(self._id is not None and not self.isReadOnly())
        self._drop.setVisible(self._id is None and not self.isReadOnly() and bool(self._table or self.finder))
        name_tip(self._drop, _("What there is to choose from (↓)"))
        name_tip(self._open, _("Open this record"))
        name_tip(self._clear, _("Clear"))

    def _on_drop(self) -> None:
        """Open the list, as the key ↓ does: what was chosen last, and what can be made."""
        if self._view.isVisible():
            self._view.hide()
        else:
            self.setFocus()
            self._search()

    def setReadOnly(self, only: bool) -> None:
        """A line that only shows offers nothing."""
        super().setReadOnly(only)
        self._show_buttons()

    def _on_open(self) -> None:
        if self._context is not None and self._id is not None:
            self._context.open(self._table, self._id)


def _begins_offers(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Whether a row is the first that can be made, below some that were found."""
    return index.row() > 0 and index.data(OFFER) == 0


class HitDelegate(QStyledItemDelegate):
    """A found record: its name, and what it is in grey behind it. Below a line what can be made."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All lines are of one height, with an icon or without: the list is as high as so many of its first one."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem,
              index: QModelIndex | QPersistentModelIndex) -> None:
        if _begins_offers(index):
            painter.save()
            painter.setPen(option.palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(option.rect.left() + 4, option.rect.top(), option.rect.right() - 4, option.rect.top())
            painter.restore()
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
