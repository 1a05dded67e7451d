"""What technical service brings to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "service", N_("Technical service"), "phone",
    models=("desktop.service.case_model", "desktop.service.complaint_model", "desktop.service.handout_model",
            "desktop.service.technique_model"),
    page="desktop.service.page:ServicePage", opens=("shipmentline",), unopened=("lossestimate",),
    imports={
        "desktop.service.imports:IMPORTS": "cases complaints articles",
    },
    reports={
        "desktop.service.reports:REPORTS": "technique complaint handout technique-summary answer-letter mediation "
            "appraisal-request test-order seal-ticket stop-sale",
    },
    reminders=("desktop.service.reminders:REMINDERS",),
    calculators=("desktop.service.calculators:CALCULATORS", "desktop.service.sowing_window:SOWING_WINDOW"))
