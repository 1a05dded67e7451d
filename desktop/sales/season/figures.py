"""What the goods of a season come to at their settlement prices, and the account of it, of one dealer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Date, or_, text
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

GOODS = f"""SELECT l.product_id, l.price, SUM(MAX(l.bags, 0)), -SUM(MIN(l.bags, 0)), s.id, MAX(d.price) FROM shipmentline l
LEFT JOIN shipmentline d ON d.id = l.returns_id AND {alive_in_sql("d")}
LEFT JOIN seasonsettlement s ON s.dealer_id = l.dealer_id AND {alive_in_sql("s")} AND s.state = 'agreed' AND s.ends_on < :first
  AND d.moved_on BETWEEN s.starts_on AND s.ends_on
WHERE {alive_in_sql("l")} AND l.dealer_id = :dealer AND l.moved_on BETWEEN :first AND :last AND l.product_id IS NOT NULL
AND l.bags IS NOT NULL GROUP BY l.product_id, l.price, s.id, CASE WHEN s.id IS NOT NULL THEN d.price END"""
"""What came back of goods that an earlier settlement settled is apart: `s` is that settlement, which both have signed, `d` the
line that was sent."""
EARLIER = f"""SELECT s.id, s.code, s.starts_on, s.ends_on, s.signed, s.difference FROM seasonsettlement s
WHERE s.dealer_id = :dealer AND s.state = 'agreed' AND s.ends_on < :first AND {alive_in_sql("s")} ORDER BY s.ends_on DESC"""


@dataclass(frozen=True)
class Goods:
    """Bags of a product at one price: what was sent and came back, and the settlement price (None: as invoiced), in fen.
    `price` None: nobody has written one; nothing is settled of it. `of`: number of the earlier settlement in which the dealer
    got them; what comes back of it comes back at the price at which it was settled there. `unkept`: nobody knows that price any
    more, and nothing is settled of it."""

    product_id: int
    name: str
    price: int | None
    sent: int
    back: int
    settled: int | None
    of: str = ""
    unkept: bool = False

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


@dataclass(frozen=True)
class Earlier:
    """A settlement of an earlier season that dealer and company have signed, with the goods that it settled. `unkept`: their
    rows were not kept then, and by the prices of today they come to another sum than was signed."""

    id: int
    code: str
    goods: Sequence[Goods]
    unkept: bool = False

    def settled(self, product_id: int, price: int | None) -> int | None:
        """At what one bag of a product, invoiced at a price, was settled there; None: as invoiced, or not known. In fen."""
        found = (g.settled for g in self.goods if (g.product_id, g.price, g.of) == (product_id, price, ""))
        return None if self.unkept else next(found, None)

    def kept(self, product_id: int, price: int | None) -> int:
        """How many bags of a product at a price the dealer kept there."""
        return max(0, sum(g.bags for g in self.goods if (g.product_id, g.price, g.of) == (product_id, price, "")))


def goods(session: Session, dealer_id: int, first: date, last: date) -> list[Goods]:
    """The goods of a season, by the names of the products, dearer ones first; what came back of a season that is settled
    already is in rows of its own, at the price at which it was settled."""
    rows = session.execute(text(GOODS), {"dealer": dealer_id, "first": first.isoformat(), "last": last.isoformat()}).all()
    names = {product.id: product.name for product in session.exec(select(Product).where(
        col(Product.id).in_([row[0] for row in rows])))}
    prices = settlement_prices(session, dealer_id, first, last)
    before = _earlier(session, dealer_id, first) if any(row[3] for row in rows) else []
    known, found, left = {one.id: one for one in before}, list[Goods](), _still_there(before)
    for product, _price, _sent, back, settlement, sent_at in rows:  # what names its line goes before what names none
        if settlement is not None:
            left[settlement, product, sent_at] = left.get((settlement, product, sent_at), 0) - back
    for product, price, sent, back, settlement, sent_at in rows:
        line = Goods(product, names.get(product, ""), price, sent, back, prices.get(product))
        if settlement is not None:
            one = known[settlement]
            found.append(_of(line, one, sent_at))
        else:
            found += _apart(line, before, left)
    alike: dict[tuple[Any, ...], Goods] = {}
    for line in found:
        key = (line.product_id, line.price, line.of, line.settled, line.unkept)
        same = alike.get(key, replace(line, sent=0, back=0))
        alike[key] = replace(same, sent=same.sent + line.sent, back=same.back + line.back)
    return sorted(alike.values(), key=lambda g: (g.name, -(g.price or 0), g.of))


def _of(line: Goods, one: Earlier, sent_at: int | None) -> Goods:
    """A row of goods that came back of an earlier settlement, at the price at which that settled what was sent at a price."""
    return replace(line, settled=one.settled(line.product_id, sent_at), of=one.code, unkept=one.unkept)


def _still_there(before: Sequence[Earlier]) -> dict[tuple[int, int, int | None], int]:
    """(settlement, product, invoice price) → bags of it that no later settlement has taken back yet."""
    left = {(one.id, g.product_id, g.price): one.kept(g.product_id, g.price) for one in before for g in one.goods if not g.of}
    numbers = {one.code: one.id for one in before}
    for line in (g for one in before for g in one.goods if g.of in numbers):
        key = (numbers[line.of], line.product_id, line.price)
        left[key] = left.get(key, 0) - line.back
    return left


def _apart(line: Goods, before: Sequence[Earlier], left: dict[tuple[int, int, int | None], int]) -> list[Goods]:
    """The row of a season; more bags than it sent came back of the seasons before, the last one first, in rows of their own.
    `left`: what of each is still there, which this takes from."""
    found = [line]
    for one in before:
        key = (one.id, line.product_id, line.price)
        taken = min(found[0].back - found[0].sent, left.get(key, 0))
        if taken > 0:
            left[key] -= taken
            found[0] = replace(found[0], back=found[0].back - taken)
            found.append(_of(replace(line, sent=0, back=taken), one, line.price))
    return [g for g in found if g.sent or g.back]


def _earlier(session: Session, dealer_id: int, first: date) -> list[Earlier]:
    """The settlements of a dealer before a day that both have signed, the last first, with what each settled. One that was
    signed before the program kept rows is reckoned anew, and is `unkept` where that gives another sum than was signed."""
    found = []
    rows = session.execute(text(EARLIER).columns(starts_on=Date, ends_on=Date), {
        "dealer": dealer_id, "first": first.isoformat()}).all()
    for key, code, starts, ends, signed, difference in rows:
        kept = Reckoned.read(json.loads(signed or "{}"))
        lines = kept.goods if kept is not None else goods(session, dealer_id, starts, ends)
        found.append(Earlier(key, code, lines, kept is None and sum(g.difference for g in lines) != difference))
    return found


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


def account(session: Session, dealer_id: int, first: date, last: date, without: int | None = None) -> Account:
    """The account of a dealer from the first to the last day, without one account entry: that by which the settlement itself
    puts its difference into the account."""
    opening, found = movements(session, dealer_id, first, last)
    wanted = [m.ref for m in found if m.what == "accountentry"]
    kinds = {entry.id: entry.kind for entry in session.exec(living(AccountEntry).where(
        col(AccountEntry.dealer_id) == dealer_id))} if wanted else {}
    moved: dict[str, int] = {"shipped": 0, "returned": 0, "paid": 0}
    for m in found:
        if m.what == "accountentry" and m.ref == without:
            continue
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


@dataclass(frozen=True)
class Reckoned:
    """All that the sheet of a settlement reckons: goods, account, rebates that are not credited yet (name, fen)."""

    goods: Sequence[Goods]
    account: Account
    rebates: Sequence[tuple[str, int]] = ()

    @property
    def difference(self) -> int:
        """What settlement prices add to the account, fen; below 0: to the dealer's credit."""
        return sum(line.difference for line in self.goods)

    @property
    def closing(self) -> int:
        """The balance after settlement, fen."""
        return self.account.closing + self.difference

    def written(self) -> dict[str, Any]:
        """As it is kept with a settlement that left the desk."""
        return {"goods": [asdict(line) for line in self.goods], "opening": self.account.opening,
                "moved": dict(self.account.moved), "rebates": [list(row) for row in self.rebates]}

    @classmethod
    def read(cls, written: Mapping[str, Any]) -> Reckoned | None:
        """What `written` gave; None where nothing was kept."""
        if not written.get("goods") and "moved" not in written:
            return None
        return cls([Goods(**row) for row in written["goods"]], Account(written["opening"], written["moved"]),
                   [(name, amount) for name, amount in written["rebates"]])


def reckoned(session: Session, dealer_id: int, first: date, last: date, without: int | None = None) -> Reckoned:
    """What the books say today of a season with a dealer, without the account entry of its own settlement."""
    return Reckoned(goods(session, dealer_id, first, last), account(session, dealer_id, first, last, without),
                    rebates_due(session, dealer_id, last))
