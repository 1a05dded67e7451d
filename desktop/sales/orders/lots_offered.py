"""The lots of a product that may be shipped: those that were tested or sent, with what is left, newest test, germination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.core.i18n import _, ngettext
from desktop.core.records import alive_in_sql as alive
from desktop.core.records import living
from desktop.core.units import exact, format_number
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.sales.products.model import Product

LOTS = 12  # of a product, those that were tested or left last are offered
_LINES = f"""shipmentline l LEFT JOIN product q ON q.id = l.product_id WHERE l.lot <> '' AND {alive("l")}"""
_TESTS = f"""lottest t LEFT JOIN labelversion v ON v.id = t.version_id AND {alive("v")}
LEFT JOIN labelitem i ON i.id = v.item_id AND {alive("i")} WHERE {alive("t")}"""
_OF_LINE = "COALESCE(q.variety_id, l.variety_id)"
KNOWN = f"""
SELECT lot, MAX(day) AS last FROM (
  SELECT l.lot, l.moved_on AS day FROM {_LINES} AND l.product_id = :product
  UNION ALL
  SELECT t.lot, t.tested_on FROM {_TESTS} AND i.variety_id = :variety)
GROUP BY lot ORDER BY last DESC LIMIT {LOTS}"""
SHARED = f"""
SELECT EXISTS (SELECT 1 FROM {_LINES} AND l.lot = :lot AND {_OF_LINE} <> :variety)
  OR EXISTS (SELECT 1 FROM {_TESTS} AND t.lot = :lot AND i.variety_id <> :variety)"""
"""Whether another variety has a lot of that number too: what does not say its variety is of nobody knows which then."""
_SAID_OF = "({of} = :variety OR ({of} IS NULL AND NOT :shared))"
TEST = f"""
SELECT day, germination FROM (
  SELECT t.tested_on AS day, t.germination FROM {_TESTS} AND t.lot = :lot AND {_SAID_OF.format(of="i.variety_id")}
  UNION ALL
  SELECT l.tested_on, l.germination FROM {_LINES} AND l.lot = :lot AND l.tested_on IS NOT NULL
    AND {_SAID_OF.format(of=_OF_LINE)})
ORDER BY day DESC, germination IS NULL LIMIT 1"""
TONNES = f"SELECT MAX(t.tonnes) FROM {_TESTS} AND t.lot = :lot AND {_SAID_OF.format(of='i.variety_id')}"
SENT_OF = f"""
SELECT l.product_id, q.bag_kg, q.bag_seeds, l.bags, l.kg FROM {_LINES} AND l.lot = :lot
AND {_SAID_OF.format(of=_OF_LINE)}"""


@dataclass(frozen=True)
class Lot:
    """A lot and what is known of it: bags left (None: nobody wrote how much it was), the newest test, germination in %."""

    name: str
    left: int | None = None
    sent: int = 0
    tested_on: date | None = None
    germination: float | None = None

    def said(self) -> str:
        """What is known, in words."""
        parts = [ngettext("{n} bag left", "{n} bags left", self.left).format(n=self.left) if self.left is not None else
                 ngettext("{n} bag sent so far", "{n} bags sent so far", self.sent).format(n=self.sent)]
        parts.append(_("tested {day}").format(day=self.tested_on.isoformat()) if self.tested_on else _("no test known"))
        if self.germination is not None:
            parts.append(_("germination {value} %").format(value=format_number(self.germination, 1)))
        return _("; ").join(parts)


def lots(session: Session, product_id: int) -> Sequence[Lot]:
    """The lots of a product, those that were tested or sent last first. Two varieties may have lots of the same number: what
    is told of a lot is of the product's own variety."""
    product = session.get(Product, product_id)
    if product is None:
        return []
    of_it = {"product": product_id, "variety": product.variety_id}
    names = session.execute(text(KNOWN), of_it).scalars().all()
    return [_lot(session, name, product) for name in names]


def _lot(session: Session, name: str, product: Product) -> Lot:
    given = {"lot": name, "variety": product.variety_id}
    given["shared"] = session.execute(text(SHARED), given).scalar_one()
    test = session.execute(text(TEST), given).first()
    tonnes = session.execute(text(TONNES), given).scalar()
    sent, all_said = _sent(session, given, product)
    left = None
    if tonnes is not None and product.bag_kg and all_said:
        left = floor(exact(tonnes) * 1000 / exact(product.bag_kg) - sent)
    return Lot(name, left, round(sent), date.fromisoformat(test.day) if test else None, test.germination if test else None)


def _sent(session: Session, given: Mapping[str, Any], product: Product) -> tuple[Fraction, bool]:
    """What was sent of a lot in bags of a product, and whether all of it can be told in such bags: other packs by what they
    weigh, or by their seeds."""
    sent, all_said = Fraction(0), True
    for row in session.execute(text(SENT_OF), given):
        bags = _in_bags(row, product)
        sent += bags or 0
        all_said = all_said and bags is not None
    return sent, all_said


def _in_bags(row: Any, product: Product) -> Fraction | None:
    """A line of a shipment in bags of a product; None where nobody can say."""
    if row.bags is None:
        return exact(row.kg) / exact(product.bag_kg) if row.kg is not None and product.bag_kg else None
    if row.product_id == product.id:
        return Fraction(row.bags)
    if row.bag_kg and product.bag_kg:
        return Fraction(row.bags) * exact(row.bag_kg) / exact(product.bag_kg)
    return Fraction(row.bags * row.bag_seeds, product.bag_seeds) if row.bag_seeds and product.bag_seeds else None


def term_days(session: Session, dealer_id: int | None, day: date) -> int | None:
    """After how many days the dealer pays a shipment, by the contract in force on a day; None where none says so."""
    contracts = session.exec(living(DealerContract).where(
        col(DealerContract.dealer_id) == dealer_id, col(DealerContract.state) == "signed", col(DealerContract.starts_on) <= day,
        col(DealerContract.ends_on).is_(None) | (col(DealerContract.ends_on) >= day)).order_by(
            col(DealerContract.starts_on).desc())).all()
    for contract in contracts:
        found = session.exec(living(ContractPoint).where(
            col(ContractPoint.contract_id) == contract.id, col(ContractPoint.kind) == "payment",
            col(ContractPoint.days).is_not(None))).first()
        if found is not None:
            return found.days
    return None
