"""Where a lot went: the dealers who got it, with their share (candidates, not proof), and whose area the finding place is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlalchemy import text
from sqlmodel import Session, col, select

from desktop.catalogue.model import Variety, VarietyRegion
from desktop.core.records import alive_in_sql as alive
from desktop.core.records import living
from desktop.dealers.model import Dealer, Territory
from desktop.regions.tree import ancestors, descendants
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.products.model import Product
from desktop.sales.rights import names_variety, right_in_time

GOT = f"""
SELECT dealer_id, SUM(bags) AS bags, MIN(day) AS first FROM (
  SELECT l.dealer_id, l.bags, l.moved_on AS day FROM shipmentline l
  WHERE {alive("l")} AND l.lot = :lot AND l.product_id = :product AND l.moved_on <= :day
  UNION ALL
  SELECT l.dealer_id, CAST(ROUND(l.kg / p.bag_kg) AS INTEGER), l.moved_on
  FROM shipmentline l JOIN product p ON p.id = :product
  WHERE {alive("l")} AND l.lot = :lot AND l.product_id IS NULL AND l.kg IS NOT NULL AND p.bag_kg > 0 AND l.moved_on <= :day
    AND (l.variety_id IS NULL OR l.variety_id = p.variety_id)
  UNION ALL
  SELECT m.to_id, m.bags, m.moved_on FROM stockmove m
  WHERE {alive("m")} AND m.lot = :lot AND m.product_id = :product AND m.moved_on <= :day
  UNION ALL
  SELECT m.from_id, -m.bags, m.moved_on FROM stockmove m
  WHERE {alive("m")} AND m.lot = :lot AND m.product_id = :product AND m.moved_on <= :day)
GROUP BY dealer_id HAVING SUM(bags) > 0 ORDER BY bags DESC, dealer_id"""
"""Who holds or held how many bags of a lot, by what was sent, came back and was moved until a day; what is known by its weight
alone counts as so many bags of the product."""


@dataclass(frozen=True)
class Candidate:
    """A dealer who got bags of the lot: how many, their share of all that went out, since when, and whether the goods were
    found in his area."""

    dealer_id: int
    name: str
    bags: int
    percent: Fraction
    first: date
    may_sell: bool


def candidates(session: Session, case: DiversionCase) -> list[Candidate]:
    """The dealers who got the lot that was found, up to that day, the largest share first; none without a lot."""
    if not case.lot:
        return []
    rows = session.execute(text(GOT), {"lot": case.lot, "product": case.product_id,
                                       "day": (case.found_on or date.max).isoformat()}).all()
    whole = sum(row.bags for row in rows)
    return [Candidate(row.dealer_id, session.get_one(Dealer, row.dealer_id).name, row.bags, Fraction(100 * row.bags, whole),
                      date.fromisoformat(row.first), may_sell(session, row.dealer_id, case)) for row in rows]


def confidence(found: list[Candidate]) -> str:
    """How sure the lot alone makes one (`states.CONFIDENCE`)."""
    return "unknown" if not found else "single" if len(found) == 1 else "several"


def may_sell(session: Session, dealer_id: int, case: DiversionCase) -> bool:
    """Whether the place of finding lies in an area that is the dealer's for the variety on that day (the contract's area)."""
    near = set(ancestors(session, case.region_id)) if case.region_id else set()
    variety = variety_of(session, case)
    day = case.found_on or date.max
    return any(right.region_id in near and right_in_time(right, day) and names_variety(right.varieties, variety)
               for right in session.exec(living(Territory).where(col(Territory.dealer_id) == dealer_id)))


def owners(session: Session, case: DiversionCase) -> list[str]:
    """The dealers whose area the place of finding is."""
    near = ancestors(session, case.region_id) if case.region_id else []
    ids = session.exec(select(Territory.dealer_id).where(col(Territory.region_id).in_(near)).distinct()).all()
    return [session.get_one(Dealer, key).name for key in ids if key is not None and key != case.suspect_id
            and may_sell(session, key, case)]


def legal(session: Session, case: DiversionCase) -> bool | None:
    """Whether the variety may be grown at the place of finding by its approvals; None where none of its regions is recorded.

    This is the law's area, another question than the contract's: seed that is sold outside it is so whoever sells it.
    """
    product = session.get(Product, case.product_id) if case.product_id else None
    if product is None or case.region_id is None:
        return None
    rows = session.exec(living(VarietyRegion).where(col(VarietyRegion.variety_id) == product.variety_id)).all()
    if not rows:
        return None
    near = set(ancestors(session, case.region_id)) | set(descendants(session, case.region_id))
    return any(row.region_id in near for row in rows)


def variety_of(session: Session, case: DiversionCase) -> str:
    """The name of the variety that was found."""
    product = session.get(Product, case.product_id) if case.product_id else None
    variety = session.get(Variety, product.variety_id) if product is not None and product.variety_id else None
    return variety.title() if variety is not None else ""
