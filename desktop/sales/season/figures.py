"""What the goods of a season come to at their settlement prices, and the account of it, of one dealer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, text
from sqlmodel import Session, col, select

from desktop.core.records import alive_in_sql, living
from desktop.dealers.model import Dealer
from desktop.regions.tree import ancestors
from desktop.sales.money.ledger import movements
from desktop.sales.money.model import AccountEntry
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from desktop.sales.rebates.accrual import accrual
from desktop.sales.rebates.model import RebateAgreement

GOODS = f"""SELECT product_id, price, SUM(MAX(bags, 0)), -SUM(MIN(bags, 0)) FROM shipmentline l
WHERE {alive_in_sql("l")} AND dealer_id = :dealer AND moved_on BETWEEN :first AND :last AND product_id IS NOT NULL
AND bags IS NOT NULL GROUP BY product_id, price"""


@dataclass(frozen=True)
class Goods:
    """Bags of a product at one price: what was sent and came back, and the settlement price (None: as invoiced), in fen.
    `price` None: nobody has written one; nothing is settled of it."""

    product_id: int
    name: str
    price: int | None
    sent: int
    back: int
    settled: int | None

    @property
    def bags(self) -> int:
        """What the dealer kept."""
        return self.sent - self.back

    @property
    def amount(self) -> int:
        """What was invoiced for it."""
        return self.bags * (self.price or 0)

    @property
    def difference(self) -> int:
        """What the settlement price adds; below 0 it is to the dealer's credit. Free bags (price 0) stay free."""
        return self.bags * (self.settled - self.price) if self.settled is not None and self.price else 0


def goods(session: Session, dealer_id: int, first: date, last: date) -> list[Goods]:
    """The goods of a season, by the names of the products, dearer ones first."""
    rows = session.execute(text(GOODS), {"dealer": dealer_id, "first": first.isoformat(), "last": last.isoformat()}).all()
    names = {product.id: product.name for product in session.exec(select(Product).where(
        col(Product.id).in_([row[0] for row in rows])))}
    prices = settlement_prices(session, dealer_id, first, last)
    found = [Goods(product, names.get(product, ""), price, sent, back, prices.get(product))
             for product, price, sent, back in rows]
    return sorted(found, key=lambda g: (g.name, -(g.price or 0)))


def settlement_prices(session: Session, dealer_id: int, first: date, last: date) -> Mapping[int, int]:
    """Product → its settlement price in fen for a dealer, from the price lines that hold on a day of the season: the dealer's
    own wins, else the nearest region's, and there the one that began last."""
    dealer = session.get_one(Dealer, dealer_id)
    near = list(reversed(ancestors(session, dealer.region_id))) if dealer.region_id else []
    rank = {key: place for place, key in enumerate([*near, None])}
    lines = session.exec(living(PriceLine).where(
        col(PriceLine.settled).is_not(None), col(PriceLine.valid_from) <= last,
        or_(col(PriceLine.valid_until).is_(None), col(PriceLine.valid_until) >= first),
        or_(col(PriceLine.dealer_id).is_(None), col(PriceLine.dealer_id) == dealer_id),
        or_(col(PriceLine.region_id).is_(None), col(PriceLine.region_id).in_(near)),
    ).order_by(col(PriceLine.valid_from), col(PriceLine.id)))
    best: dict[int, PriceLine] = {}
    for line in lines:
        held = best.get(line.product_id or 0)
        if held is None or (line.dealer_id is None, rank[line.region_id]) <= (held.dealer_id is None, rank[held.region_id]):
            best[line.product_id or 0] = line
    return {product: line.settled for product, line in best.items() if line.settled is not None}


def difference(session: Session, dealer_id: int, first: date, last: date) -> int:
    """What settlement prices add to the account of a season, fen; below 0: to the dealer's credit."""
    return sum(line.difference for line in goods(session, dealer_id, first, last))


@dataclass(frozen=True)
class Account:
    """The account of a season in fen: opening, then what moved by its kind (`shipped`, `returned`, `paid`, and the kinds of
    account entries), which add to `closing`."""

    opening: int
    moved: Mapping[str, int]

    @property
    def closing(self) -> int:
        """What the dealer owes on the evening of the last day; below 0: an advance."""
        return self.opening + sum(self.moved.values())


def account(session: Session, dealer_id: int, first: date, last: date) -> Account:
    """The account of a dealer from the first to the last day."""
    opening, found = movements(session, dealer_id, first, last)
    wanted = [m.ref for m in found if m.what == "accountentry"]
    kinds = {entry.id: entry.kind for entry in session.exec(living(AccountEntry).where(
        col(AccountEntry.dealer_id) == dealer_id))} if wanted else {}
    moved: dict[str, int] = {"shipped": 0, "returned": 0, "paid": 0}
    for m in found:
        if m.what == "accountentry":
            name = kinds.get(m.ref, "correction")
        else:
            name = "paid" if m.what == "payment" else "returned" if m.amount < 0 else "shipped"
        moved[name] = moved.get(name, 0) + m.amount
    return Account(opening, moved)


def rebates_due(session: Session, dealer_id: int, last: date) -> list[tuple[str, int]]:
    """(number and name of an agreement in force, fen) of rebates earned by a day and not settled yet."""
    agreements = session.exec(living(RebateAgreement).where(
        col(RebateAgreement.dealer_id) == dealer_id, col(RebateAgreement.state) == "active",
        col(RebateAgreement.starts_on) <= last).order_by(col(RebateAgreement.code))).all()
    found = [(f"{one.code} {one.name}", accrual(session, one.id, last).amount) for one in agreements]
    return [(name, amount) for name, amount in found if amount]
