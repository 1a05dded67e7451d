"""The dialog of a trial's report: its language and template, then the preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from desktop.core import i18n
from desktop.core.i18n import N_, _
from desktop.trials.model import Trial
from desktop.trials.report.sections_widget import TemplateChoice
from desktop.ui.dialogs.dialog import FormDialog

if TYPE_CHECKING:
    from desktop.ui.context import Context

KEY = Qt.ItemDataRole.UserRole


class ReportDialog(FormDialog):
    """Asks for the language of the field report and previews it."""

    guards = False

    def __init__(self, context: Context, trial: Trial) -> None:
        super().__init__("trial_report", N_("Field report"), context.window)
        self.context, self.trial = context, trial
        language, plots = self.part("language"), self.part("plots")
        assert isinstance(language, QComboBox)
        assert isinstance(plots, QCheckBox)
        self.language, self.plots = language, plots
        for code, name in i18n.languages().items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(i18n.language()))
        self.template = TemplateChoice(context, self, "trial")
        self.on("ok", self._preview)

    def _preview(self) -> None:
        from desktop.trials.report.field_report import trial_report
        from desktop.trials.results.options import from_json
        from desktop.ui.preview.preview import Preview

        db, trial_id = self.context.db, self.trial.id
        code, plots, template = str(self.language.currentData()), self.plots.isChecked(), self.template.name()
        options = from_json(self.context.settings.remembered.get(f"analysis.{trial_id}", {}))
        Preview(self.context, _("Field report"),
                lambda: trial_report(db, trial_id, code, with_plots=plots, options=options, template=template),
                kind="field_report").show()
        self.accept()
