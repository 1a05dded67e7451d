"""Invented payments, instalments, account entries and calls of the example's dealers who got goods."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col

from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.verbs import move_in, store
from desktop.dealers.visit_model import Promise
from desktop.sales.money.ledger import ledger
from desktop.sales.money.model import AccountEntry, DunningCall, Instalment, Payment, PaymentAllotment
from desktop.sales.orders.model import Shipment
from desktop.sales.season.model import SeasonSettlement
from desktop.sales.season.rules import season_ended


def make_money(session: Session, facts: dict[str, Any], chance: Random) -> None:
    """Each dealer who got goods paid a part of them or nothing, one of them ahead; some had an old balance or were called."""
    today = facts["today"]
    shipments = session.exec(living(Shipment).where(col(Shipment.order_id).is_not(None)).order_by(col(Shipment.id))).all()
    for place, shipment in enumerate(shipments):
        owed = sum(part.amount for part in ledger(session, shipment.dealer_id or 0).instalments)
        late = (shipment.moved_on or today) + timedelta(days=30)
        if place % 3 == 1:
            for share, days in ((3, 30), (5, 60)):
                store(session, Instalment, {"shipment_id": shipment.id, "amount": owed * share // 10,
                                            "due_on": (shipment.moved_on or today) + timedelta(days=days)})
        else:
            store(session, Shipment, {"due_on": late}, shipment.id)
        if place % 4 != 3:
            _pay(session, shipment, owed, chance.choice((40, 60, 100)), min(today, late + timedelta(days=5 * place)))
        if place % 4 == 3:
            _call(session, facts, shipment, owed)
        if place % 3 == 0:
            store(session, AccountEntry, {
                "dealer_id": shipment.dealer_id, "kind": "opening", "entered_on": today - timedelta(days=200),
                "due_on": today - timedelta(days=190), "amount": 100_00 * chance.randint(20, 90), "remarks": "虚构示例"})
    first = shipments[0]
    store(session, AccountEntry, {"dealer_id": first.dealer_id, "kind": "rebate", "entered_on": today - timedelta(days=20),
                                  "amount": -540_000, "what": "上季返利", "remarks": "虚构示例"})
    store(session, Payment, {"dealer_id": first.dealer_id, "expected_on": today + timedelta(days=10), "amount": 20_000_00,
                             "remarks": "虚构示例"})


def settle_season(session: Session, today: date) -> None:
    """Two dealers are settled with early, for what they got since the season that ended last; one of them has the sheet."""
    first = season_ended(today)[1] + timedelta(days=1)
    wanted = living(Shipment).where(col(Shipment.order_id).is_not(None), col(Shipment.moved_on) >= first).order_by(
        col(Shipment.id))
    for place, dealer in enumerate(list(dict.fromkeys(one.dealer_id for one in session.exec(wanted)))[:2]):
        made = store(session, SeasonSettlement, {"dealer_id": dealer, "starts_on": first, "ends_on": today - timedelta(days=3),
                                                 "remarks": "虚构示例"})
        if place:
            move_in(session, SeasonSettlement, made.id, StateChange("sent", today - timedelta(days=2)))


def _pay(session: Session, shipment: Shipment, owed: int, percent: int, day: Any) -> None:
    amount = owed * percent // 100 + (500_000 if percent == 100 else 0)
    payment = store(session, Payment, {"dealer_id": shipment.dealer_id, "received_on": day, "amount": amount,
                                       "reference": f"例流水{shipment.id % 10000:04}", "remarks": "虚构示例"})
    store(session, PaymentAllotment, {"payment_id": payment.id, "shipment_id": shipment.id, "amount": min(amount, owed)})


def _call(session: Session, facts: dict[str, Any], shipment: Shipment, owed: int) -> None:
    """A call about what is owed, and what was promised at it."""
    day = facts["today"] - timedelta(days=6)
    promise = store(session, Promise, {"dealer_id": shipment.dealer_id, "what": "月底前回款", "side": "dealer", "made_on": day,
                                       "amount": owed // 2, "due_on": facts["today"] + timedelta(days=9), "state": "open"})
    store(session, DunningCall, {"dealer_id": shipment.dealer_id, "called_on": day, "said": "核对欠款，请按约定日期付款。",
                                 "answer": "农户款尚未收齐，月底前先付一半。", "spoke_to": "店主", "promise_id": promise.id,
                                 "next_on": facts["today"] + timedelta(days=1)})
