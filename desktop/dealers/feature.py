"""What the dealer book brings to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "dealers", N_("Dealers"), "dealers",
    models=("desktop.dealers.model", "desktop.dealers.visit_model", "desktop.dealers.visit_sheet_model",
            "desktop.dealers.contracts.model", "desktop.dealers.assessment.model"),
    page="desktop.dealers.page:DealersPage", opens=("people", "regions"),
    imports={
        "desktop.dealers.imports:IMPORTS": "dealers contacts outlets licences visits promises",
    },
    reports={
        "desktop.dealers.reports:REPORTS": "dealer dealers rights contract assessment",
    },
    reminders=("desktop.dealers.reminders:REMINDERS", "desktop.dealers.contracts.reminders:REMINDERS"))
