"""What pages, dialogs and the parts of the window ask of each other through it, said without knowing how they are made.

Everything below the window is typed by these, so that no page and no dialog hangs on the window that shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from PySide6.QtGui import QAction

if TYPE_CHECKING:
    from desktop.core.records import Record


class PageInView(Protocol):
    """A page as it is known from outside (`page.Page`); its sections are those of their features."""

    sections: ClassVar[Any]

    @property
    def section(self) -> Any:
        """The section that is shown."""
        ...

    def show_section(self, name: str) -> Any:
        """Show the section of that name, and give it."""
        ...

    def open_record(self, table: str, record_id: int) -> None:
        """Show one record."""
        ...

    def show_preset(self, listing: str, preset: str) -> bool:
        """Show the list of that name, filtered by one of its presets; False where no section shows it."""
        ...

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once no section has unsaved input that would be lost."""
        ...

    def give_up(self, name: str) -> None:
        """Forget a section out of view with all it holds, unless something would be lost."""
        ...


class Ways(Protocol):
    """The ways to what the window can show (`shell.places.Places`)."""

    def open_record(self, table: str, record_id: int) -> None:
        """Show a record on the page that lists its kind."""
        ...

    def open_list(self, feature: str, listing: str, preset: str = "", otherwise: Callable[[], object] | None = None,
                  columns: Sequence[str] = ()) -> None:
        """Show a list of a tab; `otherwise()` where no section of it shows that list."""
        ...

    def section_of(self, model: type[Record], then: Callable[[Any], object]) -> None:
        """Bring the section whose list is of that kind of record to the front: `then(section)`, None where no page has one."""
        ...

    def go(self, step: int) -> None:
        """Back (-1) or forward (1)."""
        ...


class SearchLine(Protocol):
    """The box that searches everything (`shell.search_box.SearchBox`)."""

    def begin(self) -> None:
        """Put the cursor into it."""
        ...

    def search_for(self, text: str) -> None:
        """Search for `text`, as if it had been typed."""
        ...


class FirstPage(Protocol):
    """What stands in the window while no database is open (`shell.start_page.StartPage`)."""

    def set_busy(self, busy: bool) -> None:
        """Whether a database is being opened."""
        ...

    def stand_aside(self, aside: bool) -> None:
        """Offer nothing while a dialog offers the same."""
        ...


class Lockable(Protocol):
    """What hides all windows until a passphrase is typed (`shell.locking.Locking`)."""

    @property
    def locked(self) -> bool:
        """Whether they are hidden now."""
        ...

    def start(self) -> None:
        """Wait for the time of the settings anew."""
        ...

    def lock(self) -> None:
        """Hide them."""
        ...


class LastBackup(Protocol):
    """When was backed up (`shell.autobackup.AutomaticBackup`)."""

    def start(self) -> None:
        """Take up the rhythm that the settings name."""
        ...

    def show(self) -> None:
        """Say it anew."""
        ...

    def leave(self, proceed: Callable[[], None]) -> None:
        """Back up what has changed, then call `proceed`."""
        ...


class ActionsByName(Protocol):
    """The window's actions (`shell.actions.Actions`)."""

    def __getitem__(self, name: str) -> QAction:
        """The action of that name."""
        ...
