"""Second page: what each column holds, and how values that can be read in more than one way are meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QLineEdit, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from desktop.core.fields import today
from desktop.core.i18n import _, ngettext
from desktop.core.importing import Columns, Question, Target, Use, ask, open_questions
from desktop.core.importing.engine import settled
from desktop.core.importing.keeping import KEEP, is_running
from desktop.ui.fields.still_box import StillBox, searchable
from desktop.ui.importing.state import ImportState, WizardPage, guessed
from desktop.ui.look import theme
from desktop.ui.tasks import Progress

SAMPLES = 4
ASKED = 4  # so many questions stand there without scrolling
Answer = tuple[int, list[Target], Columns, list[Question], list[Target], list[Target]]


class ColumnsPage(WizardPage):
    """One line a column: its heading, some of its values, where it goes. Guesses are made, and remembered next time."""

    form = "import_columns"

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.table, self.asked = self.part(QTableWidget, "columns"), self.part(QTableWidget, "questions")
        self.box, self.missing = self.part(QWidget, "questions_box"), self.part(QLabel, "missing")
        self.mode, self.keep_rest = self.part(QComboBox, "mode"), self.part(QPushButton, "keep_rest")
        self.asking = False
        self._shown: object = None
        self.box.hide()
        for table in (self.table, self.asked):
            table.verticalHeader().hide()
            table.verticalHeader().setDefaultSectionSize(30)
            table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fill_modes()
        self.mode.activated.connect(self._on_mode)
        self.keep_rest.clicked.connect(self._on_keep_rest)

    def _fill_modes(self) -> None:
        self.mode.clear()
        for name, title in (("all", _("new and changed records")), ("new", _("new records only")),
                            ("update", _("changed records only"))):
            self.mode.addItem(title, name)

    def retranslate(self) -> None:
        chosen = self.mode.currentIndex()
        self._fill_modes()
        self.mode.setCurrentIndex(chosen)
        self._shown = None
        self.enter()

    def enter(self) -> None:
        """Guess the columns of a new file; one that is known is shown as it was left."""
        source = self.state.source
        if source is None:
            return
        if self.state.columns is None or self.asking:  # another page may have asked meanwhile: no answer would come here
            self._ask(self.state.columns)
        elif self._shown is not source:
            self._show_columns()
            self._show_questions()

    # -- asking the worker ----------------------------------------------------------------------------------------

    def _ask(self, columns: Columns | None) -> None:
        """Guess (where `columns` is None), and find what must be asked; on the worker, since a file may be long."""
        source, kind, context = self.state.source, self.state.kind, self.state.context
        fixed, facts = dict(self.state.fixed), dict(self.state.chosen)
        assert source is not None
        number = self.state.ask()
        self.asking = True
        self.state.plan = None
        self.changed.emit()

        def work(_progress: Progress) -> Answer:
            with context.db.reading() as session:
                chosen = guessed(session, kind, source.table, facts, fixed) if columns is None else settled(
                    session, kind, source.table, columns)
                targets = kind.offered(session, source.table, chosen)
                needed = kind.needed(session, chosen)
                also = [t for t in kind.assumed(chosen) if t.name not in {other.name for other in needed}]
                return number, targets, chosen, ask(session, kind, source.table, chosen), needed, also

        context.tasks.compute(work, self._taken, self._failed, _("Looking at the columns"), only_newest=True)

    def _taken(self, answer: Answer) -> None:
        number, targets, columns, questions, needed, also = answer
        if number != self.state.number:
            return
        self.asking = False
        typed = self._typed()
        columns = self._with_typed(columns, typed)
        first = self.state.columns is None or self._shown is not self.state.source
        self.state.targets, self.state.columns, self.state.questions = targets, columns, questions
        self.state.needed, self.state.assumed = needed, also
        if first:
            self._show_columns()
        places = {name: line.cursorPosition() for name, line in typed.items()}
        self._show_questions()
        self._type_on(places)
        self.changed.emit()

    @staticmethod
    def _with_typed(columns: Columns, typed: Mapping[str, QLineEdit]) -> Columns:
        """`columns` with what is being typed for all rows, or for the new records."""
        of_all, of_new = dict(columns.constants), dict(columns.assumed)
        for name, line in typed.items():
            (of_new if line.property("of_new") else of_all)[name] = line.text().strip()
        return replace(columns, constants={n: value for n, value in of_all.items() if value},
                       assumed={n: value for n, value in of_new.items() if value})

    def _chosen(self, columns: Columns) -> None:
        """Something was chosen that asks nothing new; an answer under way does not know of it and is asked for again."""
        if columns != self.state.columns:
            self.state.by_hand = True
        self.state.columns = columns
        self.state.plan = None
        if self.asking:
            self._ask(columns)

    def _typed(self) -> dict[str, QLineEdit]:
        """The line in which a value of all rows is being typed now, by its target."""
        return {str(line.property("target")): line for line in self._lines() if line.isModified() and line.hasFocus()}

    def _lines(self) -> list[QLineEdit]:
        cells = [self.asked.cellWidget(row, 2) for row in range(self.asked.rowCount())]
        return [cell for cell in cells if isinstance(cell, QLineEdit)]

    def _type_on(self, places: Mapping[str, int]) -> None:
        """Lines made anew are typed on in where one stood."""
        for line in self._lines():
            if line.property("target") in places:
                line.setFocus()
                line.setCursorPosition(places[str(line.property("target"))])
                line.setModified(True)

    def _failed(self, error: Exception) -> None:
        self.asking = False
        self.changed.emit()
        self.state.context.window.on_error(error)

    # -- the columns ----------------------------------------------------------------------------------------------

    def _show_columns(self) -> None:
        source, columns = self.state.source, self.state.columns
        assert source is not None and columns is not None
        self._shown = source
        header = source.table.header
        self.mode.setCurrentIndex(max(0, self.mode.findData(columns.mode)))
        self.table.clear()
        self.table.setColumnCount(3)
        self.table.setHorizontalHeaderLabels([_("Column in the file"), _("Holds"), _("Values")])
        self.table.setRowCount(len(header))
        for row, heading in enumerate(header):
            use = columns.uses.get(heading)
            self.table.setItem(row, 0, _item(heading))
            self.table.setItem(row, 2, _item(_samples(source.table.column(heading))))
            self.table.setCellWidget(row, 1, self._target_box(row, use))
            self._grey(row, use is None)
        _stretch(self.table, (230, 270))

    def _target_box(self, row: int, use: Use | None) -> QComboBox:
        box = StillBox(self.table)
        box.setProperty("row", row)
        box.addItem(_("(left out)"), "")
        for target in self.state.targets:
            box.addItem(target.heading() + (" *" if target.required else ""), target.name)
        box.setCurrentIndex(max(0, box.findData(use.target)) if use else 0)
        searchable(box)
        box.activated.connect(self._on_target)
        return box

    def _grey(self, row: int, left_out: bool) -> None:
        color: QColor = theme.color("muted" if left_out else "text")
        for column in (0, 2):
            item = self.table.item(row, column)
            if item is not None:
                item.setForeground(color)

    def _on_target(self) -> None:
        """A column was given another meaning; one that another column had moves here."""
        box = self.sender()
        columns, source = self.state.columns, self.state.source
        if not isinstance(box, QComboBox) or columns is None or source is None:
            return
        row, name = int(box.property("row")), str(box.currentData())
        heading = source.table.header[row]
        many = any(t.name == name and t.many for t in self.state.targets)
        uses = {h: u for h, u in columns.uses.items() if h != heading and (many or u.target != name)}
        if name:
            uses[heading] = Use(name)
        self._use(columns, uses)

    def _use(self, columns: Columns, uses: dict[str, Use]) -> None:
        """Columns go elsewhere from now on; what must be asked about them is found anew."""
        assert self.state.source is not None
        ordered = {h: uses[h] for h in self.state.source.table.header if h in uses}
        self.state.by_hand = self.state.by_hand or ordered != columns.uses
        self.state.columns = replace(columns, uses=ordered)
        self._show_uses(ordered)
        self._ask(self.state.columns)

    def _unused(self) -> list[str]:
        """The columns of the file that go nowhere."""
        source, columns = self.state.source, self.state.columns
        assert source is not None and columns is not None
        return [heading for heading in source.table.header if heading not in columns.uses]

    def _on_keep_rest(self) -> None:
        """What no field holds goes into the remarks."""
        columns = self.state.columns
        if columns is not None and not self.asking:
            rest = {heading: Use(KEEP) for heading in self._unused() if not is_running(heading)}
            self._use(columns, {**columns.uses, **rest})

    def _show_uses(self, uses: dict[str, Use]) -> None:
        source = self.state.source
        assert source is not None
        for row, heading in enumerate(source.table.header):
            box = self.table.cellWidget(row, 1)
            if isinstance(box, QComboBox):
                box.setCurrentIndex(max(0, box.findData(uses[heading].target)) if heading in uses else 0)
            self._grey(row, heading not in uses)

    def _on_mode(self) -> None:
        if self.state.columns is not None:
            self._chosen(replace(self.state.columns, mode=str(self.mode.currentData())))

    # -- the questions --------------------------------------------------------------------------------------------

    def _show_questions(self) -> None:
        questions, needed, assumed = self.state.questions, self.state.needed, self.state.assumed
        self.box.setVisible(bool(questions or needed or assumed))
        self.asked.clear()
        self.asked.setColumnCount(4)
        self.asked.setHorizontalHeaderLabels([_("Column in the file"), _("Question"), _("Meaning"), _("Values")])
        self.asked.setRowCount(len(questions) + len(needed) + len(assumed))
        for row, question in enumerate(questions):
            self.asked.setItem(row, 0, _item(question.where()))
            self.asked.setItem(row, 1, _item(_(question.text)))
            self.asked.setItem(row, 3, _item("   ".join(question.examples)))
            self.asked.setCellWidget(row, 2, self._answer_box(row, question))
        for row, target in enumerate(needed, len(questions)):
            self.asked.setItem(row, 0, _item(_("(all rows)")))
            self.asked.setItem(row, 1, _item(_("{field}: what is it in all rows?").format(field=target.heading())))
            self.asked.setCellWidget(row, 2, self._value_of_all(target))
        for row, target in enumerate(assumed, len(questions) + len(needed)):
            self.asked.setItem(row, 0, _item(_("(new records)")))
            self.asked.setItem(row, 1, _item(_("{field}: no column says it").format(field=target.heading())))
            self.asked.setCellWidget(row, 2, self._value_of_new(target))
        _stretch(self.asked, (180, 250, 230))
        self._fit_questions()
        self._show_missing()

    def _fit_questions(self) -> None:
        """Few questions take no more room than they need, and many are scrolled: the rest is the columns'."""
        table = self.asked
        most = int((ASKED + 0.5) * table.verticalHeader().defaultSectionSize())
        needed = (table.horizontalHeader().sizeHint().height() + min(table.verticalHeader().length(), most)
                  + 2 * table.frameWidth())
        around = self.box.sizeHint().height() - table.sizeHint().height()
        self.box.setMaximumHeight(around + max(needed, table.minimumHeight()))

    def _answer_box(self, row: int, question: Question) -> QComboBox:
        box = StillBox(self.asked)
        box.setProperty("row", row)
        box.addItem(_("please choose"), "")
        for value, title in question.answers.items():
            box.addItem(_(title), value)
        box.setCurrentIndex(max(0, box.findData(question.answer)))
        box.activated.connect(self._on_answer)
        return box

    def _value_of_all(self, target: Target) -> QLineEdit:
        """Where one value is typed that all rows get, since no column of the file says it."""
        assert self.state.columns is not None
        line = QLineEdit(self.state.columns.constants.get(target.name, ""), self.asked)
        line.setProperty("target", target.name)
        line.setPlaceholderText(today().isoformat() if target.kind == "day" else "")
        line.setAccessibleName(target.heading())
        line.editingFinished.connect(self._on_value_of_all)
        line.textEdited.connect(self._on_typing)
        return line

    def _value_of_new(self, target: Target) -> QWidget:
        """Where one chooses, or types, what new records hold, since no column of the file says it."""
        columns, kind = self.state.columns, self.state.kind
        assert columns is not None
        if target.choices is None:
            line = QLineEdit(columns.assumed.get(target.name, ""), self.asked)
            line.setPlaceholderText(_("left blank"))
            line.editingFinished.connect(self._on_value_of_new)
            line.textEdited.connect(self._on_typing)
            line.setProperty("target", target.name)
            line.setProperty("of_new", True)
            line.setAccessibleName(target.heading())
            return line
        box = StillBox(self.asked)
        for value in target.choices:
            box.addItem(target.choices.label(value), value)
        box.setCurrentIndex(box.findText(kind.standing(columns, target.name)))
        box.setProperty("target", target.name)
        box.setAccessibleName(target.heading())
        box.activated.connect(self._on_value_of_new)
        return box

    def _on_typing(self) -> None:
        """What is half typed is lost by closing too."""
        self.state.by_hand = True

    def _on_value_of_new(self) -> None:
        sender, columns = self.sender(), self.state.columns
        if columns is None or not isinstance(sender, QLineEdit | QComboBox):
            return
        value = str(sender.currentData()) if isinstance(sender, QComboBox) else sender.text().strip()
        chosen = {**columns.assumed, str(sender.property("target")): value}
        assumed = {name: text for name, text in chosen.items() if text}
        if assumed != columns.assumed:
            self.state.columns, self.state.by_hand = replace(columns, assumed=assumed), True
            self._ask(self.state.columns)  # another state may have a day of its own

    def _on_value_of_all(self) -> None:
        line, columns = self.sender(), self.state.columns
        if not isinstance(line, QLineEdit) or columns is None:
            return
        name, value = str(line.property("target")), line.text().strip()
        kept = {n: v for n, v in columns.constants.items() if n != name}
        self._chosen(replace(columns, constants={**kept, **({name: value} if value else {})}))
        self._show_missing()
        self.changed.emit()

    def _on_answer(self) -> None:
        box, columns = self.sender(), self.state.columns
        if not isinstance(box, QComboBox) or columns is None:
            return
        place = int(box.property("row"))
        question = replace(self.state.questions[place], answer=str(box.currentData()))
        self.state.questions[place] = question
        use = columns.uses[question.heading]
        options = {**use.options, question.name: question.answer}
        self._chosen(replace(columns, uses={**columns.uses, question.heading: replace(use, options=options)}))
        self._show_missing()
        self.changed.emit()

    def _show_missing(self) -> None:
        columns = self.state.columns
        assert columns is not None
        taken = {use.target for use in columns.uses.values()} | set(columns.fixed)
        needed = [t.heading() for t in self.state.targets if t.required and t.name not in taken]
        waiting = len(open_questions(self.state.questions))
        said = []
        if needed:
            said.append(_("New records need: {fields}").format(fields=_(", ").join(needed)))
        if waiting:
            said.append(ngettext("{n} question is open", "{n} questions are open", waiting).format(n=waiting))
        if lacking := self.state.kind.lacking(columns):
            said.append(lacking)
        unused = self._unused()
        if unused:
            said.append(_("not used: {columns}").format(columns=_(", ").join(unused)))
        self.keep_rest.setVisible(not all(map(is_running, unused)) and any(t.name == KEEP for t in self.state.targets))
        self.missing.setText("   ·   ".join(said))

    def ready(self) -> bool:
        columns = self.state.columns
        return columns is not None and bool(columns.uses) and not self.asking and not self.state.kind.lacking(columns)


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setToolTip(escape(text))
    return item


def _samples(cells: Sequence[object]) -> str:
    """The first different values of a column."""
    found = list(dict.fromkeys(str(c) for c in cells[:500] if c is not None))
    return "   ".join(text.replace("\n", " ")[:40] for text in found[:SAMPLES])


def _stretch(table: QTableWidget, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.horizontalHeader().setStretchLastSection(True)
