"""A button that gives large sub-tabs (grids, maps, analyses) the whole height below the record's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QScrollArea, QToolButton, QWidget

from desktop.core.i18n import _
from desktop.ui.book.book import Book, Child
from desktop.ui.look.icons import icon

if TYPE_CHECKING:
    from desktop.ui.context import Context


class RoomButton(QToolButton):
    """Stands in the corner of the sub-tabs of `book`. What was chosen for the large ones, which say so by `whole_height`, is
    remembered as `memory`."""

    def __init__(self, book: Book, memory: str) -> None:
        super().__init__(book.pane.tabs)
        self.book, self._memory = book, memory
        self.taken = False
        self._sizes: list[int] = []
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setIcon(icon("up"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._say()
        book.pane.tabs.setCornerWidget(self, Qt.Corner.TopRightCorner)
        book.pane.tabs.currentChanged.connect(self._on_tab)
        self.clicked.connect(self._on_clicked)
        book.pane.tabs.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Its word gives way where the sub-tabs need the room: the icon and the tool tip say the same."""
        if event.type() == QEvent.Type.Resize:
            tabs = self.book.pane.tabs
            self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            if tabs.tabBar().sizeHint().width() + self.sizeHint().width() > tabs.width():
                self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return False

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.setText(_("Larger"))
        self.setToolTip(_("Hide the fields above, so that this has the whole height"))

    def _on_tab(self, _number: int) -> None:
        remembered = self.book.context.settings.remembered.get(self._memory, True)
        self._take(bool(remembered) and self._is_large())

    def _on_clicked(self, wanted: bool) -> None:
        if self._is_large():
            self.book.context.settings.remember(self._memory, wanted)
        self._take(wanted)

    def _is_large(self) -> bool:
        return bool(getattr(self.book.pane.tabs.currentWidget(), "whole_height", False))

    def _take(self, wanted: bool) -> None:
        self.setChecked(wanted)
        if wanted == self.taken:
            return
        self.taken = wanted
        splitter = self.book.pane.splitter
        if wanted:
            self._sizes = splitter.sizes()
        self._fields().setVisible(not wanted)
        splitter.setSizes([0, sum(self._sizes)] if wanted else self._sizes)

    def _fields(self) -> QWidget:
        """The area with the form: it alone is hidden, the name and the tools stay."""
        area: QWidget | None = self.book.fields
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        assert area is not None
        return area


class LargeBook(Book):
    """A section of sub-tabs that may take the whole height: papers when the button is pressed, those whose widgets have
    `whole_height = True` by themselves."""

    larger_memory: ClassVar[str] = "large_tabs"
    children: ClassVar[tuple[Child, ...]] = ()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._room: RoomButton | None = None
        self.room.made.connect(self._add_room_button)

    def _add_room_button(self) -> None:
        self._room = RoomButton(self, self.larger_memory)

    def keep_sizes(self, *_place: int) -> None:
        """Remember how the user divided the screen."""
        if not (self._room and self._room.taken):  # the height that a large tab took is not the user's choice
            super().keep_sizes()
