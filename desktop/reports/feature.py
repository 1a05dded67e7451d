"""What reports bring to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "reports", N_("Reporting"), "report",
    models=("desktop.reports.periodic.layout_model", "desktop.reports.periodic.model",
            "desktop.reports.kpi.model"),
    page="desktop.reports.page:ReportsPage",
    reports=("desktop.reports.periodic.reports:REPORTS", "desktop.reports.kpi.papers:REPORTS"),
    reminders=("desktop.reports.periodic.reminders:REMINDERS", "desktop.reports.kpi.reminders:REMINDERS"))
