"""The records of reports that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.core import verbs
from desktop.core.database import Database
from desktop.reports.dealer_plans.model import DealerPlan, DealerPlanLine
from desktop.reports.dealer_plans.report_model import DealerReport, DealerReportLine
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.reports.meetings.model import Meeting
from desktop.reports.periodic.layout_model import LayoutFigure, LayoutSection, ReportLayout
from desktop.reports.periodic.model import PeriodReport, ReportPlan, ReportText
from desktop.reports.reception.model import Reception, ReceptionItem, ReceptionPromise
from desktop.reports.team.model import TeamCandidate, TeamMember, TeamPost
from desktop.reports.team.work_model import CoachingStep, MemberMonth, TeamExample, TeamTask
from desktop.reports.trips.model import Trip, TripExpense, TripStop
from tests.door_cases import DAY, Case, dealer, moved_through, once
from tests.sales.door_cases import product

NO_COMMAND = {"command": "no command takes it in"}


def layout(db: Database) -> int:
    return once(db, ReportLayout, 160, name="周报模板")


def report(db: Database) -> int:
    return once(db, PeriodReport, 161, kind="month", starts_on=DAY, code="BG-1")


def other_week(db: Database) -> None:
    once(db, PeriodReport, 162, starts_on=date(2026, 7, 1), code="BG-2")


def hand_in(db: Database) -> None:
    moved_through(PeriodReport, "handed")(db, 161)


def trip(db: Database) -> int:
    return once(db, Trip, 164, purpose="走访", starts_on=DAY, ends_on=DAY, code="CC-1")


def settle(db: Database) -> None:
    moved_through(Trip, "applied", "approved", "returned", "reported", "settled")(db, 164)


def weekly(db: Database, number: int) -> None:
    verbs.save(db, KpiSheet, {"kind": "week"}, number)


def reception(db: Database) -> int:
    return once(db, Reception, 170, visitors="考察团", arrives_on=DAY, code="JD-1")


def close_reception(db: Database) -> None:
    moved_through(Reception, "received", "closed")(db, 170)


def member(db: Database) -> int:
    return once(db, TeamMember, 171, name="王一", hired_on=DAY)


def post(db: Database) -> int:
    return once(db, TeamPost, 172, name="业务员")


def plan(db: Database) -> int:
    return once(db, DealerPlan, 173, dealer_id=dealer(db), starts_on=DAY, code="JX-1")


def close_plan(db: Database) -> None:
    moved_through(DealerPlan, "agreed", "closed")(db, 173)


def other_month(db: Database) -> None:
    once(db, MemberMonth, 174, member_id=member(db), month=date(2026, 8, 1))


def other_report(db: Database) -> None:
    once(db, DealerReport, 175, dealer_id=dealer(db), kind="week", starts_on=date(2026, 7, 6), code="JB-1")


CASES = (
    Case(Reception, lambda _db: {"visitors": "农场", "arrives_on": DAY, "leader": "李"}, ("leader",),
         gives={"code": r"JD-2026-[A-Z]001"}, change={"bags_ordered": 5}, refused={"leaves_on": date(2026, 5, 1)}, moved="told",
         without=NO_COMMAND),
    Case(ReceptionItem, lambda db: {"reception_id": reception(db), "what": "看田", "place": "园区"}, ("place",),
         change={"at": "9:00"}, refused={"what": "座谈"}, prepare=lambda db, _n: close_reception(db), without=NO_COMMAND),
    Case(ReceptionPromise, lambda db: {"reception_id": reception(db), "what": "寄说明书", "person": "王"}, ("person",),
         change={"state": "kept", "kept_on": DAY}, refused={"state": "kept"}, without=NO_COMMAND),
    Case(TeamMember, lambda _db: {"name": "王二", "hired_on": DAY, "why_left": ""}, ("name",),
         change={"years_before": 2.0}, refused={"left_on": date(2026, 5, 1)}, twin={"name": "王三"}, without=NO_COMMAND),
    Case(TeamCandidate, lambda db: {"post_id": post(db), "name": "赵", "source": "经销商"}, ("source",),
         change={"experience": "店员"}, refused={"state": "hired"}, moved="invited", without=NO_COMMAND),
    Case(CoachingStep, lambda db: {"member_id": member(db), "what": "走访", "coach": "李"}, ("coach",),
         change={"done_on": DAY}, refused={"result": 9}, without=NO_COMMAND),
    Case(MemberMonth, lambda db: {"member_id": member(db), "month": date(2026, 6, 9), "plan": "走访二十户"}, ("plan",),
         gives={"month": DAY}, change={"answer": "可以"}, refused={"month": date(2026, 8, 9)},
         prepare=lambda db, _n: other_month(db), twin={"month": date(2026, 7, 1)}, without=NO_COMMAND),
    Case(TeamTask, lambda db: {"member_id": member(db), "what": "盘库", "given_on": DAY, "note": "急"}, ("note",),
         change={"due_on": DAY}, refused={"due_on": date(2026, 5, 1)}, without=NO_COMMAND),
    Case(TeamExample, lambda db: {"member_id": member(db), "on_day": DAY, "what": "逐户核对", "answer": "知道"}, ("answer",),
         change={"told_on": DAY}, refused={"told_on": date(2026, 5, 1)}, without=NO_COMMAND),
    Case(DealerPlan, lambda db: {"dealer_id": dealer(db), "starts_on": date(2026, 6, 9), "span": "month", "goals": "前三"},
         ("goals",), gives={"code": r"JX-2026-[A-Z]001", "starts_on": DAY, "ends_on": date(2026, 6, 30)},
         change={"span": "year"}, changed={"starts_on": date(2025, 10, 1)}, refused={"bags": -1}, moved="agreed",
         twin={"starts_on": date(2026, 7, 2)}, without=NO_COMMAND),
    Case(DealerPlanLine, lambda db: {"plan_id": plan(db), "on_day": DAY, "what": "农民会", "place": "村部"}, ("place",),
         change={"money": 100}, refused={"place": "乡里"}, prepare=lambda db, _n: close_plan(db), without=NO_COMMAND),
    Case(DealerReport, lambda db: {"dealer_id": dealer(db), "kind": "week", "starts_on": date(2026, 6, 4), "wishes": "物料"},
         ("wishes",), gives={"code": r"JB-2026-[A-Z]001", "starts_on": DAY, "ends_on": date(2026, 6, 7)},
         change={"starts_on": date(2026, 6, 10)}, changed={"starts_on": date(2026, 6, 8)},
         refused={"starts_on": date(2026, 7, 7)}, prepare=lambda db, _n: other_report(db),
         twin={"starts_on": date(2026, 8, 6)}, without=NO_COMMAND),
    Case(DealerReportLine, lambda db: {"dealer_id": dealer(db), "kind": "week", "starts_on": date(2026, 6, 4),
                                       "product_id": product(db), "received": 5, "remark": "整"}, ("remark",),
         gives={"starts_on": DAY}, change={"sold": 3}, refused={"closing": -1}, twin={"starts_on": date(2026, 8, 6)}),
    Case(PeriodReport, lambda _db: {"kind": "week", "starts_on": date(2026, 6, 4), "to_whom": "总监"}, ("to_whom",),
         gives={"code": r"BG-2026-[A-Z]001", "starts_on": DAY, "ends_on": date(2026, 6, 7), "due_on": date(2026, 6, 8)},
         change={"starts_on": date(2026, 6, 10)}, changed={"starts_on": date(2026, 6, 8), "due_on": date(2026, 6, 15)},
         refused={"starts_on": date(2026, 7, 2)}, prepare=lambda db, _n: other_week(db), moved="handed",
         twin={"starts_on": date(2026, 8, 6)}, without=NO_COMMAND),
    Case(ReportText, lambda db: {"report_id": report(db), "text": "甲", "about": "乙"}, ("about",),
         change={"text": "丙"}, refused={"text": "丁"}, prepare=lambda db, _n: hand_in(db), without=NO_COMMAND),
    Case(ReportPlan, lambda db: {"report_id": report(db), "what": "走访", "person": "王"}, ("person",),
         change={"state": "done"}, refused={"note": "无"}, prepare=lambda db, _n: hand_in(db),
         without=NO_COMMAND),
    Case(KpiSheet, lambda _db: {"name": "四月", "starts_on": date(2026, 6, 4), "judge": "总监"}, ("judge",),
         gives={"code": r"KH-2026-[A-Z]001", "starts_on": DAY, "ends_on": date(2026, 6, 30)}, change={"kind": "week"},
         changed={"ends_on": date(2026, 6, 7)}, refused={"halves": True},
         prepare=weekly, moved="agreed", without=NO_COMMAND),
    Case(KpiLine, lambda db: {"sheet_id": once(db, KpiSheet, 163, starts_on=DAY, code="KH-1"), "measure": "typed",
                              "title": "态度", "target": 10.0, "actual": 5.0, "weight": 20.0}, ("title",),
         gives={"marks": 10.0, "position": 1},
         change={"actual": 10.0}, changed={"marks": 20.0}, refused={"steps": "八"}, without=NO_COMMAND),
    Case(Trip, lambda _db: {"purpose": "走访", "starts_on": DAY, "ends_on": DAY, "companions": "王"}, ("companions",),
         gives={"code": r"CC-2026-[A-Z]001", "report_due": date(2026, 6, 6)}, change={"budget": 100}, refused={"advance": 5},
         moved="applied", without=NO_COMMAND),
    Case(TripStop, lambda db: {"trip_id": trip(db), "place": "甲县", "task": "看田"}, ("task",), change={"result": "好"},
         refused={"place": "乙县"}, prepare=lambda db, _n: settle(db), without=NO_COMMAND),
    Case(TripExpense, lambda db: {"trip_id": trip(db), "spent_on": DAY, "claimed": 500, "what": "车票"}, ("what",),
         change={"sanctioned": 400}, refused={"sanctioned": 501}, without=NO_COMMAND),
    Case(Meeting, lambda _db: {"title": "周例会", "held_on": DAY, "chair": "总监"}, ("title",),
         gives={"code": r"HY-2026-[A-Z]001"}, change={"place": "县城"}, refused={"cost": -1}, without=NO_COMMAND),
    Case(LayoutSection, lambda db: {"layout_id": layout(db), "section": "support", "heading": "请求"}, ("heading",),
         gives={"position": 1}, change={"shown": False}, refused={"position": 0}, without=NO_COMMAND),
    Case(LayoutFigure, lambda db: {"layout_id": layout(db), "measure": "bags", "heading": "发货"}, ("heading",),
         gives={"position": 1}, change={"measure": "sales"}, refused={"position": 0}, without=NO_COMMAND),
)
