"""The sub-tabs of a series: its trials, and its results with figures and kept results; computed on the worker when seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.analysis import wording
from desktop.analysis.notes import TEST_TITLES
from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.trials.figures.figure_widget import FigurePane
from desktop.trials.results.analysis_tab import TABLES, _label
from desktop.trials.results.stored_widget import KeptPane
from desktop.trials.results.tables_widget import Lines, SpanDelegate
from desktop.trials.series import shown, stored
from desktop.trials.series.series_result import SeriesOptions, options_from
from desktop.trials.series.shown import ShownSeries, TrialRow
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.look import theme

if TYPE_CHECKING:
    from desktop.ui.context import Context

TITLES = (N_("Compared with the check"), N_("Site by site"), N_("Analysis of variance"), N_("Stability"),
          N_("AMMI and GGE"), N_("Other traits"), N_("Sentences and notes"), N_("Figures"), N_("Kept results"))
KEPT_PLACE = 8
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


class SeriesTab(SeenTab):
    """The results of the series given to `show_record`."""

    watched = WATCHED

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.shown: ShownSeries | None = None
        self._asked = 0
        self.traits, self.checks, self.tests, self.levels = (QComboBox(self) for _n in range(4))
        self.keep = QPushButton(_("Keep result"), self)
        self.summary, self.banner = _label(self), _label(self)
        self.banner.setObjectName("doubts")
        self.banner.hide()
        self.compared, self.sites, self.anova, self.stability, self.axes, self.others = (Lines(self) for _n in range(6))
        self.notes = QPlainTextEdit(self)
        self.notes.setReadOnly(True)
        self.figures, self.kept = FigurePane(context, self), KeptPane(context, self, stored.heads)
        self._delegate = SpanDelegate(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        for widget, title in zip((self.compared, self.sites, self.anova, self.stability, self.axes, self.others, self.notes,
                                  self.figures, self.kept), TITLES, strict=True):
            self.tabs.addTab(widget, _(title))
        self._arrange()
        self.keep.clicked.connect(self._keep)
        context.language_changed.connect(self._on_language)
        context.theme_changed.connect(self._on_language)

    def _arrange(self) -> None:
        line = QHBoxLayout()
        for box in (self.traits, self.checks, self.tests, self.levels):
            box.setMaximumWidth(WIDEST)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._choose)
            line.addWidget(box)
        line.addStretch(1)
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
        return f"series.{self.record_id}"

    def _choose(self, *_place: int) -> None:
        if self.shown is None:
            return
        options = SeriesOptions(self.traits.currentData(), str(self.checks.currentData() or ""),
                                str(self.tests.currentData()), float(self.levels.currentData()))
        if options.trait_id != self.shown.options.trait_id:
            options = replace(options, check=self.shown.options.check)
        self.context.settings.remember(self._key(), options.to_json())
        self.read_again()

    def read(self, record_id: int) -> None:
        self._asked += 1
        db, asked = self.context.db, self._asked
        options = options_from(self.context.settings.remembered.get(self._key(), {}))
        self.summary.setText(_("Computing…"))
        self.keep.setEnabled(False)
        self.context.tasks.compute(lambda _progress: (asked, shown.show(db, record_id, options)), self._show,
                                   self._on_failed, _("Analysing the series"), only_newest=True)

    def _show(self, answer: tuple[int, ShownSeries]) -> None:
        asked, found = answer
        if asked != self._asked or found.series_id != self.record_id:
            return  # what was asked for since is on its way
        self.shown = found
        self._offer(found)
        self.summary.setText(found.summary)
        self.banner.setText(found.stale)
        self.banner.setVisible(bool(found.stale))
        self.keep.setEnabled(bool(found.rows))
        self.compared.show_compared(found, self._delegate)
        tables = ((self.sites, found.sites), (self.anova, found.variance), (self.stability, found.stability),
                  (self.axes, found.axes), (self.others, found.others))
        for place, (table, parts) in enumerate(tables, start=1):
            table.fill_parts(parts)
            self.tabs.setTabVisible(place, bool(parts))  # strips on farms have no stability, one site has no axes
        self.notes.setPlainText("\n".join([*found.sentences, "", *found.notes]).strip())
        figures = found.figures
        self.figures.show_figures((lambda: figures) if figures else None)
        self.kept.show_results(found.kept)
        self.tabs.setTabText(KEPT_PLACE, _(TITLES[KEPT_PLACE]) + (f" ({len(found.kept)})" if found.kept else ""))

    def _offer(self, found: ShownSeries) -> None:
        """Offer what this series has, with what is in force chosen."""
        chosen = found.options
        _fill(self.traits, found.traits, chosen.trait_id)
        checks = [("", _("Compared with: {base}").format(base=_("marked check"))),
                  *((key, _("Compared with: {base}").format(base=name)) for key, name in found.checks)]
        _fill(self.checks, checks, chosen.check)
        _fill(self.tests, [(t, _("Letters: {test}").format(test=wording.test_name(t))) for t in TEST_TITLES], chosen.test)
        _fill(self.levels, [(a, _("Level {percent} %").format(percent=f"{100 * a:g}")) for a in LEVELS], chosen.alpha)

    def _keep(self) -> None:
        if self.shown is not None:
            db, series, options = self.context.db, self.shown.series_id, self.shown.options
            self.keep.setEnabled(False)
            self.context.tasks.run(lambda: stored.keep(db, series, options), self._on_kept, self._on_failed,
                                   _("Keeping the result"))

    def _on_kept(self, _key: int) -> None:
        self.keep.setEnabled(True)
        self.context.message(_("The result is kept with the fingerprint of its data."), undo=True)

    def _on_failed(self, error: Exception) -> None:
        self.keep.setEnabled(self.shown is not None)
        if isinstance(error, UserError | Cancelled):
            self.summary.setText(str(error))
        else:
            self.context.window.on_error(error)


def _fill(box: QComboBox, choices: list[Any], current: Any) -> None:
    """Offer (value, title) pairs without telling anybody."""
    with QSignalBlocker(box):
        box.clear()
        for value, title in choices:
            box.addItem(title, value)
        box.setCurrentIndex(max(0, next((i for i, (value, _title) in enumerate(choices) if value == current), 0)))
