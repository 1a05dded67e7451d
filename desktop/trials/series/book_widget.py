"""The section of series: the list, what is said of a series, its trials and its results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import N_, _
from desktop.trials.model import TrialSeries
from desktop.trials.series import actions
from desktop.ui import messages
from desktop.ui.book.book import Book, Tool

if TYPE_CHECKING:
    from desktop.ui.context import Context


class SeriesBook(Book):
    """Series of trials. There is a record for every series that trials name."""

    title = N_("Series")
    icon = "chart"
    listing = actions.SERIES
    remembers = ("crop_id", "organiser", "author")
    duplicates = staticmethod(actions.similar_series)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.tables = self.tables | {"trial"}

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """Its trials and its results."""
        return ((N_("Trials of the series"), self._trials), (N_("Results"), self._results))

    def _results(self) -> QWidget:
        from desktop.trials.series.series_tab import SeriesTab

        return SeriesTab(self.context)

    def _trials(self) -> QWidget:
        from desktop.trials.series.series_tab import SeriesTrials

        return SeriesTrials(self.context)

    def tools(self) -> Sequence[Tool]:
        """The reports and their sections."""
        return (Tool(N_("Reports"), "report", self.report, menu=(
            Tool(N_("Series summary…"), "report", self.report),
            Tool(N_("Demonstration summary…"), "report", self.demonstration))),)

    def report(self) -> None:
        """Preview the summary of the series shown."""
        self._report("series")

    def demonstration(self) -> None:
        """Preview the summary of its demonstrations."""
        self._report("demonstration")

    def print_record(self) -> None:
        """Its paper is the summary of the series."""
        self.report()

    def _report(self, kind: str) -> None:
        from desktop.trials.series.report_widget import SeriesReportDialog

        series = self.record
        if isinstance(series, TrialSeries):
            self.settle(lambda: SeriesReportDialog(self.context, series, kind).open())

    def merge(self) -> None:
        """Series are joined by giving their trials one name, so that no result refers to trials it was not made of."""
        messages.inform(self, _("To join two series, give their trials one name: in the list of trials, “Change together…”."))
