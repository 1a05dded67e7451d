"""The page between file and columns: what the kind recognised of the whole file, each fact to be changed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import _
from desktop.core.importing import About, Columns
from desktop.ui.fields.still_box import StillBox, searchable
from desktop.ui.importing.state import ImportState, WizardPage, guessed
from desktop.ui.tasks import Progress

REGUESSED = ("crop", "compared", "places")  # what the columns are guessed by
LAYOUT = "layout"
Answer = tuple[int, Columns, list[About]]


class AboutPage(WizardPage):
    """A line a fact: its title, and a box that says what was recognised and offers what may be chosen instead.

    `reread` asks for the file to be read again, in another layout.
    """

    form = "import_about"
    reread = Signal()

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.hint = self.part(QLabel, "hint")
        facts = self.body.findChild(QFormLayout, "facts")
        assert facts is not None
        self.rows: QFormLayout = facts
        self.boxes: dict[str, QComboBox] = {}
        self.asking = False
        self.open: list[str] = []  # the questions that are not answered
        heading = self.part(QLabel, "heading")
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)

    def enter(self) -> None:
        """Recognise the file as it is read now; on the worker, since it may be long."""
        source, kind, context = self.state.source, self.state.kind, self.state.context
        if source is None:
            return
        chosen, fixed, known = dict(self.state.chosen), dict(self.state.fixed), self.state.columns
        number = self.state.ask()
        self.asking = True
        self.hint.clear()
        self.changed.emit()

        def work(_progress: Progress) -> Answer:
            with context.db.reading() as session:
                columns = known or guessed(session, kind, source.table, chosen, fixed)
                return number, columns, kind.about(session, source.table, columns)

        context.tasks.compute(work, self._taken, self._failed, _("Looking at the columns"), only_newest=True)

    def _taken(self, answer: Answer) -> None:
        number, _columns, facts = answer
        if number != self.state.number:
            return
        self.asking = False
        self._show(facts)
        self.open = [fact.asks for fact in facts if fact.asks and not fact.chosen]
        self.hint.setText("\n".join(self.open))
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.asking = False
        self.changed.emit()
        if isinstance(error, UserError | Cancelled):
            self.hint.setText(str(error))
        else:
            self.state.context.window.on_error(error)

    def _show(self, facts: list[About]) -> None:
        """The boxes anew: what was recognised first, then what may be chosen."""
        while self.rows.rowCount():
            self.rows.removeRow(0)
        self.boxes = {}
        for fact in facts:
            box = StillBox(self)
            box.setProperty("fact", fact.name)
            box.setAccessibleName(_(fact.title))
            box.addItem(fact.recognised or _("not known"), "")
            for value, words in fact.answers.items():
                box.addItem(words, value)
            searchable(box, free=fact.free)
            self._choose(box, fact.chosen)
            box.activated.connect(self._on_choice)
            if fact.free and (line := box.lineEdit()) is not None:
                line.editingFinished.connect(self._on_typed)
            self.rows.addRow(_(fact.title), box)
            self.boxes[fact.name] = box

    def _choose(self, box: QComboBox, value: str) -> None:
        place = box.findData(value) if value else 0
        if place < 0:
            box.addItem(value, value)
            place = box.count() - 1
        box.setCurrentIndex(place)

    # -- choosing -------------------------------------------------------------------------------------------------

    def _on_choice(self) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._set(str(box.property("fact")), str(box.currentData() or ""))

    def _on_typed(self) -> None:
        """A text that is in no list: a new site, a season, a name."""
        line = self.sender()
        box = line.parent() if line is not None else None
        if isinstance(box, QComboBox):
            text = box.currentText().strip()
            place = box.findText(text)
            self._set(str(box.property("fact")), str(box.itemData(place) or "") if place >= 0 else text)

    def _set(self, name: str, value: str) -> None:
        """A fact is as the user says from now on ("" = as recognised), and the file is looked at anew."""
        state = self.state
        if state.chosen.get(name, "") == value:
            return
        state.chosen = {n: v for n, v in {**state.chosen, name: value}.items() if v}
        state.plan = None
        if name == LAYOUT:
            state.forget()
            self.reread.emit()
            return
        if name in REGUESSED or state.columns is None:
            state.forget()
        else:
            kept = {n: v for n, v in state.columns.constants.items() if n != name}
            state.columns = replace(state.columns, constants={**kept, **({name: value} if value else {})})
        self.enter()

    def ready(self) -> bool:
        return self.state.source is not None and not self.asking and bool(self.boxes) and not self.open
