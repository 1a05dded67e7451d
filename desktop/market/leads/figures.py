"""What leads come to: stage by stage, by source and sector, lost why, and the demand that stands behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.money import half_up
from desktop.core.records import living
from desktop.core.verbs import get, store
from desktop.market.leads.model import Lead
from desktop.market.leads.words import OPEN, STAGES, WON
from desktop.market.promotions.model import FieldDay, FieldDayGuest
from desktop.trade.promotions import percent


@dataclass(frozen=True)
class Heap:
    """Leads of one stage, source or sector: how many, won and lost; bags and money in fen; mean days to the first order."""

    name: str
    leads: Sequence[Lead]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.leads)

    @property
    def won(self) -> int:
        """How many ordered."""
        return sum(one.ordered_on is not None or one.state in WON for one in self.leads)

    @property
    def lost(self) -> int:
        """How many were lost without an order."""
        return sum(one.state == "lost" and one.ordered_on is None for one in self.leads)

    @property
    def won_percent(self) -> Fraction | None:
        """How many of them ordered, in percent of all."""
        return percent(Fraction(self.won), Fraction(self.count))

    @property
    def bags(self) -> int:
        """Bags they may order."""
        return sum(one.bags or 0 for one in self.leads)

    @property
    def value(self) -> int:
        """What that is worth."""
        return sum(one.value or 0 for one in self.leads)

    @property
    def expected(self) -> int:
        """The same by chance, of those that are open."""
        return half_up(sum((Fraction((one.value or 0) * (one.chance or 0), 100) for one in self.leads if one.state in OPEN),
                           Fraction(0)))

    @property
    def days(self) -> Fraction | None:
        """Mean days from the first word to the first order."""
        took = [(one.ordered_on - one.heard_on).days for one in self.leads if one.ordered_on and one.heard_on]
        return Fraction(sum(took), len(took)) if took else None


def all_leads(session: Session, since: date | None = None) -> list[Lead]:
    """The leads heard of since a day (all)."""
    query = living(Lead).order_by(col(Lead.heard_on), col(Lead.id))
    return list(session.exec(query if since is None else query.where(col(Lead.heard_on) >= since)))


def heaps(leads: Sequence[Lead], field: str, names: Sequence[str], label: Callable[[str], str], *,
          empty: bool = False) -> list[Heap]:
    """The leads by a field, in the order of its words; words that none has are left out unless `empty`."""
    found = [Heap(label(name), [one for one in leads if getattr(one, field) == name]) for name in names]
    return found if empty else [heap for heap in found if heap.leads]


def by_stage(leads: Sequence[Lead]) -> list[Heap]:
    """The funnel, every stage."""
    return heaps(leads, "state", list(STAGES), STAGES.label, empty=True)


@dataclass(frozen=True)
class Demand:
    """Open demand for a crop that is decided in a month: leads, mu, bags, and bags by chance."""

    crop_id: int | None
    month: str
    leads: int
    area: float
    bags: int
    likely: Fraction


def demand(leads: Sequence[Lead]) -> list[Demand]:
    """The demand of open leads by crop and month of decision, the earliest first; "" for those without a day."""
    found: dict[tuple[int, str], list[Lead]] = {}
    for one in leads:
        if one.state in OPEN:
            found.setdefault((one.crop_id or 0, f"{one.decides_on:%Y-%m}" if one.decides_on else ""), []).append(one)
    return [Demand(crop or None, month, len(rows), sum(one.area_mu or 0 for one in rows), sum(one.bags or 0 for one in rows),
                   sum((Fraction((one.bags or 0) * (one.chance or 0), 100) for one in rows), Fraction(0)))
            for (crop, month), rows in sorted(found.items(), key=lambda item: (item[0][1] or "9", item[0][0]))]


def from_field_day(db: Database, day_id: int) -> int:
    """Make a lead of every guest of a field day who came and is none yet: ordered, or seen there; how many were made."""
    day = get(db, FieldDay, day_id)
    with db.operation(_("Leads made of the guests of a field day")) as session:
        known = {(one.contact, one.phone) for one in session.exec(living(Lead))}
        guests = session.exec(living(FieldDayGuest).where(col(FieldDayGuest.day_id) == day_id, col(FieldDayGuest.came)))
        fresh = [one for one in guests if (one.name, one.phone) not in known]
        for one in fresh:
            store(session, Lead, {
                "name": one.name, "contact": one.name, "phone": one.phone, "person_id": one.person_id,
                "region_id": day.region_id,
                "dealer_id": one.dealer_id or day.dealer_id, "source": "field_day", "heard_on": day.held_on, "day_id": day_id,
                "bags": one.bags, "state": "ordered" if one.bags else "field_day", "remarks": one.organisation})
        return len(fresh)
