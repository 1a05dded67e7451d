"""The analysis of a trial on a sub-tab: difference from the check first, then means, variance, notes, figures, kept results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from desktop.core.i18n import N_, _
from desktop.trials.results import shown, stored
from desktop.trials.results.options import from_json
from desktop.trials.results.options_widget import OptionsLine
from desktop.trials.results.results_tab import ResultsTab
from desktop.trials.results.shown import Shown
from desktop.trials.results.tables_widget import Lines

TABLES = frozenset({"observation", "plot", "entry", "trialtrait", "trait", "trial", "variety", "storedresult"})


class AnalysisTab(ResultsTab):
    """The results of the trial given to `show_record`, trait by trait."""

    whole_height = True
    watched = TABLES
    titles = (N_("Compared with the check"), N_("Means and letters"), N_("Analysis of variance"), N_("Tests and notes"),
              N_("Figures"), N_("Kept results"))
    told = N_("Analysing the trial")
    name = "analysis"

    def build(self, line: QHBoxLayout) -> None:
        self.options, self.means, self.anova = OptionsLine(self), Lines(self), Lines(self)
        line.addWidget(self.options, 1)
        self.add_tabs(self.compared, self.means, self.anova, self.notes, self.figures, self.kept)
        self.options.chosen.connect(self.choose)

    def computed(self, record_id: int) -> Callable[[], Shown]:
        db, options = self.context.db, from_json(self.context.settings.remembered.get(self.key(), {}))
        return lambda: shown.show(db, record_id, options)

    def fill(self, found: Shown) -> None:
        self.options.show_choices(found)
        self.means.fill_parts(found.means)
        self.anova.fill_parts(found.variance)
        self.notes.setPlainText("\n".join(found.notes))
        self.figures.show_trial(found.trial_id if found.rows else None, found.options)
        self.tabs.setTabText(0, _(self.titles[0]) if found.checked else _("Compared with the mean"))

    def kept_by(self, found: Any) -> Callable[[], int]:
        db, trial_id, options = self.context.db, found.trial_id, found.options
        return lambda: stored.keep(db, trial_id, options)
