"""Pages and sections: what a tab of the window is made of.

TO ADD A PAGE
    class DealersPage(Page):
        sections = (DealersBook, VisitsBook)
named as `page` in the feature's `feature.py`; many sections stand in `groups` of `Group(N_("Money"), (…))`. Most sections are
a `Book` (`book/book.py`): a list with its record. Any other screen is a `Section` of its own that overrides `load()` and the
commands it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import shiboken6
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.ui.section_row import SectionRow

if TYPE_CHECKING:
    from desktop.ui.context import Context

KEPT = 8  # sections of all pages, each some 3 MiB; one given up is made anew when it is seen again
COMMANDS = ("new_record", "save", "delete", "find", "refresh", "print_", "print_list", "export", "open_apart")


@dataclass(frozen=True)
class Tool:
    """A button a section adds to its record: what it says, its icon, what it does.

    `needs_record`: only usable while a stored record is shown. `menu`: what it offers instead of doing one thing. `first`:
    what is done with every record; where the line has no room for all, the others go into the menu before it.
    `when`: of which record shown it can be used at all; of any other it is not offered.
    """

    title: str
    icon: str
    callback: Callable[[], None]
    needs_record: bool = True
    menu: tuple[Tool, ...] = ()
    first: bool = False
    when: Callable[[], bool] | None = None


class Section(QWidget):
    """One screen of a page. Subclasses name themselves and override `load` and the commands they know.

    `tables` are the tables whose changes make it stale; a hidden section notes that and loads when it is shown again.
    `opens` are the tables whose records it can show (`open_record`).
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    tables: frozenset[str] = frozenset()
    commands_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.stale = True
        context.changed.connect(self._on_changed)

    # -- to override ----------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Show the data as they are now. Called when the section is first seen and whenever it is stale and seen."""

    def can(self, command: str) -> bool:
        """Whether one of COMMANDS can be used now."""
        return command == "refresh"

    def new_record(self) -> None:
        """Begin a new record."""

    def save(self) -> None:
        """Save what was typed."""

    def delete(self) -> None:
        """Put what is selected into the recycle bin."""

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor where one searches."""

    def print_(self) -> None:
        """Print what is shown."""

    def print_list(self) -> None:
        """Print the list as a whole, where the section has one."""

    def open_apart(self) -> None:
        """Show the record in a window of its own, where the section has one."""

    def export(self) -> None:
        """Write what is shown into a file."""

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once nothing unsaved would be lost (closing the window, leaving the record)."""
        proceed()

    @classmethod
    def opens(cls) -> frozenset[str]:
        """The tables whose records this section can show."""
        return frozenset()

    @classmethod
    def home_of(cls) -> frozenset[str]:
        """The tables whose records are opened here rather than where they are shown below another record."""
        return cls.opens()

    def open_record(self, table: str, record_id: int) -> None:
        """Show one record of a table named by `opens`."""

    def address(self) -> Any:
        """What is shown, for Back and Forward to show again; None while that is nothing one could come back to."""
        return ()

    def go_to(self, address: Any) -> None:
        """Show again what `address` named, once nothing typed would be lost."""

    @classmethod
    def listings(cls) -> frozenset[str]:
        """The names of the lists this section shows, so that a reminder can open one."""
        return frozenset()

    def show_preset(self, listing: str, preset: str) -> None:
        """Show the list filtered by one of its presets ("" for all)."""

    def reveal(self, columns: Sequence[str]) -> None:
        """Bring columns of its list into view, where it has one: those that a number on Today is the sum of."""

    def came(self) -> None:
        """The user came here by the tab or by the name of the section, not by a number that asked for certain rows."""

    def place(self) -> Any:
        """What `take_place` needs to show the same again in a section made anew; None where it must not be given up."""
        return None

    def take_place(self, place: Any) -> None:
        """Show what was shown when `place` was asked for."""

    # -- staleness ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Load again now if visible, else when next seen."""
        self.stale = True
        if self.isVisible():
            self._load_stale()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load_stale()

    def _load_stale(self) -> None:
        if self.stale:
            self.stale = False
            try:
                self.load()
            except UserError as error:  # out of an event of Qt it would cut short whatever showed the section
                self.context.window.on_error(error)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if not self.tables or self.tables & tables:
            self.refresh()


@dataclass(frozen=True)
class Group:
    """Sections that belong together, under one name."""

    title: str
    sections: tuple[type[Section], ...]


class Page(QWidget):
    """A tab of the window: its sections, with a slim row of buttons on top when there are several.

    `groups` puts sections that belong together under one name: of these names only the one in view is unfolded into its
    sections, so that the row fits a small screen however many there are.
    It opens at the section it was left at. A section is made when it is first shown. Of all pages the `KEPT` sections seen
    last are kept, and what a page has in view; an older one that says its `place` is given up with all it holds, and made
    anew there when it is shown again.
    """

    sections: ClassVar[tuple[type[Section], ...]] = ()
    groups: ClassVar[tuple[Group, ...]] = ()
    commands_changed = Signal()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.groups:
            cls.sections = tuple(kind for group in cls.groups for kind in group.sections)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._made: dict[str, Section] = {}
        self._places: dict[str, Any] = {}
        self._stack = QStackedWidget(self)
        self._row: SectionRow | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if len(self.sections) > 1:
            layout.addWidget(self._make_row())
        layout.addWidget(self._stack, 1)
        if self.sections:
            self.show_section(self._left_at())

    def _make_row(self) -> QWidget:
        self._row = SectionRow([(group.title, group.sections) for group in self.groups] or [("", self.sections)], self)
        self._row.chosen.connect(self._on_chosen)
        return self._row

    def _on_chosen(self, name: str) -> None:
        before = self.section
        if self.show_section(name) is not before:
            self.section.came()

    def _left_at(self) -> str:
        """The section that was in view when the page was seen last, be it days ago; else the first."""
        left = self.context.settings.remembered.get(self._memory)
        return next((kind.name for kind in self.sections if kind.name == left), self.sections[0].name)

    @property
    def _memory(self) -> str:
        return f"section.{type(self).__name__}"

    @property
    def section(self) -> Section:
        """The section that is shown."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, Section)
        return shown

    def made(self) -> list[Section]:
        """The sections made so far."""
        return list(self._made.values())

    def show_section(self, name: str) -> Section:
        """Show the section of that name, made now if need be."""
        number = next(i for i, kind in enumerate(self.sections) if kind.name == name)
        if name not in self._made:
            made = self.sections[number](self.context, self._stack)
            made.commands_changed.connect(self.commands_changed)
            self._made[name] = made
            self._stack.addWidget(made)
            if name in self._places:
                made.take_place(self._places.pop(name))
        self._stack.setCurrentWidget(self._made[name])
        self.context.settings.remember(self._memory, name)
        if self._row is not None:
            self._row.show_chosen(name)
        self.commands_changed.emit()
        self._note_seen(name)
        return self._made[name]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._made:
            self._note_seen(self.section.name)

    def _note_seen(self, name: str) -> None:
        seen = self.context.seen
        if (self, name) in seen:
            seen.remove((self, name))
        seen.append((self, name))
        while len(seen) > KEPT:
            page, oldest = seen.pop(0)
            if shiboken6.isValid(page):
                page.give_up(oldest)

    def give_up(self, name: str) -> None:
        """Forget a section out of view with all it holds, unless something would be lost."""
        section = self._made.get(name)
        place = section.place() if section is not None and section is not self._stack.currentWidget() else None
        if section is not None and place is not None:
            self._places[name] = place
            del self._made[name]
            self._stack.removeWidget(section)
            section.deleteLater()

    def places(self) -> dict[str, Any]:
        """Where the user is in each section, for `take_places` of the same page made anew."""
        made = {name: place for name, section in self._made.items() if (place := section.place()) is not None}
        return {**self._places, **made}

    def take_places(self, places: Mapping[str, Any]) -> None:
        """Show what was shown when `places` were asked for; sections not made yet show it when they are."""
        for name, place in places.items():
            if name in self._made:
                self._made[name].take_place(place)
            else:
                self._places[name] = place

    @classmethod
    def opens(cls) -> frozenset[str]:
        """The tables whose records this page can show."""
        return frozenset().union(*(kind.opens() for kind in cls.sections))

    @classmethod
    def home_of(cls) -> frozenset[str]:
        """The tables whose records are opened here rather than where they are shown below another record."""
        return frozenset().union(*(kind.home_of() for kind in cls.sections))

    def open_record(self, table: str, record_id: int) -> None:
        """Show one record of a table named by `opens`."""
        kinds = [kind for kind in self.sections if table in kind.opens()]
        kind = min(kinds, key=lambda k: table not in k.home_of())
        self.show_section(kind.name).open_record(table, record_id)

    def show_preset(self, listing: str, preset: str) -> bool:
        """Show the list of that name, filtered by one of its presets; False where no section shows it."""
        kind = next((k for k in self.sections if listing in k.listings()), None)
        if kind is not None:
            self.show_section(kind.name).show_preset(listing, preset)
        return kind is not None

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once no section has unsaved input that would be lost."""
        _settle_all(self.made(), proceed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height may have no room for the second line of names."""
        super().resizeEvent(event)
        if self._row is not None:
            self._row.fold()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._row is not None:
            self._row.retranslate()
        super().changeEvent(event)


def _settle_all(waiting: list[Section], proceed: Callable[[], None]) -> None:
    if not waiting:
        proceed()
        return
    waiting[0].settle(lambda: _settle_all(waiting[1:], proceed))
