"""The analysis of a trial on a sub-tab: difference from the check first, then means, variance, notes, figures, kept results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import N_, _
from desktop.trials.figures.figure_widget import FigurePane
from desktop.trials.results import shown, stored
from desktop.trials.results.options import Options, from_json
from desktop.trials.results.options_widget import OptionsLine
from desktop.trials.results.shown import Shown
from desktop.trials.results.stored_widget import KeptPane
from desktop.trials.results.tables_widget import Lines, SpanDelegate
from desktop.ui.book.seen_tab import SeenTab

if TYPE_CHECKING:
    from desktop.ui.context import Context

TITLES = (N_("Compared with the check"), N_("Means and letters"), N_("Analysis of variance"), N_("Tests and notes"),
          N_("Figures"), N_("Kept results"))
TABLES = frozenset({"observation", "plot", "entry", "trialtrait", "trait", "trial", "variety", "storedresult"})


class AnalysisTab(SeenTab):
    """The results of the trial given to `show_record`, trait by trait; computed on the worker when seen."""

    watched = TABLES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.shown: Shown | None = None
        self._asked = 0
        self.options, self.keep = OptionsLine(self), QPushButton(_("Keep result"), self)
        self.summary, self.banner = _label(self), _label(self)
        self.banner.setObjectName("doubts")
        self.banner.hide()
        self.compared, self.means, self.anova = Lines(self), Lines(self), Lines(self)
        self.notes, self.figures, self.kept = QPlainTextEdit(self), FigurePane(context, self), KeptPane(context, self)
        self.notes.setReadOnly(True)
        self._delegate = SpanDelegate(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for widget, title in zip((self.compared, self.means, self.anova, self.notes, self.figures, self.kept), TITLES,
                                 strict=True):
            self.tabs.addTab(widget, _(title))
        self._arrange()
        self.options.chosen.connect(self._choose)
        self.keep.clicked.connect(self._keep)
        context.language_changed.connect(self._on_language)
        context.theme_changed.connect(self._on_language)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.options, 1)
        line.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.banner)
        column.addWidget(self.summary)
        column.addWidget(self.tabs, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.shown is not None and self.shown.span_column is not None and self.compared.columnCount():
            self.compared.give_room(self.shown.span_column)

    def _on_language(self) -> None:
        for place, title in enumerate(TITLES):
            self.tabs.setTabText(place, _(title))
        self.keep.setText(_("Keep result"))
        self.read_again()

    def _key(self) -> str:
        return f"analysis.{self.record_id}"

    def _choose(self, options: Options) -> None:
        self.context.settings.remember(self._key(), options.to_json())
        self.read_again()

    def read(self, record_id: int) -> None:
        """Analyse on the worker."""
        self._asked += 1
        db, asked = self.context.db, self._asked
        options = from_json(self.context.settings.remembered.get(self._key(), {}))
        self.summary.setText(_("Computing…"))
        self.keep.setEnabled(False)
        self.context.tasks.compute(lambda _progress: (asked, shown.show(db, record_id, options)), self._show,
                                   self._on_not_shown, _("Analysing the trial"), only_newest=True)

    def _show(self, answer: tuple[int, Shown]) -> None:
        asked, shown = answer
        if asked != self._asked or shown.trial_id != self.record_id:
            return  # what was asked for since is on its way
        self.shown = shown
        self.options.show_choices(shown)
        self.summary.setText(shown.summary)
        self.banner.setText(shown.stale)
        self.banner.setVisible(bool(shown.stale))
        self.keep.setEnabled(bool(shown.rows))
        self.compared.show_compared(shown, self._delegate)
        self.means.fill_parts(shown.means)
        self.anova.fill_parts(shown.variance)
        self.notes.setPlainText("\n".join(shown.notes))
        self.figures.show_trial(shown.trial_id if shown.rows else None, shown.options)
        self.kept.show_results(shown.kept)
        self.tabs.setTabText(0, _(TITLES[0]) if shown.checked else _("Compared with the mean"))
        self.tabs.setTabText(5, _(TITLES[5]) + (f" ({len(shown.kept)})" if shown.kept else ""))

    def _keep(self) -> None:
        if self.shown is not None:
            db, trial_id, options = self.context.db, self.shown.trial_id, self.shown.options
            self.keep.setEnabled(False)
            self.context.tasks.run(lambda: stored.keep(db, trial_id, options), self._on_kept, self._on_failed,
                                   _("Keeping the result"))

    def _on_kept(self, _key: int) -> None:
        self.keep.setEnabled(True)
        self.context.message(_("The result is kept with the fingerprint of its data."), undo=True)

    def _on_failed(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        self._on_not_shown(error)

    def _on_not_shown(self, error: Exception) -> None:
        if isinstance(error, UserError | Cancelled):
            self.summary.setText(str(error))
        else:
            self.summary.setText("")
            self.context.window.on_error(error)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
