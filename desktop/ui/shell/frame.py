"""How the parts of the window stand: menus with toolbar and search box, the tabs, the page in view."""

from __future__ import annotations

from binascii import a2b_base64
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.look import icons
from desktop.ui.look.top_tabs import Header

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow
    from desktop.ui.shell.actions import Actions
    from desktop.ui.shell.search_box import SearchBox
    from desktop.ui.shell.start_page import StartPage

ICON = QSize(20, 20)
SIZE = QSize(1240, 720)
LARGE = QSize(1500, 860)  # logical pixels of a screen on which something else has room beside the window


def lay_out(window: MainWindow, actions: Actions, search: SearchBox, start_page: StartPage) -> None:
    """Put the parts of `window` in their places and give the tabs their features."""
    window.setWindowIcon(icons.window_icon())
    window.tabs.setIconSize(ICON)
    for feature in window.program.features:
        window.tabs.addTab(feature.name)
    window.toolbar.setIconSize(ICON)
    actions.fill_toolbar(window.toolbar)
    actions.fill_menus(window.menuBar())
    window.menuBar().setNativeMenuBar(False)  # toolbar and search box stand in it
    window.menuBar().setCornerWidget(_corner(window.menuBar(), window.toolbar, search))
    window.stack.addWidget(start_page)
    window.stack.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    window.setCentralWidget(_central(window))
    window.stack.setFocus()


def restore_geometry(window: MainWindow) -> None:
    """Give a window the size and place it had when it was closed last; else a size that the screen has room for."""
    stored = window.settings.remembered.get("geometry")
    if not (isinstance(stored, str) and window.restoreGeometry(_bytes(stored))):
        room = window.screen().availableGeometry().size()
        window.resize(SIZE.boundedTo(room * 0.94))


def maximise_first(window: MainWindow) -> None:
    """A window that was never closed before takes the whole of a small screen, laptops' usual one among them."""
    room = window.screen().availableGeometry().size()
    if "geometry" not in window.settings.remembered and (room.width() < LARGE.width() or room.height() < LARGE.height()):
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def _bytes(stored: str) -> bytes:
    """What base64 text holds; nothing where it is none."""
    try:
        return a2b_base64(stored)
    except ValueError:
        return b""


def _central(window: MainWindow) -> QWidget:
    central, header = QWidget(), Header(window.tabs)
    column = QVBoxLayout(central)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(header)
    column.addWidget(window.stack, 1)
    window.attached.connect(lambda: _ask_for_name(window, column))
    window.attached.connect(lambda: _watch_idle(window))
    return central


def _watch_idle(window: MainWindow) -> None:
    """Lock an encrypted database after a time without input."""
    from desktop.ui.shell.locking import Locking

    window.locking = window.locking or Locking(window)
    window.locking.start()


def _ask_for_name(window: MainWindow, column: QVBoxLayout) -> None:
    """The line that asks for the manager's name stands below the tabs from the first database on."""
    from desktop.ui.shell.name_bar import NameBar

    if window.findChild(NameBar) is None:
        column.insertWidget(1, NameBar(window))


def _corner(bar: QWidget, *widgets: QWidget) -> QWidget:
    """Widgets beside each other in a menu bar's corner, which asks for hints only, so they stand in a frame."""
    frame = QWidget(bar)
    frame.setObjectName("corner")
    line = QHBoxLayout(frame)
    line.setContentsMargins(4, 1, 6, 1)
    line.setSpacing(10)
    for widget in widgets:
        line.addWidget(widget)
    return frame
