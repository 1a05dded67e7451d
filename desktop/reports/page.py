"""The tab of reports. A room's book is one name here, in the group it belongs to."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.reports.dealer_plans.plans_page import DealerPlansBook, DealerReportsBook
from desktop.reports.kpi.kpi_page import KpiBook, KpiFiguresBook
from desktop.reports.meetings.meetings_page import MeetingsBook, ResolutionsBook
from desktop.reports.periodic.periodic_page import LayoutsBook, ReportsBook
from desktop.reports.reception.reception_page import ReceptionsBook
from desktop.reports.team.team_page import CandidatesBook, PostsBook, TeamBook
from desktop.reports.trips.trips_page import TripsBook
from desktop.ui.page import Group, Page


class ReportsPage(Page):
    """The tab."""

    groups = (Group(N_("Periodic"), (ReportsBook, LayoutsBook)),
              Group(N_("Performance reviews"), (KpiBook, KpiFiguresBook)),
              Group(N_("Trips"), (TripsBook, ReceptionsBook)),
              Group(N_("Meetings"), (MeetingsBook, ResolutionsBook)),
              Group(N_("Team"), (TeamBook, PostsBook, CandidatesBook)),
              Group(N_("Dealers' plans"), (DealerPlansBook, DealerReportsBook)))
