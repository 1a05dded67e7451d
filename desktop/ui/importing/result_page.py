"""Last page: what was imported, changed, left out; the left-out rows as a file; the way back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView, QWidget

from desktop.core.guarding import reading_from
from desktop.core.i18n import _
from desktop.core.importing import (
    DUPLICATE,
    ERROR,
    NEW,
    UNCHANGED,
    UPDATE,
    Plan,
    Undone,
    undo_import,
    write_left_out,
)
from desktop.ui import messages
from desktop.ui.importing.plan_page import counts_of
from desktop.ui.importing.state import ImportState, WizardPage
from desktop.ui.importing.tables import RowsModel, dress, fit

LISTS = (NEW, UPDATE, DUPLICATE, ERROR, UNCHANGED)
COLOURS = {ERROR: "late", DUPLICATE: "soon"}


class ResultPage(WizardPage):
    """The lists of the result, each row as it stood in the file."""

    form = "import_result"

    def __init__(self, state: ImportState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.summary, self.outcome = self.part(QLabel, "summary"), self.part(QLabel, "outcome")
        self.shown, self.view = self.part(QComboBox, "shown"), self.part(QTableView, "rows")
        self.save_left_out = self.part(QPushButton, "save_left_out")
        self.open_list, self.undo = self.part(QPushButton, "open_list"), self.part(QPushButton, "undo")
        self.rows = RowsModel(self)
        self.undoing = False
        dress(self.view, self.rows)
        self.shown.currentIndexChanged.connect(self._show_rows)
        self.save_left_out.clicked.connect(self._save)
        self.open_list.clicked.connect(self._open)
        self.undo.clicked.connect(self._undo)

    def enter(self) -> None:
        """Show the result."""
        result = self.state.result
        if result is None:
            return
        plan = result.plan
        self.summary.setText(_("Imported from {file}:   {counts}").format(
            file=plan.table.source, counts=counts_of(plan)))
        titles = {NEW: _("New ({n})"), UPDATE: _("Changed ({n})"), DUPLICATE: _("Repeated in the file ({n})"),
                  ERROR: _("Wrong ({n})"), UNCHANGED: _("Unchanged ({n})")}
        was = self.shown.blockSignals(True)
        self.shown.clear()
        for state in LISTS:
            if plan.count(state):
                self.shown.addItem(titles[state].format(n=plan.count(state)), state)
        self.shown.blockSignals(was)
        self._show_rows()
        self._show_buttons()

    def _show_buttons(self) -> None:
        result, undone = self.state.result, self.state.undone
        done = result is not None and result.run is not None and undone is None and not self.undoing
        self.undo.setEnabled(done)
        self.open_list.setEnabled(done and bool(self.state.kind.table))
        self.save_left_out.setEnabled(result is not None and bool(
            result.plan.count(ERROR) + result.plan.count(DUPLICATE)))
        self.outcome.setText(undone.sentence() if undone else "")

    def _show_rows(self) -> None:
        result, state = self.state.result, self.shown.currentData()
        if result is None or state is None:
            self.rows.show_rows((), ())
            return
        plan = result.plan
        reasons = _reasons(plan) if state in (ERROR, DUPLICATE) else {}
        places = plan.rows(state)
        titles = [_("File row"), *([_("Reason")] if reasons else []), *plan.table.header]
        rows = [(plan.table.row_numbers[i], *([reasons.get(plan.table.row_numbers[i], reasons.get(0, ""))] if reasons else []),
                 *plan.table.rows[i]) for i in places]
        self.rows.show_rows(titles, rows, [COLOURS.get(state, "")] * len(rows))
        fit(self.view, self.rows)

    # -- what can be done -----------------------------------------------------------------------------------------

    def _save(self) -> None:
        result = self.state.result
        assert result is not None
        name = Path(result.plan.table.source).stem
        path = messages.save_file(self.window(), _("Save rows left out"), f"{name} – {_('Left out')}.xlsx",
                                  f"{_('Tables')} (*.xlsx)")
        if path:
            source = self.state.source.path if self.state.source else path.parent
            self.state.context.tasks.compute(lambda _progress: _write(path, result.plan, source), self._saved)

    def _saved(self, path: Path) -> None:
        self.outcome.setText(_("Saved: {path}. Correct it there and import that file.").format(path=path))

    def _open(self) -> None:
        result, context, kind = self.state.result, self.state.context, self.state.kind
        assert result is not None and result.run is not None
        with context.db.reading() as session:
            record = kind.opened(session, result.run)
        if record is not None:
            context.open(str(kind.table), record)
            self.window().close()  # it would stand before the list
            context.window.activateWindow()

    def _undo(self) -> None:
        """Take the import back; rows that were edited since stay."""
        result, context = self.state.result, self.state.context
        assert result is not None and result.run is not None
        run = result.run.id
        self.undoing = True
        self._show_buttons()
        context.tasks.run(lambda: undo_import(context.db, run), self._undone, self._not_undone,
                          _("Taking the import back"))

    def _undone(self, undone: Undone) -> None:
        self.undoing = False
        self.state.undone = undone
        self._show_buttons()
        self.state.context.message(undone.sentence(), undo=True)

    def _not_undone(self, error: Exception) -> None:
        self.undoing = False
        self._show_buttons()
        self.state.context.window.on_error(error)


def _reasons(plan: Plan) -> dict[int, str]:
    """Row number → all that is wrong with it."""
    found: dict[int, list[str]] = {}
    for issue in plan.issues:
        found.setdefault(issue.row, []).append(issue.column + _(": ") + issue.text if issue.column else issue.text)
    return {row: " ".join(texts) for row, texts in found.items()}


def _write(path: Path, plan: Plan, source: Path) -> Path:
    """Write the rows left out, anywhere but over the file that was imported."""
    with reading_from(source):
        return write_left_out(path, plan)
