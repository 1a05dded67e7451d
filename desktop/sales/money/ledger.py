"""The account of one dealer from its records, for the figures of `desktop/trade/receivables.py` and for papers.

The same as `ledger_sql.py` says in SQL of all dealers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, text
from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.records import alive_in_sql as alive
from desktop.sales.money import ledger_sql
from desktop.sales.money.words import ENTRY_KINDS, METHODS
from desktop.trade import receivables as r

LINES = f"""
SELECT l.shipment_id, l.moved_on, l.bags * l.price AS amount, d.shipment_id AS against, h.code, h.due_on FROM shipmentline l
JOIN shipment h ON h.id = l.shipment_id LEFT JOIN shipmentline d ON d.id = l.returns_id AND {alive("d")}
WHERE l.dealer_id = :dealer AND {alive("l")} AND l.price IS NOT NULL ORDER BY l.moved_on, l.shipment_id, l.id"""
PARTS = f"""
SELECT i.shipment_id, i.due_on, i.amount FROM instalment i JOIN shipment h ON h.id = i.shipment_id
WHERE h.dealer_id = :dealer AND {alive("i", "h")} ORDER BY i.due_on, i.id"""
ENTRIES = f"""
SELECT e.id, e.code, e.kind, e.entered_on, e.due_on, e.amount, e.shipment_id, e.what FROM accountentry e
WHERE e.dealer_id = :dealer AND {alive("e")} ORDER BY e.entered_on, e.id"""
MONEY = f"""
SELECT p.id, p.code, p.received_on, p.expected_on, p.amount, p.method FROM payment p
WHERE p.dealer_id = :dealer AND {alive("p")} ORDER BY p.received_on, p.id"""
SETTLING = f"""
SELECT a.payment_id, a.shipment_id, a.entry_id, a.amount FROM paymentallotment a JOIN payment p ON p.id = a.payment_id
WHERE p.dealer_id = :dealer AND a.order_id IS NULL AND {alive("a", "p")} ORDER BY a.id"""


@dataclass(frozen=True)
class Ledger:
    """What a dealer owes, in parts, and what settles it, of all days; `codes`: number of a part → what its paper is called."""

    instalments: tuple[r.Instalment, ...]
    receipts: tuple[r.Receipt, ...]
    codes: dict[str, str]

    def ageing(self, day: date) -> r.Ageing:
        """What is open on the evening of a day."""
        return r.ageing(day, self.instalments, self.receipts)


def ledger(session: Session, dealer_id: int) -> Ledger:
    """The account of a dealer; numbers are "shipment:KEY" and "accountentry:KEY"."""
    given = {"dealer": dealer_id}

    def rows(query: str, *days: str) -> Sequence[Any]:
        return session.execute(text(query).columns(**dict.fromkeys(days, Date)), given).all()

    lines, entries = rows(LINES, "moved_on", "due_on"), rows(ENTRIES, "entered_on", "due_on")
    codes = {f"shipment:{line.shipment_id}": line.code for line in lines} | {
        f"accountentry:{e.id}": e.code or ENTRY_KINDS.label(e.kind) for e in entries}
    sent: dict[str, list[int]] = {}
    first = {f"shipment:{line.shipment_id}": line for line in lines if line.amount > 0}
    for line in lines:
        if line.amount > 0:
            sent.setdefault(f"shipment:{line.shipment_id}", []).append(line.amount)
    planned: dict[str, list[tuple[date | None, int]]] = {}
    for part in rows(PARTS, "due_on"):
        planned.setdefault(f"shipment:{part.shipment_id}", []).append((part.due_on, part.amount))
    owed = [r.Instalment(number, first[number].moved_on, due, amount) for number, amounts in sent.items()
            for due, amount in parts_of(sum(amounts), planned.get(number, ()), first[number].due_on)]
    owed += [r.Instalment(f"accountentry:{e.id}", e.entered_on, e.due_on, e.amount) for e in entries if e.amount > 0]
    back = [r.Receipt(line.moved_on, -line.amount, f"shipment:{line.against}" if line.against else None)
            for line in lines if line.amount < 0]
    credits = [r.Receipt(e.entered_on, -e.amount, f"shipment:{e.shipment_id}" if e.shipment_id else None)
               for e in entries if e.amount < 0]
    return Ledger(tuple(owed), (*back, *credits, *_money(rows(MONEY, "received_on"), rows(SETTLING))), codes)


def _money(payments: Sequence[Any], settling: Sequence[Any]) -> list[r.Receipt]:
    """Receipts of received payments: one a paper that they settle, one for what is left of them."""
    found = []
    for payment in payments:
        if payment.received_on is None:
            continue
        left = payment.amount
        for a in settling:
            if a.payment_id == payment.id:
                number = f"shipment:{a.shipment_id}" if a.shipment_id else f"accountentry:{a.entry_id}"
                found.append(r.Receipt(payment.received_on, a.amount, number))
                left -= a.amount
        if left:
            found.append(r.Receipt(payment.received_on, left, None))
    return found


def parts_of(total: int, planned: Sequence[tuple[date | None, int]], due: date | None) -> list[tuple[date | None, int]]:
    """The parts (due day, fen) in which a shipment of `total` fen falls due: as planned, the rest on the shipment's own due
    day; where more is planned than there is, the last ones shrink."""
    parts = sorted([*planned, (due, max(0, total - sum(amount for _due, amount in planned)))],
                   key=lambda part: part[0] or date.max)
    found, left = [], total
    for day, amount in parts:
        taken = min(amount, left)
        left -= taken
        if taken:
            found.append((day, taken))
    return found


@dataclass(frozen=True)
class Movement:
    """A line of a statement: its day, what it is (table), key, and the amount it adds to what the dealer owes."""

    dated: date
    what: str
    ref: int
    amount: int


def movements(session: Session, dealer_id: int, first: date, last: date) -> tuple[int, list[Movement]]:
    """The balance on the evening before `first`, and what moved from then until the evening of `last`, in order of days."""
    given = {"dealer": dealer_id, "day": last.isoformat()}
    found = [Movement(row.dated, row.what, row.ref, row.amount or 0)
             for row in session.execute(text(ledger_sql.movements()).columns(dated=Date), given)]
    return sum(m.amount for m in found if m.dated < first), [m for m in found if m.dated >= first]


def papers(session: Session, dealer_id: int) -> dict[tuple[str, int], tuple[str, str]]:
    """Number and words of each paper of a dealer, by its table and key."""
    def rows(columns: str, table: str) -> list[tuple[int, str, str, str]]:
        query = f"SELECT id, code, {columns} FROM {table} t WHERE dealer_id = :dealer AND {alive('t')}"
        return [tuple(row) for row in session.execute(text(query), {"dealer": dealer_id})]

    shipments = {("shipment", key): (code, _("Return") if kind == "return" else _("Shipment"))
                 for key, code, kind, _blank in rows("kind, ''", "shipment")}
    entries = {("accountentry", key): (code, " ".join(t for t in (ENTRY_KINDS.label(kind), what) if t))
               for key, code, kind, what in rows("kind, what", "accountentry")}
    paid = {("payment", key): (code, " ".join(t for t in (_("Payment"), METHODS.label(how) if how else "", reference) if t))
            for key, code, how, reference in rows("method, reference", "payment")}
    return {**shipments, **entries, **paid}
