"""The tab of reports. A room's book is one name here, in the group it belongs to."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.reports.kpi.kpi_page import KpiBook, KpiFiguresBook
from desktop.reports.meetings.meetings_page import MeetingsBook, ResolutionsBook
from desktop.reports.periodic.periodic_page import LayoutsBook, ReportsBook
from desktop.reports.trips.trips_page import TripsBook
from desktop.ui.page import Group, Page


class ReportsPage(Page):
    """The tab."""

    groups = (Group(N_("Periodic"), (ReportsBook, LayoutsBook)),
              Group(N_("Key figures judged"), (KpiBook, KpiFiguresBook)),
              Group(N_("Trips"), (TripsBook,)),
              Group(N_("Meetings"), (MeetingsBook, ResolutionsBook)))
