"""What a promotion brought, by its lines; what was sold by the shipments; what a field day came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.records import alive, living, table_of
from desktop.core.units import exact
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.market.limits import limit
from desktop.market.promotions.model import FieldDay, FieldDayGuest, PromotedProduct, PromotionExpense, SalesPromotion
from desktop.regions.tree import below
from desktop.sales.orders.model import ShipmentLine
from desktop.trade.promotions import FieldDayFigures, Promoted, change_percent, percent, promoted, return_percent

Sold = dict[int, int]
"""Bags by product."""


@dataclass(frozen=True)
class Line:
    """A promoted product with what it brought (None while its figures are missing) and the money it took in, in fen."""

    product: PromotedProduct
    brought: Promoted | None
    amount: int | None


@dataclass(frozen=True)
class Outcome:
    """A promotion as a whole: bags together, money in fen. `unpriced`: lines without a margin, left out of the return."""

    promotion: SalesPromotion
    lines: list[Line]
    planned: int
    spent: int
    whole: Promoted | None
    earned: Fraction
    earned_without_dip: Fraction
    unpriced: int

    @property
    def bags(self) -> int | None:
        """What was sold while it ran."""
        return int(self.whole.during) if self.whole else None

    @property
    def amount(self) -> int | None:
        """What that came to; None where a line has no price."""
        amounts = [line.amount for line in self.lines if line.brought]
        return None if not amounts or None in amounts else sum(amount or 0 for amount in amounts)

    @property
    def done_percent(self) -> Fraction | None:
        """How much of the goal in bags was sold, else of that in money."""
        if self.promotion.goal_bags and self.bags is not None:
            return percent(Fraction(self.bags), Fraction(self.promotion.goal_bags))
        return percent(Fraction(self.amount or 0), Fraction(self.promotion.goal_amount or 0)) if self.amount else None

    @property
    def return_percent(self) -> Fraction | None:
        """What it earned beyond its cost; None while no line has figures and a margin."""
        return return_percent(self.earned, Fraction(1), Fraction(self.spent)) if self.judged else None

    @property
    def return_without_dip(self) -> Fraction | None:
        """The same while what was only bought ahead is forgotten."""
        return return_percent(self.earned_without_dip, Fraction(1), Fraction(self.spent)) if self.judged else None

    @property
    def cost_percent(self) -> Fraction | None:
        """What was spent in percent of what was sold."""
        return percent(Fraction(self.spent), Fraction(self.amount)) if self.amount else None

    @property
    def judged(self) -> bool:
        """Whether there is anything to judge by."""
        return any(line.brought for line in self.lines) and self.unpriced < sum(bool(line.brought) for line in self.lines)


def outcome(session: Session, promotion_id: int) -> Outcome:
    """What a promotion brought by the figures of its lines."""
    promotion = session.get_one(SalesPromotion, promotion_id)
    twin = exact(promotion.twin_change or 0)
    rows = session.exec(living(PromotedProduct).where(col(PromotedProduct.promotion_id) == promotion_id).order_by(
        col(PromotedProduct.id)))
    lines = [_line(row, twin) for row in rows]
    known = [(line.brought, line.product.margin) for line in lines if line.brought]
    whole = Promoted(*(sum((getattr(one, name) for one, _m in known), Fraction(0)) for name in ("expected", "during", "after"))
                     ) if known else None
    costs = session.exec(living(PromotionExpense).where(col(PromotionExpense.promotion_id) == promotion_id)).all()
    return Outcome(
        promotion, lines, sum(cost.planned or 0 for cost in costs), sum(cost.spent or 0 for cost in costs), whole,
        sum((one.extra * margin for one, margin in known if margin is not None), Fraction(0)),
        sum((one.extra_without_dip * margin for one, margin in known if margin is not None), Fraction(0)),
        sum(margin is None for _one, margin in known))


def _line(row: PromotedProduct, twin: Fraction) -> Line:
    if row.baseline is None or row.during is None:
        return Line(row, None, None)
    return Line(row, promoted(Fraction(row.baseline), Fraction(row.during), Fraction(row.after_change or 0), twin),
                None if row.price is None else row.price * row.during)


# -- from the shipments -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Windows:
    """The days of a promotion and those after it, each with the days that they are held against; last days included."""

    ran: tuple[date, date]
    base: tuple[date, date]
    after: tuple[date, date]
    base_after: tuple[date, date]


def windows(promotion: SalesPromotion) -> Windows:
    """What is compared: as many days from the baseline's first day on, and the days of the dip after both."""
    assert promotion.starts_on and promotion.ends_on and promotion.base_from
    long, dip = promotion.ends_on - promotion.starts_on, timedelta(days=limit("dip_days"))
    one, base_ends = timedelta(days=1), promotion.base_from + long
    return Windows((promotion.starts_on, promotion.ends_on), (promotion.base_from, base_ends),
                   (promotion.ends_on + one, promotion.ends_on + dip), (base_ends + one, base_ends + dip))


def count(db: Database, promotion_id: int, today: date) -> int:
    """Fill baseline, sales and the change afterwards of every line, and the twin's change, from the shipments; how many lines.

    Raises `Refused` where the promotion has not begun, no product is named, or its figures are typed. The change afterwards
    stays empty until those days are over.
    """
    with db.operation(_("Sales of a promotion counted")) as session:
        promotion = session.get_one(SalesPromotion, promotion_id)
        lines = session.exec(living(PromotedProduct).where(col(PromotedProduct.promotion_id) == promotion_id)).all()
        if promotion.measured != "shipped":
            raise Refused(_("The sales of this promotion are typed. Choose “{way}” to count them.").format(
                way=_("From what was shipped")))
        if not lines:
            raise Refused(_("No product is named yet: add the promoted products below."))
        if promotion.starts_on is None or promotion.starts_on > today:
            raise Refused(_("This promotion has not begun yet: there is nothing to count."))
        span = windows(promotion)
        ran, base = (sent(session, promotion.region_id, promotion.dealer_id, days) for days in (span.ran, span.base))
        over = span.after[1] < today
        after, base_after = (sent(session, promotion.region_id, promotion.dealer_id, days) if over else {}
                             for days in (span.after, span.base_after))
        for line in lines:
            key = line.product_id or 0
            change = after.get(key, 0) - base_after.get(key, 0) if over else None
            store(session, PromotedProduct, {"baseline": max(0, base.get(key, 0)), "during": ran.get(key, 0),
                                             "after_change": change}, line.id)
        if promotion.twin_region_id:
            products = {line.product_id or 0 for line in lines}
            then, now = (sum(bags for product, bags in sent(session, promotion.twin_region_id, None, days).items()
                             if product in products) for days in (span.base, span.ran))
            moved = change_percent(Fraction(then), Fraction(now)) if then > 0 else None
            store(session, SalesPromotion, {"twin_change": None if moved is None else max(-100.0, float(moved))}, promotion_id)
        return len(lines)


def sent(session: Session, region_id: int | None, dealer_id: int | None, days: tuple[date, date]) -> Sold:
    """Bags shipped, less what came back, by product: to one dealer, else to those of a region and below it, else to all."""
    t, d = table_of(ShipmentLine), table_of(Dealer)
    query: Any = select(t.c.product_id, func.sum(t.c.bags)).where(alive(t),
                                                                  t.c.moved_on.between(*days)).group_by(t.c.product_id)
    if dealer_id:
        query = query.where(t.c.dealer_id == dealer_id)
    elif region_id:
        query = query.where(t.c.dealer_id.in_(select(d.c.id).where(alive(d), d.c.region_id.in_(below(region_id)))))
    return {product: int(bags or 0) for product, bags in session.execute(query)}


# -- field days ---------------------------------------------------------------------------------------------------------


def field_day(session: Session, day_id: int) -> FieldDayFigures:
    """The people and bags of a field day: its guests by name and those counted besides."""
    day = session.get_one(FieldDay, day_id)
    guests = session.exec(living(FieldDayGuest).where(col(FieldDayGuest.day_id) == day_id)).all()
    return FieldDayFigures(
        (day.more_invited or 0) + sum(one.invited for one in guests), (day.more_came or 0) + sum(one.came for one in guests),
        (day.more_ordered or 0) + sum(bool(one.bags) for one in guests),
        (day.more_bags or 0) + sum(one.bags or 0 for one in guests), day.cost or 0)
