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
    (u.product_id IS NULL OR g.product_id IS NULL) AND (i.variety_id IS NULL OR COALESCE(p.variety_id, g.variety_id) IS NULL
     OR i.variety_id = COALESCE(p.variety_id, g.variety_id)))))"""
"""Whether goods are of a lot packed with the version: of the product that was packed, else of the label's variety."""
GOODS = f"""
  SELECT l.dealer_id, l.lot, l.product_id, l.variety_id, l.bags, COALESCE(l.kg, l.bags * q.bag_kg) AS kg, l.moved_on AS day
  FROM shipmentline l LEFT JOIN product q ON q.id = l.product_id WHERE {alive("l")} AND l.lot IN :lots
  UNION ALL
  SELECT m.to_id, m.lot, m.product_id, NULL, m.bags, m.bags * q.bag_kg, m.moved_on
  FROM stockmove m LEFT JOIN product q ON q.id = m.product_id WHERE {alive("m")} AND m.lot IN :lots
  UNION ALL
  SELECT m.from_id, m.lot, m.product_id, NULL, -m.bags, -m.bags * q.bag_kg, m.moved_on
  FROM stockmove m LEFT JOIN product q ON q.id = m.product_id WHERE {alive("m")} AND m.lot IN :lots"""
"""What came to dealers and left them of lots, a row a line: bags of a product, and what they weigh as far as that is known."""
HELD = f"""
SELECT g.lot, g.product_id, COALESCE(p.name, v.name) AS product, g.dealer_id, d.name, d.phone, r.full_name AS region,
       COALESCE(SUM(g.bags), 0) AS bags, SUM(g.kg) AS kg, MIN(g.day) AS first, MAX(g.day) AS last
FROM ({GOODS}) g
JOIN dealer d ON d.id = g.dealer_id LEFT JOIN product p ON p.id = g.product_id LEFT JOIN variety v ON v.id = g.variety_id
LEFT JOIN region r ON r.id = d.region_id
WHERE :version IS NULL OR {MATCHES}
GROUP BY g.lot, g.product_id, g.variety_id, g.dealer_id
HAVING SUM(g.bags) <> 0 OR (SUM(g.bags) IS NULL AND (SUM(g.kg) IS NULL OR ROUND(SUM(g.kg), 1) <> 0))
ORDER BY g.lot, product, bags DESC, kg DESC, d.name"""
"""Bags and kilograms of lots by product and dealer: sent less what came back, and moved between dealers; what farmers bought
nobody says."""
LEFT = f"""
SELECT dealer_id, day, SUM(bags) AS bags, SUM(kg) AS kg FROM (
  SELECT dealer_id, day, bags, kg, MAX(day) OVER (PARTITION BY dealer_id) AS newest FROM (
    SELECT c.dealer_id, c.counted_on AS day, c.bags, c.bags * q.bag_kg AS kg
    FROM countline c LEFT JOIN product q ON q.id = c.product_id
    WHERE {alive("c")} AND c.lot = :lot AND c.bags IS NOT NULL
    UNION ALL
    SELECT l.dealer_id, l.held_on, NULL, l.held_kg FROM shipmentline l
    WHERE {alive("l")} AND l.lot = :lot AND l.held_kg IS NOT NULL))
WHERE day IS newest GROUP BY dealer_id, day"""
"""What was last found or said to be left of a lot at each dealer, and on which day."""


@dataclass(frozen=True)
class Holder:
    """A dealer who got bags of a lot; `kg` is what they weigh, None where nobody knows what a bag weighs."""

    lot: str
    product_id: int | None
    product: str
    dealer_id: int
    name: str
    phone: str
    region: str
    bags: int
    kg: float | None
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Left:
    """What was last counted, or said, to be left of a lot at a dealer."""

    day: date | None
    bags: int | None
    kg: float | None


def left_of(session: Session, lot: str) -> dict[int, Left]:
    """What is left of a lot at each dealer as far as anybody has looked or asked, by the dealer's id."""
    rows = session.execute(text(LEFT), {"lot": lot})
    return {row.dealer_id: Left(_day(row.day), row.bags, row.kg) for row in rows}


def holders(session: Session, lots: Sequence[str], version_id: int | None = None) -> list[Holder]:
    """Who got bags of these lots, lot by lot, the most first; of a version: only of what was packed with it."""
    if not lots:
        return []
    query = text(HELD).bindparams(bindparam("lots", expanding=True))
    rows = session.execute(query, {"lots": sorted(set(lots)), "version": version_id})
    return [Holder(row.lot, row.product_id, row.product or "", row.dealer_id, row.name, row.phone or "", row.region or "",
                   int(row.bags), row.kg, _day(row.first), _day(row.last)) for row in rows]


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
