"""The records of outlets that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.core.database import Database
from desktop.dealers.model import Outlet
from desktop.sales.outlets.case_model import OutletCase
from desktop.sales.outlets.check_model import CheckLine, CheckRound
from desktop.sales.outlets.staff_model import OutletStandard, OutletTarget, Promoter, PromoterMonth, StandardTold
from tests.door_cases import DAY, PERSON, Case, dealer, once
from tests.sales.door_cases import NO_COMMAND

TYPED = {"command": NO_COMMAND}


def outlet(db: Database) -> int:
    return once(db, Outlet, 151, dealer_id=dealer(db), name="城南店")


def check(db: Database) -> int:
    return once(db, CheckRound, 152, outlet_id=outlet(db), checked_on=DAY, code="XD-1")


def foreign_goods(db: Database, number: int) -> None:
    once(db, CheckLine, 153, round_id=number, item="专用", swap=True, deadline=DAY)


def promoter(db: Database) -> int:
    return once(db, Promoter, 154, outlet_id=outlet(db), name="钱〇")


def standard(db: Database) -> int:
    return once(db, OutletStandard, 155, title="门店标准", edition="2026", issued_on=DAY, code="BZ-1")


def may(db: Database, _number: int) -> None:
    once(db, OutletTarget, 157, outlet_id=outlet(db), month=date(2026, 5, 1))
    once(db, PromoterMonth, 158, promoter_id=promoter(db), month=date(2026, 5, 1))


CASES = (
    Case(CheckRound, lambda db: {"outlet_id": outlet(db), "checked_on": DAY, "checked_by": "李", "summary": "好"},
         ("summary",), gives={"code": r"XD-2026-[A-Z]001", "state": "done"}, change={"arrived_at": "09:30"},
         refused={"result": "passed"}, prepare=foreign_goods),
    Case(CheckLine, lambda db: {"round_id": check(db), "item": "整洁", "full_marks": 5.0, "marks": 3.0, "fault": "乱"},
         ("item",), gives={"outlet_id": "城南店", "state": "open"}, change={"deadline": date(2026, 6, 9)},
         refused={"marks": 6.0}, without=TYPED),
    Case(OutletCase, lambda db: {"outlet_id": outlet(db), "reported_on": DAY, "what": "迟到", "customer": "王〇",
                                 "solution": "补送"}, ("what",),
         gives={"code": r"YC-2026-[A-Z]001", "answer_due": date(2026, 6, 2), "solve_due": date(2026, 6, 8), **PERSON},
         change={"severity": "high"}, changed={"solve_due": date(2026, 6, 4)}, refused={"answered_on": date(2026, 5, 1)},
         moved="solved"),
    Case(OutletTarget, lambda db: {"outlet_id": outlet(db), "month": DAY, "target_bags": 5, "remark": "r"}, ("remark",),
         change={"sold_bags": 4}, refused={"month": date(2026, 5, 20)}, prepare=may, twin={"month": date(2026, 7, 1)}),
    Case(Promoter, lambda db: {"outlet_id": outlet(db), "name": "王〇", "since": DAY}, ("name",), gives=PERSON,
         change={"score": 80.0}, refused={"left_on": date(2026, 5, 1)}),
    Case(PromoterMonth, lambda db: {"promoter_id": promoter(db), "month": DAY, "feedback": "好"}, ("feedback",),
         change={"sold_bags": 4}, refused={"month": date(2026, 5, 20)}, prepare=may, twin={"month": date(2026, 7, 1)},
         without=TYPED),
    Case(OutletStandard, lambda _db: {"title": "陈列标准", "edition": "1", "issued_on": DAY}, ("title",),
         gives={"code": r"BZ-2026-[A-Z]001"}, change={"content": "文"}, without=TYPED),
    Case(StandardTold, lambda db: {"standard_id": standard(db), "outlet_id": outlet(db), "told_on": DAY, "remark": "r"},
         ("remark",), change={"how": "call"}, refused={"acknowledged_on": date(2026, 5, 1)}, without=TYPED),
)
