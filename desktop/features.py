"""The one list of features, in tab order.

TO ADD A FEATURE
1. a folder beside this file with `model.py` (facts), `actions.py` (verbs and lists) and `page.py` (screen);
2. a form in `forms/` for each kind of record, a step in `desktop/migrations.py`;
3. one entry in FEATURES below, and its models in `import_models`.
Pages and models are imported inside functions, because the window must stand before SQLAlchemy is loaded; the imports
are written out, so that type checker and freezer see them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core.i18n import N_

if TYPE_CHECKING:
    from sqlmodel import Session

    from desktop.core.exporting import Export
    from desktop.core.importing import ImportKind
    from desktop.core.reminders import Reminders
    from desktop.core.reporting import Reports
    from desktop.ui.page import Page


def _none() -> tuple[()]:
    return ()


def _no_reports() -> Reports:
    from desktop.core.reporting import Reports

    return Reports(())


@dataclass(frozen=True)
class Feature:
    """A tab. `page` imports and gives its page class; `reminders` what it tells Today; `imports` what it takes in.

    `exports` are the files it writes in forms of their own; what it takes in can be written anyway.
    `reports` are the documents that the command line writes.
    """

    name: str
    title: str
    icon: str
    page: Callable[[], type[Page]]
    reminders: Callable[[], Sequence[Reminders]] = _none
    imports: Callable[[], Sequence[ImportKind]] = _none
    exports: Callable[[], Sequence[Export]] = _none
    reports: Callable[[], Reports] = _no_reports


def import_models() -> None:
    """Import every model, so that all tables and references are known before a database is opened."""
    import desktop.catalogue.deciding
    import desktop.catalogue.model
    import desktop.core.attachments
    import desktop.core.history
    import desktop.core.imported
    import desktop.core.office
    import desktop.core.views
    import desktop.dealers.model
    import desktop.dealers.visit_model
    import desktop.labels.model
    import desktop.regions.model
    import desktop.service.case_model
    import desktop.service.complaint_model
    import desktop.service.handout_model
    import desktop.service.technique_model
    import desktop.training.model
    import desktop.trials.model
    import desktop.trials.observations.derived  # noqa: F401


def seeds() -> Sequence[Callable[[Session], object]]:
    """What a new database is filled with, in this order. Keys of seeded rows must not clash between the tables.

    Regions have their area code as key: six digits; crops and traits 40 bits of their code's hash.
    """
    from desktop.catalogue.seed import load_catalogue
    from desktop.regions.seed import load_regions

    return (load_regions, load_catalogue)


def _today() -> type[Page]:
    from desktop.today.page import TodayPage

    return TodayPage


def _dealers() -> type[Page]:
    from desktop.dealers.page import DealersPage

    return DealersPage


def _trials() -> type[Page]:
    from desktop.trials.page import TrialsPage

    return TrialsPage


def _training() -> type[Page]:
    from desktop.training.page import TrainingPage

    return TrainingPage


def _labels() -> type[Page]:
    from desktop.labels.page import LabelsPage

    return LabelsPage


def _service() -> type[Page]:
    from desktop.service.page import ServicePage

    return ServicePage


def _trials_reports() -> Reports:
    from desktop.trials.reports import REPORTS

    return REPORTS


def _service_reports() -> Reports:
    from desktop.service.reports import REPORTS

    return REPORTS


def _dealers_imports() -> Sequence[ImportKind]:
    from desktop.dealers.imports import IMPORTS

    return IMPORTS


def _service_imports() -> Sequence[ImportKind]:
    from desktop.service.imports import IMPORTS

    return IMPORTS


def _training_imports() -> Sequence[ImportKind]:
    from desktop.training.imports import IMPORTS

    return IMPORTS


def _dealers_due() -> Sequence[Reminders]:
    from desktop.dealers.reminders import reminders

    return (reminders,)


def _trials_due() -> Sequence[Reminders]:
    from desktop.trials.reminders import reminders

    return (reminders,)


def _trials_imports() -> Sequence[ImportKind]:
    from desktop.trials.imports import kinds

    return kinds()


def _trials_exports() -> Sequence[Export]:
    from desktop.trials.exports import exports

    return exports()


def _training_due() -> Sequence[Reminders]:
    from desktop.training.reminders import reminders

    return (reminders,)


def _service_due() -> Sequence[Reminders]:
    from desktop.service.reminders import reminders

    return (reminders,)


def _labels_due() -> Sequence[Reminders]:
    from desktop.labels.reminders import reminders

    return (reminders,)


FEATURES: tuple[Feature, ...] = (
    Feature("today", N_("Today"), "today", _today),
    Feature("dealers", N_("Dealers"), "dealers", _dealers, reminders=_dealers_due, imports=_dealers_imports),
    Feature("trials", N_("Varieties & trials"), "trials", _trials, reminders=_trials_due, imports=_trials_imports,
            exports=_trials_exports, reports=_trials_reports),
    Feature("training", N_("Training"), "training", _training, reminders=_training_due, imports=_training_imports),
    Feature("service", N_("Technical service"), "phone", _service, reminders=_service_due,
            imports=_service_imports, reports=_service_reports),
    Feature("labels", N_("Labels & manuals"), "labels", _labels, reminders=_labels_due),
)
