"""Find anything (Ctrl+K): a box in the menu bar, hits in a list under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.core.i18n import _
from desktop.ui.look import icons
from desktop.ui.look.named import name_hint

if TYPE_CHECKING:
    from desktop.core.database import Database
    from desktop.core.search import Hit
    from desktop.ui.context import MainWindow
    from desktop.ui.shell.hits import Hits

LIMIT = 30
ROWS_SHOWN = 12
WIDE, NARROW = 300, 120  # logical pixels of the box: as a rule, and at the least


@dataclass(frozen=True)
class Answer:
    """What was found for `text`, the question of the number `asked`."""

    asked: int
    text: str
    hits: list[Hit]


def _search(asked: int, db: Database, text: str) -> Answer:
    """Search; called on the worker, which loads what the first search needs of the kinds of record."""
    from desktop.core.search import find

    with db.reading() as session:
        return Answer(asked, text, find(session, text, LIMIT))


class SearchBox(QLineEdit):
    """The box. Typing searches, Down and Up choose, Enter opens, Escape closes."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._hits: Hits | None = None
        self._asked = self._shown = 0  # the number of the newest question, and of the one whose hits are shown
        self._entered = False  # Enter was pressed before the hits were there
        self.setObjectName("find_anything")
        self.setClearButtonEnabled(True)
        self.setFixedWidth(WIDE)
        self._glass = self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=90)
        self._pause.timeout.connect(self.look)
        self.textEdited.connect(self._pause.start)

    @property
    def hits(self) -> Hits:
        """The list under the box, made on first use."""
        if self._hits is None:
            from desktop.ui.shell.hits import Hits

            self._hits = Hits(self._window)
            self._hits.itemClicked.connect(self._open_chosen)
        return self._hits

    def retranslate(self) -> None:
        """The words in the language in force."""
        name_hint(self, _("Find anything") + "   Ctrl+K")
        self.setToolTip(_("Name, part of it, pinyin, initials, code or telephone"))
        self._glass.setIcon(icons.icon("search"))

    def begin(self) -> None:
        """Put the cursor here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def search_for(self, text: str) -> None:
        """Put a text here and search for it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(text)
        self.look()

    @Slot()
    def look(self) -> None:
        """Search for what stands in the box, beside what is being done, and show the hits."""
        context, text = self._window.context, self.text().strip()
        self._asked += 1
        if not context or not text:
            self.hits.hide()
            return
        asked, db = self._asked, context.db
        context.tasks.read(lambda: _search(asked, db, text), self._show)

    def _show(self, answer: Answer) -> None:
        """Show the hits of the newest question; open the first where Enter was pressed meanwhile."""
        from desktop.core.kinds import kinds

        if answer.asked != self._asked:
            return
        self._shown = self._asked
        self.hits.clear()
        text, found, known = answer.text, answer.hits, kinds()
        for hit in found:
            kind = _(known[hit.table].name) if hit.table in known else hit.table
            self.hits.add((hit.table, hit.id), hit.title, hit.detail, kind)
        if not found:
            self.hits.say_nothing(text)
        self.hits.setCurrentRow(0 if found else -1)
        self.place()
        self.hits.show()
        self.hits.raise_()
        if self._entered:
            self._open_chosen()
        self._entered = False

    def fit(self) -> None:
        """Give way where the window is narrow, so that all menus stay."""
        room = self._window.width() - (self._window.menuBar().sizeHint().width() - self.minimumWidth())
        self.setFixedWidth(max(NARROW, min(WIDE, room)))

    def place(self) -> None:
        """Put the list under the box."""
        if self._hits is None:
            return
        width = max(self.width(), 420)
        corner = self.mapTo(self._window, QPoint(self.width() - width, self.height() + 3))
        rows = min(max(self.hits.count(), 1), ROWS_SHOWN)
        height = rows * max(self.hits.sizeHintForRow(0), 20) + 2 * self.hits.frameWidth() + 2
        self.hits.setGeometry(max(corner.x(), 4), corner.y(), width, min(height, self._window.height() - corner.y() - 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        moves = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if key in moves and self.hits.isVisible():
            QApplication.sendEvent(self.hits, event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self._pause.isActive() or self._shown != self._asked:  # what was typed last is not found yet
            self._pause.stop()
            self._entered = True
            self.look()
        else:
            self._open_chosen()

    @Slot()
    def _open_chosen(self) -> None:
        hit = self.hits.chosen()
        if hit and self._window.context:
            self.finish()
            self._window.context.open(*hit)

    def finish(self) -> None:
        """Close the list and give the focus back to the page."""
        self._asked += 1  # an answer under way is not wanted any more
        self._shown, self._entered = self._asked, False
        self.hits.hide()
        self.clear()
        self._window.stack.setFocus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._hits and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._hits.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.text().strip():
            self._pause.start()
