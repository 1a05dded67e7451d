"""What varieties and trials bring to the program."""

from __future__ import annotations

from desktop.core.feature import Feature, Follower
from desktop.core.i18n import N_

FEATURE = Feature(
    "trials", N_("Varieties & trials"), "trials",
    models=("desktop.trials.model", "desktop.trials.label_stock"),
    page="desktop.trials.page:TrialsPage", opens=("catalogue",),
    unopened=("labelstock", "observation", "reporttemplate", "storedresult", "trialoccasion", "trialtrait"),
    imports={
        "desktop.trials.imports:TRIALS": "trial",
        "desktop.trials.importing.observations.kind:OBSERVATIONS": "observations",
        "desktop.trials.imports:VARIETIES": "varieties",
        "desktop.trials.imports:SITES": "sites",
        "desktop.trials.importing.trait_files:TRAITS": "traits",
        "desktop.trials.imports:CROPS": "crops",
    },
    exports={"desktop.trials.exports:EXPORTS": "field-form field-file trait-file"},
    reports={
        "desktop.trials.reports:REPORTS": "trial series demonstration variety variety-sheet field-sheets labels planting-plan",
    },
    reminders=("desktop.trials.reminders:REMINDERS",),
    followers=(Follower("desktop.trials.observations.derived:follow", frozenset(
        {"observation", "plot", "entry", "trialtrait", "trial", "trait", "crop"})),
        Follower("desktop.trials.series.actions:follow", frozenset({"trial"}))))
