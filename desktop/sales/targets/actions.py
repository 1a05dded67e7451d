"""What is done with targets: spread over the months, split down to counties, dealers or products."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from desktop.core import money
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.periods import YEAR, period
from desktop.core.records import alive, living, table_of
from desktop.core.verbs import insert_many, remove, store
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.regions.tree import children
from desktop.sales.orders.model import SalesOrder
from desktop.sales.orders.share_model import OrderShare
from desktop.sales.products.model import Product
from desktop.sales.targets import states as s
from desktop.sales.targets.figures import Facts, curve_of, done_by_month, month_starts, reached, scope
from desktop.sales.targets.model import SalesTarget, TargetMonth
from desktop.sales.targets.personal import looked_after
from desktop.trade.targets import months_of

BY_PLACE, BY_DEALER, BY_PRODUCT, BY_PERSON = "place", "dealer", "product", "person"


def spread(db: Database, target_id: int) -> int:
    """Write the twelve months of a target by its curve, adding to it exactly; what stood there before goes. How many rows."""
    with db.operation(_("Target spread over the months")) as session:
        target = session.get_one(SalesTarget, target_id)
        before = session.exec(living(TargetMonth).where(col(TargetMonth.target_id) == target_id)).all()
        remove(session, TargetMonth, [row.id for row in before])
        first = (target.starts_on or date.min).replace(day=1)
        parts = months_of(target.whole, list(curve_of(target).percents))
        field = "bags" if target.measure in s.IN_BAGS else "money"
        insert_many(session, TargetMonth, [{"target_id": target_id, "month": month, field: part}
                                           for month, part in zip(month_starts(first), parts, strict=True)])
        return len(parts)


def split(db: Database, target_id: int, by: str) -> int:
    """Give what of a target is not given yet to its parts, by what each reached the season before, else to all alike.

    The parts are the regions below its own, its dealers, the products that are sold, or the people who look after its dealers
    or have shares of their orders, each with what is their own; those that have a part already are left alone. They add to the
    whole to the bag or fen. How many were made. Raises `Refused` where nothing is left, or nobody to give to.
    """
    with db.operation(_("Target split")) as session:
        target = session.get_one(SalesTarget, target_id)
        rest = reached(session, target, target.starts_on or date.min).rest
        if rest <= 0:
            raise Refused(_("Nothing of this target is left to be given to parts."))
        wanted = _parts(session, target, by)
        if not wanted:
            raise Refused(_("There is nobody to give parts of this target to."))
        weights = _weights(session, target, wanted)
        field = "bags" if target.measure in s.IN_BAGS else "money"
        for values, part in zip(wanted, money.split(rest, weights), strict=True):
            store(session, SalesTarget, {"starts_on": target.starts_on, "measure": target.measure, "curve": target.curve,
                                         "product_id": target.product_id, "parent_id": target_id, **values, field: part})
        return len(wanted)


def _parts(session: Session, target: SalesTarget, by: str) -> list[dict[str, Any]]:
    """What each part is of, without those that are there."""
    there = session.exec(living(SalesTarget).where(col(SalesTarget.parent_id) == target.id)).all()
    own = {"region_id": target.region_id, "dealer_id": target.dealer_id}
    if by == BY_PRODUCT:
        if target.product_id:
            raise Refused(_("This target is of one product already."))
        known = {part.product_id for part in there}
        sold = session.exec(living(Product).where(col(Product.retired).is_(False)).order_by(col(Product.name)))
        return [{**own, "product_id": product.id} for product in sold if product.id not in known]
    if by == BY_PERSON:
        return _people(session, target, {part.person_id for part in there if part.personal})
    if target.dealer_id:
        raise Refused(_("A dealer's target is split by product only."))
    if by == BY_PLACE:
        known = {part.region_id for part in there}
        return [{"region_id": place.id} for place in children(session, target.region_id) if place.id not in known]
    known = {part.dealer_id for part in there}
    return [{"dealer_id": dealer.id} for dealer in _dealers(session, target) if dealer.id not in known]


def _people(session: Session, target: SalesTarget, known: set[int | None]) -> list[dict[str, Any]]:
    """What each person's part is of. Raises `Refused` where nobody looks after the dealers of a target."""
    if target.personal:
        raise Refused(_("This target is one person's own already."))
    within, found = scope(session, target), set[int]()
    for person, dealers in looked_after(session).items():
        found |= {person} if within is None or dealers & within else set()
    shares = select(OrderShare.person_id, SalesOrder.dealer_id).join(
        SalesOrder, col(SalesOrder.id) == col(OrderShare.order_id)).where(alive(table_of(OrderShare), table_of(SalesOrder)))
    found |= {person for person, dealer in session.exec(shares) if person and (within is None or dealer in within)}
    if not found:
        raise Refused(_("Nobody looks after these dealers: choose “Looked after by” in the dealers' files."))
    own = {"region_id": target.region_id, "dealer_id": target.dealer_id, "personal": True}
    people = session.exec(living(Person).where(col(Person.id).in_(found - known)).order_by(col(Person.name), col(Person.id)))
    return [{**own, "person_id": person.id} for person in people]


def _dealers(session: Session, target: SalesTarget) -> Sequence[Dealer]:
    within = scope(session, target)
    active = session.exec(living(Dealer).where(col(Dealer.state) == "active").order_by(col(Dealer.name)))
    return [dealer for dealer in active if within is None or dealer.id in within]


def _weights(session: Session, target: SalesTarget, wanted: Sequence[dict[str, Any]]) -> list[int]:
    """What each part reached the season before; all alike where none reached anything."""
    first = target.starts_on or date.min
    last = first - timedelta(days=1)
    before = period(YEAR, last, (first.month, first.day)).first
    found, facts = [], Facts(session)
    for values in wanted:
        part = SalesTarget(measure=target.measure, starts_on=before, **{"product_id": target.product_id, **values})
        found.append(max(0, sum(done_by_month(facts, part, before, last) or [0])))
    return found if any(found) else [1] * len(found)


def region_name(session: Session, region_id: int | None) -> str:
    """The full name of a region; "" for none."""
    place = session.get(Region, region_id) if region_id else None
    return place.full_name if place is not None else ""
