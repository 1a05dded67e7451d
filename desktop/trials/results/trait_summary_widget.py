"""The dialog of many traits at a glance: traits to tick on the left, one line for each trial and trait on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.trials.results import trait_summary
from desktop.trials.results.tables_widget import Lines
from desktop.trials.results.trait_summary import Glance
from desktop.ui import messages
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.ui.context import Context

KEY = Qt.ItemDataRole.UserRole


class GlanceDialog(FormDialog):
    """Analyses the ticked traits of the trials on the worker; the status bar shows how far it is, and stops it."""

    guards = False

    def __init__(self, context: Context, trials: Sequence[int]) -> None:
        super().__init__("trial_glance", N_("Traits at a glance"), context.window)
        self.resize(990, 460)
        self.context, self.trials = context, list(trials)
        self.lines: list[Glance] = []
        traits, room, save, say = (self.part(name) for name in ("traits", "room", "save", "state"))
        assert isinstance(traits, QListWidget)
        assert isinstance(save, QPushButton)
        assert isinstance(say, QLabel)
        self.traits, self.save, self.state = traits, save, say
        self.table = Lines(self)
        _put(room, self.table)
        self.table.cellDoubleClicked.connect(self._open)
        self.save.setEnabled(False)
        self.on("ok", self.analyse)
        self.on("save", self.to_file)
        db, chosen = context.db, self.trials
        context.tasks.read(lambda: trait_summary.traits_of(db, chosen), self._show_traits)

    def _show_traits(self, traits: list[tuple[int, str]]) -> None:
        for key, title in traits:
            item = QListWidgetItem(title, self.traits)
            item.setData(KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.state.setText(ngettext("{n} trial chosen", "{n} trials chosen", len(self.trials)).format(n=len(self.trials)))

    def analyse(self) -> None:
        """Analyse the traits that are ticked."""
        items = [self.traits.item(i) for i in range(self.traits.count())]
        wanted = [int(item.data(KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]
        db, trials = self.context.db, self.trials
        self.part("ok").setEnabled(False)
        self.state.setText(_("Computing…"))

        def work(progress: Any) -> list[Glance]:
            return trait_summary.analyse_many(db, trials, wanted, progress.report)

        self.context.tasks.compute(work, self._show, self._failed, _("Analysing the traits"))

    def _show(self, lines: list[Glance]) -> None:
        self.lines = lines
        self.part("ok").setEnabled(True)
        self.save.setEnabled(bool(lines))
        self.table.fill(trait_summary.heads(), [line.texts() for line in lines], set(trait_summary.RIGHT), set())
        tested = sum(line.p is not None for line in lines)
        self.state.setText(ngettext(
            "{n} analysis, {tested} with a test. Double-click a line to open its trial.",
            "{n} analyses, {tested} with a test. Double-click a line to open its trial.", len(lines)).format(
            n=len(lines), tested=tested))

    def _failed(self, error: Exception) -> None:
        self.part("ok").setEnabled(True)
        self.state.setText(_("Stopped.") if isinstance(error, Cancelled) else "")
        if isinstance(error, UserError) and not isinstance(error, Cancelled):
            self.state.setText(str(error))
        elif not isinstance(error, UserError):
            self.context.window.on_error(error)

    def _open(self, row: int, _column: int) -> None:
        if row < len(self.lines):
            line = self.lines[row]
            key = f"analysis.{line.trial_id}"
            kept = self.context.settings.remembered.get(key, {})
            self.context.settings.remember(key, {**kept, "trait_id": line.trait_id, "occasion": None})
            self.context.open("trial", line.trial_id)

    def to_file(self) -> None:
        """Write the lines into a workbook."""
        from desktop.core.tables.write import write_xlsx

        title = _("Traits at a glance")
        path = messages.save_file(self, title, f"{title}.xlsx", _("Workbook (*.xlsx)"))
        if path is not None:
            found = trait_summary.sheet(self.lines)
            self.context.tasks.compute(lambda _progress: write_xlsx(path, [found]), self._saved)

    def _saved(self, path: Path) -> None:
        self.state.setText(_("Saved: {file}").format(file=path))


def _put(room: QWidget, table: QWidget) -> None:
    layout = QVBoxLayout(room)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(table)
