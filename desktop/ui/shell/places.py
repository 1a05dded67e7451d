"""Where one is in the window and has been: records and lists opened by name, Back and Forward through what was visited.

A place is a tab, its section and what that shows (the filter of a list, a record). Rows that are merely passed on the way
down a list are no places.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from desktop.core.feature import load
from desktop.core.i18n import _
from desktop.ui.shell.ahead import is_loaded
from desktop.ui.shell.homes import lister_of, tab_of

if TYPE_CHECKING:
    from desktop.core.records import Record
    from desktop.ui.context import MainWindow
    from desktop.ui.lists.section import ListSection
    from desktop.ui.window_parts import PageInView

MOST = 100  # places remembered
PASSED_S = 1.0  # a record left sooner than this for another of its list was merely passed
BUTTONS = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}


@dataclass(frozen=True)
class Place:
    """A section of a tab and what it shows (`Section.address`)."""

    feature: str
    section: str
    shows: Any


class Places(QObject):
    """The places of a window. `changed` when one can go back or forward, or no longer."""

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._visited: list[Place] = []
        self._at = -1
        self._since = 0.0  # when the place shown was reached
        self._going = False
        self._soon = QTimer(self)  # what one command shows in several steps is one place
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._note)

    # -- opening --------------------------------------------------------------------------------------------------

    def open_record(self, table: str, record_id: int) -> None:
        """Show a record on the page that lists its kind, else on one that shows it below another record."""
        home = tab_of(self._window.program.features, table) if self._window.context else ""
        if not self._window.show_page(home, lambda page: page.open_record(table, record_id)):
            self._window.status.show_message(_("This record has no page of its own."))

    def open_list(self, feature: str, listing: str, preset: str = "", otherwise: Callable[[], object] | None = None,
                  columns: Sequence[str] = ()) -> None:
        """Show a list of a tab, filtered by one of its presets, with `columns` in view; `otherwise()` where no section of it
        shows that list."""

        def show(page: PageInView) -> None:
            if page.show_preset(listing, preset):
                page.section.reveal(columns)
            elif otherwise:
                otherwise()

        if not self._window.show_page(feature, show) and self._window.page:
            show(self._window.page)  # what has no tab of its own is looked for where one is

    def section_of(self, model: type[Record], then: Callable[[ListSection | None], object]) -> None:
        """Bring the section whose list is of that kind of record to the front: `then(section)`, None where no page has one."""
        from desktop.core.records import table_of

        name = lister_of(self._window.program.features, table_of(model).name)
        place = next((f.page for f in self._window.program.features if f.name == name), "")

        def show(section: str) -> None:
            if not (section and self._window.show_page(name, lambda page: then(page.show_section(section)))):
                then(None)

        if not place or is_loaded(place):
            show(_lister(place, model))
        else:
            self._window.tasks.read(lambda: _lister(place, model), show)

    # -- visiting -------------------------------------------------------------------------------------------------

    def note(self) -> None:
        """What the window shows may have changed: remember it once everything has settled."""
        self._soon.start(0)

    def forget(self) -> None:
        """The database was closed: nothing of it can be visited again."""
        self._soon.stop()
        self._visited, self._at = [], -1
        self.changed.emit()

    def can(self, step: int) -> bool:
        """Whether there is a place before (-1) or after (1) the one shown."""
        return 0 <= self._at + step < len(self._visited)

    def go(self, step: int) -> None:
        """Back (-1) or forward (1), once nothing typed would be lost."""
        page = self._window.page
        if self.can(step) and page:
            page.settle(lambda: self._go(step))

    def _go(self, step: int) -> None:
        self._note()
        if not self.can(step):
            return
        self._at += step
        place, self._going = self._visited[self._at], True
        self._window.show_page(place.feature, lambda page: self._arrive(page, place))
        self.note()
        self.changed.emit()

    def _arrive(self, page: PageInView, place: Place) -> None:
        self._going = True
        page.show_section(place.section).go_to(place.shows)
        self.note()

    def _current(self) -> Place | None:
        page, feature = self._window.page, self._window.feature_in_view()
        shows = page.section.address() if page and feature else None
        return None if shows is None or page is None else Place(feature, page.section.name, shows)

    def _note(self) -> None:
        self._soon.stop()
        place = self._current()
        if place is None or (0 <= self._at < len(self._visited) and self._visited[self._at] == place):
            self._going = False
            return
        if self._going or self._passed(place):
            self._visited[self._at] = place  # what was visited has changed meanwhile, or was on the way
        else:
            self._visited = [*self._visited[:self._at + 1], place][-MOST:]
            self._at = len(self._visited) - 1
        self._going, self._since = False, time.monotonic()
        self.changed.emit()

    def _passed(self, place: Place) -> bool:
        """Whether the place shown was on the way to `place`: a list that had shown no record yet, a row passed quickly."""
        if self._at < 0:
            return False
        from desktop.ui.book.place import BookAddress

        before = self._visited[self._at]
        old, new = before.shows, place.shows
        if (before.feature, before.section) != (place.feature, place.section) or not isinstance(old, BookAddress):
            return False
        if old.conditions != new.conditions:
            return False
        return old.record_id is None or time.monotonic() - self._since < PASSED_S

    # -- the mouse ------------------------------------------------------------------------------------------------

    def watch_mouse(self) -> None:
        """Take the two buttons at the side of a mouse, wherever in the window they are pressed."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and event.button() in BUTTONS:
            self.go(BUTTONS[event.button()])
            return True
        return super().eventFilter(watched, event)


def _lister(place: str, model: type[Record]) -> str:
    """The name of the section of a page ("module:name", loaded now) whose list is of a kind of record; "" for none."""
    from desktop.ui.lists.section import ListSection  # the window stands before any page is loaded

    sections = load(place).sections if place else ()
    return next((kind.name for kind in sections if issubclass(kind, ListSection)
                 and getattr(getattr(kind, "listing", None), "model", None) is model), "")
