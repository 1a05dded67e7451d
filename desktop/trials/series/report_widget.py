"""The dialog of a report on a series: language and template, then the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from desktop.core import i18n
from desktop.core.i18n import N_, _
from desktop.trials.model import TrialSeries
from desktop.trials.report.sections_widget import TemplateChoice
from desktop.trials.series.series_result import options_from
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context

TITLES = {"series": N_("Series summary"), "demonstration": N_("Demonstration summary")}


class SeriesReportDialog(FormDialog):
    """Asks for language and sections of a report on a series and previews it."""

    guards = False

    def __init__(self, context: Context, series: TrialSeries, report: str) -> None:
        super().__init__("series_report", TITLES[report], context.window)
        self.context, self.series, self.report = context, series, report
        language = self.part("language")
        assert isinstance(language, QComboBox)
        self.language = language
        for code, name in i18n.languages().items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(i18n.language()))
        self.template = TemplateChoice(context, self, report)
        self.on("ok", self._preview)

    def _preview(self) -> None:
        from desktop.trials.series.demonstration import demonstration_report
        from desktop.trials.series.series_report import series_report
        from desktop.ui.preview.preview import Preview

        db, name = self.context.db, self.series.name
        code, template = str(self.language.currentData()), self.template.name()
        options = options_from(self.context.settings.remembered.get(f"series.{self.series.id}", {}))
        make = series_report if self.report == "series" else demonstration_report
        Preview(self.context, _(TITLES[self.report]),
                lambda: make(db, name, code, options=options, template=template),
                kind=f"{self.report}_report").show()
        self.accept()
