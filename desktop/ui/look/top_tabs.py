"""The tabs along the top: all of them seen at any width of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QWidget

MARGIN = 8  # logical pixels beside them
DENSE = "dense"  # what the style sheet knows them by where they have less room around their names


class TopTabs(QTabBar):
    """Names with icons. Where they have no room they stand closer, then without their icons; at last the names are cut, so
    that none of them is ever behind an arrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icons: dict[int, QIcon] = {}
        self._bare = False

    def name(self, place: int, title: str, icon: QIcon) -> None:
        """Name a tab; its icon is shown where there is room for it."""
        self._icons[place] = icon
        self.setTabText(place, title.replace("&", "&&"))
        self.setTabToolTip(place, f"{title} (Ctrl+{place + 1})")
        self.setTabIcon(place, QIcon() if self._bare else icon)

    def minimumSizeHint(self) -> QSize:
        """They never widen the window."""
        return QSize(60, super().minimumSizeHint().height())

    def fit(self, room: int) -> None:
        """Fit into so many logical pixels."""
        for dense, bare in ((False, False), (True, False), (False, True), (True, True)):
            self._dress(dense, bare)
            if self.sizeHint().width() <= room:
                break
        self.setMaximumWidth(max(room, 60))

    def _dress(self, dense: bool, bare: bool) -> None:
        if bool(self.property(DENSE)) != dense:
            self.setProperty(DENSE, dense)
            self.style().unpolish(self)
            self.style().polish(self)
            self.setIconSize(self.iconSize())  # the bar asks its tabs anew how wide they are
        if bare != self._bare:
            self._bare = bare
            for place in range(self.count()):
                self.setTabIcon(place, QIcon() if bare else self._icons.get(place, QIcon()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and isinstance(above := self.parentWidget(), Header):
            above.fit()


class Header(QWidget):
    """The line in which `tabs` stand."""

    def __init__(self, tabs: TopTabs) -> None:
        super().__init__()
        self.setObjectName("header")
        self._tabs = tabs
        line = QHBoxLayout(self)
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        line.addWidget(tabs, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)

    def fit(self) -> None:
        """Fit the tabs into the line."""
        self._tabs.fit(self.width() - 2 * MARGIN)

    def event(self, event: QEvent) -> bool:
        """Their names in another language, or their font, want other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
