"""Payment terms of a shipment: by which day how much of it falls due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import col

from desktop.core import catalogues, money
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import remove, store
from desktop.sales.money.model import Instalment
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.trade.receivables import due_day

Term = Mapping[str, Any]


def terms() -> list[Term]:
    """The terms that are offered; each has its words and parts."""
    return catalogues.load("receivables").where(kind="term")


def parts(term: Term, dated: date, amount: int) -> list[tuple[date, int]]:
    """The parts (due day, fen) in which an amount of a day falls due; they add to it exactly."""
    shares = money.split(amount, [part["percent"] for part in term["parts"]])
    days = [due_day(dated, part.get("days"), part.get("month_ends")) for part in term["parts"]]
    return list(zip(days, shares, strict=True))


def apply(db: Database, shipment_id: int, term: Term) -> int:
    """Let a shipment fall due by a term, in place of what was set before; how many parts it has.

    Raises `Refused` where it comes to nothing yet, or is a return.
    """
    with db.operation(_("Payment terms: {term}").format(term=catalogues.text(term))) as session:
        shipment = session.get_one(Shipment, shipment_id)
        lines = session.exec(living(ShipmentLine).where(col(ShipmentLine.shipment_id) == shipment_id)).all()
        amount = sum((line.bags or 0) * (line.price or 0) for line in lines)
        if amount <= 0:
            raise Refused(_("Nothing is owed for this shipment: enter its lines with prices first."))
        before = session.exec(living(Instalment).where(col(Instalment.shipment_id) == shipment_id)).all()
        remove(session, Instalment, [part.id for part in before])
        found = parts(term, shipment.moved_on or today(), amount)
        store(session, Shipment, {"due_on": found[-1][0]}, shipment_id)
        for due, share in found if len(found) > 1 else ():
            store(session, Instalment, {"shipment_id": shipment_id, "due_on": due, "amount": share})
        return len(found)
