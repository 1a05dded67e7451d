"""What reports bring to the program."""

from __future__ import annotations

from desktop.core.feature import Feature
from desktop.core.i18n import N_

FEATURE = Feature(
    "reports", N_("Reporting"), "report",
    models=("desktop.reports.periodic.layout_model", "desktop.reports.periodic.model",
            "desktop.reports.kpi.model", "desktop.reports.trips.model",
            "desktop.reports.meetings.model", "desktop.reports.reception.model", "desktop.reports.team.model",
            "desktop.reports.team.work_model", "desktop.reports.dealer_plans.model",
            "desktop.reports.dealer_plans.report_model"),
    page="desktop.reports.page:ReportsPage",
    reports={
        "desktop.reports.periodic.reports:REPORTS": "day week tenday month quarter half year",
        "desktop.reports.kpi.papers:REPORTS": "kpi",
        "desktop.reports.trips.papers:REPORTS": "trip-application trip trip-expenses",
        "desktop.reports.meetings.papers:REPORTS": "minutes meeting-sheet meeting-notice",
        "desktop.reports.reception.papers:REPORTS": "reception",
        "desktop.reports.team.papers:REPORTS": "team coaching-plan",
        "desktop.reports.dealer_plans.papers:REPORTS": "dealer-plan dealer-report dealer-report-form",
    },
    imports={
        "desktop.reports.dealer_plans.imports:IMPORTS": "dealer-reports",
    },
    beside=(("dealers", N_("Resolutions"), "desktop.reports.meetings.dealer_tab:DealerTab"),),
    reminders=("desktop.reports.periodic.reminders:REMINDERS", "desktop.reports.kpi.reminders:REMINDERS",
               "desktop.reports.trips.reminders:REMINDERS", "desktop.reports.meetings.reminders:REMINDERS",
               "desktop.reports.reception.reminders:REMINDERS", "desktop.reports.team.reminders:REMINDERS",
               "desktop.reports.dealer_plans.reminders:REMINDERS"))
