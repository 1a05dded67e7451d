"""Every QAction of the window, made once: menus, toolbar and shortcuts share them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar

from desktop.core.action_words import bare
from desktop.core.i18n import N_, _
from desktop.core.settings import SETTINGS
from desktop.ui import commands
from desktop.ui.look import icons
from desktop.ui.shell.file_menu import FileMenu

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow
    from desktop.ui.shell.undo import State

RECENT = "recent"  # a menu of its own
FILE = (  # a name alone is a command of the page
    ("new_database", N_("New database…"), "new-file", ""),
    ("open_database", N_("Open…"), "open", "Ctrl+O"),
    ("open_example", N_("Open example region"), "map", ""),
    RECENT,
    None,
    ("import_", N_("Import…"), "import", "Ctrl+I"),
    "export",
    "print_",
    "print_list",
    None,
    ("backup", N_("Back up now"), "backup", ""),
    ("backup_to", N_("Back up to a folder…"), "", ""),
    ("restore", N_("Restore…"), "history", ""),
    ("check", N_("Check the database"), "check", ""),
    ("exchange", N_("Exchange between laptops…"), "", ""),
    ("encryption", N_("Encryption…"), "lock", ""),
    ("lock", N_("Lock"), "", "Ctrl+L"),
    None,
    ("settings", N_("Settings…"), "settings", "Ctrl+,"),
    None,
    ("quit", N_("Quit"), "", "Ctrl+Q"),
)
EDIT = ("undo", "redo", "", "copy", "paste", "", "new_record", "save", "delete", "", "find", "search", "", "recycle_bin",
        "history")
NEEDS_DATABASE = ("import_", "backup", "backup_to", "check", "exchange", "encryption", "lock", "recycle_bin",
                  "history")


class Actions(QObject):
    """The window's actions by name."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.files = FileMenu(window)
        self._all: dict[str, QAction] = {}
        self._in_toolbar: set[str] = set()
        self._titles: dict[str, str] = {}
        self._menus: dict[str, tuple[QMenu, str]] = {}
        self._choices: dict[str, QActionGroup] = {}
        for command in (*commands.PAGE, *commands.WINDOW):
            self._make(command.name, command.title, command.icon, command.keys)
        for entry in FILE:
            if isinstance(entry, tuple) and entry[0] not in self._all:
                self._make(entry[0], entry[1], entry[2], (entry[3],) if entry[3] else ())
        for name, title, key in (("copy", N_("Copy"), "Ctrl+C"), ("paste", N_("Paste"), "Ctrl+V")):
            self._make_edit(name, title, key)
        self._make("about", N_("About AgriDesk"), "", ())
        self._make("log_folder", N_("Open the log folder"), "", ())
        self._make("support", N_("Save a support bundle…"), "", ())

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def _make(self, name: str, title: str, icon: str, keys: tuple[str, ...]) -> None:
        action = QAction(self)
        action.setObjectName(name)
        action.setProperty("icon_name", icon)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(self._triggered)
        self._all[name], self._titles[name] = action, title
        self.window.addAction(action)

    def _make_edit(self, name: str, title: str, key: str) -> None:
        """An action for what has the focus, which hears the key itself: the menu shows it and sends it on."""
        action = QAction(self)
        action.setObjectName(name)
        action.setProperty("icon_name", "copy" if name == "copy" else "")
        action.setProperty("key", key)
        action.triggered.connect(self._send_key)
        self._all[name], self._titles[name] = action, title

    @Slot()
    def _send_key(self) -> None:
        from PySide6.QtWidgets import QApplication

        key = Qt.Key.Key_C if self.sender() is self["copy"] else Qt.Key.Key_V
        target = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            QApplication.sendEvent(target, QKeyEvent(kind, key, Qt.KeyboardModifier.ControlModifier))

    @Slot()
    def _triggered(self) -> None:
        name = self.sender().objectName()
        if name in {c.name for c in commands.PAGE}:
            self.window.run_command(name)
        else:
            (getattr(self, f"_{name}", None) or getattr(self.files, name))()

    # -- what they do ---------------------------------------------------------------------------------------------

    def _undo(self) -> None:
        self.window.undo_last()

    def _redo(self) -> None:
        self.window.redo_last()

    def _back(self) -> None:
        self.window.places.go(-1)

    def _forward(self) -> None:
        self.window.places.go(1)

    def _search(self) -> None:
        self.window.search.begin()

    def _help(self) -> None:
        from desktop.ui.dialogs.help import show_help

        show_help(self.window)

    def _shortcuts(self) -> None:
        from desktop.ui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self.window).show()

    def _settings(self) -> None:
        from desktop.ui.dialogs.settings import SettingsDialog

        SettingsDialog(self.window).show()

    def _recycle_bin(self) -> None:
        from desktop.ui.dialogs.recycle_bin import RecycleBin

        if self.window.context:
            RecycleBin(self.window.context).show()

    def _exchange(self) -> None:
        from desktop.ui.dialogs.exchange import ExchangeDialog

        if self.window.context:
            ExchangeDialog(self.window.context).show()

    def _encryption(self) -> None:
        from desktop.ui.dialogs.encryption import EncryptionDialog

        if self.window.context:
            EncryptionDialog(self.window.context).show()

    def _lock(self) -> None:
        if self.window.locking:
            self.window.locking.lock()

    def _history(self) -> None:
        from desktop.ui.dialogs.history import HistoryDialog

        if self.window.context:
            HistoryDialog(self.window.context).show()

    def _about(self) -> None:
        from desktop.ui.shell.about import show_about

        show_about(self.window)

    def _log_folder(self) -> None:
        from desktop.ui.shell.crash import open_log_folder

        open_log_folder()

    def _support(self) -> None:
        from desktop.ui.shell.support import save_support

        save_support(self.window)

    # -- where they stand -----------------------------------------------------------------------------------------

    def fill_toolbar(self, bar: QToolBar) -> None:
        """The commands every page shares."""
        for number, group in enumerate(commands.TOOLBAR):
            if number:
                bar.addSeparator()
            for name in group:
                bar.addAction(self[name])
                self._in_toolbar.add(name)

    def fill_menus(self, bar: QMenuBar) -> None:
        """File, Edit, View, Help."""
        file = self._menu(bar, "file", N_("&File"))
        for entry in FILE:
            if entry == RECENT:
                file.addMenu(self._recent_menu())
            elif entry:
                file.addAction(self[entry if isinstance(entry, str) else entry[0]])
            else:
                file.addSeparator()
        edit = self._menu(bar, "edit", N_("&Edit"))
        for name in EDIT:
            edit.addAction(self[name]) if name else edit.addSeparator()
        view = self._menu(bar, "view", N_("&View"))
        for name in ("back", "forward", "refresh", "open_apart"):
            view.addAction(self[name])
        view.addSeparator()
        view.addMenu(self._choice_menu("theme", N_("Appearance")))
        view.addMenu(self._choice_menu("language", N_("Language")))
        help_menu = self._menu(bar, "help", N_("&Help"))
        for name in ("help", "shortcuts", "", "log_folder", "support", "about"):
            help_menu.addAction(self[name]) if name else help_menu.addSeparator()

    def _menu(self, bar: QMenuBar, name: str, title: str) -> QMenu:
        menu = QMenu(bar)
        self._menus[name] = (menu, title)
        menu.aboutToShow.connect(self._draw_icons)
        bar.addMenu(menu)
        return menu

    def _recent_menu(self) -> QMenu:
        """The databases opened last, read when the menu is opened."""
        menu = QMenu(self.window)
        self._menus[RECENT] = (menu, N_("Recent files"))
        menu.aboutToShow.connect(self._fill_recent)
        menu.triggered.connect(self._open_recent)
        menu.addAction(_("None"))  # a menu without entries is not opened
        return menu

    @Slot()
    def _fill_recent(self) -> None:
        menu = self._menus[RECENT][0]
        menu.clear()
        for path in self.files.recent():
            action = menu.addAction(path.stem)
            action.setToolTip(str(path))
            action.setData(str(path))
            action.setEnabled(path.exists())
        if menu.isEmpty():
            menu.addAction(_("None")).setEnabled(False)
        menu.setToolTipsVisible(True)

    @Slot(QAction)
    def _open_recent(self, action: QAction) -> None:
        if action.data():
            self.window.open_database(Path(action.data()))

    @Slot()
    def _draw_icons(self) -> None:
        """Give a menu its icons when it is first opened: drawing all of them at the start would take a while."""
        for action in self._all.values():
            action.setIcon(icons.icon(action.property("icon_name")))

    def _choice_menu(self, setting: str, title: str) -> QMenu:
        menu = QMenu(self.window)
        self._menus[setting] = (menu, title)
        group = QActionGroup(self)
        for value in SETTINGS[setting].choices:
            action = menu.addAction("")
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
        group.setObjectName(setting)
        group.triggered.connect(self._chosen)
        self._choices[setting] = group
        return menu

    @Slot(QAction)
    def _chosen(self, action: QAction) -> None:
        from desktop.ui.look.appearance import change

        change(self.window, self.sender().objectName(), action.data())

    def retranslate(self) -> None:
        """Titles, tooltips and icons for the language and the theme in force."""
        for name, action in self._all.items():
            title = _(self._titles[name])
            action.setText(title)
            if name in self._in_toolbar or not action.icon().isNull():
                action.setIcon(icons.bar_icon(action.property("icon_name")))
            if action.property("key"):  # shown only: what has the focus hears it
                shown = QKeySequence(action.property("key")).toString(QKeySequence.SequenceFormat.NativeText)
                action.setText(f"{title}\t{shown}")
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            help_text = _(commands.BY_NAME[name].help) if name in commands.BY_NAME else ""
            action.setToolTip(" · ".join(part for part in (title, help_text) if part) + (f"  ({keys})" if keys else ""))
        for menu, title in self._menus.values():
            menu.setTitle(_(title))
        for setting, group in self._choices.items():
            for action in group.actions():
                action.setText(SETTINGS[setting].word(action.data()))
                action.setChecked(action.data() == self.window.settings.get(setting))

    def show_undo(self, state: State | None) -> None:
        """Undo and Redo with the name of what they would do; what needs a database only with one."""
        for name, title, label in (
            ("undo", _("Undo"), state.undo if state else ""),
            ("redo", _("Redo"), state.redo if state else ""),
        ):
            self[name].setEnabled(bool(label))
            self[name].setText(_("{action}: {what}").format(action=title, what=bare(label)) if label else title)
        for name in NEEDS_DATABASE:
            self[name].setEnabled(self.window.context is not None)
