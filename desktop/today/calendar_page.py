"""Everything with a date in one calendar: visits, promises, papers that end, trainings, trials, meetings, time limits."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.ui.calendar.dated_section import DatedSection


class CalendarSection(DatedSection):
    """The calendar of all features."""

    name = "dates"
    new = (("visit", N_("New visit"), "dealers", "visits"), ("photo", N_("Farmer's problem"), "service", "cases"),
           ("training", N_("New training"), "training", "trainings"), ("group", N_("New meeting"), "reports", "meetings"))
