"""The last days on which a dealer may object to what was delivered, by the points of the contract that holds."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session

from desktop.core.i18n import _
from desktop.core.records import alive, table_of
from desktop.core.reminders import Agenda, Days, level
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.dealers.contracts.states import POINTS
from desktop.dealers.model import Dealer
from desktop.sales.orders.model import Shipment

MOST = 20


def objections(session: Session, asked: Days) -> list[Agenda]:
    """A line for each delivery signed for whose term of objection ends in the days asked about."""
    s, c, p, d = table_of(Shipment), table_of(DealerContract), table_of(ContractPoint), table_of(Dealer)
    rows = session.execute(
        select(s.c.id, s.c.code, s.c.signed_on, p.c.kind, p.c.days, d.c.name)
        .join(c, c.c.dealer_id == s.c.dealer_id).join(p, p.c.contract_id == c.c.id).join(d, d.c.id == s.c.dealer_id)
        .where(s.c.kind == "delivery", s.c.signed_on.is_not(None), p.c.days.is_not(None), c.c.state == "signed",
               s.c.signed_on >= c.c.starts_on, (c.c.ends_on.is_(None)) | (s.c.signed_on <= c.c.ends_on),
               s.c.signed_on >= asked.first - timedelta(days=730), alive(s, c, p, d)).order_by(s.c.signed_on, s.c.id))
    found = [(row.signed_on + timedelta(days=row.days), row) for row in rows]
    lines = [Agenda(day, _("Last day, {point}: {dealer}").format(point=POINTS.label(row.kind), dealer=row.name), row.code,
                    level(day, asked.today), "shipment", row.id) for day, row in found if asked.first <= day <= asked.last]
    return lines[:MOST] if asked.to_do else lines
