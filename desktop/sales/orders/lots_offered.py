"""The lots of a product that may be shipped: those that were tested or sent, with what is left, newest test, germination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.core.i18n import _, ngettext
from desktop.core.records import alive_in_sql as alive
from desktop.core.records import living
from desktop.core.units import format_number
from desktop.dealers.contracts.model import ContractPoint, DealerContract

LOTS = 12  # of a product, those that were tested or left last are offered
KNOWN = f"""
SELECT lot, MAX(day) AS last FROM (
  SELECT l.lot, l.moved_on AS day FROM shipmentline l WHERE l.product_id = :product AND l.lot <> '' AND {alive("l")}
  UNION ALL
  SELECT t.lot, t.tested_on FROM lottest t JOIN labelversion v ON v.id = t.version_id JOIN labelitem i ON i.id = v.item_id
  JOIN product p ON p.variety_id = i.variety_id WHERE p.id = :product AND {alive("t", "v", "i")})
GROUP BY lot ORDER BY last DESC LIMIT {LOTS}"""
TEST = f"""
SELECT day, germination FROM (
  SELECT t.tested_on AS day, t.germination FROM lottest t WHERE t.lot = :lot AND {alive("t")}
  UNION ALL
  SELECT l.tested_on, l.germination FROM shipmentline l WHERE l.lot = :lot AND l.tested_on IS NOT NULL AND {alive("l")})
ORDER BY day DESC, germination IS NULL LIMIT 1"""
LEFT = f"""
SELECT (SELECT MAX(t.tonnes) FROM lottest t WHERE t.lot = :lot AND {alive("t")}) * 1000.0 / p.bag_kg AS whole,
  (SELECT COALESCE(SUM(l.bags * q.bag_kg), 0) FROM shipmentline l JOIN product q ON q.id = l.product_id
   WHERE l.lot = :lot AND {alive("l")}) / p.bag_kg AS sent
FROM product p WHERE p.id = :product"""


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
    """The lots of a product, those that were tested or sent last first."""
    names = session.execute(text(KNOWN), {"product": product_id}).scalars().all()
    return [_lot(session, name, product_id) for name in names]


def _lot(session: Session, name: str, product_id: int) -> Lot:
    test = session.execute(text(TEST), {"lot": name}).first()
    found = session.execute(text(LEFT), {"lot": name, "product": product_id}).one()
    sent = int(found.sent or 0)
    left = None if found.whole is None else int(found.whole) - sent
    return Lot(name, left, sent, date.fromisoformat(test.day) if test else None, test.germination if test else None)


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
