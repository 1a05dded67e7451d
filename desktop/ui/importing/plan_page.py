"""Third page: the dry run. What would be added and changed, what is wrong and how to mend it; nothing is written."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QTableView, QTableWidget, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.importing import DUPLICATE, ERROR, NEW, UNCHANGED, UPDATE, Issue, Plan, make_plan
from desktop.ui import messages
from desktop.ui.importing.conflicts import ConflictList
from desktop.ui.importing.state import ImportState, WizardPage
from desktop.ui.importing.tables import RowsModel, WholeSentences, dress, issue_rows
from desktop.ui.tasks import Progress


def counts_of(plan: Plan) -> str:
    """The numbers of a plan in a line."""
    parts = ((NEW, _("{n} new")), (UPDATE, _("{n} changed")), (UNCHANGED, _("{n} unchanged")),
             (DUPLICATE, _("{n} repeated in the file")), (ERROR, _("{n} wrong")))
    return "     ".join(text.format(n=plan.count(state)) for state, text in parts)


class PlanPage(WizardPage):
    """The counts, the facts, the list of issues; whole file or good rows only."""

    form = "import_plan"

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.counts, self.facts = self.part(QLabel, "counts"), self.part(QLabel, "facts")
        self.hint, self.shown = self.part(QLabel, "hint"), self.part(QComboBox, "shown")
        self.whole, self.view = self.part(QCheckBox, "whole"), self.part(QTableView, "issues")
        self.save_issues = self.part(QPushButton, "save_issues")
        self.rows = RowsModel(self)
        self.planning = False
        self.conflicts = ConflictList(self.part(QWidget, "conflicts_box"), self.part(QComboBox, "rule"),
                                      self.part(QTableWidget, "conflicts"), self._decide)
        dress(self.view, self.rows)
        self.sentences = WholeSentences(self.view, self.rows)
        font = self.counts.font()
        font.setBold(True)
        self.counts.setFont(font)
        self._fill()
        self.shown.currentIndexChanged.connect(self._show_issues)
        self.whole.toggled.connect(self._on_whole)
        self.save_issues.clicked.connect(self._save)

    def _fill(self) -> None:
        was = self.shown.blockSignals(True)
        chosen = max(0, self.shown.currentIndex())
        self.shown.clear()
        self.shown.addItems([_("everything remarkable"), _("errors only"), _("warnings only")])
        self.shown.setCurrentIndex(chosen)
        self.shown.blockSignals(was)

    def retranslate(self) -> None:
        self._fill()
        self.state.plan = None  # its sentences are in the other language
        if self.isVisible():
            self.enter()

    def enter(self) -> None:
        """Make the plan, unless it is there already."""
        if self.state.plan is not None:
            self._show()
            return
        state, context = self.state, self.state.context
        kind, source, columns = state.kind, state.source, state.columns
        assert source is not None and columns is not None
        number = state.ask()
        self.planning = True
        self.counts.setText(_("Checking every row…"))
        self.facts.clear()
        self.rows.show_rows((), ())
        self.changed.emit()

        def work(_progress: Progress) -> tuple[int, Plan]:
            with context.db.reading() as session:
                return number, make_plan(session, kind, source.table, columns)

        context.tasks.compute(work, self._taken, self._failed, _("Checking every row…"), only_newest=True)

    def _taken(self, answer: tuple[int, Plan]) -> None:
        if answer[0] != self.state.number:
            return
        self.planning = False
        self.state.plan = answer[1]
        self._show()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        from desktop.core.errors import Cancelled, UserError

        self.planning = False
        self.counts.clear()
        self.hint.setText(str(error) if isinstance(error, UserError | Cancelled) else "")
        self.changed.emit()
        if not isinstance(error, UserError | Cancelled):
            self.state.context.window.on_error(error)

    def _show(self) -> None:
        plan = self.state.plan
        assert plan is not None
        self.counts.setText(counts_of(plan))
        columns = self.state.columns
        self.conflicts.show(plan.conflicts, columns.conflicts if columns else {})
        unused = [_("not used: {columns}").format(columns=_(", ").join(plan.unused))] if plan.unused else []
        said = [*plan.facts, *plan.table.notes, *unused]
        self.facts.setText("\n".join(said))
        self.facts.setVisible(bool(said))
        self.whole.setVisible(bool(plan.count(ERROR)))
        self._show_issues()
        self._show_hint()

    def _decide(self, key: str, rule: str) -> None:
        """A rule for all conflicts was picked (key ""), or what becomes of one; the plan is made anew."""
        columns = self.state.columns
        if columns is None:
            return
        kept = {} if key == "" else dict(columns.conflicts)
        self.state.columns = replace(columns, conflicts={k: v for k, v in {**kept, key: rule}.items() if v})
        self.state.by_hand = True
        self.state.plan = None
        self.enter()

    def _issues(self) -> list[Issue]:
        plan = self.state.plan
        found = plan.issues if plan else []
        kinds = {1: False, 2: True}
        wanted = kinds.get(self.shown.currentIndex())
        return [i for i in found if wanted is None or i.warning == wanted]

    def _show_issues(self) -> None:
        issues = self._issues()
        self.rows.show_rows(*issue_rows(issues))
        self.sentences.fit()
        self.save_issues.setEnabled(bool(issues))

    def _show_hint(self) -> None:
        plan = self.state.plan
        if plan is None:
            return
        wrong = plan.count(ERROR)
        if not plan.good:
            text = _("There is nothing to import: every row is there already, repeated or wrong.")
        elif wrong and self.whole.isChecked():
            text = _("Correct the rows above in the file and choose it again, or take the good rows only.")
        elif wrong:
            text = ngettext("{n} wrong row will be left out; it can be saved as a file afterwards.",
                            "{n} wrong rows will be left out; they can be saved as a file afterwards.",
                            wrong).format(n=wrong)
        else:
            text = _("Nothing has been written yet. The import is one step and can be undone.")
        self.hint.setText(text)

    def _on_whole(self) -> None:
        self._show_hint()
        self.changed.emit()

    def _save(self) -> None:
        """Write the list of issues as a table."""
        from desktop.core.tables import Sheet, write_xlsx

        path = messages.save_file(self.window(), _("Save this list"), _("Import errors") + ".xlsx",
                                  f"{_('Tables')} (*.xlsx)")
        if path:
            titles, rows, _colours = issue_rows(self._issues())
            self.state.context.tasks.compute(lambda _progress: write_xlsx(path, [Sheet(_("Import errors"), titles, rows)]))

    def ready(self) -> bool:
        plan = self.state.plan
        blocked = plan is not None and self.whole.isChecked() and bool(plan.count(ERROR))
        return plan is not None and plan.good > 0 and not self.planning and not blocked
