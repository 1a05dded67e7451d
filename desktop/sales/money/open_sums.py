"""How much of a payment, a shipment or an account entry is still open, whatever the day: what an allotment may not exceed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from desktop.core import money
from desktop.core.errors import FieldErrors
from desktop.core.i18n import _
from desktop.core.records import alive_in_sql as alive

Found = dict[int, tuple[str, int, int | None]]
"""Key → code, dealer, open amount (fen)."""
OPEN = {
    "shipment_id": f"""
        SELECT h.id, h.code, h.dealer_id,
          COALESCE((SELECT SUM(l.bags * l.price) FROM shipmentline l
                    WHERE l.shipment_id = h.id AND l.bags > 0 AND {alive("l")}), 0)
          + COALESCE((SELECT SUM(b.bags * b.price) FROM shipmentline d JOIN shipmentline b ON b.returns_id = d.id
                      WHERE d.shipment_id = h.id AND b.bags < 0 AND {alive("d", "b")}), 0)
          + COALESCE((SELECT SUM(e.amount) FROM accountentry e WHERE e.shipment_id = h.id AND e.amount < 0 AND {alive("e")}), 0)
          - COALESCE((SELECT SUM(a.amount) FROM paymentallotment a WHERE a.shipment_id = h.id AND {alive("a")}
                      AND a.id NOT IN (SELECT value FROM json_each(:own))), 0)
        FROM shipment h WHERE h.id IN (SELECT value FROM json_each(:keys))""",
    "entry_id": f"""
        SELECT e.id, e.code, e.dealer_id, MAX(0, e.amount)
          - COALESCE((SELECT SUM(a.amount) FROM paymentallotment a WHERE a.entry_id = e.id AND {alive("a")}
                      AND a.id NOT IN (SELECT value FROM json_each(:own))), 0)
        FROM accountentry e WHERE e.id IN (SELECT value FROM json_each(:keys))""",
    "order_id": "SELECT o.id, o.code, o.dealer_id, NULL FROM salesorder o WHERE o.id IN (SELECT value FROM json_each(:keys))",
    "payment_id": f"""
        SELECT p.id, p.code, p.dealer_id, p.amount
          - COALESCE((SELECT SUM(a.amount) FROM paymentallotment a WHERE a.payment_id = p.id AND {alive("a")}
                      AND a.id NOT IN (SELECT value FROM json_each(:own))), 0)
        FROM payment p WHERE p.id IN (SELECT value FROM json_each(:keys))"""}
"""Field of an allotment → (key, code, dealer, what is open without the allotments `own`) of what it names; None: no limit."""


def open_of(session: Session, field: str, keys: Iterable[int], own: Iterable[int] = ()) -> Found:
    """Code, dealer and open amount (fen) of the records that a field of allotments names; the allotments `own` not counted."""
    given = {"keys": json.dumps(sorted(set(keys))), "own": json.dumps(sorted(own))}
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(text(OPEN[field]), given)}


def allotted_of(session: Session, payment_id: int) -> int:
    """How much of a payment is allotted, in fen."""
    query = f"SELECT COALESCE(SUM(amount), 0) FROM paymentallotment a WHERE payment_id = :key AND {alive('a')}"
    return int(session.execute(text(query), {"key": payment_id}).scalar_one())


def refuse_too_much(session: Session, records: Sequence[Any], before: Any = None) -> None:
    """Raise `FieldErrors` where allotments together exceed what is open, or join papers of two dealers."""
    own = [record.id for record in (*records, before) if record is not None and record.id]
    found = {name: open_of(session, name, (getattr(r, name) for r in records if getattr(r, name)), own) for name in OPEN}
    left = {name: {key: row[2] for key, row in rows.items()} for name, rows in found.items()}
    for record in records:
        unchanged = before is not None and all(getattr(before, n) == getattr(record, n) for n in (*OPEN, "amount"))
        if record.amount and not unchanged:
            _refuse(record, found, left)


def _refuse(record: Any, found: dict[str, Found], left: dict[str, dict[int, int | None]]) -> None:
    payer = found["payment_id"].get(record.payment_id)
    for name in OPEN:
        key = getattr(record, name)
        if key not in found[name]:
            continue
        code, dealer, _open = found[name][key]
        if payer is not None and dealer != payer[1]:
            raise FieldErrors({name: _("{name} is another dealer's.").format(name=code)})
        rest = left[name][key]
        if rest is not None and record.amount > rest:
            raise FieldErrors({"amount": _("Of {name} only ¥{amount} are open.").format(
                name=code, amount=money.text(max(0, rest)))})
        left[name][key] = None if rest is None else rest - record.amount
