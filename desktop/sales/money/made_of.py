"""What each figure of an account is made of: the papers with what is open of them, all that moved, the money that lies ready.

The parts add to the figure of the list to the fen: they are read from the same SQL (`ledger_sql.py`), as of the same day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Date, text
from sqlmodel import Session

from desktop.core import money
from desktop.core.breakdown import Breakdown, Part
from desktop.core.i18n import N_, _
from desktop.core.records import Record, alive_in_sql
from desktop.sales.money import as_of, ledger_sql
from desktop.sales.money.accounts import account_of, undated
from desktop.sales.money.ledger import movements, papers

PAPER = (N_("Voucher"), N_("Paper no."), N_("Day"))
OWED = (*PAPER, N_("Due"), N_("Days late"), N_("Amount owed"))

RECEIPTS = f"""
SELECT 'payment' AS what, p.id AS ref, p.received_on AS dated, p.amount - COALESCE((
  SELECT SUM(a.amount) FROM paymentallotment a LEFT JOIN shipment h ON h.id = a.shipment_id
  LEFT JOIN accountentry e ON e.id = a.entry_id
  WHERE a.payment_id = p.id AND {alive_in_sql("a")} AND p.dealer_id IN (h.dealer_id, e.dealer_id)), 0) AS amount
FROM payment p WHERE {alive_in_sql("p")} AND p.dealer_id = :dealer AND p.received_on <= :day
UNION ALL
SELECT 'accountentry', e.id, e.entered_on, -e.amount FROM accountentry e LEFT JOIN shipment h ON h.id = e.shipment_id
WHERE {alive_in_sql("e")} AND e.dealer_id = :dealer AND e.amount < 0 AND e.entered_on <= :day
  AND (h.id IS NULL OR h.dealer_id <> e.dealer_id)
UNION ALL
SELECT 'shipment', b.shipment_id, b.moved_on, -SUM(b.bags * b.price) FROM shipmentline b
LEFT JOIN shipmentline d ON d.id = b.returns_id AND {alive_in_sql("d")}
WHERE {alive_in_sql("b")} AND b.dealer_id = :dealer AND b.bags < 0 AND b.moved_on <= :day
  AND (d.id IS NULL OR d.dealer_id <> b.dealer_id)
GROUP BY b.shipment_id ORDER BY dated, what, ref"""
"""What came from the dealer `:dealer` and settles no paper of his: the rest of payments, credits, goods that came back."""

Age = Callable[[int | None], bool]


def balance(dealer: Record) -> Breakdown:
    """All that moved on the account, what lowers it below 0."""
    return Breakdown(PAPER, N_("Sum"), partial(_moved, dealer_id=dealer.id))


def owed(dealer: Record, within: Age = lambda _age: True) -> Breakdown:
    """The papers of which something is open; `within` tells of the days late (None: without a due day) which belong to it."""
    return Breakdown(OWED, N_("Open amount"), partial(_open, dealer_id=dealer.id, within=within), figures=(4, 5))


def overdue(dealer: Record) -> Breakdown:
    """The papers that are late."""
    return owed(dealer, lambda age: age is not None and age > 0)


def bucket(place: int, limits: Sequence[int]) -> Callable[[Record], Breakdown]:
    """The papers of a bucket by its place: 0 for what is not due, then by days late up to each limit, then the older."""
    bounds = [0, *limits]

    def within(age: int | None) -> bool:
        late = 0 if age is None else max(0, age)
        return sum(late > bound for bound in bounds) == place

    return lambda dealer: owed(dealer, within)


def advance(dealer: Record) -> Breakdown:
    """The money and credits that settle no paper."""
    return Breakdown(PAPER, N_("Not allotted"), partial(_ready, dealer_id=dealer.id))


def _cells(names: dict[tuple[str, int], tuple[str, str]], what: str, ref: int, dated: date | None) -> tuple[str, str, str]:
    code, said = names.get((what, ref), ("", ""))
    return said, code, dated.isoformat() if dated else ""


def _moved(session: Session, *, dealer_id: int) -> list[Part]:
    day = as_of.day()
    names = papers(session, dealer_id)
    return [Part(_cells(names, one.what, one.ref, one.dated), one.amount, one.what, one.ref)
            for one in movements(session, dealer_id, date.min, day)[1] if one.amount]


def _rows(session: Session, query: str, dealer_id: int, **more: Any) -> Sequence[Any]:
    given = {"dealer": dealer_id, "day": as_of.day().isoformat(), **more}
    return session.execute(text(query).columns(dated=Date), given).all()


def _open(session: Session, *, dealer_id: int, within: Age) -> list[Part]:
    names = papers(session, dealer_id)
    rows = _rows(session, ledger_sql.items(dealer=True), dealer_id, undated=undated())
    late = sorted((row for row in rows if row.open > 0 and within(row.age)), key=lambda row: (row.due_on or "9", row.ref))
    return [Part((*_cells(names, row.what, row.ref, row.dated), row.due_on or "", str(max(0, row.age)) if row.age is not None
                  else "", money.text(row.amount)), row.open, row.what, row.ref) for row in late]


def _ready(session: Session, *, dealer_id: int) -> list[Part]:
    names = papers(session, dealer_id)
    found = [Part(_cells(names, row.what, row.ref, row.dated), row.amount, row.what, row.ref)
             for row in _rows(session, RECEIPTS, dealer_id) if row.amount]
    beyond = account_of(session, dealer_id, as_of.day()).advance - sum(part.value for part in found)
    if beyond:
        found.append(Part((_("Settled beyond what the papers came to"), "", ""), beyond))
    return found
