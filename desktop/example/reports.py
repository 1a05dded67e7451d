"""Invented reports: a template, week reports handed in, one missing, a draft of this week, a day's, the month's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import StateChange, move_in, store
from desktop.example.names import called
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.reports.meetings.model import Meeting, MeetingAction, MeetingPerson
from desktop.reports.periodic.actions import fill_in
from desktop.reports.periodic.layout_model import ReportLayout
from desktop.reports.periodic.layouts import copy_usual
from desktop.reports.periodic.model import PeriodReport, ReportPlan
from desktop.reports.trips.model import Trip, TripExpense, TripStop


def make_reports(session: Session, facts: dict[str, Any]) -> None:
    """Reports of the last weeks, the older ones handed in."""
    on: date = facts["today"]
    layout = store(session, ReportLayout, {"name": "周总结（示例）", "kind": "week", "heading": "区域工作周总结",
                                           "intro": "虚构示例：以下内容由走访、订单、回款等记录汇总。",
                                           "signers": "汇报人，大区经理"})
    copy_usual(session, layout)
    monday = on - timedelta(days=on.weekday())
    for weeks in range(7, 1, -1):
        first = monday - timedelta(weeks=weeks)
        report = _begun(session, "week", first, facts)
        store(session, ReportPlan, {"report_id": report.id, "part": "next", "what": "与县农技站商定观摩会日期",
                                    "due_on": first + timedelta(days=11), "person": facts["manager"]})
        store(session, PeriodReport, {
            "summary": "本周以走访和催收为主，旺季备货基本到位。", "problems_met": "个别乡镇网点库存偏高，出货慢。",
            "improvement": "把高库存网点的货调往缺货乡镇。", "support": "请公司安排试验示范田观摩会用的条幅和手册。"},
            report.id)
        move_in(session, PeriodReport, report.id, StateChange("handed", first + timedelta(days=7)))
    _begun(session, "week", monday, facts)
    _begun(session, "day", on - timedelta(days=1), facts)
    _begun(session, "month", on, facts)
    _judge(session)
    _key_figures(session, facts)
    _trip(session, facts)
    _meetings(session, facts)


def _begun(session: Session, kind: str, day: date, facts: dict[str, Any]) -> PeriodReport:
    report = store(session, PeriodReport, {"kind": kind, "starts_on": day, "to_whom": "大区经理", "made_by": facts["manager"],
                                           "made_on": day, "remarks": "虚构示例"})
    fill_in(session, report)
    return report


def _judge(session: Session) -> None:
    """One thing that was planned is half done."""
    query = living(ReportPlan).join(PeriodReport, col(ReportPlan.report_id) == col(PeriodReport.id)).where(
        col(ReportPlan.part) == "due", col(ReportPlan.state) == "open", col(PeriodReport.state) == "draft")
    row = session.exec(query.order_by(col(ReportPlan.id))).first()
    if row is not None:
        store(session, ReportPlan, {"state": "partly", "note": "已电话沟通，下周定日期"}, row.id)


def _key_figures(session: Session, facts: dict[str, Any]) -> None:
    """The month's sheet of the manager: four figures the records count, one judged by hand."""
    on: date = facts["today"]
    sheet = store(session, KpiSheet, {"name": f"{on:%Y-%m}区域经理考核（示例）", "starts_on": on, "judge": "大区经理",
                                      "remarks": "虚构示例"})
    for measure, title, target, weight, steps, basis, actual in (
            ("collected", "", 100_000.0, 40.0, "80:35 70:30 60:0", "财务回款明细", 93_036.0),
            ("ordered", "", 80_000.0, 20.0, "", "订单台账", 52_400.0), ("area", "", 2_000.0, 10.0, "", "发货台账", 1_100.0),
            ("cost_ratio", "", 5.0, 10.0, "", "费用单与销售台账", 6.0), ("agents", "", 6.0, 10.0, "", "代理合同", 5.0),
            ("typed", "报表及时率", 100.0, 10.0, "100:8 90:5 80:0", "报告上报日期", 92.0)):
        store(session, KpiLine, {"sheet_id": sheet.id, "measure": measure, "title": title, "target": target, "weight": weight,
                                 "steps": steps, "basis": basis, "actual": actual})


def _trip(session: Session, facts: dict[str, Any]) -> None:
    """A trip of three days that is over and not reported yet, with an advance."""
    on: date = facts["today"]
    first = on - timedelta(days=6)
    trip = store(session, Trip, {
        "purpose": "走访三县经销商并查看示范田（示例）", "starts_on": first, "ends_on": first + timedelta(days=2),
        "transport": "自驾", "route": "绥化市—望奎县—庆安县—绥化市", "whom": "三家县级代理商：核对库存，催收尾款",
        "tasks": "签对账单；看示范田越冬准备；商定冬季培训日期", "budget": 1_800_00, "approver": "大区经理",
        "remarks": "虚构示例"})
    for state, day in (("applied", first - timedelta(days=2)), ("approved", first - timedelta(days=1))):
        move_in(session, Trip, trip.id, StateChange(state, day))
    store(session, Trip, {"advance": 1_500_00}, trip.id)
    for number, (place, task, result) in enumerate((
            ("望奎县", "核对库存", "库存420袋，与账面一致"), ("庆安县", "催收尾款", "答应月底前付清"), ("绥化市", "商定培训",
                                                                          ""))):
        store(session, TripStop, {"trip_id": trip.id, "on_day": first + timedelta(days=number), "place": place, "task": task,
                                  "result": result})
    for kind, what, fen, receipts in (("lodging", "县城宾馆两晚", 360_00, 2), ("meals", "途中用餐", 150_00, 5)):
        store(session, TripExpense, {"trip_id": trip.id, "spent_on": first, "kind": kind, "what": what, "claimed": fen,
                                     "receipts": receipts})
    store(session, TripExpense, {"trip_id": trip.id, "spent_on": first, "kind": "car", "km": 386.0, "what": "自驾往返"})
    move_in(session, Trip, trip.id, StateChange("returned", first + timedelta(days=2)))


def _meetings(session: Session, facts: dict[str, Any]) -> None:
    """Two weekly meetings; one thing of the first is still open."""
    on: date = facts["today"]
    monday = on - timedelta(days=on.weekday())
    for weeks in (1, 0):
        day = monday - timedelta(weeks=weeks)
        meeting = store(session, Meeting, {
            "title": "区域周例会（示例）", "held_on": day, "starts_at": "8:30", "state": "held", "place": "示例办事处",
            "chair": facts["manager"],
            "minutes_by": called("示例内勤"), "agenda": "上周工作；本周计划；区域指标；回款；未完成事项；需要协助的问题",
            "minutes": "通报上周发货和回款，逐户分析逾期欠款。", "remarks": "虚构示例"})
        for name, presence in (("示例业务员甲", "present"), ("示例业务员乙", "late"), ("示例业务员丙", "leave")):
            store(session, MeetingPerson, {"meeting_id": meeting.id, "name": called(name), "presence": presence})
        store(session, MeetingAction, {"meeting_id": meeting.id, "what": "与逾期客户签订还款计划",
                                       "person": called("示例业务员甲"), "due_on": day + timedelta(days=4)})
        store(session, MeetingAction, {"meeting_id": meeting.id, "what": "核对冬季库存并上报", "person": called("示例业务员乙"),
                                       "due_on": day, "state": "done", "done_on": day})
