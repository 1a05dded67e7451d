"""Which dealers hold lots that were packed with a label: what was sent, came back and was moved, by lot and dealer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, text
from sqlmodel import Session, col

from desktop.core.records import alive_in_sql as alive
from desktop.core.records import living
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelUse
from desktop.sales.products.model import Product

MATCHES = f"""EXISTS (SELECT 1 FROM labeluse u JOIN labelversion v ON v.id = u.version_id JOIN labelitem i ON i.id = v.item_id
  WHERE {alive("u")} AND u.version_id = :version AND u.lot = g.lot AND (u.product_id = g.product_id OR (
    u.product_id IS NULL AND (i.variety_id IS NULL OR i.variety_id = p.variety_id))))"""
"""Whether goods are of a lot packed with the version: of the product that was packed, else of the label's variety."""
HELD = f"""
SELECT g.lot, p.name AS product, g.dealer_id, d.name, d.phone, r.full_name AS region, SUM(g.bags) AS bags, MIN(g.day) AS first,
       MAX(g.day) AS last
FROM (
  SELECT l.dealer_id, l.lot, l.product_id, l.bags, l.moved_on AS day FROM shipmentline l
  WHERE {alive("l")} AND l.lot IN :lots
  UNION ALL
  SELECT m.to_id, m.lot, m.product_id, m.bags, m.moved_on FROM stockmove m WHERE {alive("m")} AND m.lot IN :lots
  UNION ALL
  SELECT m.from_id, m.lot, m.product_id, -m.bags, m.moved_on FROM stockmove m WHERE {alive("m")} AND m.lot IN :lots) g
JOIN dealer d ON d.id = g.dealer_id LEFT JOIN product p ON p.id = g.product_id LEFT JOIN region r ON r.id = d.region_id
WHERE :version IS NULL OR {MATCHES}
GROUP BY g.lot, g.product_id, g.dealer_id HAVING SUM(g.bags) <> 0 ORDER BY g.lot, product, bags DESC, d.name"""
"""Bags of lots by product and dealer: sent less what came back, and moved between dealers; what farmers bought nobody says."""


@dataclass(frozen=True)
class Holder:
    """A dealer who got bags of a lot."""

    lot: str
    product: str
    dealer_id: int
    name: str
    phone: str
    region: str
    bags: int
    first: date | None
    last: date | None


def holders(session: Session, lots: Sequence[str], version_id: int | None = None) -> list[Holder]:
    """Who got bags of these lots, lot by lot, the most first; of a version: only of what was packed with it."""
    if not lots:
        return []
    query = text(HELD).bindparams(bindparam("lots", expanding=True))
    rows = session.execute(query, {"lots": sorted(set(lots)), "version": version_id})
    return [Holder(row.lot, row.product or "", row.dealer_id, row.name, row.phone or "", row.region or "", int(row.bags),
                   _day(row.first), _day(row.last)) for row in rows]


def _day(text_: str | None) -> date | None:
    return date.fromisoformat(text_) if text_ else None


def uses_of_version(session: Session, version_id: int) -> list[LabelUse]:
    """The lots that were packed with a version, in the order of their days."""
    return list(session.exec(living(LabelUse).where(col(LabelUse.version_id) == version_id).order_by(
        col(LabelUse.packed_on), col(LabelUse.id))))


def uses_of_lot(session: Session, lot: str, product_id: int | None = None) -> list[LabelUse]:
    """The versions that a lot was packed with; of a product: those that are its own, as far as that is noted."""
    if not lot:
        return []
    uses = session.exec(living(LabelUse).where(col(LabelUse.lot) == lot).order_by(
        col(LabelUse.packed_on), col(LabelUse.id))).all()
    return [use for use in uses if product_id is None or _is_of(session, use, product_id)]


def _is_of(session: Session, use: LabelUse, product_id: int) -> bool:
    if use.product_id is not None:
        return use.product_id == product_id
    version = session.get(LabelVersion, use.version_id) if use.version_id else None
    item = session.get(LabelItem, version.item_id) if version is not None and version.item_id else None
    product = session.get(Product, product_id)
    return item is None or item.variety_id is None or product is None or product.variety_id == item.variety_id
