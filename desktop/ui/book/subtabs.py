"""The sub-tabs below a record. Each is made when it is first seen; until then it is a title, with how much is behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.core.records import Record
from desktop.ui.book.seen_tab import NOT_COUNTED
from desktop.ui.look.fitted_tabs import FittedTabs
from desktop.ui.look.least_rows import FEW, SCROLLER, keep_rows, row_height
from desktop.ui.look.tall import Tall, least_height

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.ui.context import Context

    Count = Callable[[Session, Record], int]


@runtime_checkable
class Guarded(Protocol):
    """A sub-tab in which something may be typed that is not stored."""

    def pending(self) -> bool:
        """Whether there is something typed that is not stored, or not stored yet."""
        ...

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once nothing typed would be lost."""
        ...


@dataclass
class _Tab:
    """What a tab is called, how it is made and counted, what was made, and the record it shows."""

    title: str
    make: Callable[[], QWidget]
    count: Count | None
    made: QWidget | None = None
    shows: int | None = None


class SubTabs(FittedTabs):
    """Sub-tabs for one record after the other. A widget's `show_record(record or None)` is called when it is seen.

    A widget that has `whole_height` gets the whole height of the record's side.
    """

    needs_changed = Signal()  # the tab in view needs another height

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.record: Record | None = None
        self._tabs: list[_Tab] = []
        self._asked = 0
        self.currentChanged.connect(self._show)
        self.currentChanged.connect(context.unsaved.seen_anew)
        context.unsaved.changed.connect(self._mark_unsaved)

    def add(self, title: str, make: Callable[[], QWidget], count: Count | None = None) -> None:
        """A further tab; `count` reads, on the worker, the number shown behind its title."""
        self._tabs.append(_Tab(title, make, count))
        self.addTab(QWidget(self), _(title))
        if count:
            self._say(len(self._tabs) - 1, 0)  # the room of the number is kept from the first: no tab moves aside later

    def show_record(self, record: Record | None) -> None:
        """Show `record` in the tab in view, now, and in the others when they are seen; count what they hold."""
        self.record = record
        for tab in self._tabs:
            tab.shows = None
        if record is not None:
            self._count(record)
            self._show(self.currentIndex())

    def minimumSizeHint(self) -> QSize:
        """The same whatever tab is in view: the tabs keep their place, and a tall one is scrolled or given room by hand."""
        return QSize(super().minimumSizeHint().width(), self.tabBar().sizeHint().height() + 6 * self.fontMetrics().height())

    def needed(self, rows: int) -> int:
        """The height at which any list or grid, and what is in view, shows `rows` rows. The same for all usual tabs."""
        line, around = self.fontMetrics().height(), self.tabBar().sizeHint().height() + 8
        usual = 2 * line + 12 + rows * row_height(self) + SCROLLER + line + 8 + 6  # heading, rows, totals, margins
        page = self.currentWidget()
        tall = least_height(page, self.width()) + (rows - FEW) * row_height(self) if page is not None else 0
        return around + max(usual, tall)

    def wants_room(self) -> bool:
        """Whether what is in view is better seen with the whole height."""
        return bool(getattr(self.currentWidget(), "whole_height", False))

    def widget(self, number: int) -> Any:
        """What a tab shows, without the area that scrolls it."""
        page = super().widget(number)
        return page.widget() if isinstance(page, Tall) else page

    def currentWidget(self) -> Any:
        """What is in view, without the area that scrolls it."""
        return self.widget(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Its tables take up their rows before the room for them is asked."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.needs_changed.emit()
        return super().event(event)

    def open_tab(self, title: str) -> Any:
        """Turn to the tab of that title; gives its widget."""
        self.setCurrentIndex([tab.title for tab in self._tabs].index(title))
        return self.currentWidget()

    def _guarded(self) -> list[Guarded]:
        made: list[Any] = [tab.made for tab in self._tabs]
        return [widget for widget in made if isinstance(widget, Guarded)]

    def pending(self) -> bool:
        """Whether something is typed in a sub-tab that is not stored, or not stored yet."""
        return any(guarded.pending() for guarded in self._guarded())

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once nothing typed in a sub-tab would be lost."""
        waiting = self._guarded()

        def following(number: int) -> None:
            if number < len(waiting):
                waiting[number].settle(lambda: following(number + 1))
            else:
                proceed()

        following(0)

    def _show(self, number: int) -> None:
        if number < 0 or self.record is None or self._tabs[number].shows == self.record.id:
            return
        self._tabs[number].shows = self.record.id
        made = self._tabs[number].made or self._make(number)
        show: Any = getattr(made, "show_record", None)
        if show:
            show(self.record)
        keep_rows(made)
        self.needs_changed.emit()

    def _make(self, number: int) -> QWidget:
        """Put the widget of a tab where until now nothing stood."""
        tab, empty = self._tabs[number], super().widget(number)
        made = tab.made = tab.make()
        keep_rows(made)
        # A tab with many tools is cut on a small screen; it must not push the window beyond the edge of it.
        made.setSizePolicy(QSizePolicy.Policy.Ignored, made.sizePolicy().verticalPolicy())
        counted: Any = getattr(made, "count_changed", None)
        if counted:
            counted.connect(self._on_count)
        self.blockSignals(True)
        page = Tall(made, self)
        page.needs_changed.connect(self.needs_changed)
        self.insertTab(number, page, self.tabText(number))
        self.setCurrentIndex(number)
        self.removeTab(number + 1)
        self.blockSignals(False)
        if empty:
            empty.deleteLater()
        return made

    def _mark_unsaved(self) -> None:
        """Let the tip of a tab say that something in it is not stored; the status bar says it of those out of view."""
        for number, tab in enumerate(self._tabs):
            held = tab.made is not None and self.context.unsaved.within(tab.made)
            self.setTabToolTip(number, _("Something in it is not stored.") if held else "")

    # -- numbers behind the titles --------------------------------------------------------------------------------

    def _count(self, record: Record) -> None:
        self._asked += 1
        asked, current, db = self._asked, self.currentIndex(), self.context.db
        wanted = [(n, tab.count) for n, tab in enumerate(self._tabs) if tab.count and n != current]

        def read() -> tuple[int, list[tuple[int, int]]]:
            if asked != self._asked:
                return asked, []  # another record is shown by now
            with db.reading() as session:
                return asked, [(n, count(session, record)) for n, count in wanted]

        self.context.tasks.read(read, self._counted)

    def _counted(self, found: tuple[int, list[tuple[int, int]]]) -> None:
        asked, counts = found
        for number, count in counts if asked == self._asked else ():
            self._say(number, count)

    def _on_count(self, count: int) -> None:
        made = self.sender()
        for number, tab in enumerate(self._tabs):
            if tab.made is made:
                self._say(number, count)

    def _say(self, number: int, count: int) -> None:
        title = _(self._tabs[number].title)
        self.setTabText(number, title if count == NOT_COUNTED else f"{title} ({count})")
