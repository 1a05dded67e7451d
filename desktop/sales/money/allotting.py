"""Proposing what a payment settles: deposits go to what was shipped for their order, the rest to what fell due first."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import get, remove, store
from desktop.sales.money import ledger_sql
from desktop.sales.money.accounts import undated
from desktop.sales.money.model import Payment, PaymentAllotment
from desktop.sales.money.open_sums import allotted_of, open_of
from desktop.sales.orders.model import Shipment

FIELDS = {"shipment": "shipment_id", "accountentry": "entry_id"}


def allot(db: Database, payment_id: int) -> int:
    """Allot what is left of a payment to what the dealer owes, oldest due first; how many papers it went to.

    The deposit of an order goes to the shipments of that order before anything else. What nothing is open for stays an
    advance.
    """
    payment = get(db, Payment, payment_id)
    with db.operation(_("Payment {name} allotted").format(name=payment.label())) as session:
        done = sum(_turn_deposit(session, payment, line) for line in _allotments(session, payment_id) if line.order_id)
        left = (payment.amount or 0) - allotted_of(session, payment_id)
        return done + _spread(session, payment, left, owed(session, payment.dealer_id or 0, payment.received_on or today()))


def owed(session: Session, dealer_id: int, day: date) -> list[tuple[str, int]]:
    """The papers of which a dealer owes something (field of an allotment, key), oldest due first."""
    query = text(ledger_sql.items(dealer=True))
    until = max(day, today())
    rows = session.execute(query, {"day": until.isoformat(), "undated": undated(), "dealer": dealer_id}).all()
    waiting = sorted((row for row in rows if row.open), key=lambda row: (row.due_on or "9999", row.dated, row.ref))
    return list(dict.fromkeys((FIELDS[row.what], row.ref) for row in waiting))


def _allotments(session: Session, payment_id: int) -> list[PaymentAllotment]:
    wanted = living(PaymentAllotment).where(col(PaymentAllotment.payment_id) == payment_id)
    return list(session.exec(wanted.order_by(col(PaymentAllotment.id))))


def _turn_deposit(session: Session, payment: Payment, deposit: PaymentAllotment) -> int:
    """Let the deposit of an order settle what was shipped for that order, as far as it reaches."""
    wanted = living(Shipment).where(col(Shipment.order_id) == deposit.order_id, col(Shipment.kind) == "delivery")
    shipped = [("shipment_id", s.id) for s in session.exec(wanted.order_by(col(Shipment.moved_on), col(Shipment.id)))]
    amount, key = deposit.amount or 0, deposit.id
    usable = min(amount, sum(max(0, _open(session, *paper)) for paper in shipped))
    if usable <= 0:
        return 0
    if usable == amount:
        remove(session, PaymentAllotment, [key])
    else:
        store(session, PaymentAllotment, {"amount": amount - usable}, key)
    return _spread(session, payment, usable, shipped)


def _spread(session: Session, payment: Payment, left: int, papers: list[tuple[str, int]]) -> int:
    """Allot `left` fen to papers in their order, none more than is open; how many got something."""
    done = 0
    for field, key in papers:
        amount = min(left, _open(session, field, key))
        if amount <= 0:
            continue
        there = next((line for line in _allotments(session, payment.id) if getattr(line, field) == key), None)
        if there is not None:
            store(session, PaymentAllotment, {"amount": (there.amount or 0) + amount}, there.id)
        else:
            store(session, PaymentAllotment, {"payment_id": payment.id, field: key, "amount": amount})
        left, done = left - amount, done + 1
    return done


def _open(session: Session, field: str, key: int) -> int:
    return open_of(session, field, [key])[key][2] or 0
