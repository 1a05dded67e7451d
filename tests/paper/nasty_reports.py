"""The reports of the hard database: one with as many texts and plans as a paper may get, one with nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.core.fields import today
from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.verbs import move_in, store
from desktop.dealers.model import Dealer
from desktop.reports.dealer_plans.model import DealerPlan, DealerPlanLine
from desktop.reports.dealer_plans.report_model import DealerReport, DealerReportLine
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.reports.kpi.states import FIGURES
from desktop.reports.meetings.model import Meeting, MeetingAction, MeetingPerson
from desktop.reports.periodic.layout_model import LayoutSection, ReportLayout
from desktop.reports.periodic.model import PeriodReport, ReportPlan, ReportText
from desktop.reports.periodic.states import PARTS, SECTIONS
from desktop.reports.reception.model import Reception, ReceptionItem, ReceptionPromise
from desktop.reports.team.model import TeamCandidate, TeamMember, TeamPost
from desktop.reports.team.work_model import CoachingStep, MemberMonth, TeamTask
from desktop.reports.trips.model import Trip, TripExpense, TripStop
from desktop.sales.products.model import Product

if TYPE_CHECKING:
    from tests.paper.nasty import Nasty


def make_reports(nasty: Nasty) -> None:
    """A year with every section under long headings, a week handed in, a day of which nothing is known."""
    layout = nasty.full(ReportLayout, kind="year", in_use=True)
    for section in SECTIONS:
        nasty.bare(LayoutSection, layout_id=layout.id, section=section, heading=nasty.line[:40])
    year = nasty.full(PeriodReport, kind="year", starts_on=today(), layout_id=layout.id)
    for place, section in enumerate(SECTIONS):
        nasty.full(ReportText, report_id=year.id, section=section, chosen=True, source=f"t{place}")
    for number in range(nasty.size.rows):
        nasty.full(ReportPlan, report_id=year.id, part=list(PARTS)[number % 2], source=f"p{number}")
    week = nasty.bare(PeriodReport, kind="week", starts_on=today() - timedelta(days=14))
    move_in(nasty.session, PeriodReport, week.id, StateChange("handed"))
    nasty.bare(PeriodReport, kind="day", starts_on=today())
    sheet = nasty.full(KpiSheet, kind="month", starts_on=today(), halves=True)
    for measure in FIGURES:
        nasty.full(KpiLine, sheet_id=sheet.id, measure=measure, steps="", target=1_234_567.89, weight=100.0)
    nasty.bare(KpiSheet, starts_on=today())
    trip = nasty.full(Trip, starts_on=today(), ends_on=today(), advance=None)
    for _row in range(nasty.size.rows):
        nasty.full(TripStop, trip_id=trip.id)
        nasty.full(TripExpense, trip_id=trip.id, claimed=1_234_567_89, sanctioned=1_234_567_89)
    for state in ("applied", "approved"):
        move_in(nasty.session, Trip, trip.id, StateChange(state))
    store(nasty.session, Trip, {"advance": 1_234_567_89}, trip.id)
    meeting = nasty.full(Meeting, held_on=today())
    for _row in range(nasty.size.rows):
        nasty.full(MeetingPerson, meeting_id=meeting.id, presence="present")
        nasty.full(MeetingAction, meeting_id=meeting.id)
    nasty.bare(Meeting, title="A", held_on=today())
    nasty.bare(Trip, purpose="A", starts_on=today(), ends_on=today())
    make_team(nasty)


def make_team(nasty: Nasty) -> None:
    """A team whose every text is long, visitors with a long programme, a dealer's plan and report of many lines."""
    post = nasty.full(TeamPost, headcount=9)
    nasty.bare(TeamPost, name="A")
    nasty.full(TeamCandidate, post_id=post.id)
    member = nasty.full(TeamMember, post_id=post.id, hired_on=today() - timedelta(days=30), left_on=None)
    nasty.bare(TeamMember, name="A", hired_on=today())
    nasty.full(MemberMonth, member_id=member.id, month=today())
    visitors = nasty.full(Reception, arrives_on=today(), leaves_on=today())
    nasty.bare(Reception, visitors="A", arrives_on=today())
    dealer = nasty.session.exec(living(Dealer)).first()
    assert dealer is not None
    plan = nasty.full(DealerPlan, starts_on=today(), span="year", dealer_id=dealer.id)
    report = nasty.full(DealerReport, starts_on=today(), kind="week", dealer_id=dealer.id)
    for _row in range(nasty.size.rows):
        nasty.full(CoachingStep, member_id=member.id)
        nasty.full(TeamTask, member_id=member.id)
        nasty.full(ReceptionItem, reception_id=visitors.id)
        nasty.full(ReceptionPromise, reception_id=visitors.id)
        nasty.full(DealerPlanLine, plan_id=plan.id, done_on=today())
    for product in nasty.session.exec(living(Product)).all()[:nasty.size.rows]:
        nasty.full(DealerReportLine, report_id=report.id, product_id=product.id, dealer_id=dealer.id, kind="week",
                   starts_on=report.starts_on)
