"""The records of the dealer file that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.verbs import owned
from desktop.dealers.assessment.model import AssessmentLine, DangerMark, DealerAssessment
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from tests.door_cases import DAY, Case, dealer, moved_through, once

NO_COMMAND = "no command takes it in"
SIGNED = {"company_signer": "甲", "company_signed_on": DAY, "dealer_signer": "乙", "dealer_signed_on": DAY}


def contract(db: Database) -> int:
    return once(db, DealerContract, 161, title="经销合同", dealer_id=dealer(db), starts_on=DAY, code="HT-1", **SIGNED)


def assessment(db: Database) -> int:
    return once(db, DealerAssessment, 162, dealer_id=dealer(db), assessed_on=DAY, scheme="five", code="PJ-1")


def mark_all(db: Database, number: int) -> None:
    """A mark for every criterion of an assessment."""
    for line in owned(db, AssessmentLine, "assessment_id", number):
        verbs.save(db, AssessmentLine, {"mark": 70.0}, line.id)


def give_grade(db: Database, _number: int) -> None:
    mark_all(db, 162)
    moved_through(DealerAssessment, "given")(db, 162)


CASES = (
    Case(DealerContract, lambda db: {"title": "春播合同", "dealer_id": dealer(db), "starts_on": DAY, **SIGNED}, ("title",),
         gives={"code": r"HT-2026-[A-Z]001"}, change={"ends_on": date(2027, 5, 31)}, refused={"ends_on": date(2026, 5, 1)},
         moved="signed", without={"command": NO_COMMAND}),
    Case(ContractPoint, lambda db: {"contract_id": contract(db), "what": "最低库存", "due_on": DAY, "every_months": 1},
         ("what",), change={"done_on": date(2026, 6, 3)}, changed={"due_on": date(2026, 7, 1)}, refused={"percent": 50.0},
         prepare=lambda db, _n: moved_through(DealerContract, "signed")(db, 161), without={"command": NO_COMMAND}),
    Case(DealerAssessment, lambda db: {"dealer_id": dealer(db), "assessed_on": DAY, "by": "我"}, ("by",),
         gives={"code": r"PJ-2026-[A-Z]001"}, change={"remarks": "r"}, refused={"scheme": "no word"}, moved="given",
         twin={"scheme": "own"},
         before_moved=mark_all, without={"command": NO_COMMAND}),
    Case(AssessmentLine, lambda db: {"assessment_id": assessment(db), "name": "自定", "weight": 10.0, "mark": 70.0}, ("name",),
         change={"mark": 80.0}, refused={"mark": 90.0}, prepare=give_grade, without={"command": NO_COMMAND}),
    Case(DangerMark, lambda db: {"dealer_id": dealer(db), "noted_on": DAY, "what": "电话不接"}, ("what",),
         change={"cleared_on": date(2026, 7, 1)}, refused={"cleared_on": date(2026, 5, 1)}, without={"command": NO_COMMAND}),
)
