"""What reports bring to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "reports", N_("Reporting"), "report",
    models=("desktop.reports.periodic.layout_model", "desktop.reports.periodic.model"),
    page="desktop.reports.page:ReportsPage",
    reports=("desktop.reports.periodic.reports:REPORTS",),
    reminders=("desktop.reports.periodic.reminders:REMINDERS",))
