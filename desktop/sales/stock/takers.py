"""Who can take what a dealer has too much of: short of it, with a right to it, and what the move costs against keeping it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core import money
from desktop.core.fields import today
from desktop.core.records import living
from desktop.dealers.model import Dealer
from desktop.sales.money.credit import free_credit
from desktop.sales.prices.finding import price_for
from desktop.sales.rights import objections
from desktop.sales.stock.advising import advised
from desktop.sales.stock.levels import level
from desktop.sales.stock.model import CountLine, StockItem


@dataclass(frozen=True)
class Taker:
    """A dealer who could take goods: bags still needed, percent of the rest of the season that is covered, credit left in fen
    (None: no limit), what speaks against it."""

    dealer_id: int
    name: str
    needs: int
    cover_percent: Fraction | None
    free_credit: int | None
    against: tuple[str, ...]

    @property
    def allowed(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.against


def takers(session: Session, item: StockItem, day: date | None = None) -> list[Taker]:
    """Those who need more of a product than they have, those allowed first, there the least covered first."""
    on = day or today()
    found = []
    for other, result in advised(session, on, product_id=item.product_id):
        if other.dealer_id == item.dealer_id or result.rest is None:
            continue
        needs = result.rest - other.on_hand - other.on_order
        dealer = session.get(Dealer, other.dealer_id)
        if needs <= 0 or dealer is None or dealer.is_deleted:
            continue
        cover = Fraction(100 * (other.on_hand + other.on_order), result.rest) if result.rest else None
        against = tuple(o.said for o in objections(session, dealer.id, [item.product_id or 0], on))
        found.append(Taker(dealer.id, dealer.name, needs, cover, free_credit(session, dealer.id, on), against))
    return sorted(found, key=lambda t: (not t.allowed, t.cover_percent or 0, t.name))


def cost_of_moving(bags: int) -> int:
    """What moving bags costs, in fen."""
    return money.half_up(bags * level("move_fen"))


def cost_of_keeping(session: Session, item: StockItem, bags: int, lots: int, day: date) -> int | None:
    """What keeping bags for next season costs, in fen: a retest a lot and the fall of the price; None without a price."""
    price = price_for(session, item.product_id or 0, item.dealer_id, day)
    if price is None:
        return None
    return money.half_up(lots * level("retest_fen") + bags * price * level("price_fall_percent") / 100)


def counted_lots(session: Session, item: StockItem, day: date) -> int:
    """In how many lots the last count found a product at a dealer; at least one."""
    wanted = living(CountLine).where(col(CountLine.dealer_id) == item.dealer_id, col(CountLine.product_id) == item.product_id,
                                     col(CountLine.counted_on) <= day, col(CountLine.bags) > 0)
    lines = session.exec(wanted.order_by(col(CountLine.counted_on).desc())).all()
    return max(1, sum(line.counted_on == lines[0].counted_on for line in lines) if lines else 1)
