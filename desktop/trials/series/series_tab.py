"""The sub-tabs of a series: its trials, and its results with figures and kept results; computed on the worker when seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.analysis import wording
from desktop.analysis.notes import TEST_TITLES
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.trials.results.analysis_tab import TABLES
from desktop.trials.results.results_tab import ResultsTab
from desktop.trials.results.tables_widget import Lines
from desktop.trials.series import shown, stored
from desktop.trials.series.series_result import SeriesOptions, options_from
from desktop.trials.series.shown import ShownSeries, TrialRow
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.look import theme
from desktop.ui.look.flow import FlowLayout
from desktop.ui.look.words_box import WordsBox

if TYPE_CHECKING:
    from desktop.ui.context import Context

LEVELS = (0.1, 0.05, 0.01)
WATCHED = TABLES | {"trialseries", "site", "season"}
WIDEST = 230


class SeriesTrials(SeenTab):
    """The trials that carry the name of the series; a double click opens one."""

    watched = WATCHED

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.rows: list[TrialRow] = []
        self.table, self.hint = Lines(self), QLabel(self)
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 2)
        column.addWidget(self.table, 1)
        column.addWidget(self.hint)
        self._say()
        self.table.cellDoubleClicked.connect(self._open)
        context.language_changed.connect(self._on_language)

    def _say(self) -> None:
        self.hint.setText(
            _("Trials belong to a series by its name (field “Series” of the trial). Double click opens a trial."))

    def show_record(self, record: Record | None) -> None:
        """Show the trials of another series."""
        super().show_record(record)
        if record is None:
            self._show((None, [], []))

    def _on_language(self) -> None:
        self._say()
        self.read_again()

    def read(self, record_id: int) -> None:
        db = self.context.db
        self.context.tasks.read(lambda: (record_id, *shown.trials(db, record_id)), self._show)

    def _show(self, answer: tuple[int | None, list[str], list[TrialRow]]) -> None:
        series, heads, self.rows = answer
        if series != self.record_id:
            return
        self.table.fill(heads, [row.cells for row in self.rows], {5, 6, 7}, set())
        for place, row in enumerate(self.rows):
            for column in range(len(heads)) if row.out else ():
                item = self.table.item(place, column)
                if item is not None:
                    item.setForeground(theme.color("muted"))

    def _open(self, row: int, _column: int) -> None:
        if row < len(self.rows):
            self.context.open("trial", self.rows[row].id)


class SeriesTab(ResultsTab):
    """The results of the series given to `show_record`."""

    whole_height = True
    watched = WATCHED
    titles = (N_("Compared with the check"), N_("Site by site"), N_("Analysis of variance"), N_("Stability"),
              N_("AMMI and GGE"), N_("Other traits"), N_("Sentences and notes"), N_("Figures"), N_("Kept results"))
    told = N_("Analysing the series")
    name = "series"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent, heads=stored.heads)

    def build(self, line: QHBoxLayout) -> None:
        self.traits, self.checks, self.tests, self.levels = (WordsBox(self) for _n in range(4))
        self.sites, self.anova, self.stability, self.axes, self.others = (Lines(self) for _n in range(5))
        boxes = FlowLayout(spacing=6)  # on a small screen they stand in two lines
        for box in (self.traits, self.checks, self.tests, self.levels):
            box.setMaximumWidth(WIDEST)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._choose)
            boxes.addWidget(box)
        line.addLayout(boxes, 1)
        self.add_tabs(self.compared, self.sites, self.anova, self.stability, self.axes, self.others, self.notes,
                      self.figures, self.kept)

    def _choose(self, *_place: int) -> None:
        if self.shown is None:
            return
        options = SeriesOptions(self.traits.currentData(), str(self.checks.currentData() or ""),
                                str(self.tests.currentData()), float(self.levels.currentData()))
        if options.trait_id != self.shown.options.trait_id:
            options = replace(options, check=self.shown.options.check)
        self.choose(options)

    def computed(self, record_id: int) -> Callable[[], ShownSeries]:
        db, options = self.context.db, options_from(self.context.settings.remembered.get(self.key(), {}))
        return lambda: shown.show(db, record_id, options)

    def fill(self, found: ShownSeries) -> None:
        self._offer(found)
        tables = ((self.sites, found.sites), (self.anova, found.variance), (self.stability, found.stability),
                  (self.axes, found.axes), (self.others, found.others))
        for place, (table, parts) in enumerate(tables, start=1):
            table.fill_parts(parts)
            self.tabs.offer(place, bool(parts))  # strips on farms have no stability, one site has no axes
        self.notes.setPlainText("\n".join([*found.sentences, "", *found.notes]).strip())
        figures = found.figures
        self.figures.show_figures((lambda: figures) if figures else None)

    def _offer(self, found: ShownSeries) -> None:
        """Offer what this series has, with what is in force chosen."""
        chosen = found.options
        _fill(self.traits, found.traits, chosen.trait_id)
        checks = [("", _("Compared with: {base}").format(base=_("marked check"))),
                  *((key, _("Compared with: {base}").format(base=name)) for key, name in found.checks)]
        _fill(self.checks, checks, chosen.check)
        _fill(self.tests, [(t, _("Letters: {test}").format(test=wording.test_name(t))) for t in TEST_TITLES], chosen.test)
        _fill(self.levels, [(a, _("Level {percent} %").format(percent=f"{100 * a:g}")) for a in LEVELS], chosen.alpha)

    def kept_by(self, found: Any) -> Callable[[], int]:
        db, series, options = self.context.db, found.series_id, found.options
        return lambda: stored.keep(db, series, options)


def _fill(box: QComboBox, choices: list[Any], current: Any) -> None:
    """Offer (value, title) pairs without telling anybody."""
    with QSignalBlocker(box):
        box.clear()
        for value, title in choices:
            box.addItem(title, value)
        box.setCurrentIndex(max(0, next((i for i, (value, _title) in enumerate(choices) if value == current), 0)))
