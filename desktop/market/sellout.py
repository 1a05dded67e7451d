"""What was sold of our varieties in each region and business year: bags sold out where dealers were counted, else bags sent."""

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


@dataclass(frozen=True)
class Sold:
    """Bags of a variety in a region: `counted` sold out by counts, `sent` of dealers without one; the area they sow in mu, and
    how many bags have no area a bag."""

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
    counted_out = {(row.dealer_id, row.product_id): row.sold
                   for row in stock(session, min(days.last, today()), first=days.first)
                   if row.sold is not None and row.sold >= 0}
    sent = _sent(session, days)
    found: dict[tuple[int, int], Sold] = defaultdict(Sold)
    for dealer, number in {*counted_out, *sent}:
        region, product = regions.get(dealer), products.get(number)
        if region is None or product is None or product.variety_id is None:
            continue
        counted = (dealer, number) in counted_out
        bags = counted_out[dealer, number] if counted else sent[dealer, number]
        if bags:
            key = region, product.variety_id
            found[key] = found[key].plus(Sold(bags if counted else 0, 0 if counted else bags, bags * (product.bag_mu or 0.0),
                                              0 if product.bag_mu else bags))
    return dict(found)


def _sent(session: Session, days: Period) -> dict[tuple[int, int], int]:
    """(dealer, product) → bags sent in a season less what came back."""
    line = table_of(ShipmentLine)
    rows = session.execute(select(line.c.dealer_id, line.c.product_id, func.sum(line.c.bags)).where(
        alive(line), line.c.moved_on.between(days.first, days.last), line.c.dealer_id.is_not(None)).group_by(
            line.c.dealer_id, line.c.product_id))
    return {(dealer, product): int(bags or 0) for dealer, product, bags in rows}


def within(sold: Mapping[tuple[int, int], Sold], regions: Collection[int], varieties: Collection[int]) -> Sold:
    """What was sold of some varieties in some regions together."""
    total = Sold()
    for (region, variety), one in sold.items():
        if region in regions and variety in varieties:
            total = total.plus(one)
    return total
