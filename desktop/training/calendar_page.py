"""The dated things of training as a calendar."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.ui.calendar.dated_section import DatedSection


class CalendarSection(DatedSection):
    """A calendar of trainings and what follows them. A click opens one, a double click on a day plans one."""

    name = "calendar"
    only = ("training",)
    tables = frozenset({"trainingevent", "trainingsession"})
    new = (("training", N_("New training"), "training", "trainings"),)
