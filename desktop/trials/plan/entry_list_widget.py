"""Adds many entries at once: pasted from a spreadsheet or typed, a name a line; shown as they are understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHeaderView, QLabel, QPlainTextEdit, QPushButton, QTableWidget, QTableWidgetItem

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.trials.model import Trial
from desktop.trials.plan import entry_list
from desktop.trials.plan.entry_list import Added, Line
from desktop.ui.dialogs.dialog import FormDialog
from desktop.ui.grid.cells import read_block
from desktop.ui.look import theme

if TYPE_CHECKING:
    from desktop.ui.context import Context

WAIT_MS = 150  # after the last key, before the list is read again


class EntryListDialog(FormDialog):
    """A list on the left, what becomes of it on the right."""

    guards = True

    def __init__(self, context: Context, trial: Trial, text: str = "") -> None:
        super().__init__("entry_list", N_("Add entries"), context.window)
        self.context, self.trial = context, trial
        self.factors = entry_list.factors_of(trial)
        self.lines: list[Line] = []
        self.text, self.preview = self.widget("text", QPlainTextEdit), self.widget("preview", QTableWidget)
        self.ok, self.summary = self.widget("ok", QPushButton), self.widget("summary", QLabel)
        self.cross, self.unknown = self.widget("cross", QCheckBox), self.widget("unknown", QCheckBox)
        self._asked = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self._arrange()
        self.text.textChanged.connect(self._later)
        self.cross.toggled.connect(self._later)
        self.unknown.toggled.connect(self._show_lines)
        self.on("ok", self._add)
        self.resize(860, 460)
        self.text.setPlainText(text)
        self._show_lines()

    def _arrange(self) -> None:
        self.text.setTabChangesFocus(True)
        self.cross.setVisible(bool(self.factors))
        self.unknown.setVisible(not self.factors)
        if self.factors:
            names = _(", ").join(self.factors)
            self.widget("explain", QLabel).setText(
                _("One treatment a line, the levels in columns: {factors}.").format(factors=names))
        heads = [_("Entry number"), _("Name as printed"), _("Check"), *self.factors, _("Variety file"), _("Remark")]
        self.preview.setColumnCount(len(heads))
        self.preview.setHorizontalHeaderLabels(heads)
        self.preview.verticalHeader().hide()
        self.preview.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.preview.horizontalHeader().setStretchLastSection(True)

    def _later(self) -> None:
        self.ok.setEnabled(False)
        self._timer.start()

    def _ask(self) -> None:
        self._asked += 1
        asked, db, number = self._asked, self.context.db, self.trial.id
        rows = read_block(self.text.toPlainText())
        factors, cross = self.factors, self.cross.isChecked()

        def work() -> tuple[int, list[Line]]:
            return asked, entry_list.matched(db, number, entry_list.understood(rows, factors, cross=cross))

        self.context.tasks.read(work, self._got)

    def _got(self, answer: tuple[int, list[Line]]) -> None:
        asked, lines = answer
        if asked == self._asked:
            self.lines = lines
            self._show_lines()

    def _show_lines(self, *_ticked: object) -> None:
        self.preview.setRowCount(len(self.lines))
        for row, line in enumerate(self.lines):
            number = "" if line.number is None else str(line.number)
            cells = [number, line.name, "CK" if line.is_check else "", *line.levels, self._standing(line), line.remark]
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                if line.there:
                    item.setForeground(theme.color("muted"))
                self.preview.setItem(row, column, item)
        new = [line for line in self.lines if not line.there]
        checks = sum(line.is_check for line in new)
        words = ngettext(
            "{n} new entry, {checks} of them {checks:a check|checks}",
            "{n} new entries, {checks} of them {checks:a check|checks}", len(new)).format(n=len(new), checks=checks)
        self.summary.setText(words if self.lines else "")
        self.ok.setEnabled(bool(new) and not self._timer.isActive())
        self.say("")

    def _standing(self, line: Line) -> str:
        """What the variety file knows of a line."""
        if line.there:
            return _("in the trial already")
        if any(line.levels):
            return ""
        if line.variety_id:
            return _("known")
        return _("will be added") if self.unknown.isChecked() else _("not linked")

    def _add(self) -> None:
        db, number, lines = self.context.db, self.trial.id, self.lines
        new_varieties = self.unknown.isChecked() and not self.factors
        self.ok.setEnabled(False)
        self.context.tasks.run(lambda: entry_list.add_entries(db, number, lines, new_varieties=new_varieties),
                               self._done, self._failed)

    def _done(self, added: Added) -> None:
        self.context.message(added.sentence(), undo=True)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.ok.setEnabled(True)
        if isinstance(error, UserError):
            self.say(str(error))
        else:
            self.context.window.on_error(error)
