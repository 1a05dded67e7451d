"""What was sold of our varieties in each region and business year: bags sold out up to a dealer's last count, and bags sent
after it; where nobody counted, all bags sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core.fields import today
from desktop.core.periods import YEAR, Period, period, year_start
from desktop.core.records import alive, living, table_of
from desktop.core.settings import office_in
from desktop.dealers.model import Dealer
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product
from desktop.sales.stock.figures import stock
from desktop.sales.stock.model import StockMove


@dataclass(frozen=True)
class Sold:
    """Bags of a variety in a region: `counted` sold out by counts, `sent` of dealers without one and after the last one; the
    area they sow in mu, and how many bags have no area a bag."""

    counted: int = 0
    sent: int = 0
    mu: float = 0.0
    unsized: int = 0

    @property
    def bags(self) -> int:
        """All bags."""
        return self.counted + self.sent

    def plus(self, other: Sold) -> Sold:
        """Both together."""
        return Sold(self.counted + other.counted, self.sent + other.sent, self.mu + other.mu, self.unsized + other.unsized)


def season_of(session: Session, year: int) -> Period:
    """The business year in which the sowing of a year falls."""
    return period(YEAR, date(year, 6, 30), year_start(str(office_in(session, "business_year_start"))))


def sold_by_place(session: Session, year: int) -> dict[tuple[int, int], Sold]:
    """(region of the dealer, variety) → what was sold in a business year, up to today."""
    days = season_of(session, year)
    if days.first > today():
        return {}
    regions = {dealer.id: dealer.region_id for dealer in session.exec(living(Dealer))}
    products = {one.id: one for one in session.exec(living(Product))}
    bags = {key: (0, number) for key, number in _sent(session, days).items()}
    for row in stock(session, min(days.last, today()), first=days.first):
        if row.sold is not None and row.sold >= 0:  # what came back after the count was none of what was sold before it
            bags[row.dealer_id, row.product_id] = row.sold, max(0, row.since)
    found: dict[tuple[int, int], Sold] = defaultdict(Sold)
    for (dealer, number), (counted, after) in bags.items():
        region, product = regions.get(dealer), products.get(number)
        if region is None or product is None or product.variety_id is None or not (counted or after):
            continue
        both, key = counted + after, (region, product.variety_id)
        found[key] = found[key].plus(Sold(counted, after, both * (product.bag_mu or 0.0), 0 if product.bag_mu else both))
    return dict(found)


def _sent(session: Session, days: Period) -> dict[tuple[int, int], int]:
    """(dealer, product) → bags that reached a dealer in a season, from us or from another dealer, less what left again."""
    line, move = table_of(ShipmentLine), table_of(StockMove)
    moved = select(move.c.to_id, move.c.from_id, move.c.product_id, func.sum(move.c.bags)).where(
        alive(move), move.c.moved_on.between(days.first, days.last), move.c.to_id != move.c.from_id).group_by(
            move.c.to_id, move.c.from_id, move.c.product_id)
    found: dict[tuple[int, int], int] = defaultdict(int)
    for dealer, product, bags in session.execute(select(line.c.dealer_id, line.c.product_id, func.sum(line.c.bags)).where(
            alive(line), line.c.moved_on.between(days.first, days.last), line.c.dealer_id.is_not(None)).group_by(
                line.c.dealer_id, line.c.product_id)):
        found[dealer, product] += int(bags or 0)
    for taker, giver, product, bags in session.execute(moved):
        found[taker, product] += int(bags or 0)
        found[giver, product] -= int(bags or 0)
    return found


def within(sold: Mapping[tuple[int, int], Sold], regions: Collection[int], varieties: Collection[int]) -> Sold:
    """What was sold of some varieties in some regions together."""
    total = Sold()
    for (region, variety), one in sold.items():
        if region in regions and variety in varieties:
            total = total.plus(one)
    return total
