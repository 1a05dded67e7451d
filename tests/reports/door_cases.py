"""The records of reports that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.core import verbs
from desktop.core.database import Database
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.reports.meetings.model import Meeting
from desktop.reports.periodic.layout_model import LayoutFigure, LayoutSection, ReportLayout
from desktop.reports.periodic.model import PeriodReport, ReportPlan, ReportText
from desktop.reports.trips.model import Trip, TripExpense, TripStop
from tests.door_cases import DAY, Case, moved_through, once

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


CASES = (
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
