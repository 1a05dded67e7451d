"""Which dealers hold lots that were packed with a label: what was sent, came back and was moved, by lot and dealer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, text
from sqlmodel import Session, col

from desktop.core.records import alive_in_sql as alive
from desktop.core.records import living
from desktop.labels.printing_model import LabelUse

HELD = f"""
SELECT h.lot, h.dealer_id, d.name, d.phone, r.full_name AS region, SUM(h.bags) AS bags, MIN(h.day) AS first, MAX(h.day) AS last
FROM (
  SELECT l.dealer_id, l.lot, l.bags, l.moved_on AS day FROM shipmentline l WHERE {alive("l")} AND l.lot IN :lots
  UNION ALL
  SELECT m.to_id, m.lot, m.bags, m.moved_on FROM stockmove m WHERE {alive("m")} AND m.lot IN :lots
  UNION ALL
  SELECT m.from_id, m.lot, -m.bags, m.moved_on FROM stockmove m WHERE {alive("m")} AND m.lot IN :lots) h
JOIN dealer d ON d.id = h.dealer_id LEFT JOIN region r ON r.id = d.region_id
GROUP BY h.lot, h.dealer_id HAVING SUM(h.bags) <> 0 ORDER BY h.lot, bags DESC, d.name"""
"""Bags of lots by dealer: sent less what came back, and moved between dealers; what is left of them nobody says here."""


@dataclass(frozen=True)
class Holder:
    """A dealer who got bags of a lot."""

    lot: str
    dealer_id: int
    name: str
    phone: str
    region: str
    bags: int
    first: date | None
    last: date | None


def holders(session: Session, lots: Sequence[str]) -> list[Holder]:
    """Who got bags of these lots, lot by lot, the most first."""
    if not lots:
        return []
    query = text(HELD).bindparams(bindparam("lots", expanding=True))
    return [Holder(row.lot, row.dealer_id, row.name, row.phone or "", row.region or "", int(row.bags), _day(row.first),
                   _day(row.last)) for row in session.execute(query, {"lots": sorted(set(lots))})]


def _day(text_: str | None) -> date | None:
    return date.fromisoformat(text_) if text_ else None


def uses_of_version(session: Session, version_id: int) -> list[LabelUse]:
    """The lots that were packed with a version, in the order of their days."""
    return list(session.exec(living(LabelUse).where(col(LabelUse.version_id) == version_id).order_by(
        col(LabelUse.packed_on), col(LabelUse.id))))


def uses_of_lot(session: Session, lot: str) -> list[LabelUse]:
    """The versions that a lot was packed with."""
    return list(session.exec(living(LabelUse).where(col(LabelUse.lot) == lot).order_by(
        col(LabelUse.packed_on), col(LabelUse.id)))) if lot else []
