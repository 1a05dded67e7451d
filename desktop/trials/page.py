"""The Varieties & trials tab: trials, varieties, sites, seasons, traits, crops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from desktop.catalogue import actions as catalogue
from desktop.catalogue import updating
from desktop.catalogue.model import Trait
from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record
from desktop.trials import actions
from desktop.trials.model import Trial
from desktop.trials.references_widget import EntryEdit, TraitEdit
from desktop.trials.series.book_widget import SeriesBook
from desktop.ui import messages
from desktop.ui.book.book import Book, Child, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.fields.body import Editors
from desktop.ui.page import Page

if TYPE_CHECKING:
    from desktop.ui.context import Context


def _event_of_today(_trial: Record) -> Mapping[str, Any]:
    return {"happened_on": today(), "kind": "fertiliser"}


def _many_entries(context: Context, trial: Record, text: str) -> None:
    from desktop.trials.plan.entry_list_widget import EntryListDialog

    if isinstance(trial, Trial):
        EntryListDialog(context, trial, text).open()


def _decision_of_today(variety: Record) -> Mapping[str, Any]:
    return {"decided_on": today(), "state": getattr(variety, "state", "testing")}


class TrialsBook(MovingBook):
    """Trials with their entries, plots, observations, map and analysis."""

    icon = "trials"
    listing = actions.TRIALS
    editors: ClassVar[Editors] = {"trait_id": TraitEdit}
    remembers = ("crop_id", "season_id", "kind", "design", "replicates", "plot_area", "harvest_area", "organiser", "author")
    bulk = ("kind", "series", "crop_id", "season_id", "organiser", "author", "sown_on", "harvested_on", "trait_id")
    duplicates = staticmethod(actions.similar_trials)
    children = (
        # A pasted list of entries says in words of its own which are checks and which levels of factors they have: a dialog
        # reads it. Plots are made by the layout and only put right one by one.
        Child(actions.ENTRIES, many=_many_entries),
        Child(actions.PLOTS, editors={"entry_id": EntryEdit}),
        Child(actions.FIELD_EVENTS, grid=True, defaults=_event_of_today),
    )

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """Observations, checks, map and analysis."""
        return ((N_("Observations"), self._observations), (N_("Data checks"), self._checks), (N_("Map"), self._map),
                (N_("Analysis"), self._analysis), *super().extra_tabs())

    def _observations(self) -> QWidget:
        from desktop.trials.observations.observations_tab import ObservationsTab

        return ObservationsTab(self.context)

    def _checks(self) -> QWidget:
        from desktop.trials.checks.checks_tab import ChecksTab

        made = ChecksTab(self.context)
        made.cell_wanted.connect(self._show_cell)
        return made

    def _show_cell(self, plot: int, trait: int | None, occasion: int | None) -> None:
        """Go to a cell of the grid on the tab of observations."""
        self.pane.tabs.open_tab(N_("Observations")).go_to(plot, trait, occasion)

    def _map(self) -> QWidget:
        from desktop.trials.plan.map_tab import MapTab

        return MapTab(self.context)

    def _analysis(self) -> QWidget:
        from desktop.trials.results.analysis_tab import AnalysisTab

        return AnalysisTab(self.context)

    def tools(self) -> Sequence[Tool]:
        """The report; traits and plots of a trial being set up."""
        return (Tool(N_("Reports"), "report", self.report, menu=(
                    Tool(N_("Field report…"), "report", self.report),
                    Tool(N_("Traits at a glance…"), "list", self.glance))),
                Tool(N_("Traits…"), "trait", self.choose_traits),
                Tool(N_("Plots"), "grid", self.lay_out, menu=(
                    Tool(N_("Lay out plots…"), "grid", self.lay_out),
                    Tool(N_("Copy to other sites or seasons…"), "duplicate", self.duplicate))),
                *super().tools(),
                Tool(N_("For the field"), "sheet", self.field_sheets, menu=(
                    Tool(N_("Planting plan…"), "grid", self.planting_plan),
                    Tool(N_("Labels…"), "labels", self.print_labels),
                    Tool(N_("Field book sheets and form…"), "sheet", self.field_sheets),
                    Tool(N_("Files for Field Book…"), "phone", self.field_book),
                    Tool(N_("Bring observations back…"), "import", self.bring_back))))

    def glance(self) -> None:
        """Analyse many traits of the trials selected in the list."""
        from desktop.trials.results.trait_summary_widget import GlanceDialog

        chosen = self.list.table.selected_ids() or ([self.record.id] if self.record else [])
        if chosen:
            self.settle(lambda: GlanceDialog(self.context, chosen).open())

    def report(self) -> None:
        """Preview the field report of the trial shown."""
        from desktop.trials.report.report_widget import ReportDialog

        if isinstance(trial := self.record, Trial):
            self.settle(lambda: ReportDialog(self.context, trial).open())

    def print_record(self) -> None:
        """Its paper is the field report."""
        self.report()

    def choose_traits(self) -> None:
        """Choose what is observed in the trial shown."""
        from desktop.trials.observations.traits_widget import TraitsDialog

        if isinstance(trial := self.record, Trial):
            self.settle(lambda: TraitsDialog(self.context, trial).open())

    def lay_out(self) -> None:
        """Randomise the plots of the trial shown."""
        from desktop.trials.plan.plan_dialog_widget import PlanDialog

        trial = self.record
        if isinstance(trial, Trial):
            self.settle(lambda: PlanDialog(self.context, trial).open())

    def duplicate(self) -> None:
        """Copy the trial shown, with its entries and traits, to other sites or into another season."""
        from desktop.trials.plan.copies_widget import CopyDialog

        trial = self.record
        if isinstance(trial, Trial):
            self.settle(lambda: CopyDialog(self.context, trial).open())

    def planting_plan(self) -> None:
        """Plan the sowing of the trial shown."""
        self._paper("PlantingDialog")

    def print_labels(self) -> None:
        """Print labels for its plots or seed bags."""
        self._paper("LabelsDialog")

    def field_sheets(self) -> None:
        """Print sheets to be filled in, or save them as a form."""
        self._paper("SheetsDialog")

    def field_book(self) -> None:
        """Write its files for telephones."""
        self._in_the_field("save_field_book")

    def bring_back(self) -> None:
        """Take observations in."""
        self._in_the_field("bring_back")

    def _paper(self, name: str) -> None:
        from desktop.trials.field import field_widget

        trial = self.record
        if isinstance(trial, Trial):
            self.settle(lambda: getattr(field_widget, name)(self.context, trial).open())

    def _in_the_field(self, name: str) -> None:
        from desktop.trials.field import field_widget

        trial = self.record
        if isinstance(trial, Trial):
            self.settle(lambda: getattr(field_widget, name)(self.context, trial))



class VarietiesBook(Book):
    """The variety file."""

    icon = "variety"
    listing = catalogue.VARIETIES
    remembers = ("crop_id", "kind", "state")
    bulk = ("kind", "crop_id", "breeder", "owner", "maturity", "approved_year")
    duplicates = staticmethod(catalogue.similar_varieties)
    children = (
        Child(catalogue.ANNOUNCED, grid=True),
        Child(catalogue.SUITABLE_REGIONS, grid=True),
        Child(catalogue.DECISIONS, grid=True, defaults=_decision_of_today),
    )

    def extra_tabs(self) -> Sequence[tuple[str, Callable[[], QWidget]]]:
        """What was measured beside what was announced."""
        return ((N_("Announced and measured"), self._measured),)

    def record_shown(self, record: Record | None) -> None:
        """The state follows the newest decision: it is typed for a new variety only."""
        widget = self.fields.bindings["state"].widget
        widget.setEnabled(record is None)
        widget.setToolTip(_("Follows the newest decision below") if record else "")

    def tools(self) -> Sequence[Tool]:
        """The variety on paper."""
        return (Tool(N_("Dossier…"), "report", self.dossier), Tool(N_("One-page sheet…"), "document", self.sheet))

    def dossier(self) -> None:
        """Preview the dossier of the variety shown."""
        self._on_paper(N_("Variety dossier"))

    def print_record(self) -> None:
        """Its paper is the dossier."""
        self.dossier()

    def sheet(self) -> None:
        """Preview its one-page sheet."""
        self._on_paper(N_("Variety sheet"))

    def _on_paper(self, title: str) -> None:
        """Preview a paper of the variety shown, in the language of the window."""
        from desktop.core.i18n import language
        from desktop.trials.dossier.dossier_report import variety_dossier
        from desktop.trials.dossier.sheet import variety_sheet
        from desktop.ui.preview.preview import Preview

        if self.record is None or self.is_new:
            return
        db, number, code = self.context.db, self.record.id, language()
        made = variety_dossier if title == "Variety dossier" else variety_sheet
        self.settle(lambda: Preview(self.context, _(title), lambda: made(db, number, code), kind=made.__name__).show())

    def _measured(self) -> QWidget:
        from desktop.trials.results.measured_tab import MeasuredTab

        return MeasuredTab(self.context)


class SitesBook(Book):
    """Where trials stand."""

    icon = "site"
    listing = actions.SITES
    remembers = ("region_id",)
    duplicates = staticmethod(actions.similar_sites)


class SeasonsBook(Book):
    """Business seasons."""

    icon = "season"
    listing = catalogue.SEASONS

    def defaults(self) -> Mapping[str, Any]:
        """This year."""
        from desktop.core.fields import today

        return {"year": today().year}


class TraitsBook(Book):
    """The trait dictionary."""

    icon = "trait"
    listing = catalogue.TRAITS
    remembers = ("crop_id", "kind")
    bulk = ("crop_id", "stage", "summary", "source", "valid_from", "verified")
    doubts = staticmethod(catalogue.trait_doubts)

    def tools(self) -> Sequence[Tool]:
        """Newly shipped traits; what a formula may name."""
        return (Tool(N_("Update the catalogue…"), "refresh", self.update_catalogue),
                Tool(N_("Formula help"), "help", self.formula_help))

    def record_shown(self, record: Record | None) -> None:
        """Say where a definition was not checked against its source."""
        self.fields.say(_("To be verified") if isinstance(record, Trait) and not record.verified else "")

    def update_catalogue(self) -> None:
        """Offer the crops and traits this program ships and the database does not have."""
        db = self.context.db
        self.context.tasks.read(lambda: updating.offer(db), self._ask_update)

    def _ask_update(self, offer: updating.Offer) -> None:
        if not offer:
            self.context.message(ngettext(
                "The catalogue is up to date; {n} field you have edited stays as it is.",
                "The catalogue is up to date; {n} fields you have edited stay as they are.", offer.kept).format(
                n=offer.kept))
        elif messages.ask(self, offer.sentence(), _("Update"), _("Cancel")):
            db = self.context.db
            self.context.tasks.run(lambda: updating.update(db), self._updated)

    def _updated(self, offer: updating.Offer) -> None:
        self.context.message(offer.sentence(), undo=True)

    def formula_help(self) -> None:
        """What a formula may hold."""
        from desktop.trials.observations.formula_widget import FormulaHelp

        FormulaHelp(self).show()


class CropsBook(Book):
    """Crops."""

    icon = "crop"
    listing = catalogue.CROPS


class TrialsPage(Page):
    """The tab."""

    sections = (TrialsBook, SeriesBook, VarietiesBook, SitesBook, SeasonsBook, TraitsBook, CropsBook)
