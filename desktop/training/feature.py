"""What training brings to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "training", N_("Training"), "training",
    models=("desktop.training.model",),
    page="desktop.training.page:TrainingPage",
    imports=("desktop.training.imports:IMPORTS",),
    reminders=("desktop.training.reminders:REMINDERS",))
