"""A quiet line below the tabs where a disk runs out of room, before anything fails for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.core.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.disk_space import Short
    from desktop.ui.context import MainWindow

EVERY_MS = 10 * 60_000


class SpaceBar(QFrame):
    """The sentences about the disks, with a button that looks again and one that puts the line away."""

    def __init__(self, watch: SpaceWatch) -> None:
        super().__init__()
        self.setObjectName("space_bar")
        self.short: list[Short] = []
        self.text, self.again, self.away = QLabel(self), QPushButton(self), QPushButton(self)
        self.text.setObjectName("problem")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        line.addWidget(self.text, 1)
        line.addWidget(self.again)
        line.addWidget(self.away)
        self.again.clicked.connect(watch.look)
        self.away.clicked.connect(watch.put_away)
        self.show_short([])

    def show_short(self, short: list[Short]) -> None:
        """Show what is said of these disks; of none, nothing."""
        self.short = short
        self.text.setText("\n".join(disk.said() for disk in short))
        self.again.setText(_("Look again"))
        self.away.setText(_("Later"))
        self.setVisible(bool(short))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_short(self.short if self.isVisible() else [])


class SpaceWatch(QObject):
    """Looks at the disks when a database is opened, from time to time, and after backups.

    A line that was put away comes back when another disk runs short, or half of what was free is gone.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.bar: SpaceBar | None = None  # made when it is needed, which should be never
        self._away: list[Short] = []
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        window.attached.connect(self._opened)
        window.detached.connect(self._closed)

    @Slot()
    def _opened(self) -> None:
        self._timer.start()
        self.look()

    @Slot()
    def _closed(self) -> None:
        self._timer.stop()
        self._away = []
        if self.bar:
            self.bar.show_short([])

    @Slot()
    def look(self) -> None:
        """Look at the disks now, beside what is under way."""
        if context := self.window.context:
            path, second = context.db.path, self.window.settings.get("second_place")
            self.window.tasks.read(lambda: _look(path, second), self._show)

    @Slot()
    def put_away(self) -> None:
        """Hide the line until matters are worse."""
        if self.bar:
            self._away = self.bar.short
            self.bar.show_short([])

    def _show(self, short: list[Short]) -> None:
        known = {disk.folder: disk.free for disk in self._away}
        told = all(disk.folder in known and disk.free > known[disk.folder] / 2 for disk in short)
        if not short:
            self._away = []
        if self.bar is None and short:
            self.bar = SpaceBar(self)
            central = self.window.centralWidget()
            assert central is not None
            column = central.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.count() - 1, self.bar)
        if self.bar:
            self.bar.show_short([] if told else short)


def _look(path: Path, second: str) -> list[Short]:
    from desktop.core.disk_space import short_of_room

    return short_of_room(path, second)
