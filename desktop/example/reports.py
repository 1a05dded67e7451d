"""Invented reports: a template, week reports handed in, one missing, a draft of this week, a day's, the month's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import StateChange, move_in, store
from desktop.reports.periodic.actions import fill_in
from desktop.reports.periodic.layout_model import ReportLayout
from desktop.reports.periodic.layouts import copy_usual
from desktop.reports.periodic.model import PeriodReport, ReportPlan


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
