"""What labels and manuals bring to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "labels", N_("Labels & manuals"), "labels",
    models=("desktop.labels.model",),
    page="desktop.labels.page:LabelsPage",
    reminders=("desktop.labels.reminders:REMINDERS",))
