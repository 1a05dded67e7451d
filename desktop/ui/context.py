"""What a page is handed: the database, the settings, the worker, the window, and one signal for every change.

The window is known here by what may be asked of it; `shell/window.py` makes it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from desktop.ui.unsaved import Unsaved

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QStackedWidget, QToolBar, QWidget

    from desktop.core.database import Database
    from desktop.core.settings import Settings
    from desktop.ui.look.top_tabs import TopTabs
    from desktop.ui.program import Program
    from desktop.ui.shell.status import Status
    from desktop.ui.tasks import Tasks
    from desktop.ui.window_parts import ActionsByName, FirstPage, LastBackup, Lockable, PageInView, SearchLine, Ways


class MainWindow(QMainWindow):
    """The window as pages, dialogs and its own parts know it. `first_painted` once it stands on the screen; `attached` when
    a database is open, `detached` when it is no longer."""

    first_painted = Signal()
    attached = Signal()
    detached = Signal()
    settings: Settings
    program: Program
    tasks: Tasks
    status: Status
    context: Context | None
    pages: Mapping[str, Any]  # by the name of their tab, those made so far
    not_opened: Path | None  # the file that could not be opened: what Restore is about then
    tabs: TopTabs
    toolbar: QToolBar
    stack: QStackedWidget
    places: Ways
    search: SearchLine
    start_page: FirstPage
    backups: LastBackup | None
    locking: Lockable | None
    actions_: ActionsByName

    # -- what the window itself does ------------------------------------------------------------------------------

    @property
    def page(self) -> PageInView | None:
        """The page in view."""
        raise NotImplementedError

    def show_feature(self, name: str) -> PageInView | None:
        """Bring the tab of that name to the front and give its page, loaded on the spot if need be. For checks, which wait for
        it anyway: whatever a user clicks on asks `show_page`."""
        raise NotImplementedError

    def show_page(self, name: str, then: Callable[[Any], object] | None = None) -> bool:
        """Bring the tab of that name to the front; `then(page)` once its page is there: at once if it is loaded, not at all if
        another tab is chosen before. False where there is no such tab, or no database."""
        raise NotImplementedError

    def feature_in_view(self) -> str:
        """The name of the tab whose page is in view, "" where there is none."""
        raise NotImplementedError

    def beside(self, listing: str) -> list[tuple[str, str]]:
        """The sub-tabs that features add below the records of a list: title, place of the widget's class."""
        raise NotImplementedError

    def make_record(self, table: str, values: Mapping[str, Any], done: Callable[[int], None], parent: QWidget) -> None:
        """See `Context.make`."""
        raise NotImplementedError

    def show_apart(self, kind: type[QWidget], ids: Sequence[int]) -> None:
        """Show records of a kind of book in a window of their own."""
        raise NotImplementedError

    def open_database(self, path: Path) -> None:
        """Open (or make) a database on the worker and show it; the one open now is closed first."""
        raise NotImplementedError

    def begin_anew(self) -> None:
        """Open what is made now at the first tab, not where another database was left."""
        raise NotImplementedError

    def detach(self) -> None:
        """Close the database and every page on it."""
        raise NotImplementedError

    def show_title(self) -> None:
        """Name the open file in the title and the status bar."""
        raise NotImplementedError

    def rebuild_pages(self) -> None:
        """Make all pages anew, each where it was left."""
        raise NotImplementedError

    def run_command(self, name: str) -> None:
        """Call a command on the section in view, if it can do it now."""
        raise NotImplementedError

    def undo_last(self) -> None:
        """Undo the newest action, once nothing typed would be lost."""
        raise NotImplementedError

    def redo_last(self) -> None:
        """Redo the action undone last."""
        raise NotImplementedError

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once no page has unsaved input that would be lost."""
        raise NotImplementedError

    def on_error(self, error: Exception) -> None:
        """The world's fault as a sentence, ours in the crash dialog, nothing where the user stopped the work."""
        raise NotImplementedError


class Context(QObject):
    """One open database with its window. Lives as long as the database is open.

    `changed(frozenset of table names)` is emitted on the main thread after commits, those of one moment together.
    `language_changed` and `theme_changed` after a switch. A page emits `commands_changed` when what it `can` do changes.
    """

    changed = Signal(object)
    language_changed = Signal()
    theme_changed = Signal()
    commands_changed = Signal()
    _committed = Signal()

    def __init__(self, db: Database, settings: Settings, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self.db, self.settings, self.tasks, self.window = db, settings, tasks, window
        self.seen: list[tuple[PageInView, str]] = []
        """Pages with the names of their sections, in the order in which they were seen last (see `Page`)."""
        self.unsaved = Unsaved(self)
        self._pending: deque[frozenset[str]] = deque()
        self._committed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        db.listeners.append(self._note)

    def open(self, table: str, record_id: int) -> None:
        """Show that record wherever it lives."""
        self.window.places.open_record(table, record_id)

    def make(self, table: str, values: Mapping[str, Any], done: Callable[[int], None], parent: QWidget) -> None:
        """Make a record that a reference did not find, in a small form where more than `values` is needed; `done(id)`."""
        self.window.make_record(table, values, done, parent)

    def open_list(self, feature: str, listing: str, preset: str = "", otherwise: Callable[[], object] | None = None,
                  columns: Sequence[str] = ()) -> None:
        """Show a list of a tab with one of its presets: what a number on Today opens; `otherwise()` where it has none.
        `columns` that are hidden are shown beside its own."""
        self.window.places.open_list(feature, listing, preset, otherwise, columns)

    def message(self, text: str, undo: bool = False) -> None:
        """Show a sentence in the status bar; with `undo`, a button that takes the last action back."""
        self.window.status.show_message(text, undo)

    def close(self) -> None:
        """Stop listening to the database."""
        if self._note in self.db.listeners:
            self.db.listeners.remove(self._note)

    def _note(self, tables: frozenset[str]) -> None:
        """Note what was committed, in whichever thread; the main thread is told once."""
        self._pending.append(tables)
        self._committed.emit()

    @Slot()
    def _tell(self) -> None:
        tables: set[str] = set()
        while self._pending:
            tables |= self._pending.popleft()
        if tables:
            self.changed.emit(frozenset(tables))
