"""The modules of the tabs that somebody works with, loaded while the window rests, so that no click waits for them.

A tab that was never opened is not loaded: its modules take 5 to 20 MiB. Its first click loads them beside the window.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.core.feature import load
from desktop.ui.tasks import Collector

if TYPE_CHECKING:
    from desktop.ui.context import MainWindow

PAUSE_MS = 60  # of rest before what nobody asked for is loaded
USED = "tabs"
RECORD = "desktop.ui.book.record_pane:RecordPane"
"""What a record is shown in, whichever tab it is on: the first one that is opened waits for it."""


def is_loaded(place: str) -> bool:
    """Whether the module that a place names is there as a whole, so that `load` takes no time."""
    module = sys.modules.get(place.partition(":")[0])
    return module is not None and not getattr(module.__spec__, "_initializing", False)


class PagesAhead(QObject):
    """Loads the pages of tabs that were used before, one after the other, between all other work."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[str] = []
        self._rest = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest.timeout.connect(self._load_next)
        window.tasks.idle.connect(self._soon)
        window.attached.connect(self._begin)

    def note(self, name: str) -> None:
        """Remember that a tab is used."""
        used = self._used()
        if name not in used:
            self._window.settings.remember(USED, [*used, name])

    def _used(self) -> list[str]:
        kept = self._window.settings.remembered.get(USED)
        return kept if isinstance(kept, list) else []

    @Slot()
    def _begin(self) -> None:
        used = self._used()
        self._waiting = [*(feature.page for feature in self._window.program.features if feature.name in used), RECORD]

    @Slot()
    def _soon(self) -> None:
        """What was just asked for is painted first: loading would take the interpreter from it."""
        if self._waiting and not self._rest.isActive():
            self._rest.start()

    @Slot()
    def _load_next(self) -> None:
        if self._waiting and self._window.context and not self._window.tasks.busy:
            place = self._waiting.pop(0)
            last = not self._waiting
            self._window.tasks.read(lambda: self._load(place, last))

    @staticmethod
    def _load(place: str, last: bool) -> None:
        load(place)
        if last:
            Collector.set_aside()
