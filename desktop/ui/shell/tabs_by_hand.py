"""The tabs as the user goes to them himself: by a click or a key, not by a number or a name that leads to certain rows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.ui.context import MainWindow

KEYS = 9  # Ctrl+1 to Ctrl+9


class TabsByHand(QObject):
    """Brings the tab that was clicked, or whose key was pressed, to the front and tells its section that the user came."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.tabs.tabBarClicked.connect(self.go)
        for number in range(KEYS):
            QShortcut(QKeySequence(f"Ctrl+{number + 1}"), window).activated.connect(partial(self.go, number))

    @Slot(int)
    def go(self, number: int) -> None:
        """Go to a tab, by its number from 0; to the one in front again changes nothing."""
        window = self._window
        if window.context and number != window.tabs.currentIndex() and 0 <= number < len(window.program.features):
            window.show_page(window.program.features[number].name, lambda page: page.section.came())
