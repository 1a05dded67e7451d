"""An invented team, visitors received, and what dealers plan and report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import StateChange, move_in, store
from desktop.dealers.model import Dealer
from desktop.example.names import called
from desktop.reports.dealer_plans.model import DealerPlan, DealerPlanLine
from desktop.reports.dealer_plans.report_model import DealerReport, DealerReportLine
from desktop.reports.periodic.model import PeriodReport
from desktop.reports.reception.model import Reception, ReceptionItem, ReceptionPromise
from desktop.reports.team.model import TeamCandidate, TeamMember, TeamPost
from desktop.reports.team.rules import induction_steps
from desktop.reports.team.work_model import CoachingStep, MemberMonth, TeamExample, TeamTask
from desktop.sales.orders.model import ShipmentLine

PROGRAMME = (("9:30", "接站，介绍公司", "办公楼"), ("10:30", "看加工线和库房", "加工厂"), ("13:30", "看示范田", "示范园"),
             ("16:00", "座谈，商定用种计划", "会议室"))
ACTIVITIES = ((-15, "meeting", "农民会一场", 60000, 80, 200), (20, "order_fair", "订货会", 150000, 60, 800),
              (95, "demo", "示范田五处", 100000, None, 200))
"""Days from today, kind, what, money in fen, people, bags."""


def make_team(session: Session, facts: dict[str, Any]) -> None:
    """A team of five with one post free, two receptions, plans and reports of the dealers with the most shipments."""
    on: date = facts["today"]
    _people(session, on)
    _receptions(session, on, facts)
    _dealers(session, on)


def _people(session: Session, on: date) -> None:
    sales = store(session, TeamPost, {"name": "县级业务员（示例）", "work": "sales", "headcount": 5, "wanted_by": on +
                                      timedelta(days=20), "requirements": "农学或营销专业，会开车，能常驻县城。"})
    technician = store(session, TeamPost, {"name": "技术员（示例）", "work": "technician", "headcount": 1})
    people = (("示例业务员甲", sales, 900, 6.0), ("示例业务员乙", sales, 1500, 3.0), ("示例业务员丙", sales, 700, 1.0),
              ("示例业务员丁", sales, 75, 0.0), ("示例技术员戊", technician, 2000, 8.0))
    members = [store(session, TeamMember, {
        "name": called(name), "post_id": post.id, "work": post.work, "hired_on": on - timedelta(days=days),
        "years_before": before, "remarks": "虚构示例"}) for name, post, days, before in people]
    fresh = members[3]
    store(session, TeamMember, {"coach_id": members[0].person_id}, fresh.id)
    for kind, what, _english, days in induction_steps():
        due = (fresh.hired_on or on) + timedelta(days=days)
        done = {"done_on": due, "result": 4, "note": "已掌握"} if days <= 30 else {}
        store(session, CoachingStep, {"member_id": fresh.id, "kind": kind, "what": what, "due_on": due, "coach": people[0][0],
                                      **done})
    for number, member in enumerate(members):
        summed = {"summary": "走访18户次，两户欠款已签还款计划。", "summed_on": on} if number < 2 else {}
        store(session, MemberMonth, {"member_id": member.id, "month": on, "planned_on": on.replace(day=1),
                                     "plan": "走访经销商20户次，催收到期货款，办农民会两场。", **summed})
        store(session, TeamTask, {"member_id": member.id, "what": "核对本县冬季库存并上报", "given_on": on - timedelta(days=9),
                                  "due_on": on - timedelta(days=2), **({"state": "done", "done_on": on - timedelta(days=3)}
                                                                      if number != 2 else {})})
        if number < 2:
            for days in range(1, 4):
                report = store(session, PeriodReport, {"kind": "day", "starts_on": on - timedelta(days=days),
                                                       "person_id": member.person_id, "remarks": "虚构示例"})
                move_in(session, PeriodReport, report.id, StateChange("handed", on - timedelta(days=days)))
    store(session, TeamExample, {"member_id": members[0].id, "on_day": on - timedelta(days=12), "kind": "praise",
                                 "what": "逐户核对库存，避免了一次断货。", "told_on": on - timedelta(days=12)})
    store(session, TeamExample, {"member_id": members[2].id, "on_day": on - timedelta(days=5), "kind": "fault",
                                 "what": "日报照抄前一天内容。", "told_on": on - timedelta(days=4),
                                 "answer": "已补写并说明原因。"})
    candidate = store(session, TeamCandidate, {
        "post_id": sales.id, "name": called("示例应聘人"), "heard_on": on - timedelta(days=15), "source": "经销商推荐",
        "experience": "农资店店员两年", "next_on": on + timedelta(days=3), "next_step": "到区域办公室面谈"})
    move_in(session, TeamCandidate, candidate.id, StateChange("invited", on - timedelta(days=2)))


def _receptions(session: Session, on: date, facts: dict[str, Any]) -> None:
    for days, visitors, grade, purpose in ((6, "示例农场考察团", "A", "look"), (-20, "例州联合经销商来访", "B", "order")):
        day = on + timedelta(days=days)
        made = store(session, Reception, {
            "visitors": called(visitors), "leader": called("示例带队人"), "men": 5, "women": 2, "purpose": purpose,
            "grade": grade, "arrives_on": day, "arrives_at": "9:30", "leaves_on": day + timedelta(days=1),
            "transport": "自驾两辆车",
            "pick_up": "高速出口，业务员甲", "lodging": "示例宾馆标准间4间", "departments": "仓储部、财务部、食堂",
            "aims": "看示范田和加工线，商谈明年用种。", "budget": 300000, "remarks": "虚构示例"})
        for at, what, place in PROGRAMME:
            store(session, ReceptionItem, {"reception_id": made.id, "on_day": day, "at": at, "what": what, "place": place,
                                           "person": facts["manager"]})
        if days < 0:
            store(session, ReceptionPromise, {"reception_id": made.id, "what": "寄送品种说明书两百份",
                                              "person": facts["manager"], "due_on": on + timedelta(days=4)})
            store(session, Reception, {"course": "看田两处，座谈气氛好。", "promised": "明年用种由我方优先供应。",
                                       "cost": 268000, "bags_ordered": 800}, made.id)
            for state in ("told", "received"):
                move_in(session, Reception, made.id, StateChange(state, day))


def _dealers(session: Session, on: date) -> None:
    lines = session.exec(living(ShipmentLine).where(col(ShipmentLine.bags) > 0).order_by(
        col(ShipmentLine.moved_on).desc(), col(ShipmentLine.id))).all()
    names = dict[int, ShipmentLine]()
    for line in lines:
        names.setdefault(line.dealer_id or 0, line)
    for number, (dealer_id, line) in enumerate(list(names.items())[:3]):
        dealer = session.get_one(Dealer, dealer_id)
        plan = store(session, DealerPlan, {
            "dealer_id": dealer_id, "kind": "promotion", "span": "year", "starts_on": on, "bags": 1200,
            "amount": 6_600_000, "our_money": 800000,
            "dealer_money": 400000, "people": 6, "goals": "两个重点乡镇市场份额进前三。", "remarks": "虚构示例"})
        for days, work, what, money, people, bags in ACTIVITIES:
            done = {"done_on": on + timedelta(days=days), "spent": 58000, "people_came": 72, "bags_done": 45,
                    "result": "到会72人，当场订45袋。"} if days < 0 else {}
            store(session, DealerPlanLine, {"plan_id": plan.id, "on_day": on + timedelta(days=days), "work": work, "what": what,
                                            "money": money, "people": people, "bags": bags,
                                            "product_id": line.product_id, **done})
        if number < 2:
            move_in(session, DealerPlan, plan.id, StateChange("agreed", on - timedelta(days=30)))
        report = store(session, DealerReport, {
            "dealer_id": dealer_id, "kind": "month", "starts_on": on - timedelta(days=30), "came_on": on - timedelta(days=2),
            "written_by": dealer.name, "market": "今年备货早，农户观望价格。",
            "wishes": "希望增加宣传物料。" if number else ""})
        store(session, DealerReportLine, {"report_id": report.id, "dealer_id": dealer_id, "kind": "month",
                                          "starts_on": report.starts_on, "product_id": line.product_id, "opening": 60,
                                          "received": line.bags, "sold": 35, "closing": 25 + (line.bags or 0) - number})
