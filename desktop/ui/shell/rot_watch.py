"""Looks in the background whether every byte is still what was written; where one is not, a quiet line says so, with the cure.

When a database is opened its pages and the newest backup are looked at, once a week everything. It is done in short pieces
while nothing else is under way, so that no list, no analysis and no closing waits for it; the first page neither, which is
filled when a database is opened.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.core.database import Database
    from desktop.core.wholeness import Finding
    from desktop.ui.context import MainWindow

PIECE = 0.2  # seconds of looking at a time
PAUSE_MS = 300


class RotBar(QFrame):
    """The sentence about what was found, with a button that opens the repair and one that puts the line away."""

    def __init__(self, watch: RotWatch) -> None:
        super().__init__()
        self.setObjectName("space_bar")
        self._found: list[Finding] = []
        self.text, self.cure, self.away = QLabel(self), QPushButton(self), QPushButton(self)
        self.text.setObjectName("problem")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 8, 4)
        line.addWidget(self.text, 1)
        line.addWidget(self.cure)
        line.addWidget(self.away)
        self.cure.clicked.connect(watch.show_cure)
        self.away.clicked.connect(self.hide)
        self.retranslate()

    def retranslate(self) -> None:
        """The words in the language in force."""
        self.text.setText(told(self._found))
        self.cure.setText(_("See and repair…"))
        self.away.setText(_("Later"))

    def show_found(self, found: list[Finding]) -> None:
        """Say what was found."""
        self._found = found
        self.retranslate()
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def told(found: list[Finding]) -> str:
    """What was found, in a sentence: files that are not there were moved or deleted by somebody, no byte of them changed."""
    if not found or not all(one.missing for one in found):
        return _("Some bytes of your data have changed by themselves, as old disks do. You can go on working; what "
                 "is whole in the backups can be brought back.")
    more = len(found) - 1
    tail = " " + ngettext("{n} more attached file is missing.", "{n} more attached files are missing.", more).format(n=more)
    return found[0].sentence + (tail if more else "")


class RotWatch(QObject):
    """One look at the open database after another piece; `found` is what it has found so far."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.bar: RotBar | None = None  # made when it is needed, which should be never
        self.found: list[Finding] = []
        self.full = self.done = False
        self._look = _Look()
        self._next = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._next.timeout.connect(self._go_on)
        window.attached.connect(self._opened)
        window.detached.connect(self._closed)

    @Slot()
    def _opened(self) -> None:
        self._closed()
        if self.window.context:
            self._next.start()

    @Slot()
    def _closed(self) -> None:
        self._next.stop()
        self._look, self.found, self.done = _Look(), [], False  # what is still under way keeps the old one, and is not heard
        if self.bar:
            self.bar.hide()

    @Slot()
    def _go_on(self) -> None:
        """The next piece; later, while something is under way: both would have to share the interpreter."""
        context = self.window.context
        if context is None:
            return
        if self.window.tasks.busy:
            self._next.start()
            return
        db, second, look = context.db, self.window.settings.get("second_place"), self._look
        self.window.tasks.compute(lambda _progress: look.some(db, second), lambda came: self._looked(look, came),
                                  lambda error: self._failed(look, error))

    def _looked(self, look: _Look, came: tuple[list[Finding], bool]) -> None:
        context = self.window.context
        if context is None or look is not self._look:
            return
        found, ended = came
        self.found += found
        if found:
            self._show()
        if not ended:
            self._next.start()
            return
        self._look, self.full, self.done = _Look(), look.full, True
        path, count = context.db.path, len(self.found)
        if look.full:
            self.window.tasks.read(lambda: _note(path, count))

    def _failed(self, look: _Look, error: Exception) -> None:
        """A disk that does not answer is told by whoever needs it; what fails because its database was closed, by nobody."""
        if look is not self._look:
            return
        self._look = _Look()
        if not isinstance(error, UserError | Cancelled):
            self.window.on_error(error)

    def _show(self) -> None:
        if self.bar is None:
            self.bar = RotBar(self)
            central = self.window.centralWidget()
            assert central is not None
            column = central.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertWidget(column.count() - 1, self.bar)
        self.bar.show_found(list(self.found))

    @Slot()
    def show_cure(self) -> None:
        """The findings, with the button that repairs."""
        from desktop.ui.shell.backups import check

        check(self.window)


class _Look:
    """One look at an open database, of which a worker does a piece at a time: nobody else touches it."""

    def __init__(self) -> None:
        self.full = False
        self._pieces: Iterator[Finding | None] | None = None

    def some(self, db: Database, second: str) -> tuple[list[Finding], bool]:
        """What a short time of looking finds, and whether all was looked at."""
        if self._pieces is None:
            self._pieces = self._begun(db, second)
        until = time.monotonic() + PIECE
        found: list[Finding] = []
        for piece in self._pieces:
            if piece is not None:
                found.append(piece)
            if time.monotonic() > until:
                return found, False
        return found, True

    def _begun(self, db: Database, second: str) -> Iterator[Finding | None]:
        from desktop.core import wholeness

        self.full = wholeness.is_due(db.path)
        wholeness.first_sums(db)
        return wholeness.looked(db, second, full=self.full)


def _note(path: Path, count: int) -> None:
    from desktop.core.wholeness import note_full

    note_full(path, count)
