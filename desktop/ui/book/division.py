"""How the record's side is divided: the form above, the sub-tabs below, so that their tables show some rows on any screen.

The form gives way first: it is scrolled. A tab that needs still more has the whole height, the form being hidden; the button
in the corner of the tabs shows it again, and hides it wherever the user wants that.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QTabBar, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.core.settings import Settings
from desktop.ui.book.subtabs import SubTabs
from desktop.ui.look.icons import icon
from desktop.ui.look.least_rows import lines_height, rows_wanted

MEMORY = "large_tabs"  # what was chosen for the tabs that want the whole height


class Division(QSplitter):
    """Divides `upper`, which holds the form's `area`, and `tabs`. What the user chose holds at that height of the window."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._settings = settings
        self.taken = False  # whether the sub-tabs have the whole height
        self._share = 0.4  # of the height for the sub-tabs, where they need no more
        self._by_hand: tuple[int, int] = (0, 0)  # the height at which the user divided it, and what he left for the tabs
        self._fitting = False

    def put(self, upper: QWidget, area: QScrollArea, tabs: SubTabs) -> None:
        """Put the parts into their places."""
        self._upper, self._area, self._tabs = upper, area, tabs
        self.addWidget(upper)
        self.addWidget(tabs)
        self.setChildrenCollapsible(False)
        self.button = RoomButton(self, tabs)
        tabs.currentChanged.connect(self._on_tab)
        tabs.needs_changed.connect(self.fit)
        self.splitterMoved.connect(self._on_moved)

    def divide(self, sizes: Sequence[int], *, by_hand: bool) -> None:
        """Divide as `sizes` say, upper and lower in logical pixels; `by_hand`: as the user left it."""
        self._share = sizes[1] / max(sum(sizes), 1)
        self._by_hand = (sum(sizes), sizes[1]) if by_hand else (0, 0)
        self.setSizes(list(sizes))
        self.fit()

    def _on_moved(self, *_place: int) -> None:
        if not self.taken:
            self._by_hand = (sum(self.sizes()), self.sizes()[1])
            self._share = self._by_hand[1] / max(self._by_hand[0], 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new height."""
        super().resizeEvent(event)
        if event.size().height() != event.oldSize().height():
            self._on_tab()

    def _on_tab(self, *_number: int) -> None:
        """A tab that needs more than there is beside the form gets the whole height; so does one that wants it."""
        if self._tabs.isVisibleTo(self) and self.isVisible():
            wants = self._tabs.wants_room() and bool(self._settings.remembered.get(MEMORY, True))
            self.take(wants or self._tabs.needed(rows_wanted(self)) > self._most())
            self.fit()

    def on_clicked(self, wanted: bool) -> None:
        """The user wants the whole height for the tabs, or the form beside them."""
        if self._tabs.wants_room():
            self._settings.remember(MEMORY, wanted)
        self.take(wanted)
        self.fit()

    def take(self, wanted: bool) -> None:
        """Give the sub-tabs the whole height, or show the form again."""
        self.button.setChecked(wanted)
        if wanted != self.taken:
            self.taken = wanted
            self._area.setVisible(not wanted)
            if wanted:
                self.setSizes([0, max(sum(self.sizes()), 1)])

    def _most(self, *, lines: bool = False) -> int:
        """The most that the tabs can have while a line of the form is seen; with `lines` while a few are."""
        least = self._area.minimumHeight()
        hidden = (0 if not self._area.isHidden() else least + 4) + (self._few_lines() - least if lines else 0)
        return self.height() - self.handleWidth() - self._upper.minimumSizeHint().height() - hidden

    def _few_lines(self) -> int:
        """The height at which a few lines of fields are seen, or all of them."""
        form = self._area.widget()
        if form is None:
            return self._area.minimumHeight()
        bar = form.findChild(QTabBar)
        inner = lines_height(self) + (bar.sizeHint().height() if bar is not None else 0)
        return max(min(inner, form.sizeHint().height()), self._area.minimumHeight())

    def fit(self) -> None:
        """Give the tabs their share, and as much as their tables need."""
        if self._fitting or self.taken or not self._tabs.isVisibleTo(self):
            return
        whole = sum(self.sizes())
        share = min(round(self._share * whole), self._most(lines=True))  # a share never leaves hardly a field
        lower = max(share, min(self._tabs.needed(rows_wanted(self)), self._most()))
        if abs(whole - self._by_hand[0]) <= 2:
            lower = self._by_hand[1]
        if whole and lower != self.sizes()[1]:
            self._fitting = True
            self.setSizes([max(whole - lower, 0), lower])
            self._fitting = False


class RoomButton(QToolButton):
    """Stands in the corner of the sub-tabs and gives them the whole height below the record's name."""

    def __init__(self, division: Division, tabs: SubTabs) -> None:
        super().__init__(tabs)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIcon(icon("up"))
        self._say()
        tabs.add_corner(self)
        self.clicked.connect(division.on_clicked)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        said = _("Hide the fields above, so that this has the whole height")
        self.setToolTip(said)
        self.setAccessibleName(said)
