"""Tabs of which none is cut: those without room stand by their names in a menu behind the others."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QTabWidget, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.ui.look.menus import hang


class Bar(QTabBar):
    """The names of the tabs, never squeezed and never scrolled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setExpanding(False)

    def width_of(self, place: int) -> int:
        """The width that a tab asks for, also while it is not shown."""
        return self.tabSizeHint(place).width()

    def minimumSizeHint(self) -> QSize:
        """What has no room is in the menu: the names never widen what they stand in."""
        return QSize(60, super().minimumSizeHint().height())


class FittedTabs(QTabWidget):
    """A tab widget that shows the names it has room for, the one in view always; `more` opens the menu of the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = Bar(self)
        self.setTabBar(self._bar)
        self._withdrawn: set[int] = set()
        self._fitting = False
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        hang(self.more, QMenu(self.more))
        self._corner = QWidget(self)
        self._line = QHBoxLayout(self._corner)
        self._line.setContentsMargins(2, 0, 2, 0)
        self._line.setSpacing(0)
        self._line.addWidget(self.more)
        self.more.hide()
        self.setCornerWidget(self._corner, Qt.Corner.TopRightCorner)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.currentChanged.connect(self.fit)

    def add_corner(self, widget: QWidget) -> None:
        """Let `widget` stand at the end of the line of names."""
        self._line.addWidget(widget)

    def offer(self, place: int, offered: bool) -> None:
        """Whether there is that tab at all at present."""
        (self._withdrawn.discard if offered else self._withdrawn.add)(place)
        self.fit()

    def fit(self, *_place: int) -> None:
        """Show the names that have room, the others in the menu."""
        if self._fitting or not self.count():
            return
        self._fitting = True
        offered = [place for place in range(self.count()) if place not in self._withdrawn]
        shown = self._with_room(offered)
        front = self.currentIndex()  # shown before any other is hidden, else Qt turns to another
        for place in sorted(range(self.count()), key=lambda place: place not in shown):
            if self.isTabVisible(place) != (place in shown):
                self.setTabVisible(place, place in shown)
        if self.currentIndex() != front and front in shown:
            self.setCurrentIndex(front)
        behind = [place for place in offered if place not in shown]
        self._fill_menu(behind)
        self._keep_low()
        if self.more.isHidden() == bool(behind):
            self.more.setVisible(bool(behind))
            self._line.activate()
            self._corner.adjustSize()
        self._fitting = False

    def _keep_low(self) -> None:
        """What stands at the end of the line is no higher than the names."""
        high = self._bar.sizeHint().height() - 2
        for number in range(self._line.count()):
            if (item := self._line.itemAt(number)) is not None and (button := item.widget()) is not None:
                button.setFixedHeight(max(high, 16))

    def _with_room(self, offered: list[int]) -> list[int]:
        widths = {place: self._bar.width_of(place) for place in offered}
        self.more.setText(_("More"))
        others = [item.sizeHint().width() for n in range(1, self._line.count()) if (item := self._line.itemAt(n)) is not None]
        margins = self._line.contentsMargins()
        room = self.width() - sum(others) - margins.left() - margins.right() - 2
        shown = list(offered)
        if sum(widths.values()) > room:
            room -= self.more.sizeHint().width()
            while len(shown) > 1 and sum(widths[place] for place in shown) > room:
                shown.remove([place for place in shown if place != self.currentIndex()][-1])
        return shown

    def _fill_menu(self, behind: list[int]) -> None:
        menu = self.more.menu()
        named = [self.tabText(place) for place in behind]
        if [action.text() for action in menu.actions()] != named:
            menu.clear()
            for place, name in zip(behind, named, strict=True):
                menu.addAction(name, partial(self.setCurrentIndex, place))

    # -- what changes the room or the names -----------------------------------------------------------------------

    def setTabText(self, place: int, text: str) -> None:
        """Name a tab anew."""
        super().setTabText(place, text)
        self.fit()

    def tabInserted(self, place: int) -> None:
        super().tabInserted(place)
        self.fit()

    def tabRemoved(self, place: int) -> None:
        super().tabRemoved(place)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LanguageChange):
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Tab goes through all tabs, those in the menu too."""
        step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
        offered = [place for place in range(self.count()) if place not in self._withdrawn]
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.currentIndex() in offered:
            self.setCurrentIndex(offered[(offered.index(self.currentIndex()) + step) % len(offered)])
        else:
            super().keyPressEvent(event)
