"""The menu "Field" of a trial: sheets, form, labels, planting plan, files for telephones, and what comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView

from desktop.core.documents.made import Make
from desktop.core.file_names import safe_file_name
from desktop.core.i18n import N_, _, ngettext
from desktop.trials.field import labels
from desktop.trials.field.label_stocks import DEFAULT, Stock, stocks
from desktop.trials.field.paper_widget import PaperDialog, add_item, ticked_keys
from desktop.trials.field.planting import PlantingOptions, known_weights, planting_plan
from desktop.trials.field.sheets import BOX_NAMES, SheetOptions, field_sheets
from desktop.trials.model import Trial
from desktop.trials.trial_data import TrialData, load
from desktop.ui import messages
from desktop.ui.preview.preview import Preview

if TYPE_CHECKING:
    from desktop.ui.context import Context
    from desktop.ui.tasks import Progress

FOLDER = "field.folder"


class SheetsDialog(PaperDialog):
    """Field book sheets, or the same as a form to be filled in on a computer."""

    def __init__(self, context: Context, trial: Trial) -> None:
        super().__init__("field_sheets", N_("Field book sheets"), context, trial)
        self.listed("traits").setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.on("form", self.save_form)

    def fill(self, data: TrialData) -> None:
        """The traits of the trial; derived ones are not observed."""
        for trait in data.traits:
            add_item(self.listed("traits"), trait.heading(), trait.id, ticked=not trait.formula)
        for page in ("A4", "A5"):
            self.combo("page").addItem(page, page)
        for name, title in BOX_NAMES.items():
            self.combo("box").addItem(_(title), name)
        self.combo("box").setCurrentIndex(1)
        self.offer_languages()

    def options(self) -> SheetOptions:
        """What is chosen."""
        assert self.data is not None
        traits = [self.data.trait(key) for key in ticked_keys(self.listed("traits"))]
        lines = 6 if self.ticked("remarks") else 0
        return SheetOptions(traits, self.number("occasions"), self.chosen("page"), self.ticked("landscape"),
                            self.chosen("box"), self.ticked("blind"), self.ticked("plan"), self.ticked("explain"),
                            self.ticked("remarks"), lines)

    def make(self) -> Make:
        """The sheets."""
        data, options, language = self.data, self.options(), self.chosen("language")
        assert data is not None
        return lambda: field_sheets(data, language, options)

    def save_form(self) -> None:
        """Ask for a name and save the workbook."""
        from desktop.core.i18n import using
        from desktop.trials.field.form_xlsx import FormOptions, write_form

        data, options, language = self.data, self.options(), self.chosen("language")
        if data is None:
            return
        path = ask_path(self.context, self.trial, _("Form"), ".xlsx", _("Spreadsheet"))
        if path is None:
            return

        def work(_progress: Progress) -> Path:
            with using(language):
                write_form(data, path, FormOptions(options.traits, options.occasions, options.blind))
            return path

        self.context.tasks.compute(work, lambda made: told_saved(self.context, made), self._failed)
        self.accept()


class LabelsDialog(PaperDialog):
    """Labels of plots and seed bags."""

    def __init__(self, context: Context, trial: Trial) -> None:
        super().__init__("field_labels", N_("Labels"), context, trial)
        self.known: list[Stock] = []
        self.remarks: list[str] = []
        self.listed("shown").setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.on("own", self._own)
        self.on("proof", self._prove)
        context.changed.connect(self._on_changed)

    def fill(self, data: TrialData) -> None:
        """Fields, sheets and orders."""
        del data
        for name, title in labels.FIELDS.items():
            add_item(self.listed("shown"), _(title), name, ticked=name in labels.USUAL)
        for box, words in (("each", {labels.PLOTS: _("plot"), labels.ENTRIES: _("entry (variety)")}),
                           ("order", {labels.WALK: _("as one walks"), labels.ENTRY: _("by entry, for packing seed")})):
            for key, title in words.items():
                self.combo(box).addItem(title, key)
        self._fill_stocks(str(self.context.settings.remembered.get("label.stock", DEFAULT)))

    def _fill_stocks(self, wanted: str) -> None:
        box = self.combo("stock")
        was = box.blockSignals(True)
        self.known = stocks(self.context.db)
        box.clear()
        for one in self.known:
            box.addItem(one.name, one.key)
        box.setCurrentIndex(max(0, box.findData(wanted)))
        box.blockSignals(was)

    def stock(self) -> Stock:
        """The sheet chosen."""
        return next((s for s in self.known if s.key == self.chosen("stock")), self.known[0])

    def make(self) -> Make:
        """The labels; what came of fitting them is kept for `said`."""
        data, stock = self.data, self.stock()
        assert data is not None
        self.context.settings.remember("label.stock", stock.key)
        options = labels.LabelOptions(
            ticked_keys(self.listed("shown")), self.chosen("each"), self.chosen("order"), self.number("copies"),
            min(self.number("start"), stock.sheet.count), self.ticked("code"), self.ticked("blind"), self.ticked("outlines"))

        def work() -> bytes:
            pdf, report = labels.label_pdf(data, stock.sheet, options)
            sheets = ngettext("{n} sheet", "{n} sheets", report.sheets).format(n=report.sheets)
            counts = ngettext("{n} label on {sheets}", "{n} labels on {sheets}", report.labels).format(
                n=report.labels, sheets=sheets)
            self.remarks = [counts, *labels.remarks(report, verified=stock.verified)]
            return pdf

        return work

    def said(self) -> str:
        """How many there are, and what does not fit."""
        return "\n".join(self.remarks)

    def _own(self) -> None:
        from desktop.trials.field.stocks_widget import StocksDialog

        StocksDialog(self.context, self).open()

    def _prove(self) -> None:
        """Preview the sheet that shows on plain paper whether the labels chosen will be met."""
        stock = self.stock()
        Preview(self.context, _("Alignment sheet: {name}").format(name=stock.name),
                lambda: labels.proof_pdf(stock.sheet, stock.name), kind="label proof").show()

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "labelstock" in tables and self.data is not None and not self.closed:
            self._fill_stocks(self.chosen("stock"))
            self.changed()


class PlantingDialog(PaperDialog):
    """The planting plan with the seed for every plot."""

    def __init__(self, context: Context, trial: Trial) -> None:
        super().__init__("field_planting", N_("Planting plan"), context, trial)
        self.weights: dict[int, float] = {}

    def read(self) -> TrialData:
        """The trial, and the weights announced for its varieties."""
        data = load(self.context.db, self.trial.id)
        with self.context.db.reading() as session:
            self.weights = known_weights(session, data)
        return data

    def fill(self, data: TrialData) -> None:
        """Unknown is 0 and shown as such."""
        del data
        for name in ("germination", "thousand"):
            box = self.part(name)
            box.setProperty("specialValueText", _("not known"))
        self.part("extra").setProperty("value", 10.0)
        self.offer_languages()

    def make(self) -> Make:
        """The plan."""
        data, language = self.data, self.chosen("language")
        assert data is not None
        options = PlantingOptions(self.measure("germination") or None, self.measure("extra"), self.measure("thousand") or None,
                                  self.weights, self.ticked("blind"))
        return lambda: planting_plan(data, language, options)


# -- files ------------------------------------------------------------------------------------------------------------


def ask_path(context: Context, trial: Trial, what: str, ending: str, kind: str) -> Path | None:
    """Ask where to save a file of a trial; the folder is remembered."""
    name, folder = safe_file_name(f"{trial.code} {what}") + ending, context.settings.remembered.get(FOLDER)
    offered = str(Path(str(folder)) / name) if folder else name
    path = messages.save_file(context.window, _("Save"), offered, f"{kind} (*{ending})")
    if path is not None:
        context.settings.remember(FOLDER, str(path.parent))
    return path


def told_saved(context: Context, path: Path) -> None:
    """Say that a file is saved."""
    context.message(_("Saved: {file}").format(file=path))


def save_field_book(context: Context, trial: Trial) -> None:
    """Ask for a folder and write the field file and the trait file for Field Book into it."""
    from desktop.trials.field.field_book import write_field_file, write_trait_file
    from desktop.trials.field.keys import safe

    folder = messages.choose_folder(context.window, _("Folder for the files of Field Book"),
                                    str(context.settings.remembered.get(FOLDER) or Path.home()))
    if folder is None:
        return
    context.settings.remember(FOLDER, str(folder))
    db, trial_id, name = context.db, trial.id, safe_file_name(safe(trial.code))

    def work(_progress: Progress) -> str:
        data = load(db, trial_id)
        plots = write_field_file(data, folder / f"{name}.csv")
        observed = [t for t in data.traits if not t.formula]
        traits = write_trait_file(data, folder / f"{name}.trt", observed)
        return ngettext(
            "{name}.csv ({plots} plot) and {name}.trt ({traits} {traits:trait|traits}) are in {folder}: copy them into Field "
            "Book's folders field_import and trait.",
            "{name}.csv ({plots} plots) and {name}.trt ({traits} {traits:trait|traits}) are in {folder}: copy them into Field "
            "Book's folders field_import and trait.", plots).format(name=name, plots=plots, traits=traits, folder=folder)

    context.tasks.compute(work, context.message)


def bring_back(context: Context, trial: Trial) -> None:
    """Open the import of observations; a file that names no trial is of this one."""
    from desktop.ui.importing.wizard import start_import

    start_import(context, "observations", fixed={"trial": trial.code})
