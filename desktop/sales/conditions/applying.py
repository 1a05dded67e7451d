"""Which conditions hold for a dealer on a day, and what they make of the lines of an order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sqlalchemy import or_, select
from sqlmodel import Session, col

from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.records import alive, living, table_of
from desktop.core.units import exact
from desktop.dealers.model import Dealer
from desktop.regions.tree import ancestors
from desktop.sales.conditions.model import ConditionProduct, SalesCondition
from desktop.sales.products.model import Product
from desktop.sales.validity import holds
from desktop.trade.conditions import ALL, DEALER, REGION, Bought, Conflict, Offer, Rule, offers


def conditions_for(session: Session, dealer_id: int, day: date) -> list[Rule]:
    """The conditions that hold for a dealer on a day: his own, those of the regions he is in, those for everybody."""
    dealer = session.get_one(Dealer, dealer_id)
    near = ancestors(session, dealer.region_id) if dealer.region_id else []
    query = living(SalesCondition).where(
        holds(table_of(SalesCondition), day),
        or_(col(SalesCondition.dealer_id).is_(None), col(SalesCondition.dealer_id) == dealer_id),
        or_(col(SalesCondition.region_id).is_(None), col(SalesCondition.region_id).in_(near))).order_by(col(SalesCondition.id))
    return [_rule(session, condition) for condition in session.exec(query)]


def _rule(session: Session, condition: SalesCondition) -> Rule:
    t = table_of(ConditionProduct)
    products = session.execute(select(t.c.product_id).where(t.c.condition_id == condition.id, alive(t))).scalars()
    scope = DEALER if condition.dealer_id else REGION if condition.region_id else ALL
    return Rule(condition.id, condition.kind, scope, frozenset(products), condition.priority or 0, condition.least or 0,
                exact(condition.percent) if condition.percent is not None else Fraction(0), condition.price or 0,
                condition.buy or 1, condition.free or 0)


def offered(session: Session, dealer_id: int, day: date, lines: Sequence[Bought]) -> list[Offer]:
    """What conditions make of the lines of an order. Raises `Refused` where two of them contradict each other."""
    try:
        return offers(lines, conditions_for(session, dealer_id, day))
    except Conflict as conflict:
        names = [session.get_one(SalesCondition, rule.key) for rule in (conflict.first, conflict.second)]
        raise Refused(_("For {product} two conditions contradict each other: {first} and {second}. Give one of them a higher "
                        "rank, or end it.").format(product=session.get_one(Product, conflict.product).name,
                                                   first=names[0].name, second=names[1].name)) from None
