"""The window: tabs along the top, the page in view, toolbar, menus and status bar. Knows no feature."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QToolBar, QWidget

from desktop.core.encryption import ring
from desktop.core.errors import Cancelled, Ended, Exchanged, UserError
from desktop.core.feature import load
from desktop.core.i18n import _
from desktop.ui import commands, messages
from desktop.ui.context import Context, MainWindow
from desktop.ui.look import appearance, icons
from desktop.ui.look.top_tabs import TopTabs
from desktop.ui.shell.actions import Actions
from desktop.ui.shell.ahead import PagesAhead, is_loaded
from desktop.ui.shell.frame import lay_out, restore_geometry
from desktop.ui.shell.loading_page import LoadingPage
from desktop.ui.shell.places import Places
from desktop.ui.shell.search_box import SearchBox
from desktop.ui.shell.start_page import StartPage
from desktop.ui.shell.status import Status
from desktop.ui.shell.tabs_by_hand import TabsByHand
from desktop.ui.shell.unsaved_notice import UnsavedNotice
from desktop.ui.tasks import Collector, Tasks
from desktop.ui.translate import use_formats

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.settings import Settings
    from desktop.ui.page import Page
    from desktop.ui.program import Program
    from desktop.ui.shell.autobackup import AutomaticBackup
    from desktop.ui.shell.undo import Undo


class Window(MainWindow):
    """The main window; what pages and dialogs ask of it is said in `MainWindow`."""

    def __init__(self, settings: Settings, program: Program) -> None:
        super().__init__()
        self.settings, self.program = settings, program
        self.context = None
        self.undo: Undo | None = None
        self.backups: AutomaticBackup | None = None
        self.locking = self.not_opened = None
        self.pages: dict[str, Page] = {}
        self._left: dict[str, dict[str, Any]] = {}  # where the user was in pages that are made anew
        self._painted = False
        self._closing = self._in_close_event = False
        self.tasks = Tasks(self.on_error, self)
        self.ahead = PagesAhead(self)
        self.status = Status(self)
        self.setStatusBar(self.status)
        self.search: SearchBox = SearchBox(self)
        self.tabs, self.toolbar, self.stack = TopTabs(), QToolBar(), QStackedWidget()
        self.start_page: StartPage = StartPage(self)
        self.places: Places = Places(self)
        self.actions_: Actions = Actions(self)
        lay_out(self, self.actions_, self.search, self.start_page)
        self.loading = LoadingPage(self, self._show_loaded)
        self.unsaved, self.by_hand = UnsavedNotice(self), TabsByHand(self)
        self._connect()
        self.retranslate()
        restore_geometry(self)
        self._update_commands()

    # -- building -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.places.changed.connect(self._update_places)
        self.first_painted.connect(self.places.watch_mouse)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)
        self.tasks.started.connect(self.status.begin)
        self.tasks.progressed.connect(self.status.progress)
        self.tasks.finished.connect(self.status.end)
        self.status.cancel_wanted.connect(self.tasks.cancel)
        self.status.undo_wanted.connect(self.undo_last)
        self.status.redo_wanted.connect(self.redo_last)

    @Slot()
    def retranslate(self) -> None:
        """All words of the window itself in the language in force."""
        for number, feature in enumerate(self.program.features):
            self.tabs.name(number, _(feature.title), icons.bar_icon(feature.icon))
        self.actions_.retranslate()
        self.status.retranslate()
        self.search.retranslate()
        self.search.fit()
        self.start_page.retranslate()
        self.show_title()

    def show_title(self) -> None:
        """Name the open file in the title and the status bar."""
        name = _("AgriDesk")
        path = self.context.db.path if self.context else None
        self.setWindowTitle(f"{path.stem} – {name}" if path else name)
        self.status.file.setText(path.name if path else "")
        self.status.file.setToolTip(str(path) if path else "")
        self.status.show_backup("")

    # -- the database ---------------------------------------------------------------------------------------------

    def open_database(self, path: Path) -> None:
        """Open (or make) a database on the worker and show it; the one open now is closed first."""
        self.settle(lambda: self._leave(lambda: self._open(path)))

    def _leave(self, proceed: Any) -> None:
        """Call `proceed`, which closes the database, once it is backed up and nothing typed meanwhile would be lost."""
        if self.backups:
            self.backups.leave(lambda: self.settle(proceed))
        else:
            proceed()

    def _open(self, path: Path) -> None:
        left = self.context.db.path if self.context else path
        mark = ring.mark_of(left)
        self.detach()
        if left != path:  # who comes back to an encrypted file is asked for its passphrase again
            ring.forget(mark)
        self.start_page.set_busy(True)
        first = self.program.features[self._wanted_tab()]

        def work() -> Database:
            load(first.page)  # its modules are loaded here rather than on the main thread
            db = self.program.open(path)
            Collector.set_aside()
            return db

        self.not_opened = path
        self.tasks.run(work, self.attach, self._not_opened, _("Opening {file}").format(file=path.name))

    def _wanted_tab(self) -> int:
        """The tab that was in front last."""
        wanted = self.settings.remembered.get("tab")
        names = [f.name for f in self.program.features]
        return names.index(wanted) if wanted in names else 0

    def begin_anew(self) -> None:
        """Open what is made now at the first tab and its first sections, not where another database was left."""
        kept = {name: value for name, value in self.settings.remembered.items() if not name.startswith("section.")}
        self.settings.remembered = {**kept, "tab": self.program.features[0].name}

    def _not_opened(self, error: Exception) -> None:
        self.start_page.set_busy(False)
        if isinstance(error, UserError):
            self.start_page.show_problem(str(error))
            load("desktop.ui.dialogs.unlock:ask_for_key")(self, error)
        else:
            self.on_error(error)

    def attach(self, db: Database) -> None:
        """Show an open database: make its context and the page in view."""
        from desktop.ui.shell.autobackup import AutomaticBackup
        from desktop.ui.shell.undo import Undo

        if self._closing:
            db.close()
            return
        use_formats()
        self.not_opened = None
        self.context = Context(db, self.settings, self.tasks, self)
        self.context.commands_changed.connect(self._update_commands)
        self.context.unsaved.changed.connect(self.unsaved.look)
        self.undo = Undo(self.context)
        self.undo.changed.connect(self._update_commands)
        self.backups = self.backups or AutomaticBackup(self)
        self.settings.set("database", str(db.path))
        self.actions_.files.note(db.path)
        self.start_page.set_busy(False)
        self.show_title()
        wanted = self._wanted_tab()
        load(self.program.features[wanted].page)
        self.tabs.setCurrentIndex(wanted)
        self._show_tab(wanted)
        self.attached.emit()

    def detach(self) -> None:
        """Close the database and every page on it."""
        if not self.context:
            return
        for apart in self._apart():
            apart.done(0)
        self._drop_pages()
        self._left.clear()
        context, self.context, self.undo = self.context, None, None
        context.close()
        self.places.forget()
        self.detached.emit()
        self.stack.setCurrentWidget(self.start_page)
        self.show_title()
        self._update_commands()
        self.tasks.stop()
        context.db.close()
        context.deleteLater()

    def _drop_pages(self) -> None:
        for page in sorted(self.pages.values(), key=lambda p: p is self.page):  # else the next would be shown, and load
            page.hide()
            self.stack.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
        self.pages.clear()

    def rebuild_pages(self) -> None:
        """Make all pages and record windows anew (language, font), each where it was left; the one in view at once."""
        self._left = {name: page.places() for name, page in self.pages.items()}
        self._drop_pages()
        self.retranslate()
        if self.context:
            self._show_tab(self.tabs.currentIndex())
        for apart in self._apart():
            apart.rebuild()

    # -- tabs and pages -------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page in view."""
        shown = self.stack.currentWidget()
        return shown if shown in self.pages.values() else None  # type: ignore[return-value]

    def feature_in_view(self) -> str:
        """The name of the tab whose page is in view, "" where there is none."""
        return next((name for name, page in self.pages.items() if page is self.page), "")

    def show_feature(self, name: str) -> Page | None:
        """See `MainWindow`."""
        for feature in self.program.features:
            if feature.name == name:
                load(feature.page)
                self.show_page(name)
        return self.page

    def show_page(self, name: str, then: Callable[[Any], object] | None = None) -> bool:
        """See `MainWindow`."""
        number = next((n for n, feature in enumerate(self.program.features) if feature.name == name), None)
        if number is None or not self.context:
            return False
        self.loading.wait(name, then)
        if self.tabs.currentIndex() == number:
            self._show_tab(number)
        else:
            self.tabs.setCurrentIndex(number)
        return True

    def beside(self, listing: str) -> list[tuple[str, str]]:
        """The sub-tabs that features add below the records of a list: title, place of the widget's class."""
        return [(title, place) for feature in self.program.features for name, title, place in feature.beside if name == listing]

    @Slot(int)
    def _show_tab(self, number: int) -> None:
        if not self.context or not 0 <= number < len(self.program.features):
            return
        feature = self.program.features[number]
        if feature.name not in self.pages:
            if not is_loaded(feature.page):  # the first click ever on this tab
                self.loading.begin(feature)
                self._update_commands()
                return
            page = load(feature.page)(self.context, self.stack)
            page.commands_changed.connect(self._update_commands)
            page.take_places(self._left.pop(feature.name, {}))
            self.pages[feature.name] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self.pages[feature.name])
        self.settings.remember("tab", feature.name)
        self.ahead.note(feature.name)
        self._update_commands()
        self.loading.arrived(feature.name, self.page)

    def _show_loaded(self, name: str) -> None:
        """Show a tab that was asked for, now that it is loaded, unless another one was meanwhile."""
        number = self.tabs.currentIndex()
        if self.program.features[number].name == name:
            self._show_tab(number)

    # -- commands -------------------------------------------------------------------------------------------------

    @Slot()
    def _update_commands(self) -> None:
        page = self.page
        for command in commands.PAGE:
            self.actions_[command.name].setEnabled(page is not None and page.section.can(command.name))
        self.actions_.show_undo(self.undo.state if self.undo else None)
        self.tabs.setEnabled(self.context is not None)
        self._update_places()
        self.unsaved.look()
        self.places.note()

    @Slot()
    def _update_places(self) -> None:
        for name, step in (("back", -1), ("forward", 1)):
            self.actions_[name].setEnabled(self.context is not None and self.places.can(step))

    def run_command(self, name: str) -> None:
        """Call a command on the section in view, if it can do it now."""
        page = self.page
        if page and page.section.can(name):
            getattr(page.section, name)()

    @Slot()
    def undo_last(self) -> None:
        """Take back what is typed in the grid one is in; else undo the newest action, once nothing typed would be lost."""
        if undo := self.undo:
            undo.take_back(lambda: self.settle(undo.undo))

    @Slot()
    def redo_last(self) -> None:
        """Redo the action undone last."""
        if self.undo:
            self.settle(self.undo.redo)

    @Slot()
    def _scheme_changed(self) -> None:
        """The system went light or dark: follow, if the settings say so."""
        if self.settings.get("theme") == "system":
            appearance.change(self, "theme", "system")

    def settle(self, proceed: Callable[[], None]) -> None:
        """Call `proceed` once no page has unsaved input that would be lost."""
        self._settle([*self.pages.values(), *self._apart()], proceed)

    def _apart(self) -> list[Any]:
        """The windows that show records apart from the pages."""
        return self.findChildren(QDialog, "records_window", Qt.FindChildOption.FindDirectChildrenOnly)

    def _settle(self, waiting: list[Any], proceed: Any) -> None:
        if waiting:
            waiting[0].settle(lambda: self._settle(waiting[1:], proceed))
        else:
            proceed()

    def make_record(self, table: str, values: Mapping[str, Any], done: Callable[[int], None], parent: QWidget) -> None:
        """See `Context.make`."""
        from desktop.ui.book.making import make

        if self.context:
            make(self.context, table, values, done, parent)

    def show_apart(self, kind: Any, ids: Sequence[int]) -> None:
        """Show records of a kind of book in a window of their own."""
        from desktop.ui.book.records_window import RecordsWindow

        if self.context:
            RecordsWindow(self.context, kind, ids).show()

    def on_error(self, error: Exception) -> None:
        """The world's fault as a sentence, ours in the crash dialog, nothing where the user stopped the work."""
        if isinstance(error, Exchanged) and self.context:
            from desktop.ui.shell import moved_file

            moved_file.offer(self, error)
        elif isinstance(error, UserError | Ended):
            messages.show_error(self, error)
        elif not isinstance(error, Cancelled):
            from desktop.ui.shell import crash

            crash.report(type(error), error, error.__traceback__, self)

    # -- Qt -------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.search.fit()
        self.search.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing:
            self._in_close_event = True
            self.settle(lambda: self._leave(self._close_now))
            self._in_close_event = False
        event.setAccepted(self._closing)

    def _close_now(self) -> None:
        self._closing = True
        self.settings.remember("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.detach()
        self.tasks.stop()
        try:
            self.settings.save()
        except (OSError, UserError) as error:
            messages.show_error(self, error)
        if not self._in_close_event:  # the question about unsaved input was answered later
            self.close()
