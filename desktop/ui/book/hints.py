"""Hints while one types: records that look the same, and what looks wrong. They never stand in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.core.records import doubtful, doubting
from desktop.core.search import Hit
from desktop.ui.fields.form import Form
from desktop.ui.look.flow import FlowLayout

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.ui.context import Context

PAUSE_MS = 350
SHOWN = 4


class Similar(Protocol):
    """Gives the records that look like the one being typed."""

    def __call__(self, session: Session, values: Mapping[str, Any], record_id: int | None, /) -> Sequence[Hit]:
        """The hits, likeliest first."""
        ...


class Doubts(Protocol):
    """Says what looks wrong and does not forbid saving."""

    def __call__(self, session: Session, values: Mapping[str, Any], record_id: int | None, /) -> Mapping[str, str]:
        """Field → sentence."""
        ...


@dataclass(frozen=True)
class Ask:
    """What is asked of a stored record: a sentence, the words of the button that answers it, and the method of the book that
    does it."""

    text: str
    button: str
    method: str


class Asks(Protocol):
    """Says what of the stored record is waiting for an answer."""

    def __call__(self, session: Session, record_id: int, /) -> Sequence[Ask]:
        """The questions, the most important first."""
        ...


class Hints(QFrame):
    """A line above a form, shown only while there is something to say."""

    def __init__(self, context: Context, form: Form, similar: Similar | None,
                 doubts: Doubts | None, parent: QWidget | None = None, *, asks: Asks | None = None,
                 act: Callable[[str], None] | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doubts")
        self.context, self.form = context, form
        self.similar, self.doubts = similar, doubts
        self.hits: list[Hit] = []
        self._asks, self._act, self._open, self._doubtful = asks, act, list[Ask](), dict[str, str]()
        self._number: int | None = None
        self._asked = 0
        self._watch = False
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(8, 3, 8, 3)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.ask)
        form.edited.connect(self._on_edited)
        self.hide()

    def start(self, record_id: int | None, *, watch: bool) -> None:
        """Another record is shown; `watch`: it is new, so look for others like it."""
        self._timer.stop()
        self._asked += 1
        self._number, self._watch = record_id, watch
        self._open = []
        self._show([], {})

    def look(self, record_id: int | None) -> None:
        """Ask what of the record shown waits for an answer, on the worker."""
        asks, db = self._asks, self.context.db
        if asks is None or record_id is None:
            self._open = []
            return

        def read() -> tuple[int, list[Ask]]:
            with db.reading() as session:
                return record_id, list(asks(session, record_id))

        self.context.tasks.read(read, self._take_asks)

    def _take_asks(self, result: tuple[int, list[Ask]]) -> None:
        if result[0] == self._number and result[1] != self._open:
            self._open = result[1]
            self._show(self.hits, self._doubtful)

    def _on_edited(self) -> None:
        if self.doubts or doubting(self.form.model) or (self.similar and self._watch):
            self._timer.start()

    def ask(self) -> None:
        """Ask the feature about what is typed now, on the worker."""
        self._asked += 1
        asked, values, number = self._asked, self.form.values(), self._number
        similar, doubts, db = self.similar if self._watch else None, self.doubts, self.context.db
        own = doubtful(self.form.model, values)
        if not similar and not doubts:
            self._show([], own)
            return

        def look() -> tuple[int, list[Hit], dict[str, str]]:
            with db.reading() as session:
                return (asked, list(similar(session, values, number)) if similar else [],
                        {**own, **(doubts(session, values, number) if doubts else {})})

        self.context.tasks.read(look, self._take)

    def _take(self, result: tuple[int, list[Hit], dict[str, str]]) -> None:
        if result[0] == self._asked:
            self._show(result[1], result[2])

    def _show(self, hits: list[Hit], doubts: Mapping[str, str]) -> None:
        self.hits, self._doubtful = hits, dict(doubts)
        self._flow.clear()
        if hits:
            self._add_label(_("Perhaps already there:"))
            for hit in hits[:SHOWN]:
                self._add_link(hit)
        for one in self._open:
            self._add_label(one.text)
            self._add_answer(one)
        for sentence in doubts.values():
            self._add_label(sentence)
        for name, binding in self.form.bindings.items():
            if bool(binding.widget.property("doubtful")) != (name in doubts):
                binding.widget.setProperty("doubtful", name in doubts)
                binding.widget.style().polish(binding.widget)
        self.setVisible(bool(hits or doubts or self._open))

    def _add_label(self, text: str) -> None:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._flow.addWidget(label)
        label.show()

    def _add_answer(self, one: Ask) -> None:
        button = QPushButton(one.button, self)
        button.clicked.connect(lambda: self._act(one.method) if self._act else None)
        self._flow.addWidget(button)
        button.show()

    def _add_link(self, hit: Hit) -> None:
        link = QPushButton(hit.title.replace("&", "&&") + (f" · {hit.detail}" if hit.detail else ""), self)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.setProperty("hit", (hit.table, hit.id))
        link.clicked.connect(self._on_link)
        self._flow.addWidget(link)
        link.show()

    def _on_link(self) -> None:
        hit: Any = self.sender().property("hit")
        self.context.open(hit[0], hit[1])
