"""Invented rights, contracts, assessments, signs of danger, bank and tax of the example's dealers."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col

from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.verbs import move_in, store
from desktop.dealers.assessment.model import AssessmentLine, DangerMark, DealerAssessment, marked
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.dealers.contracts.points import point_of, usual_points
from desktop.dealers.model import Dealer, Territory

INVENTED = "虚构示例"
BANKS = ("例县农商银行营业部", "示例银行例街支行", "例丰村镇银行")
SIGNS = ((2, "avoids", "三次电话未接，约定的拜访临时取消。"), (6, "trade", "门店另挂例玉品牌招牌，减少本公司货架。"),
         (14, "cash", "同行反映在外借款，货款一再拖延。"), (14, "avoids", "到店两次负责人不在。"),
         (14, "price", "例南镇门店零售价低于最低价4元/袋。"))


def make_dealer_papers(session: Session, facts: dict[str, Any], chance: Random) -> None:
    """County dealers have rights and contracts, all active dealers bank and tax, most of them an assessment."""
    dealers = session.exec(living(Dealer).order_by(col(Dealer.code))).all()
    for number, dealer in enumerate(dealers, 1):
        if dealer.state == "prospect":
            continue
        store(session, Dealer, _bank(facts, dealer, number, chance), dealer.id)
        if dealer.level == "county":
            _rights(session, facts, dealer, number)
            _contract(session, facts, dealer, number)
        if number % 5:
            _assessment(session, facts, dealer, number, chance)
    for number, sign, what in SIGNS:
        store(session, DangerMark, {
            "dealer_id": dealers[number - 1].id, "sign": sign, "what": what, "noted_by": facts["manager"],
            "noted_on": facts["today"] - timedelta(days=number * 3)})


def _bank(facts: dict[str, Any], dealer: Dealer, number: int, chance: Random) -> dict[str, Any]:
    person = f"{chance.choice(facts['surnames'])}{chance.choice(facts['given_names'])}"
    return {"bank": chance.choice(BANKS), "bank_account": f"0000{number:04}{chance.randrange(10**8):08}",
            "legal_person": person, "taxpayer": "general" if dealer.kind == "company" else "small",
            "invoice_address": f"{dealer.address} {dealer.phone}", "warehouse_keeper": person,
            "warehouse_m2": float(chance.randrange(8, 60) * 10),
            "warehouse_condition": chance.choice(("干燥通风，离地码放", "水泥地面，无防潮垫", "与农药分库存放"))}


def _rights(session: Session, facts: dict[str, Any], dealer: Dealer, number: int) -> None:
    """The right to the county; two of them meet."""
    first = date(facts["today"].year - 1, 10, 1)
    store(session, Territory, {
        "dealer_id": dealer.id, "region_id": dealer.region_id, "is_exclusive": number in (1, 4, 10), "starts_on": first,
        "ends_on": first + timedelta(days=729), "remarks": INVENTED,
        "varieties": {1: "例丰101、例丰102", 4: "例丰102", 10: ""}.get(number, "例对1号")})


def _contract(session: Session, facts: dict[str, Any], dealer: Dealer, number: int) -> None:
    """A contract of a year with its usual points: one is not signed yet, one ends soon, one was terminated."""
    today: date = facts["today"]
    starts = today - timedelta(days=340 if number == 4 else 60 + 20 * (number % 5))
    before = starts - timedelta(days=3)
    signed = {} if number == 22 else {
        "company_signer": facts["manager"], "company_signed_on": before, "dealer_signer": dealer.legal_person,
        "dealer_signed_on": before, "kept_at": "公司合同柜、经销商处各一份"}
    contract = store(session, DealerContract, {
        "title": "种子经销合同", "dealer_id": dealer.id, "starts_on": starts, "ends_on": starts + timedelta(days=364),
        "remarks": INVENTED, **signed})
    for row in usual_points(starts):
        values = point_of(contract, row)
        amount = {"deposit": 20_000_00, "first_order": 50_000_00, "task_year": 400_000_00, "task_month": 35_000_00}.get(
            row["kind"])
        done = values["due_on"] if row["kind"] == "deposit" or (row["kind"] == "first_order" and number % 2) else None
        store(session, ContractPoint, {"contract_id": contract.id, **values, "amount": amount,
                                       "done_on": done if done and done <= today else None})
    if signed:
        move_in(session, DealerContract, contract.id, StateChange("signed", starts))
    if number == 13:
        move_in(session, DealerContract, contract.id, StateChange("terminated", today - timedelta(days=12), reason="跨区销售"))


def _assessment(session: Session, facts: dict[str, Any], dealer: Dealer, number: int, chance: Random) -> None:
    """The sheet of the quarter before, and for some one of this quarter that is not marked to the end."""
    made = store(session, DealerAssessment, {"dealer_id": dealer.id, "assessed_on": facts["today"] - timedelta(days=80),
                                             "by": facts["manager"], "remarks": INVENTED})
    marks = (60, 70, 80, 60, 75) if number == 1 else tuple(chance.randrange(9, 20) * 5 for _n in range(5))
    for line, mark in zip(marked(session, made.id), marks, strict=True):
        store(session, AssessmentLine, {"mark": mark}, line.id)
    move_in(session, DealerAssessment, made.id, StateChange("given", made.assessed_on))
    if number % 6 == 1:
        store(session, DealerAssessment, {"dealer_id": dealer.id, "assessed_on": facts["today"], "by": facts["manager"]})
